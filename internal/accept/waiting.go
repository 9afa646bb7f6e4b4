package accept

import (
	"fmt"
	"time"

	"shidian/internal/access"
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
		rows, err := deskRows(t, c)
		if err != nil {
			return nil, err
		}
		for _, step := range []Step{StepCheck, StepOverdue, StepAgain} {
			tasks = append(tasks, tasksOf(c, step, rows)...)
		}
	}
	return tasks, nil
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
	return []Task{{Title: fmt.Sprintf("%d份申报书%s", len(tasks), StepTitles[step]), Over: c.Title(), State: StepTitles[step], Verb: verbs[step],
		URL: "/accept?cohort=" + c.ID + "&step=" + string(step)}}
}
