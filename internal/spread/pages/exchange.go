package pages

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// exchangeView is one activity, and the form of who is to act.
type exchangeView struct {
	spread.ExchangeRoll
	Actor access.Actor
	Now   time.Time
	By    string // who organises it
	Page  int
	Form  kit.Typed
	Which string // the form that was sent: call-off, sum-up, or the pilot that answered
	Wrong kit.Problems
	Kept  []string
}

// Exchange is one activity: GET /exchanges/{id}.
func (p *Pages) Exchange(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.exchangePage(w, r, http.StatusOK, exchangeView{Page: query.Page()})
}

func (p *Pages) exchangePage(w http.ResponseWriter, r *http.Request, status int, v exchangeView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	v.Page = max(v.Page, 1)
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.ExchangeRoll, err = spread.ExchangeByID(t, v.Actor, r.PathValue("id")); err != nil {
			return err
		}
		v.Now = t.Now()
		u, err := unit.Get(t, v.ExchangeRoll.By, v.Now)
		v.By = u.Name
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, exchangePageOf(v))
}

func (v exchangeView) today() calendar.Day { return calendar.DayOf(v.Now) }

// rolls tells whether the reader sees who comes.
func (v exchangeView) rolls() bool { return spread.MaySeeRoll(v.Actor, v.ExchangeRoll) }

func (v exchangeView) organises() bool {
	return v.State == spread.ExchangeAnnounced && spread.MayOrganise(v.Actor, v.Exchange).Allowed
}

func (v exchangeView) sumsUp() bool {
	return v.organises() && spread.SumUpAllowed(v.State, v.Until, v.today()) == nil
}

func (v exchangeView) callsOff() bool { return v.organises() && !v.Until.Before(v.today()) }

// own are the pilots for which the reader speaks.
func (v exchangeView) own() (own []spread.ExchangeLine) {
	for _, l := range v.Lines {
		if run.MaySpeak(v.Actor, l.Case).Allowed {
			own = append(own, l)
		}
	}
	return own
}

func (v exchangeView) answers(l spread.ExchangeLine) bool {
	return run.Living(l.Case.State) && spread.ExchangeAnswerAllowed(v.State, v.AnswerBy, v.today()) == nil
}

func (v exchangeView) act() components.Act {
	pilots, people, silent := v.People()
	switch {
	case v.State != spread.ExchangeAnnounced:
	case v.rolls() && !v.AnswerBy.Before(v.today()):
		return components.Act{Holder: "邀请的单位", Note: strconv.Itoa(pilots) + "个单位参加，共" + strconv.Itoa(people) + "人；" + strconv.Itoa(silent) + "个单位还没有回复，" +
			calendar.ShowDay(v.AnswerBy, v.Now) + "截止。"}
	case v.Until.Before(v.today()) && !v.sumsUp():
		return components.Act{Holder: v.By, Note: "活动已结束，由组织单位汇总。"}
	case !v.Until.Before(v.today()) && v.AnswerBy.Before(v.today()):
		return components.Act{Note: "回复已截止。活动结束以后由组织单位汇总。"}
	}
	return components.Act{}
}

func (v exchangeView) terms() []components.Term {
	terms := []components.Term{{Name: "类型", Value: components.Text(spread.ExchangeKindTitles[v.Kind])}, {Name: "日期", Value: components.Text(exchangeDays(v.Exchange, v.Now) + "　" + v.Hours)},
		{Name: "地点", Value: components.Text(v.Place)}, {Name: "组织单位", Value: components.Text(v.By)}}
	if v.Host.ID != "" {
		terms = append(terms, components.Term{Name: "承办单位", Value: components.Text(v.Host.Application.UnitName)})
	}
	if v.Words != "" {
		terms = append(terms, components.Term{Name: "说明", Value: words(v.Words)})
	}
	terms = append(terms, components.Term{Name: "回复截止", Value: components.Text(calendar.ShowDay(v.AnswerBy, v.Now))})
	if v.State == spread.ExchangeCalledOff {
		terms = append(terms, components.Term{Name: "取消", Value: components.TwoLines(v.Reason, components.FullMoment(v.EndedAt))})
	}
	return terms
}

// typed is what was typed in the named form; otherwise what stands.
func (v exchangeView) typed(which, field, stands string) string {
	if v.Which != which {
		return stands
	}
	return v.Form.Text(field)
}

func (v exchangeView) wrong(which, field string) string {
	if v.Which != which {
		return ""
	}
	return v.Wrong.Of(field)
}

// coming and people are a unit's answer as its form has it.
func (v exchangeView) coming(l spread.ExchangeLine) string {
	return v.typed(l.ID, "coming", map[string]string{"参加": "yes", "不参加": "no"}[l.Said()])
}

func (v exchangeView) people(l spread.ExchangeLine) string {
	stands := ""
	if l.Answered && l.Answer.Coming {
		stands = strconv.Itoa(l.Answer.People)
	}
	return v.typed(l.ID, "people", stands)
}

// was is with how many people a pilot was there, as the form has it: those who said that they come, else what was typed.
func (v exchangeView) was(l spread.ExchangeLine) string {
	stands := ""
	if l.Answered && l.Answer.Coming {
		stands = strconv.Itoa(l.Answer.People)
	}
	return v.typed("sum-up", "people."+l.ID, stands)
}

func (v exchangeView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: exchangePage, Total: len(v.Lines), URL: func(page int) string { return spread.ExchangeLink(v.Exchange.ID) + "?page=" + strconv.Itoa(page) }}
}

func (v exchangeView) table() components.Table {
	t := components.Table{Caption: "参加情况", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "回复"}, {Title: "人数", Kind: "num"}, {Title: "备注"}}}
	if v.State == spread.ExchangeSummedUp {
		t.Columns = append(t.Columns, components.Column{Title: "到场", Kind: "num"})
	}
	from := min((v.Page-1)*exchangePage, len(v.Lines))
	for _, l := range v.Lines[from:min(from+exchangePage, len(v.Lines))] {
		people := "—"
		if l.Answered && l.Answer.Coming {
			people = strconv.Itoa(l.Answer.People)
		}
		row := components.Row{Cells: []templ.Component{components.Text(l.Application.UnitName), components.Text(l.Said()), components.Text(people), components.Text(l.Answer.Note)}}
		if v.State == spread.ExchangeSummedUp {
			row.Cells = append(row.Cells, components.Text(strconv.Itoa(l.Attended)))
		}
		if !l.Answered && v.State == spread.ExchangeAnnounced {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
