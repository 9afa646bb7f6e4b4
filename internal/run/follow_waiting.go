package run

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/store"
)

// WaitingFollow gives what waits about those who follow pilots: problems for whoever has them, changes that are asked for
// and pilots without a contact department for the office.
func WaitingFollow(t *store.Tx, actor access.Actor) (tasks []Task, err error) {
	if !actor.Has(access.Department, access.Clerk, access.Head, access.Handler) {
		return nil, nil
	}
	if tasks, err = waitingProblems(t, actor); err != nil || !actor.Has(handlers...) {
		return tasks, err
	}
	cases, err := AllCases(t, actor)
	if err != nil || len(cases) == 0 {
		return tasks, err
	}
	changes, err := waitingChanges(t, cases)
	return append(append(tasks, unfollowed(cases)...), changes...), err
}

func waitingProblems(t *store.Tx, actor access.Actor) (tasks []Task, err error) {
	lines, err := problemLines(t, actor, ProblemOpen, ProblemAnswered, ProblemEscalated)
	for _, l := range lines {
		task := Task{Title: l.Case.Application.UnitName + "：" + l.Title, Over: l.Case.Cohort.Title(), State: ProblemTitles[l.State] + "（" + calendar.ShowDay(calendar.DayOf(l.Since), t.Now()) + "起）", Verb: "答复", URL: ProblemLink(l.ID)}
		switch {
		case l.Holder == WithContact && mayFollow(actor, l.Case).Allowed, l.Holder == WithOffice && actor.Has(handlers...):
		case l.Holder == WithPilotUnit && mayReport(actor, l.Case).Allowed:
			task.Verb = "办结"
		default:
			continue
		}
		tasks = append(tasks, task)
	}
	return tasks, err
}

// unfollowed tells of the cohorts in which pilots have no contact department, where the programme wants one (R3).
func unfollowed(cases []Case) (tasks []Task) {
	counts, order := map[string]int{}, []Case{}
	for _, c := range cases {
		if c.Department != "" || !Living(c.State) || !c.Programme().Stages.Run.Contact {
			continue
		}
		if counts[c.Cohort.ID]++; counts[c.Cohort.ID] == 1 {
			order = append(order, c)
		}
	}
	for _, c := range order {
		tasks = append(tasks, Task{Title: fmt.Sprintf("%d个单位还没有联系部室", counts[c.Cohort.ID]), Over: c.Cohort.Title(), State: "待指定", Verb: "指定",
			URL: "/pilots/contacts?cohort=" + c.Cohort.ID})
	}
	return tasks
}

// waitingChanges are the changes that the office has to decide, unless the approver has them.
func waitingChanges(t *store.Tx, cases []Case) (tasks []Task, err error) {
	all, err := selectChangesIn(t, ChangeAsked)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	byID := make(map[string]Case, len(cases))
	for _, c := range cases {
		byID[c.ID] = c
	}
	awaiting, err := act.Awaiting(t)
	for _, ch := range all {
		c, seen := byID[ch.Pilot]
		if seen && Living(c.State) && !awaiting[ChangeObject(ch.ID)] {
			tasks = append(tasks, Task{Title: c.Application.UnitName + ChangeTitle(ch.Kind, c.Programme().Called()), Over: c.Cohort.Title(), State: ChangeStates[ch.State],
				Verb: "办理", URL: ChangeURL(ch.ID)})
		}
	}
	return tasks, err
}
