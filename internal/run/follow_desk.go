package run

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/store"
)

// Followed is a pilot as its contact department sees it on its desk.
type Followed struct {
	Case
	Noted   calendar.Day // of the newest contact, visit or exchange; zero: none
	Next    *Milestone   // the next of the plan in force; nil: none is to come
	Reports []Stocktaking
	Open    int // problems that are not closed
}

// FollowedBy are the pilots at work that the actor's department follows, with what is due and what is open.
func FollowedBy(t *store.Tx, actor access.Actor) (list []Followed, err error) {
	all, err := AllCases(t, actor)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if Living(c.State) && mayFollow(actor, c).Allowed {
			list = append(list, Followed{Case: c})
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return list, fill(t, list)
}

// fill adds what is due and open, by one query for each sort.
func fill(t *store.Tx, list []Followed) error {
	noted, err := lastNotes(t)
	if err != nil {
		return err
	}
	open, err := openProblems(t)
	if err != nil {
		return err
	}
	plans, err := plansInForce(t)
	if err != nil {
		return err
	}
	owed, err := owedReports(t)
	if err != nil {
		return err
	}
	for i := range list {
		one := &list[i]
		one.Noted, one.Open, one.Reports = noted[one.ID], open[one.ID], nil
		one.Next = NextMilestone(plans[one.ID].Milestones, calendar.DayOf(t.Now()))
		for _, s := range owed {
			if Asked(s.Stocktaking, one.Cohort.ID, one.OpenedAt) && !s.reported[one.ID] {
				one.Reports = append(one.Reports, s.Stocktaking)
			}
		}
	}
	return nil
}

// owed is a stocktaking that is open, and who has reported or is excused.
type owed struct {
	Stocktaking
	reported map[string]bool
}

func owedReports(t *store.Tx) (list []owed, err error) {
	all, err := Stocktakings(t)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if s.State != StocktakingOpen {
			continue
		}
		pilots, err := reportedTo(t, s.ID)
		if err != nil {
			return nil, err
		}
		one := owed{s, map[string]bool{}}
		for _, p := range pilots {
			one.reported[p] = true
		}
		list = append(list, one)
	}
	return list, nil
}

// DueAt is the nearest date of what the pilot owes; zero where there is none.
func (f Followed) DueAt() (at time.Time) {
	for _, s := range f.Reports {
		if at.IsZero() || s.DueAt.Before(at) {
			at = s.DueAt
		}
	}
	return at
}
