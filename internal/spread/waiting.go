package spread

import (
	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waits are what the parts of the room say waits for an actor.
var waits = []func(*store.Tx, access.Actor) ([]run.Task, error){
	waitingCases,
	waitingBrand,
	waitingAdoptions,
	waitingUpwards,
	waitingExchanges,
}

// Waiting gives what waits in this room for an actor. What the approver has is left out.
func Waiting(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	for _, part := range waits {
		some, err := part(t, actor)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, some...)
	}
	return tasks, nil
}
