package house

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// Crowd puts n more applicants straight into the tables of a running house: each speaks for a society of its own, is
// logged in, and has a draft that stands ready to be submitted, with the texts of the last prepared applicant. What they
// are has no entries in the ledger; what they do has.
func Crowd(ctx context.Context, r *Running, n int) ([]*Person, error) {
	db, err := store.Open(ctx, r.database(), new(clock.Clock))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	model := r.People.Applicants[len(r.People.Applicants)-1]
	people := make([]*Person, n)
	err = db.Write(ctx, func(t *store.Tx) error {
		for i := range people {
			if people[i], err = join(t, model); err != nil {
				return err
			}
		}
		return nil
	})
	return people, err
}

// join copies one applicant.
func join(t *store.Tx, model *Person) (*Person, error) {
	id, token := store.NewID(), store.NewID()
	p := &Person{Login: "crowd-" + id, Account: id, Cookie: "shidian_session=" + token, Application: id}
	now, ends := t.Now(), t.Now().Add(12*time.Hour)
	session, err := json.Marshal(map[string]any{"deadline": clock.Micros(ends), "account": id, "device": "", "fresh": clock.Micros(now)})
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256([]byte(token))
	for _, s := range []struct {
		query string
		args  []any
	}{
		{"INSERT INTO unit (id, kind, region, from_at, to_at) VALUES ($1, 'society', '', 0, 0)", []any{id}},
		{`INSERT INTO unit_era (unit, from_at, name, short, parent) SELECT $1, e.from_at, e.name, e.short, e.parent
			FROM unit_era e JOIN account a ON a.unit = e.unit WHERE a.id = $2`, []any{id, model.Account}},
		{`INSERT INTO account (id, unit, login, name, phone, email, roles, from_at, to_at, state, salt)
			SELECT $1, $1, $2, name, phone, email, roles, from_at, to_at, state, salt FROM account WHERE id = $3`, []any{id, p.Login, model.Account}},
		{`INSERT INTO session (token, id, account, device, created_at, seen_at, expires_at, data) VALUES ($1, $2, $2, '', $3, $3, $4, $5)`,
			[]any{base64.RawURLEncoding.EncodeToString(hash[:]), id, clock.Micros(now), clock.Micros(ends), string(session)}},
		{`INSERT INTO application (id, unit, number, state, version, contents, submitted_at, cohort, definition, unit_name, kind, city, city_name,
			typed_in, confirmed, started_at, salt, saved_at, revision) SELECT $1, $1, '', 'draft', 0, '', 0, cohort, definition, unit_name, kind, city,
			city_name, typed_in, confirmed, started_at, salt, saved_at, revision FROM application WHERE id = $2`, []any{id, model.Application}},
		{`INSERT INTO draft (application, field, text, hash, editor, at)
			SELECT $1, field, text, hash, editor, at FROM draft WHERE application = $2`, []any{id, model.Application}},
	} {
		if _, err := t.Exec(s.query, s.args...); err != nil {
			return nil, err
		}
	}
	return p, nil
}
