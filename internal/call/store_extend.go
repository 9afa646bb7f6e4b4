package call

import (
	"shidian/internal/clock"
	"shidian/internal/store"
)

func selectExtensions(t *store.Tx, cohort string) ([]Extension, error) {
	return store.Rows(t, func(row store.Scanner) (Extension, error) {
		var e Extension
		var moved string
		var at int64
		err := row.Scan(&e.Cohort, &e.N, &e.Number, &e.Signer, &e.Dated, &e.Issued, &e.Reason, &moved, &at)
		if err == nil {
			e.Moved, err = decode[[]Moved](moved)
		}
		e.At = clock.FromMicros(at)
		return e, err
	}, "SELECT cohort, n, number, signer, dated, issued, reason, moved, published_at FROM extension WHERE cohort = $1 ORDER BY n DESC", cohort)
}

func insertExtension(t *store.Tx, e Extension, salt string) error {
	_, err := t.Exec(`INSERT INTO extension (cohort, n, number, signer, dated, issued, reason, moved, published_at, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, e.Cohort, e.N, e.Number, e.Signer, string(e.Dated), e.Issued, e.Reason,
		canonical(e.Moved), clock.Micros(e.At), salt)
	return err
}

// NumberTaken finds a notice or an extension that bears a number already. except is a cohort whose own notices may bear
// it: a correction may keep the notice's number.
func NumberTaken(t *store.Tx, number, except string) (bool, error) {
	_, found, err := store.One(t, store.Scalar[string], `SELECT cohort FROM notice_version WHERE number = $1 AND cohort <> $2
		UNION ALL SELECT cohort FROM extension WHERE number = $1 LIMIT 1`, number, except)
	return found, err
}

func selectExtensionDraft(t *store.Tx, cohort string) (ExtensionText, bool, error) {
	body, found, err := store.One(t, store.Scalar[string], "SELECT body FROM extension_draft WHERE cohort = $1", cohort)
	if err != nil || !found {
		return ExtensionText{}, false, err
	}
	text, err := decode[ExtensionText](body)
	return text, true, err
}

func putExtensionDraft(t *store.Tx, cohort string, text ExtensionText, editor string) error {
	_, err := t.Exec(`INSERT INTO extension_draft (cohort, body, editor, saved_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (cohort) DO UPDATE SET body = excluded.body, editor = excluded.editor, saved_at = excluded.saved_at`,
		cohort, canonical(text), editor, clock.Micros(t.Now()))
	return err
}

func dropExtensionDraft(t *store.Tx, cohort string) error {
	_, err := t.Exec("DELETE FROM extension_draft WHERE cohort = $1", cohort)
	return err
}
