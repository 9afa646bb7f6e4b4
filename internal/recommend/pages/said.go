package pages

import (
	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// saidView is what the recommender and the province said of an application.
type saidView struct {
	recommend.Line
	Organiser, Form string // what the programme calls them
	Paper           bool   // the endorsed paper is there
}

func (v oneView) said() saidView {
	l := v.Line
	if v.Judges() { // what he said before stands in his form
		l.Endorsement = nil
	}
	return saidView{l, v.Cohort.Programme.Organiser.Short, v.Cohort.Programme.Called().Form, v.Paper}
}

// Card is what this room adds to an application's own page, for whoever may see that page; nil: nothing was said yet.
func Card(t *store.Tx, _ access.Actor, a apply.Application) (templ.Component, error) {
	if a.Direct() || a.Version == 0 {
		return nil, nil
	}
	l, err := recommend.LineOf(t, a.ID)
	if err != nil || l.Endorsement == nil && l.Overrun == nil && l.Declined == nil {
		return nil, err
	}
	l = l.SeenAs(a)
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return nil, err
	}
	paper, err := rendered(t, a)
	return said(saidView{l, c.Programme.Organiser.Short, c.Programme.Called().Form, paper}), err
}

// rendered tells whether the version in force has its endorsed paper.
func rendered(t *store.Tx, a apply.Application) (bool, error) {
	if a.State == apply.StateOverrun {
		return false, nil // the answer is not told yet
	}
	_, err := recommend.PaperOf(t, a.ID, a.Version)
	if fault.Is(err, fault.KindNotFound) {
		return false, nil
	}
	return err == nil, err
}
