package recommend

import (
	"database/sql"

	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// insertPlace takes a place; false: somebody else has that number. Of two who try at the same moment the second waits
// here until the first has it for good.
func insertPlace(t *store.Tx, p Place) (bool, error) {
	return changed(t.Exec(`INSERT INTO place (cohort, quota, holder, n, application) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (cohort, quota, holder, n) DO NOTHING`, p.Cohort, p.Quota, p.Holder, p.N, p.Application))
}

func deletePlace(t *store.Tx, p Place) error {
	_, err := t.Exec("DELETE FROM place WHERE cohort = $1 AND quota = $2 AND holder = $3 AND n = $4", p.Cohort, p.Quota, p.Holder, p.N)
	return err
}

func scanPlace(row store.Scanner) (p Place, err error) {
	err = row.Scan(&p.Cohort, &p.Quota, &p.Holder, &p.N, &p.Application)
	return p, err
}

const selectPlace = "SELECT cohort, quota, holder, n, application FROM place"

func selectTaken(t *store.Tx, cohort, quota, holder string) ([]int, error) {
	return store.Rows(t, store.Scalar[int], "SELECT n FROM place WHERE cohort = $1 AND quota = $2 AND holder = $3 ORDER BY n", cohort, quota, holder)
}

func selectPlacesOf(t *store.Tx, application string) ([]Place, error) {
	return store.Rows(t, scanPlace, selectPlace+" WHERE application = $1 ORDER BY quota", application)
}

func selectPlaceOf(t *store.Tx, application string) (int, bool, error) {
	return store.One(t, store.Scalar[int], "SELECT n FROM place WHERE application = $1 ORDER BY quota LIMIT 1", application)
}

func selectEveryPlace(t *store.Tx) ([]Place, error) {
	return store.Rows(t, scanPlace, selectPlace+" ORDER BY cohort, quota, holder, n")
}

// scanEndorsement and selectAnswer compare truths with TRUE: a value that somebody wrote past the program, 2 say, is then
// found by verify instead of ending it.
func scanEndorsement(row store.Scanner) (Endorsement, error) {
	var e Endorsement
	var at int64
	err := row.Scan(&e.Application, &e.Version, &e.Recommender, &e.Opinion.Text, &e.Opinion.Pen, &e.Rank, &at, &e.Account)
	e.At = clock.FromMicros(at)
	return e, err
}

func selectEndorsement(t *store.Tx, application string) (Endorsement, bool, error) {
	return store.One(t, scanEndorsement, `SELECT application, version, recommender, opinion, pen = TRUE, rank, at, account
		FROM endorsement WHERE application = $1`, application)
}

func insertEndorsement(t *store.Tx, e Endorsement, salt string) error {
	_, err := t.Exec(`INSERT INTO endorsement (application, version, recommender, opinion, pen, rank, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, e.Application, e.Version, e.Recommender, e.Opinion.Text, e.Opinion.Pen,
		e.Rank, clock.Micros(e.At), e.Account, salt)
	return err
}

// keepEndorsement keeps the words that a confirmation is about to replace.
func keepEndorsement(t *store.Tx, application string) error {
	_, err := t.Exec(`INSERT INTO endorsement_before (application, version, opinion, pen, at, account, salt)
		SELECT application, version, opinion, pen, at, account, salt FROM endorsement WHERE application = $1`, application)
	return err
}

// updateEndorsement writes what a confirmation changes.
func updateEndorsement(t *store.Tx, e Endorsement, salt string) error {
	_, err := t.Exec(`UPDATE endorsement SET version = $2, opinion = $3, pen = $4, at = $5, account = $6, salt = $7 WHERE application = $1`,
		e.Application, e.Version, e.Opinion.Text, e.Opinion.Pen, clock.Micros(e.At), e.Account, salt)
	return err
}

func updateRank(t *store.Tx, application string, rank int) error {
	_, err := t.Exec("UPDATE endorsement SET rank = $2 WHERE application = $1", application, rank)
	return err
}

// lastRank is the last rank that a recommender has given in a cohort; 0: none.
func lastRank(t *store.Tx, cohort, recommender string) (int, error) {
	last, _, err := store.One(t, store.Scalar[int], `SELECT COALESCE(MAX(e.rank), 0) FROM endorsement e
		JOIN application a ON a.id = e.application WHERE a.cohort = $1 AND e.recommender = $2`, cohort, recommender)
	return last, err
}

func scanOverrun(row store.Scanner) (Overrun, error) {
	var o Overrun
	var at int64
	err := row.Scan(&o.Application, &o.Version, &o.Reason, &at)
	o.At = clock.FromMicros(at)
	return o, err
}

func selectOverrun(t *store.Tx, application string) (Overrun, bool, error) {
	return store.One(t, scanOverrun, "SELECT application, version, reason, at FROM overrun WHERE application = $1", application)
}

func insertOverrun(t *store.Tx, o Overrun, account, salt string) error {
	_, err := t.Exec("INSERT INTO overrun (application, version, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)",
		o.Application, o.Version, o.Reason, clock.Micros(o.At), account, salt)
	return err
}

func selectAnswer(t *store.Tx, application string) (Answer, bool, error) {
	return store.One(t, func(row store.Scanner) (Answer, error) {
		var a Answer
		var at int64
		err := row.Scan(&a.Application, &a.Agreed, &a.Reason, &at)
		a.At = clock.FromMicros(at)
		return a, err
	}, "SELECT application, agreed = TRUE, reason, at FROM overrun_answer WHERE application = $1", application)
}

func insertAnswer(t *store.Tx, a Answer, account, salt string) error {
	_, err := t.Exec("INSERT INTO overrun_answer (application, agreed, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)",
		a.Application, a.Agreed, a.Reason, clock.Micros(a.At), account, salt)
	return err
}

func selectDeclined(t *store.Tx, application string) (Declined, bool, error) {
	return store.One(t, func(row store.Scanner) (Declined, error) {
		var d Declined
		var at int64
		err := row.Scan(&d.Application, &d.Version, &d.Reason, &at)
		d.At = clock.FromMicros(at)
		return d, err
	}, "SELECT application, version, reason, at FROM declined WHERE application = $1", application)
}

func insertDeclined(t *store.Tx, d Declined, account, salt string) error {
	_, err := t.Exec("INSERT INTO declined (application, version, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)",
		d.Application, d.Version, d.Reason, clock.Micros(d.At), account, salt)
	return err
}

const selectPapers = "SELECT application, n, hash, size FROM endorsed_paper"

func scanPaper(row store.Scanner) (p apply.Paper, err error) {
	err = row.Scan(&p.Application, &p.Version, &p.Hash, &p.Size)
	return p, err
}

func selectPaper(t *store.Tx, application string, n int) (apply.Paper, bool, error) {
	return store.One(t, scanPaper, selectPapers+" WHERE application = $1 AND n = $2", application, n)
}

// PapersByHash finds the endorsed papers with this content, so that an uploaded one is known as genuine.
func PapersByHash(t *store.Tx, hash string) ([]apply.Paper, error) {
	return store.Rows(t, scanPaper, selectPapers+" WHERE hash = $1 ORDER BY application, n", hash)
}

func selectEveryPaper(t *store.Tx) ([]apply.Paper, error) {
	return store.Rows(t, scanPaper, selectPapers+" ORDER BY application, n")
}

func insertPaper(t *store.Tx, p apply.Paper) (bool, error) {
	return changed(t.Exec(`INSERT INTO endorsed_paper (application, n, hash, size, rendered_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, p.Application, p.Version, p.Hash, p.Size, clock.Micros(t.Now())))
}

// Blobs are the files that this room's rows refer to.
func Blobs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT hash FROM endorsed_paper")
}

// changed tells whether a statement wrote its one row.
func changed(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

func selectReasons(t *store.Tx, application string) ([]apply.Reason, error) {
	return store.Rows(t, func(row store.Scanner) (r apply.Reason, err error) {
		err = row.Scan(&r.Salt, &r.Words)
		return r, err
	}, `SELECT salt, opinion FROM endorsement WHERE application = $1
		UNION ALL SELECT salt, opinion FROM endorsement_before WHERE application = $1 UNION ALL SELECT salt, reason FROM overrun WHERE application = $1
		UNION ALL SELECT salt, reason FROM overrun_answer WHERE application = $1 UNION ALL SELECT salt, reason FROM declined WHERE application = $1`, application)
}

// selectPlaceless are the applications that were recommended and go on, without a place.
func selectPlaceless(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT a.id FROM application a JOIN endorsement e ON e.application = a.id
		LEFT JOIN place p ON p.application = a.id WHERE p.application IS NULL
		AND a.state NOT IN ('draft', 'overrun', 'over_quota', 'declined', 'withdrawn', 'not_accepted') ORDER BY a.id`)
}
