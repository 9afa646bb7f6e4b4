package board

import (
	"encoding/json"
	"fmt"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/publish"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// noticedLine is one line of a public notice with its notice.
type noticedLine struct {
	publish.Notice
	publish.Line
	Unit  string
	Stand act.State // of the application
}

// selectNoticed reads the public notices with their lines, the newest first.
func selectNoticed(t *store.Tx) ([]noticedLine, error) {
	return store.Rows(t, func(row store.Scanner) (l noticedLine, err error) {
		var contents, from, until, state string
		var untilAt, at int64
		if err = row.Scan(&l.ID, &l.Cohort, &l.Notice.N, &l.State, &from, &until, &untilAt, &at, &l.Line.N, &contents, &state, &l.Unit, &l.Stand); err != nil {
			return l, err
		}
		l.UntilAt, l.At = clock.FromMicros(untilAt), clock.FromMicros(at)
		l.Struck = state == "struck" || l.Stand == apply.StateWithdrawn
		if l.From, err = calendar.ParseDay(from); err != nil {
			return l, err
		}
		if l.Until, err = calendar.ParseDay(until); err != nil {
			return l, err
		}
		return l, json.Unmarshal([]byte(contents), &l.Contents)
	}, `SELECT n.id, n.cohort, n.n, n.state, n.from_day, n.until_day, n.until_at, n.at, l.n, l.contents, l.state, a.unit_name, a.state
		FROM public_notice n JOIN notice_line l ON l.notice = n.id JOIN application a ON a.id = l.application
		WHERE n.state <> 'draft' ORDER BY n.at DESC, n.id DESC, l.n`)
}

// selectReleased reads the releases, the newest first.
func selectReleased(t *store.Tx) ([]publish.Release, error) {
	return store.Rows(t, func(row store.Scanner) (r publish.Release, err error) {
		var dated string
		var at int64
		if err = row.Scan(&r.ID, &r.Cohort, &r.Number, &dated, &at); err != nil {
			return r, err
		}
		r.At = clock.FromMicros(at)
		r.Dated, err = calendar.ParseDay(dated)
		return r, err
	}, "SELECT id, cohort, number, dated, at FROM release ORDER BY at DESC, id DESC")
}

// lossRow is a loss of the status that was announced.
type lossRow struct {
	id, cohort, unit, number string
	at                       int64
}

func selectLost(t *store.Tx) ([]lossRow, error) {
	return store.Rows(t, func(row store.Scanner) (l lossRow, err error) {
		return l, row.Scan(&l.id, &l.cohort, &l.unit, &l.number, &l.at)
	}, `SELECT s.id, p.cohort, a.unit_name, s.number, s.announced_at FROM loss s JOIN pilot p ON p.id = s.pilot JOIN application a ON a.id = p.application
		WHERE s.number <> '' ORDER BY s.announced_at DESC, s.id DESC`)
}

// publicCase is a typical case as anybody may read it.
type publicCase struct {
	spread.Case
	Body spread.Body // of the version that is public
}

// selectShown reads the public cases, the newest first; limit 0: all of them.
func selectShown(t *store.Tx, limit int) ([]publicCase, error) {
	some, args := "", []any{}
	if limit > 0 {
		some, args = " LIMIT $1", []any{limit}
	}
	return store.Rows(t, func(row store.Scanner) (c publicCase, err error) {
		var body string
		var shown int64
		if err = row.Scan(&c.ID, &c.Cohort, &c.UnitName, &c.CityName, &c.Shown, &shown, &body); err != nil {
			return c, err
		}
		c.ShownAt = clock.FromMicros(shown)
		return c, json.Unmarshal([]byte(body), &c.Body)
	}, `SELECT c.id, c.cohort, c.unit_name, c.city_name, c.shown, c.shown_at, v.body FROM spread_case c JOIN spread_version v ON v.id = c.id AND v.n = c.shown
		WHERE c.shown > 0 ORDER BY c.shown_at DESC, c.id DESC`+some, args...)
}

// CasesShown tells which cases are public, in a word that changes with each that is let out or taken down.
func CasesShown(t *store.Tx) (string, error) {
	shown, _, err := store.One(t, func(row store.Scanner) (s string, err error) {
		var n, last int64
		err = row.Scan(&n, &last)
		return fmt.Sprint(n, "/", last), err
	}, "SELECT COUNT(*), COALESCE(MAX(shown_at), 0) FROM spread_case WHERE shown > 0")
	return shown, err
}
