package pages

import (
	"net/http"
	"slices"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/review"
	"shidian/internal/store"
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
		sizes, err := review.Sizes(t)
		if err != nil {
			return err
		}
		cohorts, err := call.List(t)
		titles := map[string]string{}
		for _, c := range cohorts {
			titles[c.ID] = c.Title()
		}
		for _, panel := range slices.Backward(panels) {
			v.Panels = append(v.Panels, panelLine{panel, overTitle(titles[panel.Cohort], panel), sizes[panel.ID]})
		}
		return err
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
	Stage   int                  // review.OnlyStage: the programme has one
	Letter  *review.LetterResult // nil: none, or it has not ended
	Refused string               // why no panel can be formed now
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
		return v.readStage(t)
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
		_, err := p.Room.Form(r.Context(), actor, review.Formation{Cohort: form.Text("cohort"), Name: form.Line("name"),
			Applications: form.All("application"), ScoringUntil: dayEnd(form.Text("until")), Stage: stageIn(form)})
		return err
	}, p.panelForm)
}
