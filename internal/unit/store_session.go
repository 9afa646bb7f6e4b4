package unit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// sessionStore keeps sessions for scs, which hands it hashed tokens only. It implements scs.CtxStore.
type sessionStore struct{ db *store.DB }

// hashed is the form in which scs stores a token (HashTokenInStore).
func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// FindCtx gives a session's data while it holds.
func (s sessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var text string
	err = s.db.Read(ctx, func(t *store.Tx) error {
		text, found, err = store.One(t, store.Scalar[string], "SELECT data FROM session WHERE token = $1 AND expires_at > $2",
			token, clock.Micros(wall(s.db)))
		return err
	})
	return []byte(text), found, err
}

// CommitCtx writes a session, and sweeps those that have run out.
func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	var h held
	if err := json.Unmarshal(data, &h); err != nil {
		return err
	}
	now := clock.Micros(wall(s.db))
	return s.db.Write(ctx, func(t *store.Tx) error {
		changed(t)
		if _, err := t.Exec("DELETE FROM session WHERE expires_at <= $1", now); err != nil {
			return err
		}
		_, err := t.Exec(`INSERT INTO session (token, id, account, device, created_at, seen_at, expires_at, data)
			VALUES ($1, $2, $3, $4, $5, $5, $6, $7) ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			token, store.NewID(), h.Account, h.Device, now, clock.Micros(expiry), string(data))
		return err
	})
}

// DeleteCtx forgets a session.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(t *store.Tx) error {
		changed(t)
		_, err := t.Exec("DELETE FROM session WHERE token = $1", token)
		return err
	})
}

// errNoContext: scs asks a store that has the methods above by them alone.
var errNoContext = errors.New("sessions are kept with a context")

// Find implements scs.Store.
func (s sessionStore) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit implements scs.Store.
func (s sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }

// Delete implements scs.Store.
func (s sessionStore) Delete(string) error { return errNoContext }

// selectHeld reads what a session holds while it lasts, its account, and when it was last seen.
func selectHeld(t *store.Tx, token string, now time.Time) (h held, a Account, seen time.Time, found bool, err error) {
	var data string
	var us int64
	a, found, err = store.One(t, func(row store.Scanner) (Account, error) { return scanAccount(behind{row, []any{&data, &us}}) },
		`SELECT s.data, s.seen_at, a.id, a.unit, a.login, a.name, a.phone, a.email, a.roles, a.from_at, a.to_at, a.state
		FROM session s JOIN account a ON a.id = s.account WHERE s.token = $1 AND s.expires_at > $2`, token, clock.Micros(now))
	if err == nil && found {
		err = json.Unmarshal([]byte(data), &h)
	}
	return h, a, clock.FromMicros(us), found, err
}

// behind is a row whose first columns are read into before.
type behind struct {
	row    store.Scanner
	before []any
}

// Scan implements store.Scanner.
func (b behind) Scan(into ...any) error { return b.row.Scan(append(b.before, into...)...) }

func updateSeen(t *store.Tx, token string, now time.Time) error {
	changed(t)
	_, err := t.Exec("UPDATE session SET seen_at = $1 WHERE token = $2", clock.Micros(now), token)
	return err
}

func selectSessions(t *store.Tx, account, current string, now time.Time) ([]Session, error) {
	scan := func(row store.Scanner) (Session, error) {
		var s Session
		var token string
		var created, seen int64
		err := row.Scan(&token, &s.ID, &s.Device, &created, &seen)
		s.Created, s.Seen, s.Current = clock.FromMicros(created), clock.FromMicros(seen), token == current
		return s, err
	}
	return store.Rows(t, scan, `SELECT token, id, device, created_at, seen_at FROM session
		WHERE account = $1 AND expires_at > $2 ORDER BY seen_at DESC, id DESC`, account, clock.Micros(now))
}

func deleteSession(t *store.Tx, account, id string) error {
	changed(t)
	_, err := t.Exec("DELETE FROM session WHERE account = $1 AND id = $2", account, id)
	return err
}

// deleteSessions ends an account's sessions, all but the one whose hashed token is keep ("" for all).
func deleteSessions(t *store.Tx, account, keep string) error {
	changed(t)
	_, err := t.Exec("DELETE FROM session WHERE account = $1 AND token <> $2", account, keep)
	return err
}
