package unit

import (
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

func saveUpload(t *store.Tx, account, source, lines string, now time.Time) error {
	_, err := t.Exec(`INSERT INTO unit_upload (account, at, source, lines) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account) DO UPDATE SET at = excluded.at, source = excluded.source, lines = excluded.lines`,
		account, clock.Micros(now), source, lines)
	return err
}

func selectUpload(t *store.Tx, account string) (source, lines string, found bool, err error) {
	type upload struct{ source, lines string }
	u, found, err := store.One(t, func(row store.Scanner) (u upload, err error) {
		err = row.Scan(&u.source, &u.lines)
		return u, err
	}, "SELECT source, lines FROM unit_upload WHERE account = $1", account)
	return u.source, u.lines, found, err
}

func deleteUpload(t *store.Tx, account string) error {
	_, err := t.Exec("DELETE FROM unit_upload WHERE account = $1", account)
	return err
}
