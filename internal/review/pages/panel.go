package pages

import (
	"net/http"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// panelView is one panel as its insiders see it.
type panelView struct {
	Actor      access.Actor
	Now        time.Time
	Panel      review.Panel
	Cohort     call.Cohort
	Bids       []review.Bid
	Experts    []review.Expert
	Exclusions []review.Exclusion
	Lifted     []review.Exclusion
	Findings   []review.Finding
	Short      []review.Shortage // bids for which the pool is too small
	Draws      []review.Draw
	Seats      []review.Seat
	Able       []witnessOption
	Lacking    []string         // numbers of bids that lack experts
	Dropping   *review.Dropping // nil: it was not dropped
	Extensions []review.Extension
	Form       *kit.Form
	Wrong      kit.Problems
}

type witnessOption struct {
	Account unit.Account
	Unit    string
}

// at is an address below the panel's.
func (v panelView) at(below string) string { return "/panels/" + v.Panel.ID + below }

// waiting is the draw whose numbers are not all in; nil: none.
func (v panelView) waiting() *review.Draw {
	if k := len(v.Draws); k > 0 && v.Draws[k-1].Waits() {
		return &v.Draws[k-1]
	}
	return nil
}

// Panel is GET /panels/{id}.
func (p *Pages) Panel(w http.ResponseWriter, r *http.Request) error {
	return p.panelPage(w, r, &kit.Form{}, nil)
}

func (p *Pages) panelPage(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	v := panelView{Actor: actor, Now: kit.Now(r.Context()), Form: form, Wrong: wrong}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.read(t, r.PathValue("id")) }); err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, panelPage(v))
}

func (v *panelView) read(t *store.Tx, id string) (err error) {
	if v.Panel, err = review.PanelOf(t, id); err != nil {
		return err
	}
	if v.Cohort, err = call.Get(t, v.Panel.Cohort); err != nil {
		return err
	}
	if v.Bids, err = review.Bids(t, id); err != nil {
		return err
	}
	if v.Experts, err = review.Experts(t, false); err != nil {
		return err
	}
	if v.Exclusions, err = review.ExclusionsOf(t, id); err != nil {
		return err
	}
	if v.Lifted, err = review.LiftedOf(t, id); err != nil {
		return err
	}
	if v.Draws, err = review.Draws(t, id); err != nil {
		return err
	}
	if v.Extensions, err = review.ExtensionsOf(t, id); err != nil {
		return err
	}
	if d, dropped, err := review.DroppingOf(t, id); err != nil {
		return err
	} else if dropped {
		v.Dropping = &d
	}
	if v.Panel.State == review.PanelFrozen || v.Panel.State == review.PanelDrawn {
		if v.Findings, err = review.FindingsOf(t, id); err != nil {
			return err
		}
		if v.Short, err = review.ShortagesNow(t, v.Panel); err != nil {
			return err
		}
	}
	if v.Able, err = ableWitnesses(t); err != nil {
		return err
	}
	return v.readSeats(t)
}

// readSeats reads who was drawn, and which bids lack experts since.
func (v *panelView) readSeats(t *store.Tx) (err error) {
	if v.Seats, err = review.Seats(t, v.Panel.ID); err != nil || len(v.Seats) == 0 {
		return err
	}
	kept, err := review.Kept(t, v.Panel.ID)
	if err != nil {
		return err
	}
	for _, id := range review.Lacking(v.Seats, v.Bids, kept, v.Panel.PerBid) {
		for _, b := range v.Bids {
			if b.Application.ID == id {
				v.Lacking = append(v.Lacking, b.Application.Number)
			}
		}
	}
	return nil
}

func ableWitnesses(t *store.Tx) (able []witnessOption, err error) {
	accounts, err := review.MayWitness(t)
	for _, a := range accounts {
		u, err := unit.Get(t, a.Unit, t.Now())
		if err != nil {
			return nil, err
		}
		able = append(able, witnessOption{a, u.Short})
	}
	slices.SortStableFunc(able, func(a, b witnessOption) int {
		return boolInt(b.Account.Has(access.Supervisor)) - boolInt(a.Account.Has(access.Supervisor))
	})
	return able, err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
