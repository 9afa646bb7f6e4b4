package pages

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandSection is the entry of the main navigation for those who oversee the money; others come from their pilots.
const brandSection = "brand"

// by says until when something is to be done, and that the day is over.
func by(day calendar.Day, now time.Time, today calendar.Day) string {
	switch {
	case day.IsZero():
		return ""
	case day.Before(today):
		return "，" + calendar.ShowDay(day, now) + "已到期"
	}
	return "，" + calendar.ShowDay(day, now) + "前"
}

// holderOf names who has the next act.
func holderOf(b spread.Branded, next spread.Next) string {
	if next.Holder == spread.HolderUnit {
		return b.Application.UnitName
	}
	return b.Programme().Organiser.Office
}

// brandView is a pilot in the brand programme, as much of it as the reader may know.
type brandView struct {
	spread.Branded
	Actor   access.Actor
	Now     time.Time
	Grade   string
	Session string // of the decision; "" for who does not read decisions
	Awaits  bool   // a decision about its money is before the approver

	Form  kit.Typed
	Wrong kit.Problems
}

// BrandOne is the page of a pilot in the brand programme: GET /brand/{id}.
func (p *Pages) BrandOne(w http.ResponseWriter, r *http.Request) error {
	return p.brandPage(w, r, http.StatusOK, brandView{})
}

func (p *Pages) brandPage(w http.ResponseWriter, r *http.Request, status int, v brandView) error {
	if err := p.loadBrand(r, &v); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, brandPage(v))
}

func (p *Pages) loadBrand(r *http.Request, v *brandView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Branded, err = spread.BrandSeen(t, v.Actor, r.PathValue("id")); err != nil {
			return err
		}
		v.Now = t.Now()
		e, err := evaluate.Of(t, v.Case.ID)
		if err != nil {
			return err
		}
		v.Grade = e.Grade()
		if v.Awaits, err = spread.MoneyAwaits(t, v.Application.ID); err != nil {
			return err
		}
		if !decide.MayRead(v.Actor).Allowed {
			return nil
		}
		d, err := decide.Get(t, v.Decision)
		v.Session = d.Session
		return err
	})
}

func (v brandView) handles() bool { return spread.MayFund(v.Actor, v.Case).Allowed }

func (v brandView) speaks() bool { return spread.MaySpend(v.Actor, v.Case).Allowed }

func (v brandView) today() calendar.Day { return calendar.DayOf(v.Now) }

func (v brandView) link(path string) string { return spread.BrandLink(v.Case.ID) + path }

func (v brandView) name() string { return v.Programme().Stages.Spread.Brand }

func (v brandView) crumbs() (crumbs []kit.Crumb) {
	if spread.MayOverseeBrand(v.Actor).Allowed {
		crumbs = append(crumbs, kit.Crumb{Label: "品牌培育", URL: "/brand"})
	}
	return append(crumbs, kit.Crumb{Label: v.Application.UnitName, URL: run.Link(v.Case.ID)})
}

// section is the entry of the navigation under which the reader came.
func (v brandView) section() string {
	if spread.MayOverseeBrand(v.Actor).Allowed {
		return brandSection
	}
	return "pilots"
}

// main is the next act of the reader with a button, or the most urgent of another; the others follow in words.
func (v brandView) main() components.Act {
	next := spread.NextOf(v.Branded, v.today())
	if len(next) == 0 {
		return components.Act{Note: v.rests()}
	}
	if v.Awaits && v.handles() {
		return components.Act{Holder: "审签人", Note: "研究决定已提请审签"}
	}
	if own := slices.IndexFunc(next, v.holds); own > 0 {
		next = slices.Concat(next[own:own+1], next[:own], next[own+1:])
	}
	a := components.Act{Note: v.said(next[0])}
	if v.holds(next[0]) {
		a.Label, a.URL, a.Get = next[0].Verb, v.form(next[0]), true
	} else {
		a.Holder = holderOf(v.Branded, next[0])
	}
	for _, more := range next[1:] {
		a.Note += "；" + v.said(more) + "（" + holderOf(v.Branded, more) + "）"
	}
	return a
}

// holds tells whether an act is the reader's.
func (v brandView) holds(next spread.Next) bool {
	return next.Holder == spread.HolderOffice && v.handles() || next.Holder == spread.HolderUnit && v.speaks()
}

// said is what is to be done, until when, and by which body it is decided.
func (v brandView) said(next spread.Next) string {
	if next.Verb == spread.VerbDecide {
		return "经费待" + spread.BrandBody(v.Programme(), programme.MatterMoney) + "研究"
	}
	return next.Words + by(next.By, v.Now, v.today())
}

// rests says why nothing is to be done.
func (v brandView) rests() string {
	s := spread.SumsOf(v.Branded)
	switch {
	case !v.Programme().Stages.Spread.Money:
		return ""
	case s.Agreed == 0:
		return "还没有批准的经费"
	case s.Paid < s.Agreed:
		return "下一笔还没有到期"
	}
	return "经费已全部拨付，使用情况已全部确认"
}

// form is the page of an act.
func (v brandView) form(next spread.Next) string {
	switch next.Verb {
	case spread.VerbDraw:
		return v.link("/funding")
	case spread.VerbPay:
		return v.link("/pay?funding=" + next.Funding)
	case spread.VerbSettle:
		return v.link("") + "#settle"
	case spread.VerbDecide:
		return "/decide/matter?" + url.Values{"cohort": {v.Cohort.ID}, "matter": {string(programme.MatterMoney)}}.Encode()
	}
	return v.link("/use?funding=" + next.Funding)
}

func (v brandView) terms() []components.Term {
	decided := components.Text(components.Day(v.At))
	if v.Session != "" {
		decided = components.Link("/decide/"+v.Decision, v.Session+"，"+components.Day(v.At))
	}
	terms := []components.Term{{Name: "纳入", Value: components.Text(v.name())}, {Name: "研究决定", Value: decided}, {Name: "终期等级", Value: components.Text(v.Grade)},
		{Name: v.Programme().Called().Contents, Value: components.Text(decide.Contents(v.Programme(), v.Contents))}}
	return terms
}

// newest are the fundings, the newest first.
func (v brandView) newest() []spread.Funding {
	all := slices.Clone(v.Fundings)
	slices.Reverse(all)
	return all
}

// draws tells whether the reader may draw up money now, and how the button says it.
func (v brandView) draws() string {
	_, open := v.Open()
	switch {
	case !v.handles() || v.Awaits || !v.Programme().Stages.Spread.Money || len(v.Fundings) == 0:
		return ""
	case open:
		return "重新拟定"
	}
	return "再拟定一次经费"
}
