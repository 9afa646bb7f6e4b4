package notify

import (
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

func selectLetters(t *store.Tx, where string, args ...any) ([]Letter, error) {
	return store.Rows(t, scanLetter, `SELECT l.id, l.cohort, l.unit, l.roles, l.kind, l.title, l.body, l.link, l.cause, l.state,
		l.held_at, l.done_at, l.sent, l.reason, COALESCE(d.body, '') FROM outbox_letter l LEFT JOIN outbox_draft d ON d.letter = l.id `+where, args...)
}

func scanLetter(row store.Scanner) (Letter, error) {
	var l Letter
	var roles string
	var held, done int64
	err := row.Scan(&l.ID, &l.Cohort, &l.Unit, &roles, &l.Kind, &l.Title, &l.Text, &l.Link, &l.Cause, &l.State, &held, &done, &l.Sent, &l.Reason, &l.Draft)
	for _, role := range strings.Fields(roles) {
		l.Roles = append(l.Roles, access.Role(role))
	}
	l.At, l.Done = clock.FromMicros(held), clock.FromMicros(done)
	return l, err
}

func insertLetter(t *store.Tx, l Letter, salt string) error {
	roles := make([]string, len(l.Roles))
	for i, role := range l.Roles {
		roles[i] = string(role)
	}
	_, err := t.Exec(`INSERT INTO outbox_letter (id, cohort, unit, roles, kind, title, body, link, cause, state, held_at, done_at, sent, reason, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', '', $12)`, l.ID, l.Cohort, l.Unit, strings.Join(roles, " "), l.Kind,
		l.Title, l.Text, l.Link, l.Cause, string(l.State), clock.Micros(l.At), salt)
	return err
}

// finishLetter says what became of a letter; a reason brings its own salt.
func finishLetter(t *store.Tx, id string, to act.State, sent, reason, salt string) error {
	if _, err := t.Exec(`UPDATE outbox_letter SET state = $1, done_at = $2, sent = $3, reason = $4,
		salt = CASE WHEN $5 = '' THEN salt ELSE $5 END WHERE id = $6`,
		string(to), clock.Micros(t.Now()), sent, reason, salt, id); err != nil {
		return err
	}
	_, err := t.Exec("DELETE FROM outbox_draft WHERE letter = $1", id)
	return err
}

func putLetterDraft(t *store.Tx, id, text, editor string) error {
	_, err := t.Exec(`INSERT INTO outbox_draft (letter, body, editor, saved_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (letter) DO UPDATE SET body = excluded.body, editor = excluded.editor, saved_at = excluded.saved_at`,
		id, text, editor, clock.Micros(t.Now()))
	return err
}

func countHeld(t *store.Tx) (int, error) {
	n, _, err := store.One(t, store.Scalar[int], "SELECT COUNT(*) FROM outbox_letter WHERE state = $1", string(Held))
	return n, err
}
