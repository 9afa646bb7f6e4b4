package evaluate

import (
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/programme"
	"shidian/internal/run"
)

// Due is what an evaluation waits for.
type Due string

// What an evaluation may wait for.
const (
	DueMidterm   Due = "midterm"   // the midterm look
	DueRectify   Due = "rectify"   // the unit
	DueSecond    Due = "second"    // the second look
	DueAsk       Due = "ask"       // the unit is to be asked for its view
	DueStatement Due = "statement" // the unit's view, until a day
	DueLoss      Due = "loss"      // the body, about the loss
	DueAnnounce  Due = "announce"  // the document
	DueFinal     Due = "final"     // the final look
	DueTerm      Due = "term"      // judged; the last day of its term
	DueGrade     Due = "grade"     // the body, about the grade
	DueNothing   Due = "running"   // its time has not come
	DueOver      Due = "over"      // it has come to an end
)

// DueTitles are their names on the screen, in the order of the desk.
var DueTitles = map[Due]string{DueMidterm: "待中期评估", DueRectify: "整改中", DueSecond: "待再次评估", DueAsk: "待听取陈述", DueStatement: "陈述中",
	DueLoss: "取消资格待研究", DueAnnounce: "通知待登记", DueFinal: "待终期评估", DueTerm: "已评估，待周期届满", DueGrade: "等级待研究", DueNothing: "实施中", DueOver: "已结束"}

// Dues are all, in the order of the desk.
var Dues = []Due{DueMidterm, DueRectify, DueSecond, DueAsk, DueStatement, DueLoss, DueAnnounce, DueFinal, DueTerm, DueGrade, DueNothing, DueOver}

// DueOf tells what a pilot's evaluation waits for today (J1, J2), and until when, or since when; no day where there is none.
func DueOf(e Evaluation, today calendar.Day) (Due, calendar.Day) {
	settings := e.Programme().Stages.Evaluate
	switch e.State {
	case run.Running, run.MidtermPassed:
		return dueAtWork(settings, e.Pilot, today)
	case run.Rectifying:
		until := e.RectifyUntil()
		if done, reported := e.Rectify(); MaySecond(today, until, reported && done.Asks) == nil {
			return DueSecond, until
		}
		return DueRectify, until
	case run.LossProposed:
		return dueOfLoss(e, today)
	case run.Final:
		if look, _ := e.Last(Final); look.State == Struck {
			return DueFinal, e.Until
		}
		if MayGrade(e.Until, today) != nil {
			return DueTerm, e.Until
		}
		return DueGrade, calendar.Day{}
	case run.Disqualified:
		if l, has := e.Loss(); has && !l.Announced() {
			return DueAnnounce, calendar.Day{}
		}
		return DueOver, calendar.Day{}
	case run.Planning, run.PlanSubmitted:
		return DueNothing, calendar.Day{}
	}
	return DueOver, calendar.Day{}
}

func dueAtWork(e programme.Evaluate, p run.Pilot, today calendar.Day) (Due, calendar.Day) {
	midterm := e.On && e.Midterm && p.State == run.Running
	first := FinalFrom(e, p.Until)
	if midterm {
		first = MidtermFrom(e, p.From)
	}
	switch {
	case !e.On || !midterm && !e.Final || today.Before(first):
		return DueNothing, first
	case midterm:
		return DueMidterm, first
	}
	return DueFinal, p.Until
}

func dueOfLoss(e Evaluation, today calendar.Day) (Due, calendar.Day) {
	l, asked := e.Hearing()
	switch {
	case !asked:
		return DueAsk, calendar.Day{}
	case MayDecideLoss(e.State, l, today) != nil:
		return DueStatement, l.Until
	}
	return DueLoss, l.Until
}

// EndTitle names how a pilot ended, with its grade where it is known; the four ends are never one.
func EndTitle(state act.State, grade string) string {
	if state == run.Ended && grade != "" {
		return run.StateTitles[state] + "（" + grade + "）"
	}
	return run.StateTitles[state]
}
