package unit

import (
	"context"
	"net/http"
	"sync"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// identity is what a session's token stands for, as it was last read.
type identity struct {
	session held
	account Account
	actor   access.Actor // but for Fresh, which passes
	seen    time.Time
	read    time.Time // on the business clock
}

// identities keeps who is behind each token in use, for every request of every page asks for it. What this process
// writes of sessions, accounts and units is seen at once: all that was read before is forgotten. On SQLite nobody else
// but a command of the same machine writes, and that counts after placeHolds; on PostgreSQL another door may have ended
// the session, so there every request asks the database.
type identities struct {
	mu    sync.Mutex
	at    int64 // how often something had been changed when known was begun
	known map[string]identity
}

// find gives what is known of a token at that instant.
func (i *identities) find(token string, now time.Time) (identity, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	one, ok := i.known[token]
	age := now.Sub(one.read)
	return one, ok && i.at == changes.Load() && age >= 0 && age < placeHolds
}

// keep remembers what was read when so much had been changed.
func (i *identities) keep(token string, one identity, at int64) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.at != at || i.known == nil {
		i.at, i.known = at, map[string]identity{}
	}
	i.known[token] = one
}

// Identify tells who sends a request, for the web kit. An account that was closed or has run out is a visitor.
func (r *Room) Identify(req *http.Request) (access.Actor, error) {
	cookie := r.sessions.cookie(req)
	if cookie == "" {
		return access.Actor{}, nil
	}
	token, now := hashed(cookie), r.wall()
	one, found, err := r.identity(req.Context(), token)
	if err != nil || !found || !now.Before(clock.FromMicros(one.session.Deadline)) || !one.account.Usable(r.db().Clock.Now()) {
		return access.Actor{}, err
	}
	one.actor.Fresh = one.session.Demo || now.Sub(clock.FromMicros(one.session.Fresh)) < freshFor
	return one.actor, r.seen(req.Context(), token, one.seen, now)
}

// identity finds who stands behind a hashed token.
func (r *Room) identity(ctx context.Context, token string) (one identity, found bool, err error) {
	if one, found = r.identities.find(token, r.db().Clock.Now()); found {
		return one, true, nil
	}
	at := changes.Load() // before reading: what is written meanwhile makes it old
	err = r.db().Look(ctx, func(t *store.Tx) (err error) {
		one.read = r.db().Clock.Now()
		if one.session, one.account, one.seen, found, err = selectHeld(t, token, r.wall()); err != nil || !found {
			return err
		}
		stands, err := r.places.of(t, one.account.Unit)
		one.actor = stands.actor(one.account)
		return err
	})
	if err == nil && found && r.db().Engine == store.SQLite {
		r.identities.keep(token, one, at)
	}
	return one, found, err
}

// seen notes that the session is in use, at most every five minutes.
func (r *Room) seen(ctx context.Context, token string, last, now time.Time) error {
	if now.Sub(last) < seenEvery {
		return nil
	}
	return r.db().Write(ctx, func(t *store.Tx) error { return updateSeen(t, token, now) })
}
