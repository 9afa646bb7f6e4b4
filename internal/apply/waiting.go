package apply

import (
	"sort"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Waiting gives what waits for the actor in this room, the nearest date first (待办). It is a query over states.
func Waiting(t *store.Tx, actor access.Actor) ([]Task, error) {
	w := waiting{t: t, actor: actor, dates: map[string]call.Dates{}}
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
	tasks []Task
}

// datesOf are a cohort's dates as the actor's unit sees them, read once.
func (w *waiting) datesOf(cohort string) (call.Dates, error) {
	if d, known := w.dates[cohort]; known {
		return d, nil
	}
	d, err := call.DatesFor(w.t, cohort, w.actor.Unit)
	w.dates[cohort] = d
	return d, err
}

func (w *waiting) add(a Application, row act.Row, what string, until time.Time, inner time.Time) {
	w.tasks = append(w.tasks, Task{Application: a, What: what, Act: row.Name, Until: until, Inner: inner})
}

// own: the unit finishes, confirms, submits, and sends the paper.
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
		now := w.t.Now()
		switch {
		case a.State == StateDraft && a.TypedIn && !a.Confirmed && !Late(now, d.Electronic):
			w.add(a, rowConfirm, "核对并确认代录的申报书", d.Electronic, d.Inner)
		case Editable(a.State) && !Late(now, d.Electronic):
			w.add(a, rowSubmit, "填写并提交申报书", d.Electronic, d.Inner)
		case a.State == StateSubmitted && !d.Paper.IsZero() && !Late(now, d.Paper):
			w.add(a, act.Row{}, "打印申报书，签字盖章后寄送", d.Paper, time.Time{})
		}
	}
	return nil
}

// office: what came in directly, and what is still being typed in.
func (w *waiting) office() error {
	if !w.actor.Has(access.Handler) {
		return nil
	}
	came, err := submittedDirectly(w.t)
	if err != nil {
		return err
	}
	for _, a := range came {
		w.add(a, act.Row{}, "查看收到的申报书", time.Time{}, time.Time{})
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
		w.add(a, act.Row{}, "代录申报书，等待申报单位确认", d.Electronic, time.Time{})
	}
	return nil
}
