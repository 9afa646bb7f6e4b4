package run

import (
	"crypto/rand"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/store"
)

const selectStocktaking = "SELECT id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks FROM stocktaking"

func scanStocktaking(row store.Scanner) (s Stocktaking, err error) {
	var cohorts, from, until string
	var due, at int64
	if err = row.Scan(&s.ID, &s.Title, &cohorts, &from, &until, &due, &s.Words, &s.State, &at, &s.Account, &s.Remarks); err != nil {
		return s, err
	}
	s.Cohorts = strings.FieldsFunc(cohorts, func(r rune) bool { return r == ',' })
	s.DueAt, s.At = clock.FromMicros(due), clock.FromMicros(at)
	if s.From, err = calendar.ParseDay(from); err != nil {
		return s, err
	}
	s.Until, err = calendar.ParseDay(until)
	return s, err
}

func insertStocktaking(t *act.Tx, s Stocktaking) error {
	_, err := t.Exec(`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, s.ID, s.Title, ","+strings.Join(s.Cohorts, ",")+",", s.From.String(), s.Until.String(),
		clock.Micros(s.DueAt), s.Words, string(s.State), clock.Micros(s.At), s.Account, s.Remarks, rand.Text())
	t.Touch("stocktaking", s.ID)
	return err
}

func updateStocktaking(t *act.Tx, s Stocktaking) error {
	_, err := t.Exec("UPDATE stocktaking SET due_at = $2, state = $3, remarks = $4 WHERE id = $1", s.ID, clock.Micros(s.DueAt), string(s.State), s.Remarks)
	t.Touch("stocktaking", s.ID)
	return err
}

const selectReport = "SELECT stocktaking, pilot, n, state, serves, body, reason, at, account FROM half_report"

func scanReport(row store.Scanner) (r Report, err error) {
	var body string
	var at int64
	if err = row.Scan(&r.Stocktaking, &r.Pilot, &r.N, &r.State, &r.Serves, &body, &r.Reason, &at, &r.Account); err != nil {
		return r, err
	}
	r.At = clock.FromMicros(at)
	return r, json.Unmarshal([]byte(body), &r.Body)
}

func insertReport(t *act.Tx, r Report, salt string) error {
	body, err := json.Marshal(r.Body)
	if err != nil {
		return err
	}
	all, done, behind := r.Body.Counts()
	_, err = t.Exec(`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, milestones, done, behind, reason, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, r.Stocktaking, r.Pilot, r.N, string(r.State), string(r.Serves), string(body), all,
		done, behind, r.Reason, clock.Micros(r.At), r.Account, salt)
	t.Touch("half_report", reportKey(r))
	return err
}

func updateReportState(t *act.Tx, r Report) error {
	_, err := t.Exec("UPDATE half_report SET state = $4 WHERE stocktaking = $1 AND pilot = $2 AND n = $3", r.Stocktaking, r.Pilot, r.N, string(r.State))
	t.Touch("half_report", reportKey(r))
	return err
}

func reportKey(r Report) string { return r.Stocktaking + "/" + r.Pilot + "/" + strconv.Itoa(r.N) }

// keepStocktaking keeps a stocktaking from being closed until the transaction ends.
func keepStocktaking(t *store.Tx, id string) error {
	_, err := t.Exec("UPDATE stocktaking SET state = state WHERE id = $1", id)
	return err
}

// anyOf are the places of so many values in a statement, from the number first on: $2, $3.
func anyOf(first, many int) string {
	places := make([]string, many)
	for i := range places {
		places[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(places, ", ")
}

func values[T ~string](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// keepPilots keeps the pilots of some cohorts from everybody else until the transaction ends.
func keepPilots(t *store.Tx, cohorts []string) error {
	if len(cohorts) == 0 {
		return nil
	}
	_, err := t.Exec("UPDATE pilot SET state = state WHERE cohort IN ("+anyOf(1, len(cohorts))+")", values(cohorts)...)
	return err
}

// alive is a cohort with pilots at work.
type alive struct {
	cohort string
	many   int
	opened time.Time    // the first of them
	begun  calendar.Day // the first day of the first of them
}

func selectAlive(t *store.Tx) ([]alive, error) {
	return store.Rows(t, func(row store.Scanner) (a alive, err error) {
		var opened int64
		var begun string
		if err = row.Scan(&a.cohort, &a.many, &opened, &begun); err != nil {
			return a, err
		}
		a.opened = clock.FromMicros(opened)
		a.begun, err = calendar.ParseDay(begun)
		return a, err
	}, "SELECT cohort, COUNT(*), MIN(opened_at), MIN(from_day) FROM pilot WHERE state IN ("+anyOf(1, len(LivingStates))+") GROUP BY cohort ORDER BY cohort",
		values(LivingStates)...)
}

// selectOwing are the living pilots that a stocktaking asks and that have neither reported nor been excused.
func selectOwing(t *store.Tx, s Stocktaking) ([]Pilot, error) {
	if len(s.Cohorts) == 0 {
		return nil, nil
	}
	args := append([]any{s.ID, clock.Micros(s.At), string(ReportReplaced)}, values(LivingStates)...)
	living := anyOf(4, len(LivingStates))
	chosen := anyOf(len(args)+1, len(s.Cohorts))
	return store.Rows(t, scanPilot, selectPilot+` WHERE opened_at <= $2 AND state IN (`+living+`) AND cohort IN (`+chosen+`)
		AND NOT EXISTS (SELECT 1 FROM half_report r WHERE r.stocktaking = $1 AND r.pilot = pilot.id AND r.state <> $3) ORDER BY id`, append(args, values(s.Cohorts)...)...)
}

// selectOfUnits are the living pilots of some units.
func selectOfUnits(t *store.Tx, units []string) ([]Pilot, error) {
	args := append(values(LivingStates), values(units)...)
	return store.Rows(t, scanPilot, selectPilot+" WHERE state IN ("+anyOf(1, len(LivingStates))+") AND unit IN ("+anyOf(len(LivingStates)+1, len(units))+") ORDER BY id", args...)
}

func selectFollowers(t *store.Tx, cohorts []string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT DISTINCT c.department FROM pilot_contact c JOIN pilot p ON p.id = c.pilot WHERE p.cohort IN ("+
		anyOf(1, len(cohorts))+") ORDER BY c.department", values(cohorts)...)
}

// selectCounting are the reports and excuses of a stocktaking that count.
func selectCounting(t *store.Tx, stocktaking string) ([]Report, error) {
	return store.Rows(t, scanReport, selectReport+" WHERE stocktaking = $1 AND state <> $2 ORDER BY pilot, n", stocktaking, string(ReportReplaced))
}

// selectApproved are the versions of the plans of some cohorts that are or were in force.
func selectApproved(t *store.Tx, cohorts []string) ([]Plan, error) {
	return store.Rows(t, scanPlan, selectPlan+" WHERE state = $1 AND pilot IN (SELECT id FROM pilot WHERE cohort IN ("+anyOf(2, len(cohorts))+")) ORDER BY pilot, n",
		append([]any{string(PlanApproved)}, values(cohorts)...)...)
}

// selectOfPilot are all reports and excuses of a pilot for a stocktaking, the newest first.
func selectOfPilot(t *store.Tx, stocktaking, pilot string) ([]Report, error) {
	return store.Rows(t, scanReport, selectReport+" WHERE stocktaking = $1 AND pilot = $2 ORDER BY n DESC", stocktaking, pilot)
}

// reportFiles are the files that prove what reports say, those of drafts included.
func reportFiles(t *store.Tx) ([]string, error) {
	bodies, err := store.Rows(t, store.Scalar[string], "SELECT body FROM half_report UNION ALL SELECT body FROM work_draft WHERE what LIKE 'report/%'")
	var hashes []string
	for _, body := range bodies {
		hashes = append(hashes, files.Named(body)...)
	}
	return hashes, err
}

// milestonesOf are those of the version of the plan that a report is held against.
func milestonesOf(t *store.Tx, r Report) ([]Milestone, error) {
	p, _, err := store.One(t, scanPlan, selectPlan+" WHERE pilot = $1 AND n = $2", r.Pilot, r.Body.Plan)
	return p.Body.Milestones, err
}
