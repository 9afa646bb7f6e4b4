package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// perPage is how many pilots stand on one page of the desk.
const perPage = 50

// deskView is a cohort's evaluations by what they wait for.
type deskView struct {
	Actor  access.Actor
	Cohort call.Cohort
	All    []call.Cohort
	Show   evaluate.Due // "" for all
	Page   int
	Lines  []deskLine
	Now    time.Time
}

type deskLine struct {
	evaluate.Evaluation
	Due evaluate.Due
	Day calendar.Day
}

// Desk is the page of the room for the office and the supervisor: GET /evaluate?cohort=&show=&page=.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := evaluate.MayWork(actor).Err(); err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := deskView{Actor: actor, Show: evaluate.Due(query.Text("show")), Page: query.Page()}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, query.Text("cohort")) }); err != nil {
		return err
	}
	return kit.Render(w, r, deskPage(v))
}

func (v *deskView) load(t *store.Tx, cohort string) (err error) {
	if v.All, err = run.Cohorts(t); err != nil || len(v.All) == 0 {
		return err
	}
	v.Now = t.Now()
	for i := range v.All { // without a choice: the oldest cohort with something to do, or the newest
		c := v.All[len(v.All)-1-i]
		if cohort != "" && c.ID != cohort {
			continue
		}
		v.Cohort, v.Lines = c, nil
		all, err := evaluate.In(t, v.Actor, c)
		if err != nil {
			return err
		}
		busy := false
		for _, e := range all {
			due, day := evaluate.DueOf(e, calendar.DayOf(v.Now))
			v.Lines = append(v.Lines, deskLine{e, due, day})
			busy = busy || evaluate.ForOffice(due)
		}
		if busy || c.ID == cohort {
			break
		}
	}
	if v.Cohort.ID == "" {
		return fault.NotFound()
	}
	slices.SortStableFunc(v.Lines, func(a, b deskLine) int {
		return slices.Index(evaluate.Dues, a.Due) - slices.Index(evaluate.Dues, b.Due)
	})
	return err
}

func (v deskView) url(show evaluate.Due, page int) string {
	q := url.Values{"cohort": {v.Cohort.ID}}
	if show != "" {
		q.Set("show", string(show))
	}
	if page > 1 {
		q.Set("page", n(page))
	}
	return "/evaluate?" + q.Encode()
}

func (v deskView) cohorts() []components.Choice {
	tabs := make([]components.Choice, len(v.All))
	for i, c := range v.All {
		tabs[i] = components.Choice{Label: c.Title(), URL: "/evaluate?cohort=" + c.ID, On: c.ID == v.Cohort.ID}
	}
	return tabs
}

// dues are the tabs of what evaluations wait for, those with something in them.
func (v deskView) dues() []components.Choice {
	counts := map[evaluate.Due]int{}
	for _, l := range v.Lines {
		counts[l.Due]++
	}
	tabs := []components.Choice{{Label: "全部", URL: v.url("", 1), On: v.Show == "", Count: len(v.Lines)}}
	for _, due := range evaluate.Dues {
		if counts[due] > 0 || due == v.Show {
			tabs = append(tabs, components.Choice{Label: evaluate.DueTitles[due], URL: v.url(due, 1), On: v.Show == due, Count: counts[due]})
		}
	}
	return tabs
}

func (v deskView) grades() int {
	return len(slices.DeleteFunc(slices.Clone(v.Lines), func(l deskLine) bool { return l.Due != evaluate.DueGrade }))
}

func (v deskView) shown() []deskLine {
	return slices.DeleteFunc(slices.Clone(v.Lines), func(l deskLine) bool { return v.Show != "" && l.Due != v.Show })
}

func (v deskView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: perPage, Total: len(v.shown()), URL: func(page int) string { return v.url(v.Show, page) }}
}

func (v deskView) table() components.Table {
	t := components.Table{Caption: "评估验收", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "待办理"}, {Title: "日期"}, {Title: "中期"}, {Title: "终期"}}}
	lines := v.shown()
	from := min((v.Page-1)*perPage, len(lines))
	for _, l := range lines[from:min(from+perPage, len(lines))] {
		row := components.Row{Cells: []templ.Component{components.Link(evaluate.Link(l.ID), l.Application.UnitName),
			components.Badge(v.title(l), dueTones[l.Due]), components.Text(v.when(l)), components.Text(midtermOf(l.Evaluation)), components.Text(finalOf(l.Evaluation))}}
		if dueTones[l.Due] == components.Warn {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// title says what an evaluation waits for; one that is over says which of the four ends it came to.
func (v deskView) title(l deskLine) string {
	if l.Due == evaluate.DueOver {
		return evaluate.EndTitle(l.State, l.Grade())
	}
	return evaluate.DueTitles[l.Due]
}

func (v deskView) when(l deskLine) string {
	left := l.Day.Sub(calendar.DayOf(v.Now))
	switch {
	case l.Day.IsZero():
		return "—"
	case l.Due == evaluate.DueRectify || l.Due == evaluate.DueStatement:
		return day(l.Day, v.Now) + "到期，还有" + n(left) + "天"
	case l.Due == evaluate.DueNothing || l.Due == evaluate.DueMidterm:
		return day(l.Day, v.Now) + "起"
	}
	return day(l.Day, v.Now) + "到期"
}

// midtermOf and finalOf are what the looks came to, in a few words.
func midtermOf(e evaluate.Evaluation) string {
	var said []string
	for _, l := range e.Looks {
		if l.Kind != evaluate.Final {
			said = append(said, map[evaluate.Kind]string{evaluate.Midterm: "中期", evaluate.Second: "再次"}[l.Kind]+evaluate.ConclusionTitles[l.Conclusion])
		}
	}
	return orDash(strings.Join(said, "，"))
}

func finalOf(e evaluate.Evaluation) string {
	l, has := e.Last(evaluate.Final)
	switch {
	case !has:
		return "—"
	case l.State == evaluate.Agreed:
		return l.Grade + "（" + evaluate.Points(l.Total) + "分）"
	case l.State == evaluate.Struck:
		return "研究没有同意，重新评估"
	}
	return "建议" + l.Grade + "（" + evaluate.Points(l.Total) + "分）"
}

// Packet is the meeting's paper about the grades: GET /evaluate/grades.pdf and .docx?cohort=.
func (p *Pages) Packet(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := signedIn(r.Context())
		if err != nil {
			return err
		}
		query, err := kit.ReadQuery(r)
		if err != nil {
			return err
		}
		file, err := p.Room.PacketFile(r.Context(), actor, query.Text("cohort"), docx)
		return p.send(w, "终期评估会议材料", docx, file, err)
	}
}
