package pages

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
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
	Again spread.Adoption // what was stated before and not confirmed; without an id where nothing was
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
		if v.Again, err = spread.RefusedAdoption(t, c.ID, v.Actor); err != nil {
			return err
		}
		if v.Form == nil { // nothing came with it: the files of before stay
			v.Kept = v.Again.Files
		}
		v.Form, v.Draft, err = typedOf(t, c.Pilot, spread.AdoptionDraft(c.ID, v.Actor.Unit), v.Form, func() kit.Typed { return statedBefore(v.Again) })
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
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: v.Actor.Unit + v.Again.ID, Draft: v.Draft, Title: "填报推广应用", Files: true, Unsaved: v.Wrong.Of("before") != ""}
}

// proof asks for the files, beside the words that may stand for them.
func (v adoptView) proof() components.Upload {
	u := evidence("佐证材料", v.Wrong.Of("files"))
	u.Hint = fmt.Sprintf("PDF 或者图片，最多%d个，单个不超过 20 MB。和上面的佐证两项至少填一项。", mostEvidence)
	return u
}

// statedBefore fills the form with a statement that was not confirmed.
func statedBefore(a spread.Adoption) kit.Typed {
	if a.ID == "" {
		return emptyForm()
	}
	form := kit.Typed{"since": {a.Since.String()}, "how": {a.How}, "outcome": {a.Outcome}, "proof": {a.Proof}}
	if a.Count > 0 {
		form["count"], form["counted"] = []string{strconv.Itoa(a.Count)}, []string{a.Counted}
	}
	return form
}

// KeepAdoption is what is typed of a statement, every two seconds: PUT /cases/{id}/adopt/draft.
func (p *Pages) KeepAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.keepTyped(w, r, func(actor access.Actor, work kit.Work) (time.Time, bool, error) {
		return p.keepAdoption(r, actor, work.Form, work.Before)
	})
}

func (p *Pages) keepAdoption(r *http.Request, actor access.Actor, form kit.Typed, before string) (at time.Time, kept bool, err error) {
	body, err := form.JSON()
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
		Before: kit.ReadInstant(before), When: when}, may)
}

// StateAdoption keeps what was typed, or takes it as a statement: POST /cases/{id}/adopt. It is kept first, so that a refusal
// loses nothing.
func (p *Pages) StateAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, came, err := p.readProof(r, mostEvidence, func(t *store.Tx) error { return spread.MayStateUse(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	typed := form.Typed("before", "act")
	err = keptFirst(err, func() (time.Time, bool, error) { return p.keepAdoption(r, actor, typed, form.Text("before")) })
	if err == nil {
		err = form.Err()
	}
	if err == nil && form.Text("act") == saveAct {
		return kit.Done(w, r, savedWords(len(came["files"]) > 0), "/cases/"+r.PathValue("id")+"/adopt")
	}
	id := ""
	if err == nil {
		id, err = p.Room.Adopt(r.Context(), actor, spread.Adopting{Case: r.PathValue("id"), Since: form.Text("since"), How: form.Text("how"), Outcome: form.Text("outcome"),
			Count: form.Text("count"), Counted: form.Line("counted"), Proof: form.Text("proof"), Files: came["files"]})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.adoptPage(w, r, http.StatusUnprocessableEntity, adoptView{Form: typed, Wrong: wrong, Kept: came["files"]})
		})
	}
	return kit.Done(w, r, "推广应用已填报，由主办单位核实。", spread.AdoptionLink(id))
}
