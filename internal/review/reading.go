package review

import (
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// ReadingOf is an application of a panel as its experts see it, in the version that was fixed.
func ReadingOf(t *store.Tx, r Round, b Bid) (Reading, error) {
	c, err := call.Get(t, r.Panel.Cohort)
	if err != nil {
		return Reading{}, err
	}
	v, err := apply.VersionOf(t, b.Application.ID, b.Version)
	if err != nil {
		return Reading{}, err
	}
	return Masked(r.Panel.Blind, c.Programme, b.Application, r.Ordinal(b.Application.ID), v), nil
}

// Desk is a panel as one of its experts sees it.
type Desk struct {
	Round
	Seat Seat
}

// DeskOf reads an expert's desk; NotFound for everybody else, and while the panel is not opened.
func DeskOf(t *store.Tx, actor access.Actor, panel string) (d Desk, err error) {
	if d.Seat, err = SeatOfAccount(t, panel, actor.Account); err != nil {
		return d, err
	}
	if d.Round, err = RoundOf(t, panel); err != nil {
		return d, err
	}
	if d.Round = d.Round.For(d.Seat.Expert.ID); d.Panel.State != PanelScoring && d.Panel.State != PanelClosed {
		err = fault.NotFound()
	}
	return d, err
}

// ReadingsOf are all that an expert reads, in his order and with his numbers.
func ReadingsOf(t *store.Tx, r Round, expert string) (all []Reading, err error) {
	r = r.For(expert)
	for _, b := range r.AssignedTo(expert) {
		one, err := ReadingOf(t, r, b)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// Title is what an expert calls an application: the unit's name, or its number within a blind panel.
func (d Desk) Title(t *store.Tx, b Bid) (string, error) {
	r, err := ReadingOf(t, d.Round, b)
	return r.Title, err
}

// Open is the application that the expert may read, with its sheet; NotFound when it is not his. It is read on after the
// panel has closed, too.
func (d Desk) Open(ordinal string) (Bid, error) {
	b, found := d.Bid(ordinal)
	if !found || !d.Scores(d.Seat.Expert.ID, b.Application.ID) {
		return b, fault.NotFound()
	}
	if d.Seat.State != SeatAccepted {
		return b, fault.Conflict("C1", "请先签承诺书、申明回避，再打开申报书。")
	}
	return b, nil
}

// Own is the expert's last sheet of an application; false when he has submitted none.
func (d Desk) Own(b Bid) (Sheet, bool) { return d.SheetOf(b.Application.ID, d.Seat.Expert.ID) }

// Others are the totals that the others gave an application, by their places; none while he may not see them.
func (d Desk) Others(b Bid) (totals []int) {
	if !MaySeeOthers(d.Round, d.Seat.Expert.ID, b.Application.ID) {
		return nil
	}
	for _, s := range d.Counted(b.Application.ID) {
		if s.Expert != d.Seat.Expert.ID {
			totals = append(totals, s.Total)
		}
	}
	return totals
}
