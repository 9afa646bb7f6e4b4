package spread

import (
	"encoding/json"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const upwardColumns = `u.of_case, u.n, u.version, u.body, u.reason, u.novelty, u.copying, u.figures, u.state, u.at, u.account, u.number, u.dated, u.outcome, u.answered_on,
	u.answered_at, u.answered_by`

// scanUpward reads a recommendation, and what stands behind it in the row into more.
func scanUpward(row store.Scanner, more ...any) (u Upward, err error) {
	var figures, dated, answeredOn string
	var at, answered int64
	if err = row.Scan(append([]any{&u.Case, &u.N, &u.Version, &u.To, &u.Form.Reason, &u.Form.Novelty, &u.Form.Copying, &figures, &u.State, &at, &u.Account, &u.Number,
		&dated, &u.Outcome, &answeredOn, &answered, &u.AnsweredBy}, more...)...); err != nil {
		return u, err
	}
	u.At, u.AnsweredAt = clock.FromMicros(at), clock.FromMicros(answered)
	if u.Dated, err = dayOrNone(dated); err != nil {
		return u, err
	}
	if u.AnsweredOn, err = dayOrNone(answeredOn); err != nil {
		return u, err
	}
	return u, json.Unmarshal([]byte(figures), &u.Figures)
}

// dayOrNone reads a day; "" is the zero day. dayOrNothing writes it so.
func dayOrNone(text string) (calendar.Day, error) {
	if text == "" {
		return calendar.Day{}, nil
	}
	return calendar.ParseDay(text)
}

func dayOrNothing(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// selectUpwardsOf are a case's recommendations, the oldest first.
func selectUpwardsOf(t *store.Tx, of string) ([]Upward, error) {
	return store.Rows(t, func(row store.Scanner) (Upward, error) { return scanUpward(row) }, "SELECT "+upwardColumns+" FROM upward u WHERE u.of_case = $1 ORDER BY u.n", of)
}

// selectUpwards are all recommendations with the title of the version that was recommended: those that wait first, then the
// newest; or those of one pilot.
func selectUpwards(t *store.Tx, pilots ...string) ([]UpwardLine, error) {
	where, args := "", []any{}
	for _, p := range pilots {
		where, args = " WHERE c.pilot = $1", []any{p}
	}
	return store.Rows(t, func(row store.Scanner) (l UpwardLine, err error) {
		l.Upward, err = scanUpward(row, &l.Title, &l.UnitName)
		return l, err
	}, "SELECT "+upwardColumns+`, v.title, c.unit_name FROM upward u JOIN spread_case c ON c.id = u.of_case JOIN spread_version v ON v.id = c.id AND v.n = u.version`+where+`
		ORDER BY CASE u.state WHEN 'recommended' THEN 0 ELSE 1 END, u.at DESC, u.of_case`, args...)
}

// selectCandidates are the public cases without a recommendation that waits for an answer, those most used first.
func selectCandidates(t *store.Tx) ([]Candidate, error) {
	return store.Rows(t, func(row store.Scanner) (c Candidate, err error) {
		err = row.Scan(&c.ID, &c.Pilot, &c.Cohort, &c.UnitName, &c.Shown, &c.Title, &c.Uses)
		return c, err
	}, `SELECT c.id, c.pilot, c.cohort, c.unit_name, c.shown, v.title, (SELECT COUNT(*) FROM adoption a WHERE a.of_case = c.id AND a.state = 'confirmed') uses
		FROM spread_case c JOIN spread_version v ON v.id = c.id AND v.n = c.shown WHERE c.shown > 0
		AND NOT EXISTS (SELECT 1 FROM upward u WHERE u.of_case = c.id AND u.state = 'recommended') ORDER BY uses DESC, c.shown_at DESC, c.id`)
}

func insertUpward(t *act.Tx, u Upward, salt string) error {
	figures, err := json.Marshal(u.Figures)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO upward (of_case, n, version, body, reason, novelty, copying, figures, state, at, account, number, dated, outcome, answered_on, answered_at,
		answered_by, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', '', 0, '', $12)`, u.Case, u.N, u.Version, u.To, u.Form.Reason, u.Form.Novelty,
		u.Form.Copying, string(figures), string(u.State), clock.Micros(u.At), u.Account, salt)
	t.Touch("upward", upwardKey(u))
	return err
}

// updateUpward writes the letter that was sent, and what came of it; "" leaves the salt as it is.
func updateUpward(t *act.Tx, u Upward, salt string) error {
	_, err := t.Exec(`UPDATE upward SET state = $3, number = $4, dated = $5, outcome = $6, answered_at = $7, answered_by = $8,
		answered_on = $10, salt = CASE WHEN $9 = '' THEN salt ELSE $9 END WHERE of_case = $1 AND n = $2`, u.Case, u.N, string(u.State), u.Number, dayOrNothing(u.Dated), u.Outcome,
		clock.Micros(u.AnsweredAt), u.AnsweredBy, salt, dayOrNothing(u.AnsweredOn))
	t.Touch("upward", upwardKey(u))
	return err
}
