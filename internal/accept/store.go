package accept

import (
	"strconv"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/store"
)

func scanLine(row store.Scanner) (Line, error) {
	var l Line
	err := row.Scan(&l.Item, &l.Result, &l.Note)
	return l, err
}

func selectDraft(t *store.Tx, id string, version int) ([]Line, error) {
	return store.Rows(t, scanLine, "SELECT item, result, note FROM check_draft WHERE application = $1 AND version = $2 ORDER BY item", id, version)
}

func selectItems(t *store.Tx, id string, version int) ([]Line, error) {
	return store.Rows(t, scanLine, "SELECT item, result, note FROM check_item WHERE application = $1 AND version = $2 ORDER BY item", id, version)
}

func upsertDraft(t *store.Tx, a apply.Application, l Line, account string) error {
	_, err := t.Exec(`INSERT INTO check_draft (application, version, item, result, note, at, account) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (application, version, item) DO UPDATE SET result = excluded.result, note = excluded.note, at = excluded.at, account = excluded.account`,
		a.ID, a.Version, l.Item, string(l.Result), l.Note, clock.Micros(t.Now()), account)
	return err
}

func deleteDraft(t *store.Tx, id string) error {
	_, err := t.Exec("DELETE FROM check_draft WHERE application = $1", id)
	return err
}

// draftCounts tells, for a cohort's versions in force that a check is being filled in for, how many items have passed.
func draftCounts(t *store.Tx, cohort string) (map[string]int, error) {
	type count struct {
		id string
		n  int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (c count, err error) {
		err = row.Scan(&c.id, &c.n)
		return c, err
	}, `SELECT d.application, COUNT(*) FROM check_draft d JOIN application a ON a.id = d.application AND a.version = d.version
		WHERE a.cohort = $1 AND d.result = $2 GROUP BY d.application`, cohort, string(Passed))
	counts := make(map[string]int, len(rows))
	for _, c := range rows {
		counts[c.id] = c.n
	}
	return counts, err
}

func insertItem(t *act.Tx, a apply.Application, l Line, salt string) error {
	_, err := t.Exec(`INSERT INTO check_item (application, version, item, result, note, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Version, l.Item, string(l.Result), l.Note, clock.Micros(t.Now()), t.Actor.Account, salt)
	t.Touch("check_item", a.ID+"/"+strconv.Itoa(a.Version)+"/"+l.Item)
	return err
}

const selectConclusion = "SELECT id, application, version, outcome, reason, until, at, account FROM check_conclusion"

func scanConclusion(row store.Scanner) (Conclusion, error) {
	var c Conclusion
	var until, at int64
	err := row.Scan(&c.ID, &c.Application, &c.Version, &c.Outcome, &c.Reason, &until, &at, &c.Account)
	c.Until, c.At = clock.FromMicros(until), clock.FromMicros(at)
	return c, err
}

func selectConclusions(t *store.Tx, id string) ([]Conclusion, error) {
	return store.Rows(t, scanConclusion, selectConclusion+" WHERE application = $1 ORDER BY at DESC, id DESC", id)
}

// latestConclusions are the last ones of a cohort's applications, by application.
func latestConclusions(t *store.Tx, cohort string) (map[string]Conclusion, error) {
	all, err := store.Rows(t, scanConclusion, selectConclusion+
		" WHERE application IN (SELECT id FROM application WHERE cohort = $1) ORDER BY at, id", cohort)
	latest := make(map[string]Conclusion, len(all))
	for _, c := range all {
		latest[c.Application] = c
	}
	return latest, err
}

func insertConclusion(t *act.Tx, c Conclusion, salt string) error {
	_, err := t.Exec(`INSERT INTO check_conclusion (id, application, version, outcome, reason, until, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, c.ID, c.Application, c.Version, string(c.Outcome), c.Reason, clock.Micros(c.Until),
		clock.Micros(c.At), c.Account, salt)
	t.Touch("check_conclusion", c.ID)
	return err
}

const againColumns = "SELECT application, reason, head_name, at, account, answered_at, answer FROM check_again"

func scanAgain(row store.Scanner) (Again, error) {
	var a Again
	var at, answered int64
	err := row.Scan(&a.Application, &a.Reason, &a.HeadName, &at, &a.Account, &answered, &a.Answer)
	a.At, a.Answered = clock.FromMicros(at), clock.FromMicros(answered)
	return a, err
}

func selectAgain(t *store.Tx, id string) (Again, error) {
	a, found, err := store.One(t, scanAgain, againColumns+" WHERE application = $1", id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return a, err
}

// openAgain are the applications of a cohort whose second look waits for an answer.
func openAgain(t *store.Tx, cohort string) (map[string]time.Time, error) {
	all, err := store.Rows(t, scanAgain, againColumns+
		" WHERE answered_at = 0 AND application IN (SELECT id FROM application WHERE cohort = $1)", cohort)
	open := make(map[string]time.Time, len(all))
	for _, a := range all {
		open[a.Application] = a.At
	}
	return open, err
}

func insertAgain(t *act.Tx, a Again, salt string) error {
	_, err := t.Exec(`INSERT INTO check_again (application, reason, head_name, at, account, answered_at, answer, salt)
		VALUES ($1, $2, $3, $4, $5, 0, '', $6)`, a.Application, a.Reason, a.HeadName, clock.Micros(a.At), a.Account, salt)
	t.Touch("check_again", a.Application)
	return err
}

func updateAgain(t *act.Tx, id, answer string) error {
	_, err := t.Exec("UPDATE check_again SET answered_at = $2, answer = $3 WHERE application = $1", id, clock.Micros(t.Now()), answer)
	t.Touch("check_again", id)
	return err
}

// Reasons are the words of the room's acts on an application, for its history: of conclusions, of the second look, and
// what was noted of its paper. Corrections are personal and stay out.
func Reasons(t *store.Tx, id string) ([]apply.Reason, error) {
	return store.Rows(t, func(row store.Scanner) (apply.Reason, error) {
		var r apply.Reason
		err := row.Scan(&r.Salt, &r.Words, &r.Head)
		return r, err
	}, `SELECT salt, reason, '' FROM check_conclusion WHERE application = $1 UNION ALL SELECT salt, reason, head_name FROM check_again
		WHERE application = $1 UNION ALL SELECT salt, note, '' FROM paper_received WHERE application = $1
		UNION ALL SELECT m.salt, m.reason, '' FROM paper_mistaken m JOIN paper_received p ON p.id = m.paper WHERE p.application = $1`, id)
}
