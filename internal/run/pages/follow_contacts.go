package pages

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// contactsView is a cohort's pilots at work, to name their contact department.
type contactsView struct {
	Cohort      call.Cohort
	All         []call.Cohort
	Cases       []run.Case
	Contacts    map[string]run.Contact
	Departments []unit.Unit
	Units       map[string]string
	Form        *kit.Form
	Wrong       kit.Problems
	Now         time.Time
}

// Contacts asks which department follows which pilots: GET /pilots/contacts.
func (p *Pages) Contacts(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.contactsPage(w, r, http.StatusOK, query.Text("cohort"), contactsView{Form: query})
}

func (p *Pages) contactsPage(w http.ResponseWriter, r *http.Request, status int, cohort string, v contactsView) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := run.MayNameContacts(actor).Err(); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Now = t.Now()
		if v.Cohort, v.All, err = run.Choose(t, cohort); err != nil || v.Cohort.ID == "" {
			return err
		}
		if v.Cases, err = run.Cases(t, actor, v.Cohort); err != nil {
			return err
		}
		if v.Contacts, err = run.ContactsIn(t, v.Cohort.ID); err != nil {
			return err
		}
		if v.Departments, err = run.Departments(t); err != nil {
			return err
		}
		v.Units, err = shortNames(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, contactsPage(v))
}

// Follow names the contact department of the pilots that were ticked, an act for each: POST /pilots/contacts.
func (p *Pages) Follow(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	chosen := form.All("pilot")
	if len(chosen) == 0 {
		form.Mend("pilot", "请勾选单位。")
	}
	if form.Text("department") == "" {
		form.Mend("department", "请选择联系部室。")
	}
	err = form.Err()
	named := 0
	for _, id := range chosen {
		if err == nil {
			if err = p.Room.Follow(r.Context(), kit.Actor(r.Context()), id, form.Text("department"), form.Line("person")); err == nil {
				named++
			}
		}
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.contactsPage(w, r, http.StatusUnprocessableEntity, form.Text("cohort"), contactsView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已为"+n(named)+"个单位指定联系部室。", "/pilots/contacts?cohort="+form.Text("cohort"))
}

func (v contactsView) tabs() []components.Choice {
	tabs := make([]components.Choice, len(v.All))
	for i, c := range v.All {
		tabs[i] = components.Choice{Label: c.Title(), URL: "/pilots/contacts?cohort=" + c.ID, On: c.ID == v.Cohort.ID}
	}
	return tabs
}

func (v contactsView) options() []components.Option {
	options := []components.Option{{Label: "请选择"}}
	for _, u := range v.Departments {
		options = append(options, components.Option{Value: u.ID, Label: u.Name})
	}
	return options
}

// offered tells whether there is a pilot to name a department for.
func (v contactsView) offered() bool { return len(v.table().Rows) > 0 }

func (v contactsView) table() components.Table {
	t := components.Table{Caption: v.Cohort.Title(), Columns: []components.Column{{Title: "选择", Kind: "short"}, {Title: "单位", Kind: "main"}, {Title: "联系部室"}, {Title: "联系人"}, {Title: "状态"}}}
	ticked := map[string]bool{}
	for _, id := range v.Form.All("pilot") {
		ticked[id] = true
	}
	for _, c := range v.Cases {
		if !run.Living(c.State) {
			continue
		}
		contact := v.Contacts[c.ID]
		row := components.Row{Cells: []templ.Component{components.Tick("pilot", c.ID, c.Application.UnitName, ticked[c.ID]), components.Link(run.Link(c.ID), c.Application.UnitName),
			components.Text(dash(v.Units[contact.Department])), components.Text(dash(contact.Person)), components.Badge(run.StateTitles[c.State], tones[c.State])}}
		if contact.Department == "" {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
