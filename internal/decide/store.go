package decide

import (
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/programme"
	"shidian/internal/store"
)

const selectDecision = `SELECT id, cohort, matter, body, state, session, on_date, excerpt, passed_over, listed_at, decided_at, account FROM decision`

func scanDecision(row store.Scanner) (Decision, error) {
	var d Decision
	var on string
	var listed, decided int64
	err := row.Scan(&d.ID, &d.Cohort, &d.Matter, &d.Body, &d.State, &d.Session, &on, &d.Excerpt, &d.PassedOver, &listed, &decided, &d.Account)
	d.ListedAt, d.DecidedAt = clock.FromMicros(listed), clock.FromMicros(decided)
	if err == nil && on != "" {
		d.On, err = calendar.ParseDay(on)
	}
	return d, err
}

// lockDecision reads a decision and keeps it from everybody else until the transaction ends.
func lockDecision(t *store.Tx, id string) (Decision, error) {
	if _, err := t.Exec("UPDATE decision SET state = state WHERE id = $1", id); err != nil {
		return Decision{}, err
	}
	return Get(t, id)
}

func insertDecision(t *act.Tx, d Decision, salt string) error {
	_, err := t.Exec(`INSERT INTO decision (id, cohort, matter, body, state, session, on_date, excerpt, passed_over, listed_at, decided_at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, d.ID, d.Cohort, string(d.Matter), d.Body, string(d.State), d.Session,
		d.On.String(), d.Excerpt, d.PassedOver, clock.Micros(d.ListedAt), clock.Micros(d.DecidedAt), d.Account, salt)
	t.Touch("decision", d.ID)
	return err
}

func updateDecision(t *act.Tx, d Decision) error {
	_, err := t.Exec(`UPDATE decision SET state = $2, session = $3, on_date = $4, excerpt = $5, decided_at = $6, account = $7 WHERE id = $1`,
		d.ID, string(d.State), d.Session, d.On.String(), d.Excerpt, clock.Micros(d.DecidedAt), d.Account)
	t.Touch("decision", d.ID)
	return err
}

const selectLine = `SELECT application, place, score, spread, notes, outcome, contents, reason FROM decision_line`

func scanLine(row store.Scanner) (Line, error) {
	var l Line
	var contents string
	err := row.Scan(&l.Application, &l.Place, &l.Score, &l.Spread, &l.Notes, &l.Outcome, &contents, &l.Reason)
	if err == nil {
		l.Contents, err = parseNumbers(contents)
	}
	return l, err
}

func selectLines(t *store.Tx, id string) ([]Line, error) {
	return store.Rows(t, scanLine, selectLine+" WHERE decision = $1 ORDER BY place, application", id)
}

func lastLine(t *store.Tx, application string) (Line, bool, error) {
	return store.One(t, scanLine, selectLine+` WHERE application = $1 AND decision = (SELECT d.id FROM decision d
		JOIN decision_line l ON l.decision = d.id WHERE l.application = $1 AND d.state = $2 AND d.matter IN ($3, $4)
		ORDER BY d.decided_at DESC, d.id DESC LIMIT 1)`, application, string(Decided), string(programme.MatterList), string(programme.MatterReserve))
}

// selectOutcomes are application and outcome of the lines of a cohort's taken decisions of its list, the newest last.
func selectOutcomes(t *store.Tx, cohort string) ([][2]string, error) {
	return store.Rows(t, func(row store.Scanner) (pair [2]string, err error) {
		err = row.Scan(&pair[0], &pair[1])
		return pair, err
	}, `SELECT l.application, l.outcome FROM decision_line l JOIN decision d ON d.id = l.decision
		WHERE d.cohort = $1 AND d.state = $2 AND d.matter IN ($3, $4) ORDER BY d.decided_at, d.id`, cohort, string(Decided),
		string(programme.MatterList), string(programme.MatterReserve))
}

func insertLine(t *act.Tx, decision string, l Line) error {
	_, err := t.Exec(`INSERT INTO decision_line (decision, application, place, score, spread, notes, outcome, contents, reason, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, decision, l.Application, l.Place, l.Score, l.Spread, l.Notes, string(l.Outcome),
		formatNumbers(l.Contents), l.Reason, rand.Text())
	t.Touch("decision_line", decision+"/"+l.Application)
	return err
}

func updateLine(t *act.Tx, decision string, l Line) error {
	_, err := t.Exec("UPDATE decision_line SET outcome = $3, contents = $4, reason = $5 WHERE decision = $1 AND application = $2",
		decision, l.Application, string(l.Outcome), formatNumbers(l.Contents), l.Reason)
	t.Touch("decision_line", decision+"/"+l.Application)
	return err
}

func selectLeft(t *store.Tx, id string) ([]Left, error) {
	return store.Rows(t, func(row store.Scanner) (l Left, err error) {
		err = row.Scan(&l.Who, &l.About)
		return l, err
	}, "SELECT who, about FROM decision_left WHERE decision = $1 ORDER BY n", id)
}

func insertLeft(t *act.Tx, decision string, n int, l Left) error {
	_, err := t.Exec("INSERT INTO decision_left (decision, n, who, about, salt) VALUES ($1, $2, $3, $4, $5)", decision, n, l.Who, l.About, rand.Text())
	t.Touch("decision_left", decision+"/"+strconv.Itoa(n))
	return err
}

// Blobs are the files that decisions refer to.
func Blobs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT excerpt FROM decision WHERE excerpt <> '' ORDER BY excerpt")
}

func formatNumbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

func parseNumbers(text string) (list []int, err error) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

func unhex(hash string) []byte {
	sum, _ := hex.DecodeString(hash) // a hash of the file store
	return sum
}
