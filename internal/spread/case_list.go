package spread

import (
	"encoding/json"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingCases are the cases that wait: for whoever writes them those that are begun, to be mended or taken down; for the office
// those to be looked at and those to be proposed.
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
		verb := verbOf(c.Case, handles, own)
		if verb == "" || awaiting[Object(c.ID)] {
			continue
		}
		if c.State == Draft || c.State == TakenDown {
			may, err := mayStillBePublic(t, c.Pilot)
			if err != nil {
				return nil, err
			}
			if !may {
				continue
			}
		}
		over, err := titles.of(t, c.Cohort)
		if err != nil {
			return nil, err
		}
		if err := c.named(t); err != nil {
			return nil, err
		}
		tasks = append(tasks, run.Task{Title: c.taskTitle(), Over: over, State: taskState(c.State), Verb: verb, URL: taskLink(c.Case)})
	}
	return tasks, nil
}

// mayStillBePublic tells whether a pilot's cases can come out: it has its status, and did not end without having passed.
func mayStillBePublic(t *store.Tx, pilot string) (bool, error) {
	p, err := run.CaseOf(t, pilot)
	if err != nil || MayWorkOn(p.State) != nil {
		return false, err
	}
	failed, err := notPassed(t, p)
	return !failed, err
}

// verbOf is what somebody has to do about a case; "" for nothing.
func verbOf(c Case, handles, own bool) string {
	switch {
	case handles && c.State == HandedIn:
		return "审核案例"
	case handles && c.State == Checked:
		return "提请发布案例"
	case own && (c.State == Returned || c.State == TakenDown):
		return "修改案例"
	case own && c.State == Draft:
		return "继续起草"
	}
	return ""
}

// taskState says in a task where a case stands.
func taskState(s act.State) string {
	if s == TakenDown {
		return "案例已撤下，修改后可以重新报送"
	}
	return "典型案例" + StateTitles[s]
}

// taskLink is where the work on a case goes on.
func taskLink(c Case) string {
	if c.State == Draft || c.State == TakenDown {
		return "/cases/" + c.ID + "/edit"
	}
	return Link(c.ID)
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
	Title string // of the newest version that was handed in, before of what is kept of its draft; "" where neither says one
}

// named gives a case that was not handed in yet the title of its draft.
func (w *Worked) named(t *store.Tx) error {
	if w.N > 0 {
		return nil
	}
	d, found, err := run.DraftOf(t, w.Pilot, DraftName(w.Case))
	if err != nil || !found {
		return err
	}
	var b Body
	err = json.Unmarshal([]byte(d.Body), &b)
	w.Title = b.Title
	return err
}

// taskTitle names a case with its unit.
func (w Worked) taskTitle() string {
	if w.Title == "" {
		return w.UnitName
	}
	return w.UnitName + "《" + w.Title + "》"
}

// Work lists the cases that an actor sees, with how many stand in each state; state "" is all of them.
func Work(t *store.Tx, actor access.Actor, state act.State, offset, limit int) (cases []Worked, counts map[act.State]int, err error) {
	if counts, err = countWork(t, actor); err != nil {
		return nil, nil, err
	}
	cases, err = selectWork(t, actor, state, offset, limit)
	for i := range cases {
		if err == nil {
			err = cases[i].named(t)
		}
	}
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
