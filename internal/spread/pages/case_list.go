package pages

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/store"
)

const casesPerPage = 50

// caseStates are the states in the order of the filter.
var caseStates = []act.State{spread.Draft, spread.HandedIn, spread.Returned, spread.Checked, spread.Published, spread.TakenDown, spread.Dropped}

// worksView is the list of the cases that the reader sees.
type worksView struct {
	Actor  access.Actor
	State  act.State
	Counts map[act.State]int
	Cases  []spread.Worked
	Page   int
}

// Cases lists the cases that the reader sees: GET /cases/work.
func (p *Pages) Cases(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := worksView{State: act.State(query.Text("state")), Page: query.Page()}
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := spread.MayListWork(v.Actor).Err(); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Cases, v.Counts, err = spread.Work(t, v.Actor, v.State, (v.Page-1)*casesPerPage, casesPerPage)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, worksPage(v))
}

func (v worksView) url(s act.State) string {
	if s == "" {
		return "/cases/work"
	}
	return "/cases/work?state=" + string(s)
}

func (v worksView) total() (all int) {
	if v.State != "" {
		return v.Counts[v.State]
	}
	for _, n := range v.Counts {
		all += n
	}
	return all
}

func (v worksView) filter() components.Filter {
	all := v
	all.State = ""
	group := components.FilterGroup{Label: "状态", Choices: []components.Choice{{Label: "全部", URL: v.url(""), Count: all.total(), On: v.State == ""}}}
	for _, s := range caseStates {
		if v.Counts[s] > 0 || v.State == s {
			group.Choices = append(group.Choices, components.Choice{Label: spread.StateTitles[s], URL: v.url(s), Count: v.Counts[s], On: s == v.State})
		}
	}
	return components.Filter{Groups: []components.FilterGroup{group}}
}

func (v worksView) table() components.Table {
	t := components.Table{Caption: "典型案例", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "单位"}, {Title: "状态", Kind: "short"}, {Title: "公开"}, {Title: "起草", Kind: "short"}}}
	for _, c := range v.Cases {
		public := "—"
		if c.Public() {
			public = "第" + strconv.Itoa(c.Shown) + "版，" + components.Day(c.ShownAt) + "起"
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.Link(c.ID), caseTitle(c.Title)), components.TwoLines(c.UnitName, c.CityName),
			components.Badge(spread.StateTitles[c.State], caseTones[c.State]), components.Text(public), components.Text(components.Day(c.BegunAt))}})
	}
	return t
}

func (v worksView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: casesPerPage, Total: v.total(), URL: func(page int) string {
		sign := "?"
		if v.State != "" {
			sign = "&"
		}
		return v.url(v.State) + sign + "page=" + strconv.Itoa(page)
	}}
}
