package apply

import (
	"shidian/internal/clock"
	"shidian/internal/store"
)

// frozen is a row of application_version.
type frozen struct {
	application, number          string
	n                            int
	body, bodyHash               string
	personal, salt, personalHash string
	hash, code                   string
	at                           int64
	submitter                    string
}

const frozenColumns = "application, n, number, body, body_hash, personal, salt, personal_hash, hash, code, at, submitter"

func scanFrozen(row store.Scanner) (frozen, error) {
	var f frozen
	err := row.Scan(&f.application, &f.n, &f.number, &f.body, &f.bodyHash, &f.personal, &f.salt, &f.personalHash,
		&f.hash, &f.code, &f.at, &f.submitter)
	return f, err
}

func insertFrozen(t *store.Tx, f frozen) error {
	_, err := t.Exec(`INSERT INTO application_version (`+frozenColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, f.application, f.n, f.number, f.body, f.bodyHash,
		f.personal, f.salt, f.personalHash, f.hash, f.code, f.at, f.submitter)
	return err
}

// selectFrozen reads version n of an application; n 0 is the last one.
func selectFrozen(t *store.Tx, id string, n int) (frozen, error) {
	return orNotFound(store.One(t, scanFrozen, "SELECT "+frozenColumns+` FROM application_version
		WHERE application = $1 AND ($2 = 0 OR n = $2) ORDER BY n DESC LIMIT 1`, id, n))
}

func selectAllFrozen(t *store.Tx, id string) ([]frozen, error) {
	return store.Rows(t, scanFrozen, "SELECT "+frozenColumns+" FROM application_version WHERE application = $1 ORDER BY n DESC", id)
}

func selectByCode(t *store.Tx, code string) ([]frozen, error) {
	return store.Rows(t, scanFrozen, "SELECT "+frozenColumns+" FROM application_version WHERE code = $1 ORDER BY number, n", code)
}

// Paper is a rendered version: the blob's hash and size.
type Paper struct {
	Application string
	Version     int
	Hash        string
	Size        int64
}

func scanPaper(row store.Scanner) (Paper, error) {
	var p Paper
	err := row.Scan(&p.Application, &p.Version, &p.Hash, &p.Size)
	return p, err
}

func selectPaper(t *store.Tx, id string, n int) (Paper, bool, error) {
	return store.One(t, scanPaper, "SELECT application, n, hash, size FROM application_paper WHERE application = $1 AND n = $2", id, n)
}

func selectPapersByHash(t *store.Tx, hash string) ([]Paper, error) {
	return store.Rows(t, scanPaper, "SELECT application, n, hash, size FROM application_paper WHERE hash = $1 ORDER BY application, n", hash)
}

func insertPaper(t *store.Tx, p Paper) (bool, error) {
	res, err := t.Exec(`INSERT INTO application_paper (application, n, hash, size, rendered_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, p.Application, p.Version, p.Hash, p.Size, clock.Micros(t.Now()))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

func selectEveryFrozen(t *store.Tx) ([]frozen, error) {
	return store.Rows(t, scanFrozen, "SELECT "+frozenColumns+" FROM application_version ORDER BY application, n")
}

func selectEveryPaper(t *store.Tx) ([]Paper, error) {
	return store.Rows(t, scanPaper, "SELECT application, n, hash, size FROM application_paper ORDER BY application, n")
}

// selectDetached are the applications whose version or number is not that of their last frozen version.
func selectDetached(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT a.id FROM application a
		LEFT JOIN application_version v ON v.application = a.id AND v.n = a.version
		WHERE a.version <> (SELECT COUNT(*) FROM application_version w WHERE w.application = a.id)
		OR a.number <> COALESCE(v.number, '') ORDER BY a.id`)
}

// Blobs are the files that this room's rows refer to: attachments, papers, the evidence of late doors.
func Blobs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT hash FROM attachment UNION SELECT hash FROM application_paper
		UNION SELECT evidence FROM late_door`)
}
