package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// adoptView is the form of a statement.
type adoptView struct {
	Case  spread.Case
	Title string
	Actor access.Actor
	Form  kit.Typed
	Wrong kit.Problems
	Kept  []string
	Draft run.Draft
}

// Adopt asks what a unit states of its use of a case: GET /cases/{id}/adopt. Whoever has stated already is led there.
func (p *Pages) Adopt(w http.ResponseWriter, r *http.Request) error {
	return p.adoptPage(w, r, http.StatusOK, adoptView{})
}

func (p *Pages) adoptPage(w http.ResponseWriter, r *http.Request, status int, v adoptView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	stated := ""
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, shown, err := spread.Shown(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		if err := spread.MayAdopt(v.Actor, c).Err(); err != nil {
			return err
		}
		v.Case, v.Title = c, shown.Body.Title
		mine, has, err := spread.AdoptionBy(t, c.ID, v.Actor)
		if err != nil {
			return err
		}
		if has && status == http.StatusOK {
			stated = mine.ID
			return nil
		}
		v.Form, v.Draft, err = typedOf(t, c.Pilot, spread.AdoptionDraft(c.ID, v.Actor.Unit), v.Form, emptyForm)
		return err
	})
	if err != nil {
		return err
	}
	if stated != "" {
		return kit.Redirect(w, r, spread.AdoptionLink(stated))
	}
	return kit.RenderStatus(w, r, status, adoptPage(v))
}

func (v adoptView) writing() writing {
	at := "/cases/" + v.Case.ID + "/adopt"
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: v.Actor.Unit, Draft: v.Draft, Title: "填报推广应用", Files: true, Unsaved: v.Wrong != nil}
}

// KeepAdoption is what is typed of a statement, every two seconds: PUT /cases/{id}/adopt/draft.
func (p *Pages) KeepAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.keepTyped(w, r, func(actor access.Actor, work kit.Work) (at time.Time, kept bool, err error) {
		body, err := work.Form.JSON()
		if err != nil {
			return at, false, err
		}
		var c spread.Case
		err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
			c, _, err = spread.Shown(t, r.PathValue("id"))
			return err
		})
		if err != nil {
			return at, false, err
		}
		may := func(a access.Actor, _ run.Case) access.Verdict { return spread.MayAdopt(a, c) }
		when := func(t *store.Tx, _ run.Case) error { return spread.MayStateUse(t, actor, c.ID) }
		return p.Room.Run.KeepBy(r.Context(), actor, run.Keeping{Pilot: c.Pilot, What: spread.AdoptionDraft(c.ID, actor.Unit), Body: body,
			Before: kit.ReadInstant(work.Before), When: when}, may)
	})
}

// StateAdoption takes a statement: POST /cases/{id}/adopt.
func (p *Pages) StateAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, came, err := p.readProof(r, mostEvidence, func(t *store.Tx) error { return spread.MayStateUse(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	id := ""
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		id, err = p.Room.Adopt(r.Context(), actor, spread.Adopting{Case: r.PathValue("id"), Since: form.Text("since"), How: form.Text("how"), Outcome: form.Text("outcome"),
			Count: form.Text("count"), Counted: form.Line("counted"), Proof: form.Text("proof"), Files: came["files"]})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.adoptPage(w, r, http.StatusUnprocessableEntity, adoptView{Form: form.Typed("before"), Wrong: wrong, Kept: came["files"]})
		})
	}
	return kit.Done(w, r, "推广应用已填报，由主办单位核实。", spread.AdoptionLink(id))
}
