package accept

import (
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
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

// Waiting gives what waits for the office in this room: checks, supplements that are overdue, second looks.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) {
	if !actor.Has(access.Handler) {
		return nil, nil
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

// waitingIn gives a cohort's checks that wait, and the rows of what is under way. Most wait for their check: those are
// counted, and read only while they are few.
func waitingIn(t *store.Tx, c call.Cohort) (checks []Task, underWay []Row, err error) {
	ids, err := selectUnderWay(t, c.ID)
	if err != nil {
		return nil, nil, err
	}
	if underWay, err = rowsOf(t, c, ids); err != nil {
		return nil, nil, err
	}
	n, err := countToCheck(t, c.ID)
	if err != nil {
		return nil, nil, err
	}
	mending := map[string]bool{} // may be checked, and waits for something else
	for _, r := range underWay {
		if MayCheck(r.Application) == nil && r.Step != StepCheck {
			mending[r.ID] = true
		}
	}
	if n -= len(mending); n > single {
		return []Task{together(c, StepCheck, n)}, underWay, nil
	}
	first, err := selectToCheck(t, c.ID, "", n+len(mending))
	if err != nil {
		return nil, nil, err
	}
	rows, err := rowsOf(t, c, slices.DeleteFunc(first, func(id string) bool { return mending[id] }))
	return tasksOf(c, StepCheck, rows), underWay, err
}

// rowsOf reads some applications with the steps that they are at.
func rowsOf(t *store.Tx, c call.Cohort, ids []string) ([]Row, error) {
	rows := make([]Row, len(ids))
	for i, id := range ids {
		a, err := apply.Get(t, id)
		if err != nil {
			return nil, err
		}
		r, _, err := apply.ReturnOf(t, a)
		if err != nil {
			return nil, err
		}
		conclusions, err := selectConclusions(t, id)
		if err != nil {
			return nil, err
		}
		var last Conclusion
		if len(conclusions) > 0 {
			last = conclusions[0]
		}
		asked := a.State == apply.StateNotAccepted // of those only the ones that ask for a second look are under way
		rows[i] = Row{Application: a, Step: stepOf(a, r, last, asked, t.Now()), Until: untilOf(a, r, last)}
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
	return Task{Title: fmt.Sprintf("%d份申报书%s", n, StepTitles[step]), Over: c.Title(), State: StepTitles[step], Verb: verbs[step],
		URL: "/accept?cohort=" + c.ID + "&step=" + string(step)}
}
