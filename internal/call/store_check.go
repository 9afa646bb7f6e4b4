package call

import (
	"shidian/internal/files"
	"shidian/internal/store"
)

var (
	checkDefinitions = checkBodies("SELECT hash, body, hash FROM definition", "项目定义的文字与哈希不符")
	checkNotices     = checkBodies("SELECT cohort || '/' || CAST(n AS TEXT), body, body_hash FROM notice_version", "通知的文字与哈希不符")
	checkLetters     = checkBodies("SELECT cohort || '/' || city || '/' || CAST(n AS TEXT), body, body_hash FROM pass_letter", "转发函的文字与哈希不符")
)

// checkBodies holds each text against the hash beside it; query gives key, text and hash.
func checkBodies(query, what string) func(*store.Tx, func(key, what string)) error {
	return func(t *store.Tx, found func(key, what string)) error {
		rows, err := store.Rows(t, func(row store.Scanner) (r struct{ key, body, hash string }, err error) {
			err = row.Scan(&r.key, &r.body, &r.hash)
			return r, err
		}, query+" ORDER BY 1")
		for _, r := range rows {
			if hashOf(r.body) != r.hash {
				found(r.key, what)
			}
		}
		return err
	}
}

// checkIssued reads every issued PDF of a table again.
func checkIssued(t *store.Tx, table string, blobs *files.Store, found func(key, what string)) error {
	rows, err := store.Rows(t, func(row store.Scanner) (r struct{ key, issued string }, err error) {
		err = row.Scan(&r.key, &r.issued)
		return r, err
	}, "SELECT cohort || '/' || CAST(n AS TEXT), issued FROM "+table+" ORDER BY 1")
	for _, r := range rows {
		if blobs.Check(r.issued) != nil {
			found(r.key, "印发件缺失或者与哈希不符")
		}
	}
	return err
}

// Blobs are the files that this room's rows refer to: the issued papers.
func Blobs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT issued FROM notice_version UNION SELECT issued FROM extension")
}
