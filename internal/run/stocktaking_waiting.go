package run

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
)

// WaitingStocktakings gives what waits of the half years: a unit's reports; for the office a stocktaking that is due to be
// called, and one whose date has passed or to which all have answered; for a department the open ones.
func WaitingStocktakings(t *store.Tx, actor access.Actor) (tasks []Task, err error) {
	all, err := Stocktakings(t)
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(slices.Clone(all), func(s Stocktaking) bool { return s.State != StocktakingOpen })
	if actor.Has(unitPeople...) {
		if tasks, err = toReport(t, actor, open); err != nil {
			return nil, err
		}
	}
	if !actor.Has(handlers...) {
		return tasks, nil
	}
	due, err := toCall(t, all)
	if err != nil {
		return nil, err
	}
	ending, err := toClose(t, open)
	return slices.Concat(tasks, due, ending), err
}

// toReport are the reports that a unit owes.
func toReport(t *store.Tx, actor access.Actor, open []Stocktaking) (tasks []Task, err error) {
	if len(open) == 0 {
		return nil, nil
	}
	pilots, err := selectOfUnits(t, append([]string{actor.Unit}, actor.Before...))
	if err != nil || len(pilots) == 0 {
		return nil, err
	}
	for _, s := range open {
		owing, err := selectOwing(t, s)
		if err != nil {
			return nil, err
		}
		for _, p := range pilots {
			if !slices.ContainsFunc(owing, func(o Pilot) bool { return o.ID == p.ID }) {
				continue
			}
			c, err := call.Get(t, p.Cohort)
			if err != nil {
				return nil, err
			}
			tasks = append(tasks, Task{Title: s.Title + "调度情况", Over: c.Title(), State: "待报送", Verb: "填写报送", URL: ReportLink(p.ID, s.ID), Until: s.DueAt})
		}
	}
	return tasks, nil
}

// toCall is the stocktaking that is due next, for all cohorts that it is due for.
func toCall(t *store.Tx, all []Stocktaking) ([]Task, error) {
	due, err := dueNext(t, all)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	titles := make([]string, len(due))
	for i, c := range due {
		titles[i] = c.Title()
	}
	return []Task{{Title: "该开展半年调度了", Over: strings.Join(titles, "、"), State: "还没有布置", Verb: "布置调度", URL: "/stocktakings/new"}}, nil
}

// dueNext are the cohorts that a stocktaking is due for (R2), the newest first.
func dueNext(t *store.Tx, all []Stocktaking) (due []call.Cohort, err error) {
	working, err := selectAlive(t)
	if err != nil || len(working) == 0 {
		return nil, err
	}
	cohorts, err := call.List(t)
	for _, c := range cohorts {
		i := slices.IndexFunc(working, func(a alive) bool { return a.cohort == c.ID })
		months := c.Programme.Stages.Run.ReportMonths
		if i >= 0 && months > 0 && TakeStock(calledLast(all, c.ID), working[i].opened, months, t.Now()) {
			due = append(due, c)
		}
	}
	return due, err
}

// calledLast is when a cohort was asked last; zero for never.
func calledLast(all []Stocktaking, cohort string) (last time.Time) {
	for _, s := range all {
		if slices.Contains(s.Cohorts, cohort) && s.At.After(last) {
			last = s.At
		}
	}
	return last
}

// toClose are the stocktakings whose date has passed, with how many owe a report, and those to which all have answered.
func toClose(t *store.Tx, open []Stocktaking) (tasks []Task, err error) {
	for _, s := range open {
		owing, err := selectOwing(t, s)
		if err != nil {
			return nil, err
		}
		over := !t.Now().Before(s.DueAt)
		task := Task{Title: s.Title + "调度", State: "已全部报送", Verb: "汇总", URL: StocktakingLink(s.ID)}
		if len(owing) > 0 {
			task.State = fmt.Sprintf("已到期，%d个单位未报送", len(owing))
		}
		if over || len(owing) == 0 {
			tasks = append(tasks, task)
		}
	}
	return tasks, nil
}
