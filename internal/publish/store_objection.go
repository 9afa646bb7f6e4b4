package publish

import (
	"crypto/rand"
	"strings"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectObjection = `SELECT id, notice, number, application, who, name, phone, words, evidence, way, received, at, state, concerns, handler,
	outcome, finding, answer, strikes, closed_at FROM objection`

func scanObjection(row store.Scanner) (Objection, error) {
	var o Objection
	var evidence string
	var received, at, closed int64
	err := row.Scan(&o.ID, &o.Notice, &o.Number, &o.Application, &o.Who, &o.Name, &o.Phone, &o.Words, &evidence, &o.Way, &received, &at, &o.State,
		&o.Concerns, &o.Handler, &o.Outcome, &o.Found, &o.Answer, &o.Strikes, &closed)
	o.Evidence = strings.FieldsFunc(evidence, func(r rune) bool { return r == ',' })
	o.Received, o.At, o.ClosedAt = clock.FromMicros(received), clock.FromMicros(at), clock.FromMicros(closed)
	return o, err
}

// lockObjection reads an objection and keeps it from everybody else until the transaction ends.
func lockObjection(t *store.Tx, id string) (Objection, error) {
	if _, err := t.Exec("UPDATE objection SET state = state WHERE id = $1", id); err != nil {
		return Objection{}, err
	}
	return ObjectionByID(t, id)
}

func insertObjection(t *act.Tx, o Objection, codeHash string) error {
	_, err := t.Exec(`INSERT INTO objection (id, notice, number, code_hash, application, who, name, phone, words, evidence, way, received, at, state,
		concerns, handler, outcome, finding, answer, strikes, closed_at, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', '', '', '', FALSE, 0, $15)`,
		o.ID, o.Notice, o.Number, codeHash, o.Application, o.Who, o.Name, o.Phone, o.Words, strings.Join(o.Evidence, ","), o.Way,
		clock.Micros(o.Received), clock.Micros(o.At), string(o.State), rand.Text())
	t.Touch("objection", o.ID)
	return err
}

func updateObjection(t *act.Tx, o Objection) error {
	_, err := t.Exec(`UPDATE objection SET state = $2, concerns = $3, handler = $4, outcome = $5, finding = $6, answer = $7, strikes = $8,
		closed_at = $9 WHERE id = $1`, o.ID, string(o.State), o.Concerns, o.Handler, string(o.Outcome), o.Found, o.Answer, o.Strikes,
		clock.Micros(o.ClosedAt))
	t.Touch("objection", o.ID)
	return err
}

// received counts what came to a notice: objections in all, and objections and reports since an instant.
func received(t *store.Tx, notice string, since int64) (all, recent int, err error) {
	if err = t.QueryRow("SELECT COUNT(*) FROM objection WHERE notice = $1", notice).Scan(&all); err != nil {
		return 0, 0, err
	}
	err = t.QueryRow(`SELECT (SELECT COUNT(*) FROM objection WHERE notice = $1 AND at > $2 AND way = $3) +
		(SELECT COUNT(*) FROM report WHERE notice = $1 AND at > $2)`, notice, since, Online).Scan(&recent)
	return all, recent, err
}

func insertReport(t *act.Tx, r Report) error {
	_, err := t.Exec("INSERT INTO report (id, notice, words, at, salt) VALUES ($1, $2, $3, $4, $5)", r.ID, r.Notice, r.Words, clock.Micros(r.At), rand.Text())
	t.Touch("report", r.ID)
	return err
}

func selectReports(t *store.Tx) ([]Report, error) {
	return store.Rows(t, func(row store.Scanner) (Report, error) {
		var r Report
		var at int64
		err := row.Scan(&r.ID, &r.Notice, &r.Words, &at)
		r.At = clock.FromMicros(at)
		return r, err
	}, "SELECT id, notice, words, at FROM report ORDER BY at DESC, id DESC")
}

// Blobs are the files that the room's rows refer to.
func Blobs(t *store.Tx) ([]string, error) {
	lists, err := store.Rows(t, store.Scalar[string], `SELECT snapshot FROM public_notice WHERE snapshot <> '' UNION SELECT issued FROM public_notice
		WHERE issued <> '' UNION SELECT evidence FROM objection WHERE evidence <> '' UNION SELECT issued FROM release ORDER BY 1`)
	var hashes []string
	for _, list := range lists {
		hashes = append(hashes, strings.Split(list, ",")...)
	}
	return hashes, err
}
