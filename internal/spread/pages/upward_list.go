package pages

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// upwardPage is how many lines stand on a page of recommendations.
const upwardPage = 50

var upwardTones = map[act.State]components.Tone{spread.Recommended: components.Active, spread.Taken: components.Done, spread.NotTaken: components.Quiet}

// upwardsView lists recommendations, or the cases that may be recommended.
type upwardsView struct {
	Actor      access.Actor
	May        bool // candidates are shown
	Page       int
	All        []spread.UpwardLine
	Candidates []spread.Candidate
	Now        time.Time
}

// Upwards is the list: GET /upward?show=candidates&page=.
func (p *Pages) Upwards(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := upwardsView{Actor: actor, May: query.Text("show") == "candidates", Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.All, err = spread.Upwards(t, actor); err != nil {
			return err
		}
		if v.Candidates, err = spread.Candidates(t, actor); err != nil || !v.May {
			return err
		}
		return spread.WithGrades(t, v.shown())
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, upwardsPage(v))
}

func (v upwardsView) tabs() []components.Choice {
	return []components.Choice{{Label: "已推荐", URL: "/upward", Count: len(v.All), On: !v.May}, {Label: "可以推荐的案例", URL: "/upward?show=candidates", Count: len(v.Candidates), On: v.May}}
}

func (v upwardsView) pager() components.Pages {
	at, total := "/upward?page=", len(v.All)
	if v.May {
		at, total = "/upward?show=candidates&page=", len(v.Candidates)
	}
	return components.Pages{Page: v.Page, Size: upwardPage, Total: total, URL: func(page int) string { return at + strconv.Itoa(page) }}
}

func (v upwardsView) table() components.Table {
	if v.May {
		return v.candidates()
	}
	t := components.Table{Caption: "向上推荐", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "单位"}, {Title: "推荐给"}, {Title: "文号"}, {Title: "审签"}, {Title: "状态"}}}
	from := min((v.Page-1)*upwardPage, len(v.All))
	for _, l := range v.All[from:min(from+upwardPage, len(v.All))] {
		number := l.Number
		if number == "" {
			number = "待登记"
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.UpwardLink(l.Case), l.Title), components.Text(l.UnitName), components.Text(l.To),
			components.Text(number), components.Text(calendar.ShowDay(calendar.DayOf(l.At), v.Now)), components.Badge(spread.UpwardTitles[l.State], upwardTones[l.State])}})
	}
	return t
}

// shown are the candidates on this page.
func (v upwardsView) shown() []spread.Candidate {
	from := min((v.Page-1)*upwardPage, len(v.Candidates))
	return v.Candidates[from:min(from+upwardPage, len(v.Candidates))]
}

func (v upwardsView) candidates() components.Table {
	t := components.Table{Caption: "可以推荐的案例", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "单位"}, {Title: "终期评估等级"}, {Title: "推广应用", Kind: "num"}}}
	for _, c := range v.shown() {
		grade := c.Grade
		if grade == "" {
			grade = "还没有告知"
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.UpwardLink(c.ID), c.Title), components.Text(c.UnitName), components.Text(grade),
			components.Text(strconv.Itoa(c.Uses))}})
	}
	return t
}
