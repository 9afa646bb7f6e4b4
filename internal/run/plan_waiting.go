package run

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// WaitingPlans are the plans that wait: for a unit its own to be written, or to be mended; for the office those to be examined,
// and those that did not come in time.
func WaitingPlans(t *store.Tx, actor access.Actor) ([]Task, error) {
	judges := actor.Has(handlers...)
	if !judges && !actor.Has(unitPeople...) {
		return nil, nil
	}
	pilots, err := store.Rows(t, scanPilot, selectPilot+" WHERE state IN ($1, $2) ORDER BY opened_at, id", string(Planning), string(PlanSubmitted))
	pilots = slices.DeleteFunc(pilots, func(p Pilot) bool { return !judges && !actor.Of(p.Unit) })
	if err != nil || len(pilots) == 0 {
		return nil, err
	}
	due, err := plansDue(t, "")
	if err != nil {
		return nil, err
	}
	awaiting, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	w := planTasks{t: t, cohorts: map[string]call.Cohort{}, names: map[string]string{}}
	for _, p := range pilots {
		task := Task{State: StateTitles[p.State], URL: Link(p.ID) + "/plan", Until: due[p.ID]}
		own := actor.Has(unitPeople...) && actor.Of(p.Unit)
		switch {
		case p.State == Planning && own:
			task.Verb, task.URL = "编制实施方案", task.URL+"/edit"
		case p.State == Planning && judges && !task.Until.IsZero() && !t.Now().Before(task.Until):
			task.State, task.Verb = "方案逾期未报", "催办"
		case p.State == PlanSubmitted && judges && !awaiting[Object(p.ID)]:
			task.Verb, task.Until = "审定实施方案", time.Time{}
		default:
			continue
		}
		if err := w.add(p, task); err != nil {
			return nil, err
		}
	}
	return w.tasks, nil
}

type planTasks struct {
	t       *store.Tx
	cohorts map[string]call.Cohort
	names   map[string]string // of the units, by application
	tasks   []Task
}

func (w *planTasks) add(p Pilot, task Task) (err error) {
	c, known := w.cohorts[p.Cohort]
	if !known {
		if c, err = call.Get(w.t, p.Cohort); err != nil {
			return err
		}
		w.cohorts[p.Cohort] = c
		all, err := apply.Every(w.t, apply.Filter{Cohort: p.Cohort, State: apply.StateSelected})
		if err != nil {
			return err
		}
		for _, a := range all {
			w.names[a.ID] = a.UnitName
		}
	}
	task.Title, task.Over = w.names[p.Application], c.Title()
	w.tasks = append(w.tasks, task)
	return nil
}
