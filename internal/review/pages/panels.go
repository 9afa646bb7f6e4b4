package pages

import (
	"net/http"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// panelLine is a panel in the list.
type panelLine struct {
	review.Panel
	Cohort string
	Bids   int
}

type panelsView struct {
	Actor  access.Actor
	Panels []panelLine
}

// Panels is GET /panels.
func (p *Pages) Panels(w http.ResponseWriter, r *http.Request) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	v := panelsView{Actor: actor}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		panels, err := review.PanelsOf(t, "")
		if err != nil {
			return err
		}
		for _, panel := range slices.Backward(panels) {
			c, err := call.Get(t, panel.Cohort)
			if err != nil {
				return err
			}
			bids, err := review.Bids(t, panel.ID)
			if err != nil {
				return err
			}
			v.Panels = append(v.Panels, panelLine{panel, c.Title(), len(bids)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, panelsPage(v))
}

// formView is the form of a new panel.
type formView struct {
	Cohorts []call.Cohort
	Cohort  string
	Open    []apply.Application
	Form    *kit.Form
	Wrong   kit.Problems
}

// NewPanel is GET /panels/new.
func (p *Pages) NewPanel(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.panelForm(w, r, query, nil)
}

func (p *Pages) panelForm(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	v := formView{Form: form, Wrong: wrong}
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		all, err := call.List(t, call.Published, call.Closed)
		if err != nil {
			return err
		}
		v.Cohorts = slices.DeleteFunc(all, func(c call.Cohort) bool { return !c.Programme.Stages.Review.On })
		for _, c := range v.Cohorts {
			if v.Cohort == "" || c.ID == form.Text("cohort") {
				v.Cohort = c.ID
			}
		}
		v.Open, err = review.Formable(t, v.Cohort)
		return err
	})
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, formPage(v))
}

// FormPanel is POST /panels.
func (p *Pages) FormPanel(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, "评审组已组建。请核对标准，然后固定。", "/panels", func(actor access.Actor, form *kit.Form) error {
		var until time.Time
		if day, err := calendar.ParseDay(form.Text("until")); err == nil {
			until = calendar.EndOfDay(day)
		}
		_, err := p.Room.Form(r.Context(), actor, review.Formation{Cohort: form.Text("cohort"), Name: form.Line("name"),
			Applications: form.All("application"), ScoringUntil: until})
		return err
	}, p.panelForm)
}

// panelView is one panel as its insiders see it.
type panelView struct {
	Actor      access.Actor
	Now        time.Time
	Panel      review.Panel
	Cohort     call.Cohort
	Bids       []review.Bid
	Experts    []review.Expert
	Exclusions []review.Exclusion
	Findings   []review.Finding
	Draws      []review.Draw
	Seats      []review.Seat
	Able       []witnessOption
	Lacking    []string // numbers of bids that lack experts
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
	if k := len(v.Draws); k > 0 && !v.Draws[k-1].Done() {
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
	if v.Draws, err = review.Draws(t, id); err != nil {
		return err
	}
	if v.Panel.State == review.PanelFrozen || v.Panel.State == review.PanelDrawn {
		if v.Findings, err = review.FindingsOf(t, id); err != nil {
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
	excluded, err := review.Excluded(t, v.Panel.ID)
	if err != nil {
		return err
	}
	for _, id := range review.Lacking(v.Seats, v.Bids, excluded, v.Panel.PerBid) {
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

// onPanel performs an act of one panel and comes back to its page.
func (p *Pages) onPanel(w http.ResponseWriter, r *http.Request, done string, perform func(access.Actor, string, *kit.Form) error) error {
	id := r.PathValue("id")
	return p.posted(w, r, done, "/panels/"+id, func(actor access.Actor, form *kit.Form) error { return perform(actor, id, form) }, p.panelPage)
}

// Freeze is POST /panels/{id}/freeze.
func (p *Pages) Freeze(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "评审标准已固定，不能再改。", func(actor access.Actor, id string, _ *kit.Form) error {
		return p.Room.Freeze(r.Context(), actor, id)
	})
}

// Exclude is POST /panels/{id}/exclude.
func (p *Pages) Exclude(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "回避已登记。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.Exclude(r.Context(), actor, id, review.NewExclusion{Expert: form.Text("expert"), Application: form.Text("application"),
			Ground: review.Ground(form.Text("ground")), Evidence: form.Text("evidence")})
	})
}

// ExcludeFound is POST /panels/{id}/exclude-found.
func (p *Pages) ExcludeFound(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "系统查到的回避已登记。", func(actor access.Actor, id string, _ *kit.Form) error {
		return p.Room.ExcludeFound(r.Context(), actor, id)
	})
}

// BeginDraw is POST /panels/{id}/draw: the first draw, or with a reason another.
func (p *Pages) BeginDraw(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "专家库已冻结。请见证人各自登录，输入数字。", func(actor access.Actor, id string, form *kit.Form) error {
		if form.Ticked("again") {
			return p.Room.Redraw(r.Context(), actor, id, chosenWitnesses(form), form.Text("reason"))
		}
		return p.Room.Begin(r.Context(), actor, id, chosenWitnesses(form))
	})
}

// chosenWitnesses are the filled places of the form, in their order.
func chosenWitnesses(form *kit.Form) []string {
	return slices.DeleteFunc(slices.Clone(form.All("witness")), func(account string) bool { return account == "" })
}

// RefuseSeat is POST /panels/{id}/seats/{expert}/refuse.
func (p *Pages) RefuseSeat(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "已登记。备选专家按抽取次序递补。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.SeatRefused(r.Context(), actor, id, r.PathValue("expert"), form.Text("reason"))
	})
}

// Invite is POST /panels/{id}/seats/{expert}/invite: the slip is shown once.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if !runs(actor) {
		return fault.Forbidden("C1", "专家由省科协办公室通知。")
	}
	slip, err := p.Room.Invite(r.Context(), actor, r.PathValue("id"), r.PathValue("expert"))
	if err != nil {
		return err
	}
	if slip.Code == "" {
		kit.Flash(w, r, components.Done, "这位专家的账号仍然可用，不必另发纸条；请告知他登录。")
		return kit.Redirect(w, r, "/panels/"+r.PathValue("id"))
	}
	p.Room.Units.KeepSlips(actor, slip.Account.ID, slip)
	return kit.Redirect(w, r, "/accounts/"+slip.Account.ID+"/slip")
}
