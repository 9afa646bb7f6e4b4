package decide

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Task is something of this room that waits for somebody (待办).
type Task struct{ Title, Over, State, Verb, URL string }

// Waiting gives what waits for the office: lists whose decision is to be recorded, unless the approver has it.
func Waiting(t *store.Tx, actor access.Actor) (tasks []Task, err error) {
	if !actor.Has(access.Handler) {
		return nil, nil
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	awaiting, err := act.Awaiting(t)
	for _, c := range cohorts {
		all, err := Of(t, c.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if d.State == Listed && !awaiting[Object(d.ID)] {
				tasks = append(tasks, Task{Title: fmt.Sprintf("%s（%d个单位）", d.Matter, len(d.Lines)), Over: c.Title(), State: StateTitles[Listed], Verb: "登记研究决定", URL: "/decide/" + d.ID})
			}
		}
	}
	return tasks, err
}
