package run

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/store"
)

// Task is something of this room that waits for somebody (待办).
type Task struct {
	Title string
	Over  string // the cohort
	State string
	Verb  string
	URL   string
	Until time.Time // zero: no date
}

// Waiting gives what waits in this room for an actor. What the approver has is left out.
func Waiting(t *store.Tx, door *act.Door, actor access.Actor) (tasks []Task, err error) {
	for _, part := range []func(*store.Tx, access.Actor) ([]Task, error){WaitingPlans, WaitingStocktakings, WaitingFollow} {
		some, err := part(t, actor)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, some...)
	}
	return tasks, nil
}
