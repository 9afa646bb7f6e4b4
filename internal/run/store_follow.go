package run

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// lastNumber is the last that was given in a pilot's own count; 0 for none. The pilot is locked by the caller.
func lastNumber(t *store.Tx, table, pilot string) (n int, err error) {
	err = t.QueryRow("SELECT COALESCE(MAX(n), 0) FROM "+table+" WHERE pilot = $1", pilot).Scan(&n)
	return n, err
}

const selectNote = "SELECT id, pilot, kind, day, words, unit, at, account FROM pilot_note"

func scanNote(row store.Scanner) (n Note, err error) {
	var day string
	var at int64
	if err = row.Scan(&n.ID, &n.Pilot, &n.Kind, &day, &n.Words, &n.Unit, &at, &n.Account); err != nil {
		return n, err
	}
	n.At = clock.FromMicros(at)
	n.Day, err = calendar.ParseDay(day)
	return n, err
}

func insertNote(t *act.Tx, n Note) error {
	_, err := t.Exec("INSERT INTO pilot_note (id, pilot, kind, day, words, unit, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		n.ID, n.Pilot, string(n.Kind), n.Day.String(), n.Words, n.Unit, clock.Micros(n.At), n.Account, rand.Text())
	t.Touch("pilot_note", n.ID)
	return err
}

// lastNotes are the newest days that were noted, by pilot.
func lastNotes(t *store.Tx) (map[string]calendar.Day, error) {
	pairs, err := pairsOf(t, "SELECT pilot, MAX(day) FROM pilot_note GROUP BY pilot")
	days := make(map[string]calendar.Day, len(pairs))
	for pilot, text := range pairs {
		if err == nil {
			days[pilot], err = calendar.ParseDay(text)
		}
	}
	return days, err
}

// pairsOf reads two columns of text.
func pairsOf(t *store.Tx, query string, args ...any) (map[string]string, error) {
	rows, err := store.Rows(t, func(row store.Scanner) (pair [2]string, err error) {
		err = row.Scan(&pair[0], &pair[1])
		return pair, err
	}, query, args...)
	pairs := make(map[string]string, len(rows))
	for _, pair := range rows {
		pairs[pair[0]] = pair[1]
	}
	return pairs, err
}

// openProblems counts what is not closed, by pilot.
func openProblems(t *store.Tx) (map[string]int, error) {
	type count struct {
		pilot string
		n     int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (c count, err error) {
		err = row.Scan(&c.pilot, &c.n)
		return c, err
	}, "SELECT pilot, COUNT(*) FROM pilot_problem WHERE state <> $1 GROUP BY pilot", string(ProblemClosed))
	counts := make(map[string]int, len(rows))
	for _, c := range rows {
		counts[c.pilot] = c.n
	}
	return counts, err
}

// plansInForce are what the plans in force say, by pilot.
func plansInForce(t *store.Tx) (map[string]PlanBody, error) {
	plans, err := store.Rows(t, scanPlan, selectPlan+" WHERE state = $1 ORDER BY pilot, n", string(PlanApproved))
	bodies := make(map[string]PlanBody, len(plans))
	for _, p := range plans {
		bodies[p.Pilot] = p.Body
	}
	return bodies, err
}

const selectProblem = "SELECT id, pilot, n, title, state, raised_at, since, outcome FROM pilot_problem"

func scanProblem(row store.Scanner) (p Problem, err error) {
	var raised, since int64
	err = row.Scan(&p.ID, &p.Pilot, &p.N, &p.Title, &p.State, &raised, &since, &p.Outcome)
	p.RaisedAt, p.Since = clock.FromMicros(raised), clock.FromMicros(since)
	return p, err
}

func selectProblemByID(t *store.Tx, id string) (Problem, bool, error) {
	return store.One(t, scanProblem, selectProblem+" WHERE id = $1", id)
}

// selectProblemsIn are the problems in one of the states; in which they have been longest, first.
func selectProblemsIn(t *store.Tx, states []act.State) ([]Problem, error) {
	marks, args := make([]string, len(states)), make([]any, len(states))
	for i, s := range states {
		marks[i], args[i] = fmt.Sprintf("$%d", i+1), string(s)
	}
	return store.Rows(t, scanProblem, selectProblem+" WHERE state IN ("+strings.Join(marks, ", ")+") ORDER BY since, id", args...)
}

func insertProblem(t *act.Tx, p Problem) error {
	_, err := t.Exec("INSERT INTO pilot_problem (id, pilot, n, title, state, raised_at, since, outcome, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		p.ID, p.Pilot, p.N, p.Title, string(p.State), clock.Micros(p.RaisedAt), clock.Micros(p.Since), p.Outcome, rand.Text())
	t.Touch("pilot_problem", p.ID)
	return err
}

func updateProblem(t *act.Tx, p Problem) error {
	_, err := t.Exec("UPDATE pilot_problem SET state = $2, since = $3, outcome = $4 WHERE id = $1", p.ID, string(p.State), clock.Micros(p.Since), p.Outcome)
	t.Touch("pilot_problem", p.ID)
	return err
}

const selectStep = "SELECT problem, n, what, words, unit, at, account FROM problem_step"

func scanStep(row store.Scanner) (s Step, err error) {
	var at int64
	err = row.Scan(&s.Problem, &s.N, &s.What, &s.Words, &s.Unit, &at, &s.Account)
	s.At = clock.FromMicros(at)
	return s, err
}

// insertStep adds the next step of a problem.
func insertStep(t *act.Tx, s Step) error {
	if err := t.QueryRow("SELECT COALESCE(MAX(n), 0) + 1 FROM problem_step WHERE problem = $1", s.Problem).Scan(&s.N); err != nil {
		return err
	}
	_, err := t.Exec("INSERT INTO problem_step (problem, n, what, words, unit, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		s.Problem, s.N, string(s.What), s.Words, s.Unit, clock.Micros(s.At), s.Account, rand.Text())
	t.Touch("problem_step", s.Problem+"/"+itoa(s.N))
	return err
}

const selectPersons = "SELECT n, leader, leader_post, leader_phone, department, contact, contact_post, contact_phone, at, account FROM pilot_person"

func scanPersons(row store.Scanner) (p Persons, err error) {
	var at int64
	err = row.Scan(&p.N, &p.Leader.Name, &p.Leader.Post, &p.Leader.Phone, &p.Department, &p.Contact.Name, &p.Contact.Post, &p.Contact.Phone, &at, &p.Account)
	p.At = clock.FromMicros(at)
	return p, err
}

// selectContactsNow are the contact persons of some cohorts' pilots by their newest change; who has none changed is not among them.
func selectContactsNow(t *store.Tx, cohorts []string) (map[string]Person, error) {
	type named struct {
		pilot string
		Person
	}
	all, err := store.Rows(t, func(row store.Scanner) (n named, err error) {
		err = row.Scan(&n.pilot, &n.Name, &n.Post, &n.Phone)
		return n, err
	}, "SELECT pilot, contact, contact_post, contact_phone FROM pilot_person WHERE pilot IN (SELECT id FROM pilot WHERE cohort IN ("+anyOf(1, len(cohorts))+")) ORDER BY pilot, n",
		values(cohorts)...)
	now := make(map[string]Person, len(all))
	for _, n := range all {
		now[n.pilot] = n.Person
	}
	return now, err
}

func insertPersons(t *act.Tx, pilot string, p Persons) error {
	_, err := t.Exec(`INSERT INTO pilot_person (pilot, n, leader, leader_post, leader_phone, department, contact, contact_post, contact_phone, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, pilot, p.N, p.Leader.Name, p.Leader.Post, p.Leader.Phone, p.Department,
		p.Contact.Name, p.Contact.Post, p.Contact.Phone, clock.Micros(p.At), p.Account, rand.Text())
	t.Touch("pilot_person", pilot+"/"+itoa(p.N))
	return err
}

const selectChange = `SELECT id, pilot, n, kind, state, was, wanted, reason, evidence, at, account, answer, answered_at, answered_by FROM pilot_change`

func scanChange(row store.Scanner) (c Change, err error) {
	var was, wanted string
	var at, answered int64
	if err = row.Scan(&c.ID, &c.Pilot, &c.N, &c.Kind, &c.State, &was, &wanted, &c.Reason, &c.Evidence, &at, &c.Account, &c.Answer, &answered, &c.AnsweredBy); err != nil {
		return c, err
	}
	c.At, c.AnsweredAt = clock.FromMicros(at), clock.FromMicros(answered)
	if err = json.Unmarshal([]byte(was), &c.Was); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(wanted), &c.Wanted)
}

// selectChangesIn are all pilots' changes in a state, the oldest first.
func selectChangesIn(t *store.Tx, state act.State) ([]Change, error) {
	return store.Rows(t, scanChange, selectChange+" WHERE state = $1 ORDER BY at, id", string(state))
}

func insertChange(t *act.Tx, c Change) error {
	was, err := json.Marshal(c.Was)
	if err != nil {
		return err
	}
	wanted, err := json.Marshal(c.Wanted)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO pilot_change (id, pilot, n, kind, state, was, wanted, reason, evidence, at, account, answer, answered_at, answered_by, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, '', $12)`, c.ID, c.Pilot, c.N, string(c.Kind), string(c.State), string(was),
		string(wanted), c.Reason, c.Evidence, clock.Micros(c.At), c.Account, rand.Text())
	t.Touch("pilot_change", c.ID)
	return err
}

// updateChange writes what came of a change; what was asked for never changes.
func updateChange(t *act.Tx, c Change) error {
	_, err := t.Exec("UPDATE pilot_change SET state = $2, answer = $3, answered_at = $4, answered_by = $5 WHERE id = $1",
		c.ID, string(c.State), c.Answer, clock.Micros(c.AnsweredAt), c.AnsweredBy)
	t.Touch("pilot_change", c.ID)
	return err
}

// changeBlobs are the files that changes refer to.
func changeBlobs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT evidence FROM pilot_change WHERE evidence <> '' ORDER BY evidence")
}

// reportedTo are the pilots that have reported to a stocktaking or are excused.
func reportedTo(t *store.Tx, stocktaking string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT pilot FROM half_report WHERE stocktaking = $1 AND state <> $2", stocktaking, string(ReportReplaced))
}

// countUnfollowed are how many pilots at work have no contact department, by cohort.
func countUnfollowed(t *store.Tx) (map[string]int, error) {
	type count struct {
		cohort string
		n      int
	}
	all, err := store.Rows(t, func(row store.Scanner) (c count, err error) {
		err = row.Scan(&c.cohort, &c.n)
		return c, err
	}, "SELECT cohort, COUNT(*) FROM pilot p WHERE state IN ("+anyOf(1, len(LivingStates))+") AND NOT EXISTS (SELECT 1 FROM pilot_contact c WHERE c.pilot = p.id AND c.department <> '') GROUP BY cohort",
		values(LivingStates)...)
	counts := map[string]int{}
	for _, c := range all {
		counts[c.cohort] = c.n
	}
	return counts, err
}
