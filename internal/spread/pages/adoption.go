package pages

import (
	"net/http"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// adoptionView is one statement with what the reader may do.
type adoptionView struct {
	spread.AdoptionLine
	Actor access.Actor
	Pilot run.Case
	Now   time.Time
	Form  *kit.Form
	Wrong kit.Problems
}

// Adoption is one statement: GET /adoptions/{id}.
func (p *Pages) Adoption(w http.ResponseWriter, r *http.Request) error {
	return p.adoptionPage(w, r, http.StatusOK, adoptionView{Form: &kit.Form{}})
}

func (p *Pages) adoptionPage(w http.ResponseWriter, r *http.Request, status int, v adoptionView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.AdoptionLine, err = spread.AdoptionByID(t, v.Actor, r.PathValue("id")); err != nil {
			return err
		}
		v.Now = t.Now()
		v.Pilot, err = run.CaseOf(t, v.Of.Pilot)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, adoptionPageOf(v))
}

// AdoptionFile is a file that proves a use: GET /adoptions/{id}/files/{hash}.
func (p *Pages) AdoptionFile(w http.ResponseWriter, r *http.Request) error {
	return p.sendProof(w, r, "佐证材料", func(t *store.Tx, actor access.Actor) (string, error) {
		l, err := spread.AdoptionByID(t, actor, r.PathValue("id"))
		return among(l.Files, r.PathValue("hash")), err
	})
}

// CheckAdoption confirms a use or does not: POST /adoptions/{id}/check.
func (p *Pages) CheckAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.answerAdoption(w, r, "已办理，两个单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.CheckAdoption(r.Context(), actor, r.PathValue("id"), form.Text("answer") == "confirm", form.Text("reason"))
	})
}

// WithdrawAdoption takes a statement back: POST /adoptions/{id}/withdraw.
func (p *Pages) WithdrawAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.answerAdoption(w, r, "已撤回。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.WithdrawAdoption(r.Context(), actor, r.PathValue("id"), form.Text("reason"))
	})
}

func (p *Pages) answerAdoption(w http.ResponseWriter, r *http.Request, done string, do func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: "请先登录，再办理推广应用。", Done: done, To: spread.AdoptionLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.adoptionPage(w, r, http.StatusUnprocessableEntity, adoptionView{Form: form, Wrong: wrong})
		}}.Answer(w, r)
}

// holder is who has to do something about a statement.
func (v adoptionView) act() components.Act {
	switch {
	case v.State == spread.AdoptionStated && !v.checks():
		return components.Act{Holder: v.Pilot.Programme().Organiser.Office, Note: "核实以后，单位名称在案例页面显示。"}
	case v.State == spread.AdoptionRefused && v.mine():
		return components.Act{Label: "补正后重新填报", Get: true, URL: "/cases/" + v.Of.ID + "/adopt"}
	}
	return components.Act{}
}

// gone tells whether a use stands of a case that is public no more.
func (v adoptionView) gone() bool {
	return v.State == spread.AdoptionConfirmed && !v.Of.Public()
}

func (v adoptionView) checks() bool {
	return v.State == spread.AdoptionStated && v.Actor.Has(access.Handler)
}

func (v adoptionView) mine() bool {
	return spread.MayWithdrawAdoption(v.Actor, v.Adoption, v.Pilot).Allowed
}

func (v adoptionView) withdraws() bool {
	return v.mine() && (v.State == spread.AdoptionStated || v.State == spread.AdoptionConfirmed)
}

// terms are what the unit stated, and what became of it.
func (v adoptionView) terms() []components.Term {
	at := spread.Link(v.Of.ID)
	if v.Of.Public() {
		at = spread.PublicLink(v.Of.ID)
	}
	of := components.Text(v.Title)
	if v.Of.Public() || spread.MayReadWork(v.Actor, v.Pilot).Allowed {
		of = components.Link(at, v.Title)
	}
	terms := []components.Term{{Name: "案例", Value: of}, {Name: "案例单位", Value: components.Text(v.Of.UnitName)},
		{Name: "应用单位", Value: components.Text(v.UnitName)}, {Name: "起始日期", Value: components.Text(calendar.ShowDay(v.Since, v.Now))},
		{Name: "怎样应用", Value: words(v.How)}, {Name: "成效", Value: words(v.Outcome)}}
	if v.Count > 0 {
		terms = append(terms, components.Term{Name: "数量", Value: components.Text(strconv.Itoa(v.Count) + v.Counted)})
	}
	if v.Proof != "" {
		terms = append(terms, components.Term{Name: "佐证", Value: words(v.Proof)})
	}
	if len(v.Files) > 0 {
		terms = append(terms, components.Term{Name: "佐证材料", Value: proofLinks(spread.AdoptionLink(v.ID), v.Files)})
	}
	terms = append(terms, components.Term{Name: "填报时间", Value: components.Text(components.FullMoment(v.At))})
	if !v.AnsweredAt.IsZero() && v.AnsweredAt.After(v.At) {
		terms = append(terms, components.Term{Name: spread.AdoptionTitles[v.State], Value: components.TwoLines(components.FullMoment(v.AnsweredAt), v.Reason)})
	}
	return terms
}
