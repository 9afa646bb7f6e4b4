package pages

import (
	"net/http"
	"net/url"
	"slices"
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

// adoptionPage is how many statements of use stand on a page.
const adoptionPage = 50

var adoptionTones = map[act.State]components.Tone{spread.AdoptionStated: components.Active, spread.AdoptionConfirmed: components.Done,
	spread.AdoptionRefused: components.Stop, spread.AdoptionWithdrawn: components.Quiet}

// adoptionsView lists the statements that the reader may see.
type adoptionsView struct {
	Actor access.Actor
	State act.State // "" for all
	Page  int
	All   []spread.AdoptionLine
	Now   time.Time
}

// Adoptions is the list: GET /adoptions?state=&page=.
func (p *Pages) Adoptions(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := adoptionsView{Actor: actor, State: act.State(query.Text("state")), Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.All, err = spread.Adoptions(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, adoptionsPage(v))
}

func (v adoptionsView) at(state act.State, page int) string {
	q := url.Values{}
	if state != "" {
		q.Set("state", string(state))
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/adoptions"
	}
	return "/adoptions?" + q.Encode()
}

func (v adoptionsView) filter() components.Filter {
	g := components.FilterGroup{Label: "状态", Choices: []components.Choice{{Label: "全部", URL: v.at("", 1), Count: len(v.All), On: v.State == ""}}}
	for _, s := range spread.AdoptionStates {
		g.Choices = append(g.Choices, components.Choice{Label: spread.AdoptionTitles[s], URL: v.at(s, 1), Count: len(v.in(s)), On: v.State == s})
	}
	return components.Filter{Groups: []components.FilterGroup{g}}
}

func (v adoptionsView) in(state act.State) []spread.AdoptionLine {
	return slices.DeleteFunc(slices.Clone(v.All), func(l spread.AdoptionLine) bool { return state != "" && l.State != state })
}

func (v adoptionsView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: adoptionPage, Total: len(v.in(v.State)), URL: func(page int) string { return v.at(v.State, page) }}
}

func (v adoptionsView) table() components.Table {
	lines := v.in(v.State)
	from := min((v.Page-1)*adoptionPage, len(lines))
	return adoptionTable(lines[from:min(from+adoptionPage, len(lines))], v.Now)
}

// adoptionTable lists statements of use.
func adoptionTable(lines []spread.AdoptionLine, now time.Time) components.Table {
	t := components.Table{Caption: "推广应用", Columns: []components.Column{{Title: "应用单位", Kind: "main"}, {Title: "案例"}, {Title: "案例单位"}, {Title: "起始日期"}, {Title: "状态"}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.AdoptionLink(l.ID), l.UnitName), components.Text(l.Title),
			components.Text(l.Of.UnitName), components.Text(calendar.ShowDay(l.Since, now)), components.Badge(spread.AdoptionTitles[l.State], adoptionTones[l.State])}})
	}
	return t
}
