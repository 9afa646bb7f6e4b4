package pages

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/clock"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/unit"
)

// unitView is what a unit's page shows.
type unitView struct {
	unit.View
	Listed bool // the reader has a list to go back to
	Uses   []spread.AdoptionLine
	Now    time.Time
}

// Unit is GET /units/{id}.
func (p *Pages) Unit(w http.ResponseWriter, r *http.Request) error {
	v, err := p.Room.View(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	uses, err := p.adoptions(r, v.Unit)
	if err != nil {
		return err
	}
	return kit.Render(w, r, unitPage(unitView{View: v, Listed: v.MayChange || v.MayIssue, Uses: uses, Now: kit.Now(r.Context())}))
}

// unitForm is the form of a new unit, and of a change.
type unitForm struct {
	Form     *kit.Form
	Kinds    []string
	Parents  []unit.Item
	Problems kit.Problems
	Unit     unit.View // a change only
	Today    string
}

func (p *Pages) unitForm(r *http.Request, form *kit.Form) (f unitForm, err error) {
	actor := kit.Actor(r.Context())
	list, err := p.Room.Listing(r.Context(), actor, unit.ListFilter{Kind: unit.City})
	return unitForm{Form: form, Kinds: unit.SetUpKinds(actor), Parents: list.Items, Today: components.Day(kit.Now(r.Context()))}, err
}

// NewUnit is GET /units/new.
func (p *Pages) NewUnit(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	f, err := p.unitForm(r, query)
	if err != nil {
		return err
	}
	return kit.Render(w, r, newUnitPage(f))
}

// AddUnit is POST /units/new.
func (p *Pages) AddUnit(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	n := unit.NewUnit{Kind: form.Text("kind"), Region: form.Line("region"), Name: form.Line("name"), Short: form.Line("short"),
		Parent: form.Text("parent"), From: date(form, "from", "设立日期")}
	id := ""
	if err = form.Err(); err == nil {
		id, err = p.Room.Add(r.Context(), kit.Actor(r.Context()), n)
	}
	if err != nil {
		if kit.ProblemsOf(err) == nil {
			return err
		}
		f, failed := p.unitForm(r, form)
		if failed != nil {
			return failed
		}
		return again(w, r, err, "", func(problems kit.Problems) templ.Component {
			f.Problems = problems
			return newUnitPage(f)
		})
	}
	kit.Flash(w, r, components.Done, "单位已设立，可以为它开通账号。")
	return kit.Redirect(w, r, "/units/"+id)
}

// date reads a day that may be left empty.
func date(form *kit.Form, name, label string) time.Time {
	text := form.Line(name)
	if text == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02", text, clock.Zone)
	if err != nil {
		form.Mend(name, label+"请写成 2020-05-12。")
	}
	return at
}

// ChangeUnit is GET /units/{id}/change: other names, another parent, or the end.
func (p *Pages) ChangeUnit(w http.ResponseWriter, r *http.Request) error {
	f, err := p.changeForm(r, nil)
	if err != nil {
		return err
	}
	return kit.Render(w, r, changeUnitPage(f))
}

func (p *Pages) changeForm(r *http.Request, form *kit.Form) (f unitForm, err error) {
	v, err := p.Room.View(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	if err != nil {
		return f, err
	}
	if f, err = p.unitForm(r, form); err != nil {
		return f, err
	}
	f.Unit = v
	return f, nil
}

// value is what was typed, else what stands.
func (f unitForm) value(name, stands string) string {
	if f.Form == nil || !f.Form.Ticked(name) {
		return stands
	}
	return f.Form.Text(name)
}

func (p *Pages) changed(w http.ResponseWriter, r *http.Request, form *kit.Form, err error, done string) error {
	if err == nil {
		kit.Flash(w, r, components.Done, done)
		return kit.Redirect(w, r, "/units/"+r.PathValue("id"))
	}
	if kit.ProblemsOf(err) == nil {
		return err
	}
	f, failed := p.changeForm(r, form)
	if failed != nil {
		return failed
	}
	return again(w, r, err, "", func(problems kit.Problems) templ.Component {
		f.Problems = problems
		return changeUnitPage(f)
	})
}

// Rename is POST /units/{id}/rename.
func (p *Pages) Rename(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	from := p.from(r, form, "from")
	if err = form.Err(); err == nil {
		err = p.Room.Rename(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Line("name"), form.Line("short"), from)
	}
	return p.changed(w, r, form, err, "更名已登记。已经提交的材料保留当时的名称。")
}

// from is the day from which a change holds; today where none was given.
func (p *Pages) from(r *http.Request, form *kit.Form, name string) time.Time {
	if from := date(form, name, "起始日期"); !from.IsZero() {
		return from
	}
	y, m, d := kit.Now(r.Context()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, clock.Zone)
}

// Reparent is POST /units/{id}/move.
func (p *Pages) Reparent(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	from := p.from(r, form, "from-parent")
	if err = form.Err(); err == nil {
		err = p.Room.Reparent(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Text("parent"), from)
	}
	return p.changed(w, r, form, err, "隶属关系已调整。")
}

// CloseUnit is POST /units/{id}/close.
func (p *Pages) CloseUnit(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if !form.Ticked("sure") {
		form.Mend("sure", "撤销后不能恢复，请勾选确认。")
	}
	if err = form.Err(); err == nil {
		err = p.Room.Close(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	}
	return p.changed(w, r, form, err, "单位已撤销，它的账号已停用。")
}
