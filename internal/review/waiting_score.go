package review

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// ScoreWaiting gives what of the scoring waits: for an expert his pledge and his sheets, for the office the panels in
// which everything is in.
func ScoreWaiting(t *store.Tx, actor access.Actor) (tasks []DrawTask, err error) {
	if actor.Has(access.Expert) {
		if tasks, err = expertWaiting(t, actor); err != nil {
			return nil, err
		}
	}
	if !actor.Has(access.Handler) {
		return tasks, nil
	}
	panels, err := PanelsOf(t, "")
	if err != nil {
		return nil, err
	}
	for _, p := range panels {
		if p.State != PanelScoring {
			continue
		}
		r, err := RoundOf(t, p.ID)
		if err != nil {
			return nil, err
		}
		task := DrawTask{Title: p.Name, State: fmt.Sprintf("缺%d份评分", len(r.Missing())), Verb: "看评分进展、催办", URL: "/panels/" + p.ID + "/scores"}
		if len(r.Missing()) == 0 {
			task.State, task.Verb = "评分已齐", "结束评分"
		}
		tasks = append(tasks, task)
	}
	panel, err := panelWaiting(t, panels)
	return append(tasks, panel...), err
}

// panelWaiting are the cohorts whose letter review has ended, and of which somebody goes on and sits in no panel yet.
func panelWaiting(t *store.Tx, panels []Panel) (tasks []DrawTask, err error) {
	seen := map[string]bool{}
	for _, p := range panels {
		if p.Stage != LetterStage || seen[p.Cohort] {
			continue
		}
		seen[p.Cohort] = true
		result, err := LetterOf(t, p.Cohort)
		if _, refused := fault.As(err); err != nil && !refused {
			return nil, err
		}
		if n := len(result.Waiting()); err == nil && n > 0 {
			tasks = append(tasks, DrawTask{Title: p.Name, State: "函评已结束", Verb: fmt.Sprintf("组建会评组（%d件进入）", n), URL: "/panels/new?cohort=" + p.Cohort + "&stage=2"})
		}
	}
	return tasks, nil
}

// expertWaiting are an expert's panels in which something of his is not in.
func expertWaiting(t *store.Tx, actor access.Actor) (tasks []DrawTask, err error) {
	panels, err := PanelsOfAccount(t, actor.Account)
	if err != nil {
		return nil, err
	}
	for _, p := range panels {
		d, err := DeskOf(t, actor, p.ID)
		if fault.Is(err, fault.KindNotFound) || err == nil && d.Panel.State != PanelScoring {
			continue
		}
		if err != nil {
			return nil, err
		}
		left := len(d.AssignedTo(d.Seat.Expert.ID)) - d.scored(d.Seat.Expert.ID)
		task := DrawTask{Title: p.Name, State: fmt.Sprintf("还有%d件未评", left), Verb: "评分", URL: "/review/" + p.ID}
		if d.Seat.State != SeatAccepted {
			task.State, task.Verb = "待接受", "签承诺书、申明回避"
		}
		if left > 0 {
			tasks = append(tasks, task)
		}
	}
	return tasks, nil
}
