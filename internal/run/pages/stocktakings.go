package pages

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// stocktakings are all, for who may see them.
type stocktakings struct {
	Actor access.Actor
	All   []run.Stocktaking
	Now   time.Time
}

// Stocktakings lists them: GET /stocktakings.
func (p *Pages) Stocktakings(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := run.MayTakeStock(actor).Err(); err != nil {
		return err
	}
	v := stocktakings{Actor: actor}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Now = t.Now()
		v.All, err = run.Stocktakings(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, stocktakingsPage(v))
}

func (v stocktakings) table() components.Table {
	t := components.Table{Caption: "调度", Columns: []components.Column{{Title: "名称", Kind: "main"}, {Title: "时段"}, {Title: "截止"}, {Title: "状态"}}}
	for _, s := range v.All {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.StocktakingLink(s.ID), s.Title), components.Text(s.Period()),
			components.Text(calendar.Show(s.DueAt, v.Now)), components.Badge(run.StocktakingTitles[s.State], stockTones[string(s.State)])}})
	}
	return t
}

var stockTones = map[string]components.Tone{string(run.StocktakingOpen): components.Active, string(run.StocktakingClosed): components.Done}

// newView is a stocktaking that is about to be called.
type newView struct {
	run.Proposal
	Form  *kit.Form // nil: as proposed
	Wrong kit.Problems
}

// NewStocktaking is the form: GET /stocktakings/new.
func (p *Pages) NewStocktaking(w http.ResponseWriter, r *http.Request) error {
	return p.newPage(w, r, http.StatusOK, newView{})
}

func (p *Pages) newPage(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if !run.MayExcuse(actor) {
		return fault.NotFound()
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Proposal, err = run.Propose(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, newStocktakingPage(v))
}

// Stocktake calls it: POST /stocktakings.
func (p *Pages) Stocktake(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	x := run.Calling{Title: form.Line("title"), Cohorts: form.All("cohorts"), Words: form.Limited("words", "要求", 2000)}
	x.Half.From, x.Half.Until, x.Due = dayOf(form, "from"), dayOf(form, "until"), dayOf(form, "due")
	id := ""
	if err = form.Err(); err == nil {
		id, err = p.Room.Stocktake(r.Context(), kit.Actor(r.Context()), x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.newPage(w, r, http.StatusUnprocessableEntity, newView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, "调度已布置，各单位和联系部室已收到消息。", run.StocktakingLink(id))
}

// dayOf is a day, zero for none: the rule says what is missing.
func dayOf(form *kit.Form, name string) calendar.Day {
	d, err := calendar.ParseDay(form.Text(name))
	if err != nil {
		return calendar.Day{}
	}
	return d
}

func (v newView) value(name, proposed string) string {
	if v.Form == nil {
		return proposed
	}
	return v.Form.Text(name)
}

func (v newView) field(name, label, kind, proposed string) components.Field {
	return components.Field{Name: name, Label: label, Type: kind, Value: v.value(name, proposed), Error: v.Wrong.Of(name), Required: true}
}

func (v newView) chosen(cohort string) bool {
	return v.Form == nil || slices.Contains(v.Form.All("cohorts"), cohort)
}
