package spread

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingAdoptions: the office's handlers check what units have stated; many of them stand on one line. Whose statement was not
// confirmed mends it.
func waitingAdoptions(t *store.Tx, actor access.Actor) ([]run.Task, error) {
	if !actor.Has(handlers...) {
		return waitingRefused(t, actor)
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

// waitingRefused are an actor's own unit's statements of public cases that were not confirmed, and not made anew since.
func waitingRefused(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	if !actor.Has(adopters...) {
		return nil, nil
	}
	all, err := Adoptions(t, actor)
	last := map[string]AdoptionLine{}
	for _, l := range all {
		if before, has := last[l.Case]; adoptedBy(actor, l.Adoption) && (!has || before.At.Before(l.At)) {
			last[l.Case] = l
		}
	}
	for _, l := range all {
		if last[l.Case].ID == l.ID && l.State == AdoptionRefused && l.Of.Public() {
			tasks = append(tasks, run.Task{Title: "应用“" + l.Title + "”", Over: "推广应用", State: AdoptionTitles[AdoptionRefused], Verb: "补正后重新填报", URL: "/cases/" + l.Case + "/adopt"})
		}
	}
	return tasks, err
}
