package run

import (
	"slices"

	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/store"
)

// Proposal is what the page proposes for a stocktaking: the cohorts with pilots at work, each with how many there are, and the
// next period of the ones that are due.
type Proposal struct {
	Cohorts []call.Cohort // with living pilots, the newest first
	Living  map[string]int
	Calling Calling
}

// Propose prepares a new stocktaking.
func Propose(t *store.Tx) (p Proposal, err error) {
	all, err := Stocktakings(t)
	if err != nil {
		return p, err
	}
	working, err := selectAlive(t)
	if err != nil {
		return p, err
	}
	cohorts, err := call.List(t)
	p.Living = map[string]int{}
	var last, begun calendar.Day
	months := 0
	for _, c := range cohorts {
		i := slices.IndexFunc(working, func(a alive) bool { return a.cohort == c.ID })
		if i < 0 || c.Programme.Stages.Run.ReportMonths == 0 {
			continue
		}
		p.Cohorts, p.Living[c.ID] = append(p.Cohorts, c), working[i].many
		p.Calling.Cohorts = append(p.Calling.Cohorts, c.ID)
		months = max(months, c.Programme.Stages.Run.ReportMonths)
		if begun.IsZero() || working[i].begun.Before(begun) {
			begun = working[i].begun
		}
		for _, s := range all {
			if slices.Contains(s.Cohorts, c.ID) && last.Before(s.Until) {
				last = s.Until
			}
		}
	}
	if months > 0 {
		p.Calling.Half = NextHalf(calendar.DayOf(t.Now()), last, begun, months)
		p.Calling.Title = p.Calling.Half.Name()
		p.Calling.Due = dueAfter(p.Calling.Half, calendar.DayOf(t.Now()))
	}
	return p, err
}

// dueAfter proposes two weeks after the period, or after today where that is later.
func dueAfter(h Half, today calendar.Day) calendar.Day {
	last := h.Until
	if last.Before(today) {
		last = today
	}
	return last.Add(15)
}
