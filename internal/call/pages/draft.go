package pages

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// draftView is the editor of the notice's text.
type draftView struct {
	Cohort   call.Cohort
	Text     call.Text
	SavedAt  time.Time
	Problems kit.Problems
	Found    []wording.Finding // in the text as it was saved last
	Days     map[string]string // typed days and hours of dates that could not be read, by field name
}

// Draft is the editor: GET /cohorts/{id}/draft.
func (p *Pages) Draft(w http.ResponseWriter, r *http.Request) error {
	v, err := p.draft(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, draftPage(v))
}

// Preview shows the draft in the look of the official document: GET /cohorts/{id}/preview.
func (p *Pages) Preview(w http.ResponseWriter, r *http.Request) error {
	v, err := p.readable(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, previewPage(v))
}

func (p *Pages) draft(r *http.Request) (draftView, error) {
	if err := p.mayDraft(r); err != nil {
		return draftView{}, err
	}
	return p.readable(r)
}

func (p *Pages) readable(r *http.Request) (v draftView, err error) {
	actor, err := signedIn(r.Context())
	if err != nil {
		return v, err
	}
	if err := call.MaySeeDraft(actor).Err(); err != nil {
		return v, err
	}
	err = p.read(r, func(t *store.Tx) error {
		if v.Cohort, err = call.Get(t, r.PathValue("id")); err != nil {
			return err
		}
		d, err := call.DraftOf(t, v.Cohort.ID)
		if err != nil {
			return err
		}
		v.Text, v.SavedAt = d.Text, d.At
		v.Found, err = call.CheckedDraft(t, v.Cohort, d)
		return err
	})
	return v, err
}

// SaveDraft keeps the text: POST /cohorts/{id}/draft.
func (p *Pages) SaveDraft(w http.ResponseWriter, r *http.Request) error {
	v, err := p.draft(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	v.Text.Notice = typedNotice(form, v.Text.Notice)
	v.Days = map[string]string{}
	for i, d := range v.Text.Dates {
		v.Text.Dates[i].At = v.typedDate(form, "date_"+d.Kind)
	}
	if err := form.Err(); err != nil {
		v.Problems = kit.ProblemsOf(err)
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, draftPage(v))
	}
	if err := p.Room.Save(r.Context(), kit.Actor(r.Context()), v.Cohort.ID, v.Text); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已保存。")
	if form.Ticked("preview") {
		return kit.Redirect(w, r, cohortURL(v.Cohort.ID)+"/preview")
	}
	return kit.Redirect(w, r, cohortURL(v.Cohort.ID))
}

// typedNotice is the notice as typed; what the form does not ask stays.
func typedNotice(form *kit.Form, n programme.Notice) programme.Notice {
	n.Masthead = form.Line("masthead")
	n.Title = call.Lines(form.Text("title"))
	n.Addressees = form.Line("addressees")
	n.Body = call.Paragraphs(form.Text("body"))
	n.Contact = call.Contact{Role: form.Line("contact_role"), Phone: form.Line("contact_phone"),
		Address: form.Line("contact_address"), Mailbox: form.Line("contact_mailbox")}
	n.Imprint.Office = form.Line("office")
	annexes := make([]programme.Annex, len(n.Annexes))
	for i, a := range n.Annexes {
		if !a.Form {
			a.Title = call.Lines(form.Text(annexKey(a) + "_title"))
			a.Text = call.Paragraphs(form.Text(annexKey(a)))
		}
		annexes[i] = a
	}
	n.Annexes = annexes
	return n
}

func annexKey(a programme.Annex) string { return fmt.Sprintf("annex_%d", a.Number) }

// typedDate reads a day and an hour; 24:00 is the midnight that ends the day. An empty day is no date.
func (v *draftView) typedDate(form *kit.Form, name string) programme.Moment {
	day, hour := form.Text(name), form.Text(name+"_hour")
	moment, ok := readMoment(day, hour)
	if !ok {
		v.Days[name], v.Days[name+"_hour"] = day, hour
		form.Mend(name, "请填写日期和时间，如 2020-05-18 和 24:00。")
	}
	return moment
}

const (
	dayLayout    = "2006-01-02"
	momentLayout = "2006-01-02T15:04"
)

// readMoment joins a day and an hour; false when they are none.
func readMoment(day, hour string) (programme.Moment, bool) {
	if day == "" {
		return "", true
	}
	hour = strings.ReplaceAll(hour, "：", ":")
	plus := 0
	if hour == "24:00" {
		hour, plus = "00:00", 1
	}
	at, err := time.ParseInLocation(momentLayout, day+"T"+hour, clock.Zone)
	if err != nil {
		return "", false
	}
	return programme.Moment(at.AddDate(0, 0, plus).Format(momentLayout)), true
}

// showMoment is the day and the hour as they are typed: midnight is 24:00 of the day it ends, of an opening 00:00.
func showMoment(m programme.Moment, opens bool) (day, hour string) {
	at := m.Time()
	if at.IsZero() {
		return "", "24:00"
	}
	if !opens && at.Hour() == 0 && at.Minute() == 0 {
		return at.AddDate(0, 0, -1).Format(dayLayout), "24:00"
	}
	return at.Format(dayLayout), at.Format("15:04")
}

// dateField is a kind of date as a form asks it.
type dateField struct{ Name, Label, Hint, Day, Hour, Error string }

func (v draftView) dates() []dateField {
	var list []dateField
	for _, kind := range v.Cohort.Programme.Dates {
		f := dateField{Name: "date_" + kind.Key, Label: kind.Name, Error: v.Problems.Of("date_" + kind.Key)}
		if kind.Words != "" {
			f.Hint = "通知原文：“" + kind.Words + "”"
		}
		for _, d := range v.Text.Dates {
			if d.Kind == kind.Key {
				f.Day, f.Hour = showMoment(d.At, kind.Event == programme.Opens)
			}
		}
		if day, typed := v.Days[f.Name]; typed {
			f.Day, f.Hour = day, v.Days[f.Name+"_hour"]
		}
		list = append(list, f)
	}
	return list
}

// registerView is the form of the registration.
type registerView struct {
	Cohort   call.Cohort
	Reg      call.Registration
	Problems kit.Problems
	Found    []wording.Finding
}

// elsewhere are problems of the text and the dates, which this form cannot mend.
func (v registerView) elsewhere() []fault.Field {
	var list []fault.Field
	for _, f := range v.Problems {
		switch f.Key {
		case "number", "signer", "dated", "issued", "note":
		default:
			list = append(list, f)
		}
	}
	return list
}
