package board

import (
	"time"

	"shidian/internal/calendar"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/run"
)

// Waits is what a pilot waits for, with whom, and until when.
type Waits struct {
	What, Who string // Who "" : nothing waits, it goes on by its plan
	Until     time.Time
	Late      bool
}

// With whom something waits.
const (
	withUnit       = "承担单位"
	withOffice     = "办公室"
	withDepartment = "联系部室"
)

// WaitsFor says the first thing that a pilot waits for, in the order of its life (R1 to R3, J1, J2).
func WaitsFor(f PilotFacts) Waits {
	switch f.State {
	case run.Planning:
		if f.Returned {
			return f.until("修改实施方案", withUnit, f.PlanUntil)
		}
		return f.until("报送实施方案", withUnit, f.PlanUntil)
	case run.PlanSubmitted:
		return Waits{What: "审定实施方案", Who: withOffice}
	case run.LossProposed:
		return f.hearing()
	case run.Final:
		return Waits{What: "研究" + string(programme.MatterGrade), Who: body(f.Stages, programme.MatterGrade)}
	case run.Rectifying:
		return f.rectifying()
	case run.Running, run.MidtermPassed:
		return f.working()
	}
	return Waits{}
}

// working is what a pilot at work waits for: a report that it owes, an evaluation whose time has come, an answer.
func (f PilotFacts) working() Waits {
	e := f.Stages.Evaluate
	switch {
	case len(f.Asked) > 0:
		return f.until("报送"+f.Asked[0].Title+"报告", withUnit, f.Asked[0].DueAt)
	case e.On && e.Midterm && f.State == run.Running && !f.Today.Before(evaluate.MidtermFrom(e, f.From)):
		return Waits{What: "中期评估", Who: withOffice}
	case e.On && e.Final && (f.State == run.MidtermPassed || !e.Midterm) && !f.Today.Before(evaluate.FinalFrom(e, f.Pilot.Until)):
		return Waits{What: "终期评估", Who: withOffice}
	case f.Problems > 0:
		return Waits{What: "答复提出的问题", Who: withDepartment}
	}
	return Waits{What: "按计划实施"}
}

// rectifying waits for the unit until its date or its report, then for the second look, which the office may take before the
// date only where the unit asks.
func (f PilotFacts) rectifying() Waits {
	l, _ := f.last("midterm")
	until := l.Until
	if !f.Heard.Again.IsZero() {
		until = f.Heard.Again
	}
	switch {
	case !f.Rectified:
		return f.until("整改", withUnit, calendar.EndOfDay(until))
	case evaluate.MaySecond(f.Today, until, f.Asks) != nil:
		return Waits{What: "整改期满后再次评估", Who: withOffice}
	}
	return Waits{What: "整改后再次评估", Who: withOffice}
}

func (f PilotFacts) hearing() Waits {
	switch h := f.Heard; {
	case !h.Asked:
		return Waits{What: "听取陈述", Who: withOffice}
	case !h.Stated && !h.Until.Before(f.Today):
		return f.until("陈述意见", withUnit, calendar.EndOfDay(h.Until))
	}
	return Waits{What: "研究" + string(programme.MatterLoss), Who: body(f.Stages, programme.MatterLoss)}
}

func (f PilotFacts) until(what, who string, at time.Time) Waits {
	return Waits{What: what, Who: who, Until: at, Late: !at.IsZero() && !f.Now.Before(at)}
}

// body is who decides a matter, the office where the programme names none.
func body(s programme.Stages, matter programme.Matter) string {
	for _, d := range s.Decide {
		if d.What == matter {
			return d.Body
		}
	}
	return withOffice
}

// Mark is one point of a pilot's two years on the time line.
type Mark struct {
	At    int // in twenty-fourths of the term
	State MarkState
	Words string
}

// MarkState is how a mark stands.
type MarkState string

// The states of a mark.
const (
	MarkDone  MarkState = "done"
	MarkLate  MarkState = "late"
	MarkCare  MarkState = "care"
	MarkAhead MarkState = "ahead"
)

// MarksOf are the points of a pilot's time line: each half year, the midterm, the end.
func MarksOf(f PilotFacts) (marks []Mark) {
	months := f.Stages.Run.ReportMonths
	whole := f.Pilot.Until.Sub(f.From) + 1
	if months < 1 || whole < 1 {
		return nil
	}
	e := f.Stages.Evaluate
	middle := calendar.Day{}
	if e.On && e.Midterm {
		middle = f.From.AddMonths(e.MidMonth.Value)
	}
	for month := months; ; month += months {
		day := f.From.AddMonths(month)
		at := f.place(day)
		switch {
		case !day.Add(-1).Before(f.Pilot.Until):
			return append(marks, f.finalMark())
		case day == middle:
			marks = append(marks, f.midtermMark(at))
		default:
			marks = append(marks, f.reportMark(day, months, at))
		}
	}
}

// reportMark is a half year that ends about a day: the report whose period ends nearest to it.
func (f PilotFacts) reportMark(day calendar.Day, months, at int) Mark {
	near := months * 30 / 2
	for _, r := range f.Reports {
		if off := r.Until.Sub(day); off < near && off >= -near {
			words := r.Title + "已报送"
			if r.Excused {
				words = r.Title + "免报"
			}
			return Mark{at, MarkDone, words}
		}
	}
	for _, s := range f.Asked {
		if off := s.Until.Sub(day); off < near && off >= -near && !f.Now.Before(s.DueAt) {
			return Mark{at, MarkLate, s.Title + "未报送"}
		}
	}
	return Mark{at, MarkAhead, "半年报告"}
}

func (f PilotFacts) midtermMark(at int) Mark {
	l, looked := f.last("midterm", "second")
	switch {
	case looked && l.Conclusion == string(evaluate.Passed):
		return Mark{at, MarkDone, "中期评估通过"}
	case looked:
		return Mark{at, MarkCare, "中期评估未通过，" + run.StateTitles[f.State]}
	}
	return Mark{at, MarkAhead, "中期评估"}
}

func (f PilotFacts) finalMark() Mark {
	if grade := f.grade(); grade != "" {
		return Mark{24, MarkDone, "终期评估：" + grade}
	}
	return Mark{24, MarkAhead, "终期评估"}
}
