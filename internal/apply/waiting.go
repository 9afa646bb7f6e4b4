package apply

import (
	"sort"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Waiting gives what waits for the actor in this room, the nearest date first (待办). It is a query over states.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) {
	w := waiting{t: t, actor: actor, dates: map[string]call.Dates{}, names: map[string]programme.Names{}}
	for _, step := range []func() error{w.own, w.office} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	sort.SliceStable(w.tasks, func(i, j int) bool { return sooner(w.tasks[i].Until, w.tasks[j].Until) })
	return w.tasks, nil
}

// sooner puts what has no date last.
func sooner(a, b time.Time) bool {
	if a.IsZero() || b.IsZero() {
		return !a.IsZero() && b.IsZero()
	}
	return a.Before(b)
}

type waiting struct {
	t     *store.Tx
	actor access.Actor
	dates map[string]call.Dates
	names map[string]programme.Names // what the cohort's programme calls things
	tasks []Task
}

// datesOf are a cohort's dates as the actor's unit sees them, read once.
func (w *waiting) datesOf(cohort string) (call.Dates, error) {
	if d, known := w.dates[cohort]; known {
		return d, nil
	}
	d, err := call.DatesFor(w.t, cohort, w.actor.Unit)
	if err != nil {
		return d, err
	}
	c, err := call.Get(w.t, cohort)
	if err == nil {
		w.dates[cohort], w.names[cohort] = d, c.Programme.Called()
	}
	return d, err
}

func (w *waiting) add(a Application, row act.Row, what string, until time.Time, inner time.Time) {
	w.tasks = append(w.tasks, Task{Application: a, Form: w.names[a.Cohort].Form, What: what, Act: row.Name, Until: until, Inner: inner})
}

// own: the unit finishes, confirms, submits, mends what was sent back; the paper belongs to the room accept.
func (w *waiting) own() error {
	mine, err := Mine(w.t, w.actor, "")
	if err != nil {
		return err
	}
	for _, a := range mine {
		d, err := w.datesOf(a.Cohort)
		if err != nil {
			return err
		}
		if !Editable(a.State) {
			continue
		}
		if err := w.toSubmit(a, d); err != nil {
			return err
		}
	}
	return nil
}

// toSubmit: what can still be submitted waits for its unit, each until its own date.
func (w *waiting) toSubmit(a Application, d call.Dates) error {
	window, err := windowFor(w.t, a)
	if err != nil || window.Open(w.t.Now()) != nil {
		return err
	}
	switch {
	case a.State == StateReturned:
		w.add(a, rowSubmit, "按退回意见修改，重新提交", window.Until, time.Time{})
	case a.TypedIn && !a.Confirmed:
		w.add(a, rowConfirm, "核对并确认代录的"+w.names[a.Cohort].Form, window.Until, d.Inner)
	default:
		w.add(a, rowSubmit, "填写并提交"+w.names[a.Cohort].Form, window.Until, d.Inner)
	}
	return nil
}

// office: what is still being typed in; what came in belongs to the room accept.
func (w *waiting) office() error {
	if !w.actor.Has(access.Handler) {
		return nil
	}
	typing, err := beingTypedIn(w.t)
	if err != nil {
		return err
	}
	for _, a := range typing {
		d, err := w.datesOf(a.Cohort)
		if err != nil {
			return err
		}
		w.add(a, act.Row{}, "继续代录，录完请申报单位确认", d.Electronic, time.Time{})
	}
	return nil
}
