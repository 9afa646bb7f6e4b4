package pages

import (
	"net/http"

	"shidian/internal/access"
	"shidian/internal/fault"
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
		return v.draft(t)
	})
	if err != nil {
		return err
	}
	if stated != "" {
		return kit.Redirect(w, r, spread.AdoptionLink(stated))
	}
	return kit.RenderStatus(w, r, status, adoptPage(v))
}

// draft fills the form with what is kept of it, unless it is shown again.
func (v *adoptView) draft(t *store.Tx) error {
	draft, found, err := run.DraftOf(t, v.Case.Pilot, spread.AdoptionDraft(v.Case.ID, v.Actor.Unit))
	v.Draft = draft
	switch {
	case err != nil, v.Form != nil:
	case found:
		v.Form, err = kit.ReadTyped(draft.Body)
	default:
		v.Form = kit.Typed{}
	}
	return err
}

func (v adoptView) writing() writing {
	at := "/cases/" + v.Case.ID + "/adopt"
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: v.Actor.Unit, Draft: v.Draft, Title: "填报推广应用"}
}

// KeepAdoption is what is typed of a statement, every two seconds: PUT /cases/{id}/adopt/draft.
func (p *Pages) KeepAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	body, err := work.Form.JSON()
	if err != nil {
		return err
	}
	var c spread.Case
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		c, _, err = spread.Shown(t, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	may := func(a access.Actor, _ run.Case) access.Verdict { return spread.MayAdopt(a, c) }
	when := func(t *store.Tx, _ run.Case) error { return spread.MayStateUse(t, actor, c.ID) }
	at, kept, err := p.Room.Run.KeepBy(r.Context(), actor, run.Keeping{Pilot: c.Pilot, What: spread.AdoptionDraft(c.ID, actor.Unit), Body: body,
		Before: kit.ReadInstant(work.Before), When: when}, may)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}

// StateAdoption takes a statement: POST /cases/{id}/adopt.
func (p *Pages) StateAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, hashes, err := p.readProof(r, func(t *store.Tx) error { return spread.MayStateUse(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	id := ""
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		id, err = p.Room.Adopt(r.Context(), actor, spread.Adopting{Case: r.PathValue("id"), Since: form.Text("since"), How: form.Text("how"), Outcome: form.Text("outcome"),
			Count: form.Text("count"), Counted: form.Line("counted"), Proof: form.Text("proof"), Files: hashes})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.adoptPage(w, r, http.StatusUnprocessableEntity, adoptView{Form: form.Typed("before"), Wrong: wrong, Kept: hashes})
		})
	}
	return kit.Done(w, r, "推广应用已填报，由主办单位核实。", spread.AdoptionLink(id))
}
