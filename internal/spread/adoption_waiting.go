package spread

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingAdoptions: the office's handlers check what units have stated; many of them stand on one line.
func waitingAdoptions(t *store.Tx, actor access.Actor) ([]run.Task, error) {
	if !actor.Has(handlers...) {
		return nil, nil
	}
	all, err := selectStatedAdoptions(t)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	first := all[0]
	task := run.Task{Title: first.UnitName + "应用“" + first.Title + "”", Over: "推广应用", State: AdoptionTitles[AdoptionStated], Verb: "核实", URL: AdoptionLink(first.ID)}
	if len(all) > 1 {
		task.Title, task.URL = fmt.Sprintf("%d份推广应用", len(all)), "/adoptions?state="+string(AdoptionStated)
	}
	return []run.Task{task}, nil
}
