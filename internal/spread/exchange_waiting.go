package spread

import (
	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/run"
	"shidian/internal/store"
)

// waitingExchanges: units answer by the day that is asked, organisers sum up what is over.
func waitingExchanges(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	if !actor.Has(organisers...) && !actor.Has(unitPeople...) {
		return nil, nil
	}
	all, err := selectAnnouncedExchanges(t)
	if err != nil {
		return nil, err
	}
	today := calendar.DayOf(t.Now())
	for _, e := range all {
		task := run.Task{Title: e.Title, Over: "观摩交流", URL: ExchangeLink(e.ID)}
		switch {
		case e.Until.Before(today) && MayOrganise(actor, e).Allowed:
			task.State, task.Verb = "活动已结束", "汇总"
			tasks = append(tasks, task)
		case actor.Has(unitPeople...) && ExchangeAnswerAllowed(e.State, e.AnswerBy, today) == nil:
			owes, err := owesAnswer(t, actor, e)
			if err != nil {
				return nil, err
			}
			if owes {
				task.State, task.Verb, task.Until = "待回复", "回复", calendar.EndOfDay(e.AnswerBy)
				tasks = append(tasks, task)
			}
		}
	}
	return tasks, nil
}

// owesAnswer tells whether an actor speaks for a pilot that is invited and has not answered.
func owesAnswer(t *store.Tx, actor access.Actor, e Exchange) (bool, error) {
	answers, err := selectExchangeAnswers(t, e.ID)
	if err != nil {
		return false, err
	}
	for _, id := range e.Cohorts {
		c, err := call.Get(t, id)
		if err != nil {
			return false, err
		}
		cases, err := run.Cases(t, actor, c)
		if err != nil {
			return false, err
		}
		for _, one := range cases {
			if _, answered := answers[one.ID]; !answered && one.ID != e.Host && run.Living(one.State) && run.MaySpeak(actor, one).Allowed {
				return true, nil
			}
		}
	}
	return false, nil
}
