package pages

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// followView is what the page of a pilot shows of those who follow it, and of what is in its way.
type followView struct {
	run.Case
	Actor    access.Actor
	Now      time.Time
	Units    map[string]string // short names
	Contact  run.Contact
	Notes    []run.Note
	Problems []run.ProblemLine
	Persons  []run.Persons // the newest first
	Changes  []run.Change
	Form     *kit.Form
	Wrong    kit.Problems
}

// loadFollow reads it for a pilot that the actor may see.
func loadFollow(t *store.Tx, room *run.Room, actor access.Actor, c run.Case) (v followView, err error) {
	v = followView{Case: c, Actor: actor, Now: t.Now(), Form: &kit.Form{}}
	if v.Units, err = shortNames(t); err != nil {
		return v, err
	}
	if v.Contact, _, err = run.ContactOf(t, c.ID); err != nil {
		return v, err
	}
	if v.Notes, err = run.NotesOf(t, c.ID); err != nil {
		return v, err
	}
	if v.Problems, err = room.LinesOf(t, c); err != nil {
		return v, err
	}
	if v.Persons, err = run.PersonsSince(t, c.ID); err != nil {
		return v, err
	}
	v.Changes, err = run.ChangesOf(t, c.ID)
	return v, err
}

// shortNames are the units' short names today, also of those that are no more.
func shortNames(t *store.Tx) (map[string]string, error) {
	all, err := unit.List(t, unit.Filter{Closed: true}, t.Now())
	names := make(map[string]string, len(all))
	for _, u := range all {
		names[u.ID] = u.Short
	}
	return names, err
}

func (v followView) living() bool  { return run.Living(v.State) }
func (v followView) reports() bool { return run.MaySpeak(v.Actor, v.Case).Allowed }
func (v followView) directs() bool { return run.MayDirect(v.Actor, v.Case).Allowed }
func (v followView) takesPart() bool {
	return v.living() && run.MayTakePart(v.Actor, v.Case).Allowed
}
func (v followView) reaches() bool { return run.MayReach(v.Actor, v.Case).Allowed }

func (v followView) at(below string) string { return run.Link(v.ID) + below }

func (v followView) crumbs() []kit.Crumb {
	return []kit.Crumb{{Label: v.Cohort.Title(), URL: "/pilots?cohort=" + v.Cohort.ID}, {Label: v.Application.UnitName, URL: run.Link(v.ID)}}
}

// some are the newest notes that stand on the pilot's own page.
func (v followView) some() []run.Note { return v.Notes[:min(len(v.Notes), 5)] }

func (v followView) who(n run.Note) string {
	if v.Units[n.Unit] == "" {
		return run.NoteTitles[n.Kind]
	}
	return run.NoteTitles[n.Kind] + " · " + v.Units[n.Unit] + "记"
}

func (v followView) problemTable() components.Table {
	t := components.Table{Caption: "问题", Columns: []components.Column{{Title: "问题", Kind: "main"}, {Title: "提出"}, {Title: "现在由谁办理"}, {Title: "已等"}, {Title: "状态"}}}
	for _, l := range v.Problems {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.ProblemLink(l.ID), n(l.N)+". "+l.Title), components.Text(moment(l.RaisedAt, v.Now)),
			components.Text(dash(l.HolderName(v.Units))), components.Text(dash(l.Waited)), problemBadge(l)}})
	}
	return t
}

func (v followView) changeTable() components.Table {
	t := components.Table{Caption: "变更申请", Columns: []components.Column{{Title: "申请", Kind: "main"}, {Title: "提出"}, {Title: "状态"}}}
	for _, ch := range v.Changes {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.ChangeURL(ch.ID), v.changeTitle(ch.Kind)), components.Text(moment(ch.At, v.Now)),
			components.Badge(run.ChangeStates[ch.State], changeTones[ch.State])}})
	}
	return t
}

func (v followView) changeTitle(kind run.ChangeKind) string {
	return run.ChangeTitle(kind, v.Programme().Called())
}

// personTerms are those who are named; the phone numbers for those alone who work with the pilot.
func (v followView) personTerms(p run.Persons) []components.Term {
	return []components.Term{{Name: "分管领导", Value: components.Text(v.person(p.Leader))}, {Name: "责任部门", Value: components.Text(dash(p.Department))},
		{Name: "联络人", Value: components.Text(v.person(p.Contact))}}
}

func (v followView) person(p run.Person) string {
	parts := []string{p.Name, p.Post}
	if v.reaches() {
		parts = append(parts, p.Phone)
	}
	return dash(strings.Join(strings.Fields(strings.Join(parts, " ")), "，"))
}

// Notes shows all that was noted of a pilot, with the form for more: GET /pilots/{id}/notes.
func (p *Pages) Notes(w http.ResponseWriter, r *http.Request) error {
	return p.followed(w, r, http.StatusOK, &kit.Form{}, nil, notesPage)
}

// Note notes a contact, a visit or an exchange: POST /pilots/{id}/notes.
func (p *Pages) Note(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, notesPage, "已经记录。", "/notes", func(form *kit.Form) error {
		return p.Room.Note(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), run.Noted{Kind: run.NoteKind(form.Text("kind")), Day: form.Text("day"), Words: form.Text("words")})
	})
}

// Persons shows who is named of a pilot, with the form for others: GET /pilots/{id}/persons.
func (p *Pages) Persons(w http.ResponseWriter, r *http.Request) error {
	return p.followed(w, r, http.StatusOK, nil, nil, personsPage)
}

// ChangePersons names others: POST /pilots/{id}/persons.
func (p *Pages) ChangePersons(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, personsPage, "已经备案，即时生效。", "#persons", func(form *kit.Form) error {
		return p.Room.ChangePersons(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), run.Persons{
			Leader:     run.Person{Name: form.Line("leader_name"), Post: form.Line("leader_post"), Phone: form.Line("leader_phone")},
			Department: form.Line("department"),
			Contact:    run.Person{Name: form.Line("contact_name"), Post: form.Line("contact_post"), Phone: form.Line("contact_phone")}})
	})
}

// field is what a field of the form for persons shows: what was typed, else who is named now.
func (v followView) field(name, now string) string {
	if v.Form == nil {
		return now
	}
	return v.Form.Text(name)
}

// now is who is named; nobody before the plan.
func (v followView) now() (p run.Persons) {
	if len(v.Persons) > 0 {
		p = v.Persons[0]
	}
	return p
}

// followed shows one of the pages about a pilot.
func (p *Pages) followed(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems, page func(followView) templ.Component) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var v followView
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := seen(t, actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		v, err = loadFollow(t, p.Room, actor, c)
		return err
	})
	if err != nil {
		return err
	}
	v.Form, v.Wrong = form, wrong
	return kit.RenderStatus(w, r, status, page(v))
}

// posted performs what a form about a pilot asks for; refused, it shows the page again with what was typed.
func (p *Pages) posted(w http.ResponseWriter, r *http.Request, page func(followView) templ.Component, said, to string, do func(*kit.Form) error) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := do(form); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.followed(w, r, http.StatusUnprocessableEntity, form, wrong, page)
		})
	}
	return kit.Done(w, r, said, run.Link(r.PathValue("id"))+to)
}
