package pages

import (
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// returnView is what a returned application's unit must mend, and until when.
type returnView struct {
	Items []returnedItem
	Until time.Time
	By    string // who sent it back
	Form  string // what the programme calls the form
}

type returnedItem struct{ Name, Reason, URL string }

// returned is the open return in words; nil when there is none. Only who may write the form is led to its fields.
func (m matter) returned(writes bool) *returnView {
	if m.State != apply.StateReturned {
		return nil
	}
	v := &returnView{Until: m.Window.Until, By: m.P().Organiser.Office, Form: m.Names().Form}
	if m.Return.Unit == m.City && m.City != "" {
		v.By = m.CityName
	}
	for _, item := range m.Return.Items {
		link := "#b-" + item.Key
		if item.Key == apply.AttachmentsKey {
			link = "#s-files"
		}
		one := returnedItem{Name: apply.ItemName(m.P(), item.Key), Reason: item.Reason}
		if writes {
			one.URL = m.At("/edit" + link)
		}
		v.Items = append(v.Items, one)
	}
	return v
}

// opens tells whether a field may be written: all of a draft's, of a returned application the named ones.
func (m matter) opens(key string) bool { return m.State != apply.StateReturned || m.Return.Opens(key) }

// why is what was asked to be mended in a field.
func (m matter) why(key string) string {
	for _, item := range m.Return.Items {
		if item.Key == key {
			return item.Reason
		}
	}
	return ""
}

// returnForm is the page that sends an application back.
type returnForm struct {
	matter
	Fields []returnField
	Last   time.Time // the returner's own deadline; zero: none
	Form   *kit.Form
	Wrong  kit.Problems
}

type returnField struct {
	Key, Name, Text string
}

// day is the personal date that is proposed: what was typed, else the returner's own last day, else none.
func (v returnForm) day() string {
	if v.Form.Names() != nil && len(v.Form.Names()) > 0 {
		return v.Form.Text("until")
	}
	if v.Last.IsZero() || apply.Late(v.Now, v.Last) {
		return ""
	}
	return calendar.DayOf(v.Last.Add(-1)).String()
}

// ReturnForm asks what is to be mended: GET /applications/{id}/return.
func (p *Pages) ReturnForm(w http.ResponseWriter, r *http.Request) error {
	return p.returnPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) returnPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	v := returnForm{Form: form, Wrong: wrong}
	err := p.read(r, func(t *store.Tx) (err error) {
		if v.matter, err = p.matterOf(t, r); err != nil {
			return err
		}
		byCity := v.Actor.Has(access.Recommender) && v.Actor.Unit == v.City && v.City != ""
		if !byCity && !v.Office() {
			return fault.NotFound()
		}
		v.Last = apply.ReturnUntil(v.Dates, v.Application, byCity)
		version, err := apply.VersionOf(t, v.ID, 0)
		if err != nil {
			return err
		}
		v.Fields = returnFields(v.P(), v.Kind, version)
		return nil
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, returnPage(v))
}

// returnFields are the fields that can be sent back, with the beginning of their texts.
func returnFields(p *programme.Programme, kind string, v apply.Version) []returnField {
	var fields []returnField
	for _, f := range apply.FieldsFor(p, kind) {
		fields = append(fields, returnField{f.Key, apply.FieldName(f), firstOf(apply.Shown(p, f, v.Values[f.Key]))})
	}
	return append(fields, returnField{apply.AttachmentsKey, "附件", ""})
}

// firstOf is the beginning of a text, for one line.
func firstOf(text string) string {
	const most = 40
	chars := []rune(text)
	if len(chars) <= most {
		return text
	}
	return string(chars[:most]) + "……"
}

// Return sends the application back: POST /applications/{id}/return.
func (p *Pages) Return(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	var items []apply.ReturnItem
	for _, key := range form.All("key") {
		items = append(items, apply.ReturnItem{Key: key, Reason: form.Text("reason." + key)})
	}
	err = p.Room.Return(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), items, endOfDay(form.Text("until")))
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.returnPage(w, r, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已退回，申报单位已收到消息。")
	return kit.Redirect(w, r, address(r.PathValue("id")))
}

// endOfDay is the instant at which a typed day is over; zero when it is no day.
func endOfDay(typed string) time.Time {
	day, err := calendar.ParseDay(typed)
	if err != nil {
		return time.Time{}
	}
	return calendar.EndOfDay(day)
}
