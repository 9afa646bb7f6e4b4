package run

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
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
	alone, err := unfollowed(t)
	if err != nil {
		return nil, err
	}
	changes, err := waitingChanges(t, actor)
	return append(append(tasks, alone...), changes...), err
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
func unfollowed(t *store.Tx) (tasks []Task, err error) {
	counts, err := countUnfollowed(t)
	if err != nil || len(counts) == 0 {
		return nil, err
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	for _, c := range cohorts {
		if n := counts[c.ID]; n > 0 && c.Programme.Stages.Run.Contact {
			tasks = append(tasks, Task{Title: fmt.Sprintf("%d个单位还没有联系部室", n), Over: c.Title(), State: "待指定", Verb: "指定", URL: "/pilots/contacts?cohort=" + c.ID})
		}
	}
	return tasks, err
}

// waitingChanges are the changes that the office has to decide, unless the approver has them.
func waitingChanges(t *store.Tx, actor access.Actor) (tasks []Task, err error) {
	all, err := selectChangesIn(t, ChangeAsked)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	pilots := make([]string, len(all))
	for i, ch := range all {
		pilots[i] = ch.Pilot
	}
	byID, err := seenOf(t, actor, pilots)
	if err != nil {
		return nil, err
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
