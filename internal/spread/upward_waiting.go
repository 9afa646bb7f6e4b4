package spread

import (
	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingUpwards: the letters about recommendations that were confirmed are registered by the office's handlers.
func waitingUpwards(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	if !actor.Has(handlers...) {
		return nil, nil
	}
	all, err := selectUpwards(t)
	for _, l := range all {
		if l.State == Recommended && l.Number == "" {
			tasks = append(tasks, run.Task{Title: l.Title, Over: "向" + l.To + "推荐", State: "已审签，待登记推荐函", Verb: "登记", URL: UpwardLink(l.Case)})
		}
	}
	return tasks, err
}
