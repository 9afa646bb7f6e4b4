package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/review"
)

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

// Lift is POST /panels/{id}/lift.
func (p *Pages) Lift(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "回避已撤销。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.Lift(r.Context(), actor, id, form.Text("expert"), form.Text("application"), form.Text("lifted"))
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

// witnessFields are the places for witnesses in the form, in the order in which their numbers count.
var witnessFields = []string{"witness", "witness2", "witness3"}

// chosenWitnesses are the filled places of the form, in their order.
func chosenWitnesses(form *kit.Form) []string {
	var chosen []string
	for _, name := range witnessFields {
		if account := form.Text(name); account != "" {
			chosen = append(chosen, account)
		}
	}
	return chosen
}

// DropDraw is POST /panels/{id}/draw/drop.
func (p *Pages) DropDraw(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "这次抽取已作废，留在抽取记录里。可以重新开始抽取。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.DropDraw(r.Context(), actor, id, form.Text("dropped"))
	})
}

// DropPanel is POST /panels/{id}/drop.
func (p *Pages) DropPanel(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "评审组已撤销，组内的申报书可以另行组建评审组。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.Drop(r.Context(), actor, id, form.Text("drop"))
	})
}

// ExtendPanel is POST /panels/{id}/extend.
func (p *Pages) ExtendPanel(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "评分截止日期已更改。请告知专家。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.Extend(r.Context(), actor, id, dayEnd(form.Text("until")), form.Text("extend"))
	})
}

// dayEnd is 24:00 of a day as it is typed; zero when it is none.
func dayEnd(typed string) time.Time {
	day, err := calendar.ParseDay(typed)
	if err != nil {
		return time.Time{}
	}
	return calendar.EndOfDay(day)
}

// RefuseSeat is POST /panels/{id}/seats/{expert}/refuse.
func (p *Pages) RefuseSeat(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "已登记。备选专家按抽取次序递补。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.SeatRefused(r.Context(), actor, id, r.PathValue("expert"), form.Text("refused"))
	})
}

// Invite is POST /panels/{id}/seats/{expert}/invite: the slip is shown once.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if !runs(actor) {
		return fault.Forbidden("C1", "专家由主办单位通知。")
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
