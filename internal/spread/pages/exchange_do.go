package pages

import (
	"net/http"
	"strings"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// AnswerExchange takes a unit's answer: POST /exchanges/{id}/answer.
func (p *Pages) AnswerExchange(w http.ResponseWriter, r *http.Request) error {
	return p.exchangeAct(w, r, "", "已回复。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.AnswerExchange(r.Context(), actor, r.PathValue("id"), spread.AnsweringExchange{Pilot: form.Text("pilot"), Coming: form.Text("coming"), People: form.Text("people"),
			Note: form.Text("note")})
	})
}

// CallOffExchange calls an activity off: POST /exchanges/{id}/call-off.
func (p *Pages) CallOffExchange(w http.ResponseWriter, r *http.Request) error {
	return p.exchangeAct(w, r, "call-off", "已取消，邀请的单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.CallOffExchange(r.Context(), actor, r.PathValue("id"), form.Text("reason"))
	})
}

func (p *Pages) exchangeAct(w http.ResponseWriter, r *http.Request, which, done string, do func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: "请先登录，再办理观摩交流。", Done: done, To: spread.ExchangeLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			if which == "" {
				which = form.Text("pilot")
			}
			return p.exchangePage(w, r, http.StatusUnprocessableEntity, exchangeView{Form: form.Typed(), Which: which, Wrong: wrong})
		}}.Answer(w, r)
}

// SumUpExchange sums an activity up: POST /exchanges/{id}/sum-up.
func (p *Pages) SumUpExchange(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, came, err := p.readProof(r, mostEvidence, func(t *store.Tx) error { return spread.MaySumUp(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		x := spread.SummingUp{Words: form.Text("summary"), Attended: map[string]string{}, Files: came["files"]}
		for _, name := range form.Names() {
			if pilot, is := strings.CutPrefix(name, "people."); is {
				x.Attended[pilot] = form.Text(name)
			}
		}
		err = p.Room.SumUpExchange(r.Context(), actor, r.PathValue("id"), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.exchangePage(w, r, http.StatusUnprocessableEntity, exchangeView{Form: form.Typed(), Which: "sum-up", Wrong: wrong, Kept: came["files"]})
		})
	}
	return kit.Done(w, r, "已汇总，到场的单位已收到消息。", spread.ExchangeLink(r.PathValue("id")))
}
