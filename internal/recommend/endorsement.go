package recommend

import (
	"time"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Opinion is what the recommender says in the form's box: a text, or Pen: the box is printed empty, to be written by hand.
type Opinion struct {
	Text string
	Pen  bool
}

// Endorsement is the recommendation of an application.
type Endorsement struct {
	Application string
	Version     int    // the version that it is about
	Recommender string // unit id
	Opinion     Opinion
	Rank        int // the order among the recommender's own, smaller first
	At          time.Time
	Account     string
}

// Overrun is a recommendation beyond the places: why, and what the province answered.
type Overrun struct {
	Application string
	Version     int
	Reason      string
	At          time.Time
	Answer      *Answer // nil: it waits
}

// Answer is the province's decision on an overrun.
type Answer struct {
	Application string
	Agreed      bool
	Reason      string
	At          time.Time
}

// Declined is a recommender's no, with the reason.
type Declined struct {
	Application string
	Version     int
	Reason      string
	At          time.Time
}

// Place is a place that is taken: number N, from 1, of those that the holder has in the quota.
type Place struct {
	Cohort, Quota, Holder string
	N                     int
	Application           string
}

// Line is an application as its recommender sees it.
type Line struct {
	apply.Application
	Endorsement *Endorsement  // nil: not recommended yet
	Place       int           // the place's number; 0: it has none
	Overrun     *Overrun      // nil: it was within the places
	Declined    *Declined     // nil: it was not declined
	Return      *apply.Return // the return that it waits under, only in state returned
	LastReturn  *apply.Return // the newest return, answered or not; nil: it was never sent back
}

// Again tells whether the recommender has already recommended an earlier version, which the province sent back: the new
// one is only to be confirmed.
func (l Line) Again() bool {
	return l.State == apply.StateSubmitted && l.Endorsement != nil && l.Endorsement.Version < l.Version
}

// Seen is the version that the recommender last acted upon, for the difference; else the one before; 0: there is none.
func (l Line) Seen() int {
	seen := 0
	if l.Endorsement != nil {
		seen = l.Endorsement.Version
	}
	if l.LastReturn != nil && l.LastReturn.Version > seen {
		seen = l.LastReturn.Version
	}
	if seen == 0 || seen >= l.Version {
		return l.Version - 1
	}
	return seen
}

// SeenAs gives the line as its reader may know the application: while that still waits for the answer to its overrun in
// the reader's eyes, there is none.
func (l Line) SeenAs(a apply.Application) Line {
	l.Application = a
	if l.Overrun != nil && a.State == apply.StateOverrun {
		o := *l.Overrun
		o.Answer, l.Overrun = nil, &o
	}
	return l
}

// LineOf reads an application with what its recommender has done about it.
func LineOf(t *store.Tx, id string) (Line, error) {
	a, err := apply.Get(t, id)
	if err != nil {
		return Line{}, err
	}
	return lineOf(t, a)
}

func lineOf(t *store.Tx, a apply.Application) (l Line, err error) {
	l.Application = a
	if l.Endorsement, err = ptr(selectEndorsement(t, a.ID)); err != nil {
		return l, err
	}
	if l.Place, _, err = selectPlaceOf(t, a.ID); err != nil {
		return l, err
	}
	if l.Overrun, err = overrunOf(t, a.ID); err != nil {
		return l, err
	}
	if l.Declined, err = ptr(selectDeclined(t, a.ID)); err != nil {
		return l, err
	}
	returns, err := apply.Returns(t, a.ID)
	if len(returns) > 0 {
		l.LastReturn = &returns[0]
		if a.State == apply.StateReturned {
			l.Return = &returns[0]
		}
	}
	return l, err
}

func overrunOf(t *store.Tx, id string) (*Overrun, error) {
	o, err := ptr(selectOverrun(t, id))
	if err != nil || o == nil {
		return nil, err
	}
	o.Answer, err = ptr(selectAnswer(t, id))
	return o, err
}

func ptr[T any](one T, found bool, err error) (*T, error) {
	if err != nil || !found {
		return nil, err
	}
	return &one, nil
}

// PaperOf is the rendered form of a version with the recommender's opinion in its box; NotFound while the job is on its
// way, and where the box is left for the pen: then the version's own paper is the one.
func PaperOf(t *store.Tx, id string, n int) (apply.Paper, error) {
	p, found, err := selectPaper(t, id, n)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return p, err
}
