package spread

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingCases are the cases that wait: for whoever writes them those to be mended; for the office those to be looked at and those
// to be proposed.
func waitingCases(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	handles := actor.Has(handlers...)
	if !handles && !actor.Has(unitPeople...) {
		return nil, nil
	}
	cases, err := selectCasesWaiting(t)
	if err != nil {
		return nil, err
	}
	awaiting, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	titles := cohortTitles{}
	for _, c := range cases {
		own := handles && c.Office || !c.Office && actor.Has(unitPeople...) && actor.Of(c.Unit)
		verb := verbOf(c, handles, own)
		if verb == "" || awaiting[Object(c.ID)] {
			continue
		}
		over, err := titles.of(t, c.Cohort)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, run.Task{Title: c.UnitName, Over: over, State: "典型案例" + StateTitles[c.State], Verb: verb, URL: Link(c.ID)})
	}
	return tasks, nil
}

// verbOf is what somebody has to do about a case; "" for nothing.
func verbOf(c Case, handles, own bool) string {
	switch {
	case handles && c.State == HandedIn:
		return "审核案例"
	case handles && c.State == Checked:
		return "提请发布案例"
	case own && c.State == Returned:
		return "修改案例"
	}
	return ""
}

// cohortTitles are the cohorts' titles, each read once.
type cohortTitles map[string]string

func (m cohortTitles) of(t *store.Tx, id string) (string, error) {
	if title, known := m[id]; known {
		return title, nil
	}
	c, err := call.Get(t, id)
	if err == nil {
		m[id] = c.Title()
	}
	return m[id], err
}

// Worked is a line of the list of cases.
type Worked struct {
	Case
	Title string // of the newest version that was handed in; "" before
}

// Work lists the cases that an actor sees, with how many stand in each state; state "" is all of them.
func Work(t *store.Tx, actor access.Actor, state act.State, offset, limit int) (cases []Worked, counts map[act.State]int, err error) {
	if counts, err = countWork(t, actor); err != nil {
		return nil, nil, err
	}
	cases, err = selectWork(t, actor, state, offset, limit)
	return cases, counts, err
}

// VersionsOf are all versions of a case, the newest first.
func VersionsOf(t *store.Tx, id string) ([]Version, error) { return selectVersionsOf(t, id) }

// SeenOf are those of a pilot's cases that an actor sees, the oldest first.
func SeenOf(t *store.Tx, actor access.Actor, pilot run.Case) (seen []Case, err error) {
	all, err := Of(t, pilot.ID)
	for _, c := range all {
		if MaySeeCase(actor, c, pilot).Allowed {
			seen = append(seen, c)
		}
	}
	return seen, err
}
