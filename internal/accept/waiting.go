package accept

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Task is something of this room that waits for somebody (待办).
type Task struct {
	Title string
	Over  string // the cohort, the number
	State string
	Verb  string
	URL   string
	Until time.Time // zero: no date
}

// single is how many tasks of one step stand singly on a desk; more are one line that leads to the list.
const single = 3

// Waiting gives what waits in this room: for a unit, the paper that it owes; for the office, checks, supplements that
// are overdue, second looks.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) {
	if !actor.Has(access.Handler) {
		return toSend(t, actor)
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, c := range cohorts {
		checks, underWay, err := waitingIn(t, c)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, checks...)
		for _, step := range []Step{StepOverdue, StepAgain} {
			tasks = append(tasks, tasksOf(c, step, underWay)...)
		}
	}
	return tasks, nil
}

// WithWork is the first of some cohorts in which something waits for the actor, else the first of them. There is one.
func WithWork(t *store.Tx, actor access.Actor, cohorts []call.Cohort) (call.Cohort, error) {
	for _, c := range cohorts {
		checks, underWay, err := waitingIn(t, c)
		if err != nil {
			return c, err
		}
		handling := len(checks)+len(tasksOf(c, StepOverdue, underWay))+len(tasksOf(c, StepAgain, underWay)) > 0
		if actor.Has(access.Handler) && handling || actor.Has(access.Approver) && len(tasksOf(c, StepSecond, underWay)) > 0 {
			return c, nil
		}
	}
	return cohorts[0], nil
}

// waitingIn gives a cohort's checks that wait, and the rows of what is under way. Most wait for their check: those are
// counted, and read only while they are few.
func waitingIn(t *store.Tx, c call.Cohort) (checks []Task, underWay []Row, err error) {
	if underWay, err = underWayIn(t, c); err != nil {
		return nil, nil, err
	}
	n, err := countToCheck(t, c.ID)
	if err != nil {
		return nil, nil, err
	}
	apart := apartFrom(underWay)
	if n -= len(apart); n > single {
		return []Task{together(c, StepCheck, n)}, underWay, nil
	}
	first, err := selectToCheck(t, c.ID, "", n+len(apart))
	if err != nil {
		return nil, nil, err
	}
	rows, err := rowsOf(t, c, slices.DeleteFunc(first, func(id string) bool { return apart[id] }), nil)
	return tasksOf(c, StepCheck, rows), underWay, err
}

// underWayIn reads a cohort's applications in which something of the office's is under way: sent back, told to mend
// the paper, waiting for a second look, proposed to the approver.
func underWayIn(t *store.Tx, c call.Cohort) ([]Row, error) {
	ids, err := selectUnderWay(t, c.ID)
	if err != nil {
		return nil, err
	}
	proposed, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	for object := range proposed {
		if id, ours := strings.CutPrefix(object, apply.Object("")); ours && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	rows, err := rowsOf(t, c, ids, proposed)
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
	return rows, err
}

// apartFrom are those that may be checked by their state, and wait for something else.
func apartFrom(underWay []Row) map[string]bool {
	apart := map[string]bool{}
	for _, r := range underWay {
		if MayCheck(r.Application) == nil && r.Step != StepCheck {
			apart[r.ID] = true
		}
	}
	return apart
}

// rowsOf reads those of a cohort among some applications, with the steps that they are at.
func rowsOf(t *store.Tx, c call.Cohort, ids []string, proposed map[string]bool) ([]Row, error) {
	rows := make([]Row, 0, len(ids))
	for _, id := range ids {
		a, err := apply.Get(t, id)
		if err != nil {
			return nil, err
		}
		if a.Cohort != c.ID {
			continue
		}
		r, _, err := apply.ReturnOf(t, a)
		if err != nil {
			return nil, err
		}
		asked, _, err := PaperAsked(t, c.Programme, a)
		if err != nil {
			return nil, err
		}
		again, found, err := AgainOf(t, a.ID)
		if err != nil {
			return nil, err
		}
		step := stepOf(a, r, asked, found && again.Answered.IsZero(), t.Now())
		rows = append(rows, Row{Application: a, Step: proposedStep(step, proposed[apply.Object(id)]), Until: untilOf(a, r, asked)})
	}
	return rows, nil
}

var verbs = map[Step]string{StepCheck: "形式审查", StepOverdue: "研究办理", StepAgain: "办理复核"}

func tasksOf(c call.Cohort, step Step, rows []Row) []Task {
	var tasks []Task
	for _, r := range rows {
		if r.Step != step {
			continue
		}
		url := "/accept/" + r.ID
		if step == StepAgain {
			url += "/again"
		}
		tasks = append(tasks, Task{Title: r.Name() + c.Programme.Called().Form, Over: r.Number, State: StepTitles[step], Verb: verbs[step], URL: url, Until: r.Until})
	}
	if len(tasks) <= single {
		return tasks
	}
	return []Task{together(c, step, len(tasks))}
}

// together is one line for all that wait in a step.
func together(c call.Cohort, step Step, n int) Task {
	return Task{Title: fmt.Sprintf("%d份%s%s", n, c.Programme.Called().Form, StepTitles[step]), Over: c.Title(), State: StepTitles[step], Verb: verbs[step],
		URL: "/accept?cohort=" + c.ID + "&step=" + string(step)}
}
