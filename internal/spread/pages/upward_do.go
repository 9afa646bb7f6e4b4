package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// KeepUpward is what the office types of the form, every two seconds: PUT /upward/{id}/draft.
func (p *Pages) KeepUpward(w http.ResponseWriter, r *http.Request) error {
	return p.keepTyped(w, r, func(actor access.Actor, work kit.Work) (time.Time, bool, error) {
		return p.keepUpward(r, actor, work.Form, work.Before)
	})
}

func (p *Pages) keepUpward(r *http.Request, actor access.Actor, form kit.Typed, before string) (at time.Time, kept bool, err error) {
	body, err := form.JSON()
	if err != nil {
		return at, false, err
	}
	var c spread.UpwardCase
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		c, err = spread.UpwardOf(t, actor, r.PathValue("id"))
		return err
	})
	if err != nil {
		return at, false, err
	}
	may := func(a access.Actor, _ run.Case) access.Verdict { return spread.MayRecommend(a) }
	when := func(t *store.Tx, _ run.Case) error { return spread.MayWriteUpward(t, actor, c.ID) }
	return p.Room.Run.KeepBy(r.Context(), actor, run.Keeping{Pilot: c.Case.Pilot, What: spread.UpwardDraft(c.ID), Body: body, Before: kit.ReadInstant(before), When: when}, may)
}

// Recommend keeps the form, or proposes the recommendation: POST /upward/{id}. What was typed is kept first, so that a refusal
// loses nothing.
func (p *Pages) Recommend(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, _, err := p.readProof(r, mostEvidence, func(t *store.Tx) error { return spread.MayWriteUpward(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	typed := form.Typed("before", "act")
	err = keptFirst(err, func() (time.Time, bool, error) { return p.keepUpward(r, actor, typed, form.Text("before")) })
	if err == nil && form.Text("act") == saveAct {
		return kit.Done(w, r, savedWords(false), spread.UpwardLink(r.PathValue("id")))
	}
	if err == nil {
		_, err = p.Room.Recommend(r.Context(), actor, r.PathValue("id"), spread.UpwardForm{Reason: form.Text("reason"), Novelty: form.Text("novelty"), Copying: form.Text("copying")})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.upwardPage(w, r, http.StatusUnprocessableEntity, upwardView{Form: typed, Which: "recommend", Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已提请审签，由审签人办理。", spread.UpwardLink(r.PathValue("id")))
}

// UpwardLetter registers the letter: POST /upward/{id}/letter.
func (p *Pages) UpwardLetter(w http.ResponseWriter, r *http.Request) error {
	return p.upwardAct(w, r, "letter", "推荐函已登记。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.RegisterUpwardLetter(r.Context(), actor, r.PathValue("id"), form.Line("number"), form.Text("dated"))
	})
}

// UpwardOutcome registers what became of it: POST /upward/{id}/outcome.
func (p *Pages) UpwardOutcome(w http.ResponseWriter, r *http.Request) error {
	return p.upwardAct(w, r, "outcome", "结果已登记，该单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.RegisterOutcome(r.Context(), actor, r.PathValue("id"), spread.Answer{State: act.State(form.Text("taken")), On: form.Text("answered_on"), Words: form.Text("outcome")})
	})
}

func (p *Pages) upwardAct(w http.ResponseWriter, r *http.Request, which, done string, do func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: "请先登录，再办理推荐。", Done: done, To: spread.UpwardLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.upwardPage(w, r, http.StatusUnprocessableEntity, upwardView{Form: form.Typed(), Which: which, Wrong: wrong})
		}}.Answer(w, r)
}
