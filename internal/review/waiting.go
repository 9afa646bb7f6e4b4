package review

import (
	"fmt"
	"slices"

	"shidian/internal/access"
	"shidian/internal/store"
)

// DrawTask is something up to the drawn panel that waits for somebody (待办).
type DrawTask struct {
	Title string
	State string
	Verb  string
	URL   string
}

// DrawWaiting gives what waits: for a witness his number, for the office the next step of each panel up to the notified
// experts.
func DrawWaiting(t *store.Tx, actor access.Actor) ([]DrawTask, error) {
	if !actor.Has(bystanders...) {
		return nil, nil
	}
	panels, err := PanelsOf(t, "")
	if err != nil {
		return nil, err
	}
	var tasks []DrawTask
	for _, p := range panels {
		if p.State != PanelForming && p.State != PanelFrozen && p.State != PanelDrawn {
			continue
		}
		draws, err := Draws(t, p.ID)
		if err != nil {
			return nil, err
		}
		seats, err := Seats(t, p.ID)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, drawTasks(p, draws, seats, actor)...)
	}
	return tasks, nil
}

// drawTasks are the actor's in one panel.
func drawTasks(p Panel, draws []Draw, seats []Seat, actor access.Actor) (tasks []DrawTask) {
	task := func(verb, below string) {
		tasks = append(tasks, DrawTask{Title: p.Name, State: PanelTitles[p.State], Verb: verb, URL: "/panels/" + p.ID + below})
	}
	if k := len(draws); k > 0 && draws[k-1].Waits() {
		if slices.ContainsFunc(draws[k-1].Witnesses, func(w Witness) bool { return w.Account == actor.Account && !w.Entered }) {
			task("见证抽取，输入数字", "/draw")
		}
		return tasks
	}
	if !actor.Has(access.Handler) {
		return nil
	}
	untold := 0
	for _, s := range seats {
		if s.Serves() && s.State == SeatDrawn {
			untold++
		}
	}
	switch {
	case p.State == PanelForming:
		task("固定评审标准", "")
	case p.State == PanelFrozen:
		task("登记回避、抽取专家", "")
	case untold > 0:
		task(fmt.Sprintf("通知专家（%d位）", untold), "")
	}
	return tasks
}
