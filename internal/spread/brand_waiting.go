package spread

import (
	"fmt"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// SoonDays is how many days before its day an instalment is said to be due.
const SoonDays = 30

// waitingBrand gives what waits of the brand programme and its money: for the office, and for a unit.
func waitingBrand(t *store.Tx, actor access.Actor) (tasks []run.Task, err error) {
	if actor.Has(handlers...) {
		if tasks, err = waitingChoice(t); err != nil {
			return nil, err
		}
	} else if !actor.Has(unitPeople...) {
		return nil, nil
	}
	ids, err := cohortsWithBrand(t)
	if err != nil || len(ids) == 0 {
		return tasks, err
	}
	awaiting, err := moneyAwaits(t)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		c, err := call.Get(t, id)
		if err != nil {
			return nil, err
		}
		all, err := BrandIn(t, actor, c)
		if err != nil {
			return nil, err
		}
		for _, b := range all {
			for _, next := range NextOf(b, today(t)) {
				office := next.Holder == HolderOffice && actor.Has(handlers...)
				unit := next.Holder == HolderUnit && maySpend(actor, b.Case).Allowed
				if (office || unit) && !(next.Verb == VerbDecide && awaiting[b.Application.ID]) {
					tasks = append(tasks, taskOfNext(b, next))
				}
			}
		}
	}
	return tasks, nil
}

func taskOfNext(b Branded, next Next) run.Task {
	task := run.Task{Title: b.Application.UnitName, Over: b.Cohort.Title(), State: next.Words, Verb: next.Verb, URL: BrandLink(b.Case.ID)}
	if next.Verb == VerbDecide {
		task.URL = "/decide?cohort=" + b.Cohort.ID
	}
	if !next.By.IsZero() {
		task.Until = calendar.EndOfDay(next.By)
	}
	return task
}

// waitingChoice: grades that open the brand programme were told in a cohort, and no decision about it was recorded.
func waitingChoice(t *store.Tx) (tasks []run.Task, err error) {
	all, err := gradedUndecided(t, string(programme.MatterBrand))
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		c, err := call.Get(t, g.cohort)
		if err != nil {
			return nil, err
		}
		told, err := evaluate.GradesTold(t, g.cohort)
		if err != nil {
			return nil, err
		}
		if MayChoose(c.Programme, run.Ended, g.grade, told, false) == nil {
			tasks = append(tasks, run.Task{Title: fmt.Sprintf("%d个单位可以纳入品牌培育", g.n), Over: c.Title(), State: "待研究", Verb: VerbDecide, URL: "/decide?cohort=" + g.cohort})
		}
	}
	return tasks, nil
}

// Holder is who has the next act.
type Holder string

// The holders of a next act.
const (
	HolderOffice Holder = "office"
	HolderUnit   Holder = "unit"
)

// What is done next about a pilot's money, in the words of the buttons.
const (
	VerbDraw   = "拟定经费"
	VerbDecide = "登记研究决定"
	VerbPay    = "登记拨付"
	VerbSettle = "确认使用情况"
	VerbUse    = "报送使用情况"
	VerbMend   = "补正使用情况"
)

// Next is something that is to be done about a pilot's money.
type Next struct {
	Words   string // what it waits for
	Verb    string // one of the verbs
	Holder  Holder
	By      calendar.Day // the zero day: no date
	Funding string       // id; "" where none is drawn up
}

// NextOf are the next acts about a pilot's money, the most urgent first; empty when all is done. Money is not asked for where the
// programme gives none, nor again where a body did not agree.
func NextOf(b Branded, today calendar.Day) (all []Next) {
	if len(b.Fundings) == 0 && b.Programme().Stages.Spread.Money {
		return []Next{{Words: "待拟定经费", Verb: VerbDraw, Holder: HolderOffice}}
	}
	for _, f := range b.Fundings {
		if _, waits := f.Asked(SpendingReported); waits {
			all = append(all, Next{Words: "经费使用情况待确认", Verb: VerbSettle, Holder: HolderOffice, Funding: f.ID})
		}
		if i, has := f.Next(); has && !today.Add(SoonDays).Before(i.By) {
			all = append(all, Next{Words: fmt.Sprintf("第%d笔待拨付", i.N), Verb: VerbPay, Holder: HolderOffice, By: i.By, Funding: f.ID})
		}
		if f.State == FundingDrawn {
			all = append(all, Next{Words: "经费待研究", Verb: VerbDecide, Holder: HolderOffice, Funding: f.ID})
		}
		switch _, returned := f.Asked(SpendingReturned); {
		case f.State != FundingAgreed:
		case returned:
			all = append(all, Next{Words: "经费使用情况退回补正", Verb: VerbMend, Holder: HolderUnit, Funding: f.ID})
		case f.Used() < f.Paid():
			all = append(all, Next{Words: "经费使用情况待报送", Verb: VerbUse, Holder: HolderUnit, Funding: f.ID})
		}
	}
	return all
}
