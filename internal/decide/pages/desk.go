package pages

import (
	"maps"
	"net/http"
	"slices"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// deskView is a cohort's decisions, and the ranking that the list is drawn up from.
type deskView struct {
	Actor     access.Actor
	Cohort    call.Cohort
	All       []call.Cohort
	Decisions []decide.Decision
	Ranked    []decide.Ranked
	Units     map[string]apply.Application
	Later     map[programme.Matter]int // of later rooms, with how many units can be decided now
	Why       string                   // why no list can be drawn up now
	Form      *kit.Form
	Wrong     kit.Problems
}

// Desk is the page of the room: GET /decide.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.deskPage(w, r, http.StatusOK, query.Text("cohort"), &kit.Form{}, nil)
}

func (p *Pages) deskPage(w http.ResponseWriter, r *http.Request, status int, cohort string, form *kit.Form, wrong kit.Problems) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	v := deskView{Actor: actor, Form: form, Wrong: wrong}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.read(t, p, cohort) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, deskPage(v))
}

func (v *deskView) read(t *store.Tx, p *Pages, cohort string) (err error) {
	if v.Cohort, v.All, err = call.Choose(t, cohort); err == nil && cohort == "" {
		err = v.open(t, p)
	}
	if err != nil || v.Cohort.ID == "" {
		return err
	}
	if v.Decisions, err = decide.Of(t, v.Cohort.ID); err != nil {
		return err
	}
	if v.Later, err = p.Room.LaterOf(t, v.Cohort); err != nil {
		return err
	}
	ranked, err := p.Room.RankingOf(t, v.Cohort.ID)
	if f, refused := fault.As(err); refused {
		v.Why = f.Message
		return nil
	}
	if err != nil {
		return err
	}
	v.Units = map[string]apply.Application{}
	for _, one := range ranked {
		a, err := apply.Get(t, one.Application)
		if err != nil {
			return err
		}
		if a.State == apply.StateInReview {
			v.Ranked = append(v.Ranked, one)
		}
		v.Units[a.ID] = a
	}
	return nil
}

// listed is the list that waits for its decision.
func (v deskView) listed() bool {
	for _, d := range v.Decisions {
		if d.State == decide.Listed {
			return true
		}
	}
	return false
}

func (v deskView) lists() bool {
	return v.Actor.Has(access.Handler) && !v.listed() && len(v.Ranked) > 0 && len(v.Decisions) == 0
}

// matters are those of later rooms that the office can record a decision on now.
func (v deskView) matters() []programme.Matter {
	if !v.Actor.Has(access.Handler) {
		return nil
	}
	return slices.Sorted(maps.Keys(v.Later))
}

func (v deskView) reserves() bool {
	for _, d := range v.Decisions {
		for _, l := range d.Lines {
			if d.State == decide.Decided && l.Outcome == decide.Reserve {
				return true
			}
		}
	}
	return false
}

// List draws up the list: POST /decide.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	actor := kit.Actor(r.Context())
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := p.Room.ProposeList(r.Context(), actor, form.Text("cohort"), form.All("application"), form.Text("passed_over"))
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.deskPage(w, r, http.StatusUnprocessableEntity, form.Text("cohort"), form, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "建议名单已提出。可以下载会议材料，研究后逐行登记决定。")
	return kit.Redirect(w, r, "/decide/"+id)
}

// open turns to the oldest cohort in which something waits for a body or for its decision to be registered; without one the newest
// stays.
func (v *deskView) open(t *store.Tx, p *Pages) error {
	for _, c := range slices.Backward(v.All) {
		decisions, err := decide.Of(t, c.ID)
		if err != nil {
			return err
		}
		later, err := p.Room.LaterOf(t, c)
		if err != nil {
			return err
		}
		waits := slices.ContainsFunc(decisions, func(d decide.Decision) bool { return d.State == decide.Listed })
		for matter, units := range later {
			waits = waits || units > 0 && matter != programme.MatterEnd // a pilot can be ended at any time: that waits for nobody
		}
		if waits {
			v.Cohort = c
			return nil
		}
	}
	return nil
}
