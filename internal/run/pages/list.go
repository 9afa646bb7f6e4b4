package pages

import (
	"github.com/a-h/templ"

	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// listView is the pilots of a cohort that the reader may see.
type listView struct {
	Actor  access.Actor
	Cohort call.Cohort
	All    []call.Cohort
	Cases  []run.Case
	Now    time.Time
}

// List shows a cohort's pilots: GET /pilots.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := listView{Actor: actor}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, query.Text("cohort")) }); err != nil {
		return err
	}
	return kit.Render(w, r, listPage(v))
}

func (v *listView) load(t *store.Tx, cohort string) (err error) {
	if v.Cohort, v.All, err = call.Choose(t, cohort); err != nil || v.Cohort.ID == "" {
		return err
	}
	v.Now = t.Now()
	v.Cases, err = run.Cases(t, v.Actor, v.Cohort)
	return err
}

func (v listView) tabs() []components.Choice {
	tabs := make([]components.Choice, len(v.All))
	for i, c := range v.All {
		tabs[i] = components.Choice{Label: c.Title(), URL: "/pilots?cohort=" + c.ID, On: c.ID == v.Cohort.ID}
	}
	return tabs
}

func (v listView) table() components.Table {
	p := v.Cohort.Programme
	t := components.Table{Caption: v.Cohort.Title(), Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: p.Called().Contents}, {Title: p.Called().Term}, {Title: "状态"}}}
	for _, c := range v.Cases {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.Link(c.ID), c.Application.UnitName), components.Text(decide.Contents(p, c.Contents)),
			components.Text(day(c.From, v.Now) + "至" + day(c.Until, v.Now)), components.Badge(run.StateTitles[c.State], tones[c.State])}})
	}
	return t
}
