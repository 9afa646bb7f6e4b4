package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/run"
	"shidian/internal/store"
)

// verbs are what somebody has to do about what an evaluation waits for: the office, or the unit.
var (
	officeVerbs = map[Due]string{DueMidterm: "中期评估", DueSecond: "再次评估", DueAsk: "请单位陈述", DueLoss: "登记研究决定", DueAnnounce: "登记通知",
		DueFinal: "终期评估", DueGrade: "登记研究决定"}
	unitVerbs = map[Due]string{DueRectify: "报送整改情况", DueStatement: "陈述意见"}
)

// ForOffice tells whether something that an evaluation waits for is to be done by the office.
func ForOffice(d Due) bool { return officeVerbs[d] != "" }

// Waiting gives what waits in this room for an actor. What the approver has is left out.
func Waiting(t *store.Tx, actor access.Actor) ([]run.Task, error) {
	var tasks []waiting
	verbs := officeVerbs
	if !actor.Has(handlers...) {
		if verbs = unitVerbs; !actor.Has(unitPeople...) {
			return nil, nil
		}
	}
	cohorts, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	awaiting, err := act.Awaiting(t)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		if !c.Programme.Stages.Evaluate.On {
			continue
		}
		all, err := evaluated(t, actor, c)
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			if !actor.Has(handlers...) {
				if e, err = Seen(t, actor, e); err != nil {
					return nil, err
				}
			}
			if task, waits := taskOf(e, actor, verbs, calendar.DayOf(t.Now())); waits && !awaiting[run.Object(e.ID)] {
				tasks = append(tasks, task)
			}
		}
	}
	return together(tasks), nil
}

// few is up to how many evaluations are read one by one: for more, the cohort is read as a whole.
const few = 50

// evaluated are a cohort's evaluations that may wait for somebody today; those whose time has not come are not read.
func evaluated(t *store.Tx, actor access.Actor, c call.Cohort) (all []Evaluation, err error) {
	settings, today := c.Programme.Stages.Evaluate, calendar.DayOf(t.Now())
	const slack = 3 // days: months differ in length; what is read too much waits for nothing
	pilots, err := run.EvaluatedIn(t, c.ID, today.AddMonths(settings.LeadMonths()-settings.MidMonth.Value).Add(slack), today.AddMonths(settings.LeadMonths()).Add(slack))
	if !actor.Has(handlers...) {
		pilots = slices.DeleteFunc(pilots, func(p run.Pilot) bool { return !actor.Of(p.Unit) })
	}
	if err != nil || len(pilots) > few {
		if err == nil {
			all, err = In(t, actor, c)
		}
		return all, err
	}
	for _, p := range pilots {
		e, err := Of(t, p.ID)
		if err != nil {
			return nil, err
		}
		if run.MayRead(actor, e.Case).Allowed {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b Evaluation) int { return cmp.Compare(a.Application.Number, b.Application.Number) })
	return all, nil
}

// waiting is what is to be done about one pilot, and where those of its cohort stand together.
type waiting struct {
	run.Task
	many string
}

// together puts what is to be done about many of a cohort into one line, which leads to all of them.
func together(tasks []waiting) (all []run.Task) {
	type alike struct{ over, state, verb string }
	first, count, many := map[alike]int{}, map[alike]int{}, map[alike]string{}
	for _, task := range tasks {
		key := alike{task.Over, task.State, task.Verb}
		if count[key]++; count[key] == 1 {
			first[key], many[key] = len(all), task.many
			all = append(all, task.Task)
		}
	}
	for key, n := range count {
		if n > 1 {
			task := &all[first[key]]
			task.Title, task.URL = fmt.Sprintf("%d个单位", n), many[key]
		}
	}
	return all
}

func taskOf(e Evaluation, actor access.Actor, verbs map[Due]string, today calendar.Day) (waiting, bool) {
	due, day := DueOf(e, today)
	verb := verbs[due]
	if verb == "" || !actor.Has(handlers...) && !actor.Of(e.Pilot.Unit) {
		return waiting{}, false
	}
	if _, reported := e.Rectify(); due == DueRectify && reported {
		return waiting{}, false
	}
	task := waiting{run.Task{Title: e.Application.UnitName, Over: e.Cohort.Title(), State: DueTitles[due], Verb: verb, URL: Link(e.ID)}, "/evaluate?cohort=" + e.Cohort.ID}
	switch due {
	case DueLoss, DueGrade:
		task.URL, task.many = "/decide?cohort="+e.Cohort.ID, "/decide?cohort="+e.Cohort.ID
	case DueRectify, DueStatement:
		task.Until = endOf(day)
	}
	return task, true
}

func endOf(d calendar.Day) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return calendar.EndOfDay(d)
}
