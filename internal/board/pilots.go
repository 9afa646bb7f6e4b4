package board

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// PilotFilter says which pilots are listed. Empty fields choose all.
type PilotFilter struct {
	Cohort  string
	State   string // a state; "living": all at work
	City    string // the unit that recommended, or is itself, the pilot's
	Kind    string
	Content int
	Page    int // from 1; 0: all of them
}

// PilotsOnPage is how many pilots stand on a page of the list.
const PilotsOnPage = 50

// PilotRow is one pilot as the list and the time line show it.
type PilotRow struct {
	run.Pilot
	Year      int
	Programme *programme.Programme
	UnitName  string
	Number    string
	Kind      string
	CityName  string
	Grade     string // once it was decided
	Waits     Waits
	Marks     []Mark
	Gone      int // twenty-fourths of its term that have passed
}

// Pilots is a page of the pilots that a reader may see.
type Pilots struct {
	Rows  []PilotRow
	Total int
	Now   time.Time
}

// PilotsOf reads a page of the pilots that the actor may see, by cohort and number; a few queries however many there are.
func PilotsOf(t *store.Tx, actor access.Actor, f PilotFilter) (p Pilots, err error) {
	where, args, some := pilotsWhere(actor, f)
	if !some {
		return Pilots{Now: t.Now()}, nil
	}
	if p.Total, err = countPilots(t, where, args); err != nil || p.Total == 0 {
		return Pilots{Now: t.Now()}, err
	}
	p.Now = t.Now()
	if p.Rows, err = selectPilotRows(t, where, args, f.Page); err != nil {
		return p, err
	}
	return p, p.stand(t, actor)
}

// stand says of each row what it waits for, and where its marks are.
func (p *Pilots) stand(t *store.Tx, actor access.Actor) error {
	cohorts, told := map[string]call.Cohort{}, map[string]bool{}
	var ids []string
	for _, row := range p.Rows {
		ids = append(ids, row.ID)
		if _, known := cohorts[row.Cohort]; !known {
			c, err := call.Get(t, row.Cohort)
			if err != nil {
				return err
			}
			cohorts[row.Cohort] = c
			if told[row.Cohort], err = evaluate.GradesTold(t, row.Cohort); err != nil {
				return err
			}
		}
	}
	facts, err := factsOf(t, ids)
	if err != nil {
		return err
	}
	today := calendar.DayOf(p.Now)
	for i := range p.Rows {
		row := &p.Rows[i]
		c := cohorts[row.Cohort]
		row.Year, row.Programme = c.Year, c.Programme
		f := facts[row.ID]
		f.Pilot, f.Stages, f.Today, f.Now = row.Pilot, c.Programme.Stages, today, p.Now
		f.Months = 12 * c.Programme.Term.Years
		f.Graded = told[row.Cohort] || evaluate.MayWork(actor).Allowed
		row.Waits, row.Marks, row.Grade = WaitsFor(f), MarksOf(f), f.grade()
		row.Gone = min(max(f.place(today), 0), 24)
	}
	return nil
}

// place is where a day lies on the time line, in twenty-fourths of the term as the notice set it. Where a term was extended what
// lies behind its last half year is drawn together, so that the marks stand below their headings.
func (f PilotFacts) place(day calendar.Day) int {
	gone, whole := day.Sub(f.From), max(f.Pilot.Until.Sub(f.From)+1, 1)
	if f.Months == 0 || !f.From.AddMonths(f.Months).Before(f.Pilot.Until) {
		return rounded(24*gone, whole)
	}
	before := f.Months - f.Stages.Run.ReportMonths
	last := f.From.AddMonths(before).Sub(f.From)
	if gone <= last {
		return rounded(24*before*gone, f.Months*max(last, 1))
	}
	left := 24 * before / f.Months
	return left + rounded((24-left)*(gone-last), whole-last)
}

func rounded(n, of int) int { return (2*n + of) / (2 * of) }

// PilotFacts is what is known of a pilot's two years.
type PilotFacts struct {
	run.Pilot
	Stages    programme.Stages
	Months    int // of the term as the notice set it; 0: not known
	Today     calendar.Day
	Now       time.Time
	PlanUntil time.Time // until when the plan is asked for; zero: no date
	Returned  bool      // it was sent back
	Reports   []ReportFact
	Asked     []run.Stocktaking // open ones that ask it and have neither report nor excuse
	Looks     []LookFact
	Rectified bool // something was reported since it has to rectify
	Asks      bool // with the wish to be looked at again before the date
	Heard     HearingFact
	Graded    bool // the reader may know the grade: those of its cohort are told, or he works on them
	Problems  int  // raised, and with the contact department
}

// ReportFact is a report or an excuse for a half year.
type ReportFact struct {
	Title   string
	Until   calendar.Day // of the half year
	Excused bool
	Serves  run.Serves
}

// LookFact is one look at a pilot.
type LookFact struct {
	Kind, Conclusion string // as the room evaluate says it
	Until            calendar.Day
	Grade            string
	State            act.State
}

// HearingFact is a loss of the status that was proposed.
type HearingFact struct {
	Asked, Stated bool
	Until         calendar.Day
	Again         calendar.Day // until when it rectifies, where the body did not agree
}

// last is the newest look of some kinds.
func (f PilotFacts) last(kinds ...string) (LookFact, bool) {
	for i := len(f.Looks) - 1; i >= 0; i-- {
		if slices.Contains(kinds, f.Looks[i].Kind) {
			return f.Looks[i], true
		}
	}
	return LookFact{}, false
}

// grade is the one that was decided.
func (f PilotFacts) grade() string {
	if l, judged := f.last("final"); judged && f.Graded && f.State == run.Ended {
		return l.Grade
	}
	return ""
}
