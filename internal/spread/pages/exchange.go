package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// exchangePage is how many activities, or pilots of one, stand on a page.
const exchangePage = 50

var exchangeTones = map[act.State]components.Tone{spread.ExchangeAnnounced: components.Active, spread.ExchangeCalledOff: components.Quiet, spread.ExchangeSummedUp: components.Done}

// exchangesView lists the activities in which the reader has a part.
type exchangesView struct {
	Actor access.Actor
	Page  int
	All   []spread.Exchange
	Now   time.Time
}

// Exchanges is the list: GET /exchanges?page=.
func (p *Pages) Exchanges(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := exchangesView{Actor: actor, Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.All, err = spread.Exchanges(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, exchangesPage(v))
}

func (v exchangesView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: exchangePage, Total: len(v.All), URL: func(page int) string { return "/exchanges?page=" + strconv.Itoa(page) }}
}

func (v exchangesView) table() components.Table {
	t := components.Table{Caption: "观摩交流", Columns: []components.Column{{Title: "活动", Kind: "main"}, {Title: "类型"}, {Title: "日期"}, {Title: "地点"}, {Title: "回复截止"}, {Title: "状态"}}}
	from := min((v.Page-1)*exchangePage, len(v.All))
	for _, e := range v.All[from:min(from+exchangePage, len(v.All))] {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.ExchangeLink(e.ID), e.Title), components.Text(spread.ExchangeKindTitles[e.Kind]),
			components.Text(exchangeDays(e, v.Now)), components.Text(e.Place), components.Text(calendar.ShowDay(e.AnswerBy, v.Now)),
			components.Badge(spread.ExchangeTitles[e.State], exchangeTones[e.State])}})
	}
	return t
}

func exchangeDays(e spread.Exchange, now time.Time) string {
	text := calendar.ShowDay(e.From, now)
	if e.From.Before(e.Until) {
		text += "至" + calendar.ShowDay(e.Until, now)
	}
	return text
}

// announceView is the form of an activity.
type announceView struct {
	Actor   access.Actor
	Cohorts []call.Cohort
	Hosts   []run.Case // pilots at work at which the reader may have it
	Form    kit.Typed
	Wrong   kit.Problems
}

// NewExchange asks what is to be announced: GET /exchanges/new.
func (p *Pages) NewExchange(w http.ResponseWriter, r *http.Request) error {
	return p.announcePage(w, r, http.StatusOK, announceView{Form: kit.Typed{}})
}

func (p *Pages) announcePage(w http.ResponseWriter, r *http.Request, status int, v announceView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := spread.MayAnnounceExchange(v.Actor).Err(); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Cohorts, v.Hosts, err = spread.Invitable(t, v.Actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, announcePage(v))
}

// office tells whether the reader may do without a host.
func (v announceView) office() bool { return v.Actor.Has(access.Handler) }

func (v announceView) hosts() []components.Option {
	options := []components.Option{{Label: "没有"}}
	if !v.office() {
		options = []components.Option{{Label: "请选择"}}
	}
	for _, c := range v.Hosts {
		options = append(options, components.Option{Value: c.ID, Label: c.Application.UnitName + "（" + c.Cohort.Title() + "）"})
	}
	return options
}

func (v announceView) chosen(cohort string) bool {
	return slices.Contains(v.Form["cohorts"], cohort) || len(v.Form) == 0 && len(v.Cohorts) == 1
}

func kindOptions() (options []components.Option) {
	for _, k := range spread.ExchangeKinds {
		options = append(options, components.Option{Value: string(k), Label: spread.ExchangeKindTitles[k]})
	}
	return options
}

// AnnounceExchange announces an activity: POST /exchanges.
func (p *Pages) AnnounceExchange(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	id, err := p.Room.AnnounceExchange(r.Context(), actor, spread.AnnouncingExchange{Title: form.Line("title"), Kind: spread.ExchangeKind(form.Text("kind")), From: form.Text("from"),
		Until: form.Text("until"), Hours: form.Line("hours"), Place: form.Line("place"), Host: form.Text("host"), Cohorts: form.All("cohorts"), Words: form.Text("words"),
		AnswerBy: form.Text("answer_by")})
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.announcePage(w, r, http.StatusUnprocessableEntity, announceView{Form: form.Typed(), Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已通知邀请的单位。", spread.ExchangeLink(id))
}

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
	r, form, hashes, err := p.readProof(r, func(t *store.Tx) error { return spread.MaySumUp(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		x := spread.SummingUp{Words: form.Text("summary"), Attended: map[string]string{}, Files: hashes}
		for _, name := range form.Names() {
			if pilot, is := strings.CutPrefix(name, "people."); is {
				x.Attended[pilot] = form.Text(name)
			}
		}
		err = p.Room.SumUpExchange(r.Context(), actor, r.PathValue("id"), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.exchangePage(w, r, http.StatusUnprocessableEntity, exchangeView{Form: form.Typed(), Which: "sum-up", Wrong: wrong, Kept: hashes})
		})
	}
	return kit.Done(w, r, "已汇总，到场的单位已收到消息。", spread.ExchangeLink(r.PathValue("id")))
}

// ExchangeSheet is who comes as .xlsx: GET /exchanges/{id}/roll.xlsx.
func (p *Pages) ExchangeSheet(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	file, err := p.Room.ExchangeFile(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.SendFile(w, "参加情况.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file)
}

// ExchangeProof is a file that came with the summing up: GET /exchanges/{id}/files/{hash}.
func (p *Pages) ExchangeProof(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var roll spread.ExchangeRoll
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		roll, err = spread.ExchangeByID(t, actor, r.PathValue("id"))
		return err
	})
	if err == nil && !slices.Contains(roll.Files, r.PathValue("hash")) {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, "活动材料", r.PathValue("hash"))
}
