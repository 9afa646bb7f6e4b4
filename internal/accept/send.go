package accept

import (
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// PaperOwed tells what one application owes of its paper, as its own page and its unit's desk say it (A4).
func PaperOwed(t *store.Tx, p *programme.Programme, a apply.Application) (o Owing, papers []Paper, err error) {
	dates, err := call.DatesFor(t, a.Cohort, "")
	if err != nil {
		return o, nil, err
	}
	if papers, err = Papers(t, a.ID); err != nil {
		return o, nil, err
	}
	last, _, err := LastOf(t, a.ID)
	w := paperwork{programme: p, until: dates.Paper, now: t.Now(), papers: map[string][]Paper{a.ID: papers}, latest: map[string]Conclusion{a.ID: last}}
	return w.owing(a), papers, err
}

// toSend gives a unit the paper that it still owes, whoever has the application meanwhile; what came is no task any more.
func toSend(t *store.Tx, actor access.Actor) ([]Task, error) {
	mine, err := apply.Mine(t, actor, "")
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, a := range mine {
		c, err := call.Get(t, a.Cohort)
		if err != nil {
			return nil, err
		}
		if c.Programme.Paper == nil {
			continue
		}
		o, _, err := PaperOwed(t, c.Programme, a)
		if err != nil {
			return nil, err
		}
		if o.Owed > 0 {
			form := c.Programme.Called().Form
			tasks = append(tasks, Task{Title: a.Name() + form, Over: a.Number, State: a.Title(), Verb: "打印" + form + "，签字盖章后寄送", URL: "/applications/" + a.ID, Until: o.Until})
		}
	}
	return tasks, nil
}
