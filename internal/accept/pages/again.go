package pages

import (
	"encoding/json"
	"net/http"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// againView is the second look: the unit asks, the office answers.
type againView struct {
	matter
	Last  accept.Conclusion
	Again accept.Again
	Asked bool
	Told  time.Time // zero: the letter still waits in the outbox
	Until time.Time
	Waits string
	Form  *kit.Form
	Wrong kit.Problems
}

// own tells whether the reader speaks for the unit, for what is offered; the room judges.
func (v againView) own() bool {
	return v.Actor.Unit == v.Unit && v.Actor.Has(access.Clerk, access.Head)
}

func (v againView) mayAsk() bool {
	return v.own() && !v.Asked && v.State == "not_accepted" && (v.Told.IsZero() || v.Now.Before(v.Until))
}

func (v againView) mayAnswer() bool {
	return v.Actor.Has(access.Handler) && v.Asked && v.Again.Answered.IsZero() && v.Waits == ""
}

// Again is the page of the second look (复核): GET /accept/{id}/again.
func (p *Pages) Again(w http.ResponseWriter, r *http.Request) error {
	return p.againPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) againPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	v := againView{Form: form, Wrong: wrong}
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.matter, err = matterOf(t, r); err != nil {
			return err
		}
		return v.read(t, p)
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, againPage(v))
}

func (v *againView) read(t *store.Tx, p *Pages) (err error) {
	conclusions, err := accept.Conclusions(t, v.ID)
	if err != nil {
		return err
	}
	for _, c := range conclusions {
		if c.Outcome == accept.Rejected {
			v.Last = c
		}
	}
	if v.Again, v.Asked, err = accept.AgainOf(t, v.ID); err != nil {
		return err
	}
	if v.Told, v.Until, err = p.Room.AskWindow(t, v.Application); err != nil {
		return err
	}
	waiting, err := p.Room.Door.ProposalsOf(t, "application/"+v.ID)
	for _, one := range waiting {
		if one.State == "waiting" && v.office() {
			v.Waits = "“" + one.Title + "”已提请，等待审签人办理。"
		}
	}
	return err
}

// AskAgain asks: POST /accept/{id}/again.
func (p *Pages) AskAgain(w http.ResponseWriter, r *http.Request) error {
	return p.postedAgain(w, r, "已申请复核，请等待答复。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.AskAgain(r.Context(), actor, r.PathValue("id"), form.Text("reason"), form.Line("head_name"))
	})
}

// AnswerAgain proposes the answer: POST /accept/{id}/answer.
func (p *Pages) AnswerAgain(w http.ResponseWriter, r *http.Request) error {
	return p.postedAgain(w, r, "已提请答复复核，由审签人办理后生效。", func(actor access.Actor, form *kit.Form) error {
		form.OneOf("result", "复核结果", "accept", "same")
		err := form.Err()
		if err == nil {
			_, err = p.Room.ProposeAnswer(r.Context(), actor, r.PathValue("id"), form.Text("result") == "accept", form.Text("answer"))
		}
		return err
	})
}

// postedAgain answers one of the two forms of the page, which leads back to it.
func (p *Pages) postedAgain(w http.ResponseWriter, r *http.Request, done string, act func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: signIn, Do: act, Done: done, To: "/accept/" + r.PathValue("id") + "/again",
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, problems kit.Problems) error {
			return p.againPage(w, r, http.StatusUnprocessableEntity, form, problems)
		}}.Answer(w, r)
}

// Rejection puts a proposed rejection before the approver.
func Rejection(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	in, err := accept.ProposedRejection(params)
	if err != nil {
		return nil, "", err
	}
	a, err := apply.Get(t, in.Application)
	if err != nil {
		return nil, "", err
	}
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "申报单位", Value: components.Text(a.Name() + "（" + a.Number + "）")}}
	for _, item := range accept.ItemsFor(c.Programme, a.Kind) {
		for _, line := range in.Lines {
			if line.Item == item.Key && line.Result == accept.Fatal {
				terms = append(terms, components.Term{Name: "不符合的检查项", Value: components.TwoLines(item.Name, line.Note)})
			}
		}
	}
	return terms, "申报材料转为“不予受理”，占用的推荐名额空出；给申报单位的信进入“待阅发信件”，阅后发出。申报单位可以申请复核一次。", err
}

// Answer puts a proposed answer to a second look before the approver.
func Answer(_ *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	in, err := accept.ProposedAnswer(params)
	result, effect := "维持不予受理", "复核结束，不再受理第二次申请；给申报单位的信进入“待阅发信件”，阅后发出。"
	if in.Accept {
		result, effect = "予以受理", "申报材料转为“已受理”；给申报单位的信进入“待阅发信件”，阅后发出。"
	}
	return []components.Term{{Name: "复核结果", Value: components.Text(result)}, {Name: "复核意见", Value: components.Text(in.Answer)}}, effect, err
}
