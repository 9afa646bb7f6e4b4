package board

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/publish"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// addDecided: a list to draw up, to decide, to put on notice and to release; objections; the supervisor's reports.
func addDecided(t *store.Tx, door *act.Door, actor access.Actor, desk *Desk) error {
	if err := addRanked(t, actor, desk); err != nil {
		return err
	}
	decisions, err := decide.Waiting(t, actor)
	if err != nil {
		return err
	}
	for _, w := range decisions {
		desk.Tasks = append(desk.Tasks, Task{Title: w.Title, Over: w.Over, State: w.State, Verb: w.Verb, URL: w.URL})
	}
	tasks, err := publish.Waiting(t, door, actor)
	for _, w := range tasks {
		desk.Tasks = append(desk.Tasks, Task(w))
	}
	if err != nil {
		return err
	}
	return addRunning(t, door, actor, desk)
}

// addRunning: what waits of the pilots at work.
func addRunning(t *store.Tx, door *act.Door, actor access.Actor, desk *Desk) error {
	tasks, err := run.Waiting(t, door, actor)
	if err != nil {
		return err
	}
	judged, err := evaluate.Waiting(t, actor)
	if err != nil {
		return err
	}
	spreading, err := spread.Waiting(t, actor)
	for _, w := range slices.Concat(tasks, judged, spreading) {
		desk.Tasks = append(desk.Tasks, Task{Title: w.Title, Over: w.Over, State: w.State, Verb: w.Verb, URL: w.URL, Until: w.Until})
	}
	return err
}

// addRanked: a review that has ended and of which no list was drawn up.
func addRanked(t *store.Tx, actor access.Actor, desk *Desk) error {
	if !actor.Has(access.Handler) {
		return nil
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return err
	}
	for _, c := range cohorts {
		drawn, err := decide.Of(t, c.ID)
		if err != nil {
			return err
		}
		if len(drawn) > 0 {
			continue
		}
		ranked, err := review.RankedOfCohort(t, c.ID)
		if _, refused := fault.As(err); err != nil && !refused {
			return err
		}
		if err == nil && len(ranked) > 0 {
			desk.Tasks = append(desk.Tasks, Task{Title: c.Title() + "建议名单", Over: c.Title(), State: "评审已结束", Verb: "提出建议名单", URL: "/decide?cohort=" + c.ID})
		}
	}
	return nil
}
