package pages

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Pages answers every address of the room.
type Pages struct {
	Room *apply.Room
	DB   *store.DB

	// Titles names any act on an application, those of later rooms too, with its step (提请, 审签).
	Titles func(act, step string) string

	// Cards ask later rooms what else a reader should know of an application on its page; nil: nothing. app sets them.
	Cards []func(t *store.Tx, actor access.Actor, a apply.Application) (templ.Component, error)

	present      *presence
	recommenders unit.Choices
	lookups      *lookups
}

// New makes the pages over the room.
func New(room *apply.Room, titles func(act, step string) string) *Pages {
	return &Pages{Room: room, Titles: titles, DB: room.Door.DB, present: newPresence(), lookups: newLookups()}
}

// matter is an application with what almost every page says of it.
type matter struct {
	apply.Application
	Cohort call.Cohort
	Dates  call.Dates
	Window apply.Window // when it may be submitted: a return and a late door have dates of their own
	Return apply.Return // that it waits under; only in state returned
	Now    time.Time
	Actor  access.Actor
}

// P is the definition that the application is filled in by.
func (m matter) P() *programme.Programme { return m.Cohort.Programme }

// Names are what the programme calls its form and the rest.
func (m matter) Names() programme.Names { return m.P().Called() }

// formTitle names the form: 甲县科学技术协会申报书; of a person, his name first.
func (m matter) formTitle() string { return m.Name() + m.Names().Form }

// At is an address below the application's.
func (m matter) At(below string) string { return address(m.ID) + below }

// Own tells whether the reader speaks for the applying unit, for what is shown; acts are judged by the room.
func (m matter) Own() bool { return m.Actor.Of(m.Unit) && m.Actor.Has(access.Clerk, access.Head) }

// Office tells whether the reader belongs to the province's office.
func (m matter) Office() bool { return m.Actor.Has(access.Handler, access.Approver) }

// Closed says why nothing can be submitted any more; "" while it can.
func (m matter) Closed() string {
	if m.Window.Until.IsZero() || !apply.Late(m.Now, m.Window.Until) {
		return ""
	}
	if m.State == apply.StateReturned {
		return "退回修改的期限已过（" + components.Before(m.Window.Until) + "截止）。仍可填写、保存和导出，不能再提交；如需继续，请联系退回的单位。"
	}
	return "申报时间已过（" + components.Before(m.Window.Until) + "截止）。仍可填写、保存和导出，不能再提交；确因系统故障错过的，请与" + m.P().Organiser.Office + "联系。"
}

// Deadline is what ticks in the head.
func (m matter) Deadline() *components.Deadline {
	switch {
	case m.Window.Until.IsZero() || apply.Ended(m.State) && m.State != apply.StateWithdrawn:
		return nil
	case m.State == apply.StateReturned:
		return &components.Deadline{Label: "修改截止", At: m.Window.Until, Now: m.Now}
	case m.Window.Until.After(m.Dates.Electronic):
		return &components.Deadline{Label: "补报截止", At: m.Window.Until, Now: m.Now}
	}
	return &components.Deadline{Label: m.P().SubmitEnd(), At: m.Window.Until, Now: m.Now}
}

// Head is the head of every page about the application.
func (m matter) Head(title string) components.Head {
	return components.Head{Over: m.Cohort.Title() + " · " + m.Cohort.Number, Title: title, State: m.Title(), Tone: tone(m.Application), Deadline: m.Deadline()}
}

// read runs a read and gives back its error.
func (p *Pages) read(r *http.Request, work func(*store.Tx) error) error {
	return p.DB.Read(r.Context(), work)
}

// matterOf reads the application that the address names, as far as the reader may see it.
func (p *Pages) matterOf(t *store.Tx, r *http.Request) (m matter, err error) {
	m.Actor, m.Now = kit.Actor(r.Context()), kit.Now(r.Context())
	if m.Application, err = apply.See(t, m.Actor, r.PathValue("id")); err != nil {
		return m, err
	}
	return m, p.complete(t, &m)
}

// complete reads what every page says around an application.
func (p *Pages) complete(t *store.Tx, m *matter) (err error) {
	if m.Cohort, err = call.Get(t, m.Application.Cohort); err != nil {
		return err
	}
	if m.Dates, err = call.DatesFor(t, m.Cohort.ID, m.Unit); err != nil {
		return err
	}
	if m.Return, _, err = apply.ReturnOf(t, m.Application); err != nil {
		return err
	}
	m.Window, err = apply.WindowFor(t, m.Application)
	return err
}

// signedIn asks a visitor to log in before anything else.
func signedIn(ctx context.Context) error {
	if kit.Actor(ctx).SignedIn() {
		return nil
	}
	return fault.Unauthorized("请先登录，再办理申报。")
}

// personName is an account's holder, for colleagues; "" for one that is gone.
func personName(t *store.Tx, account string) string {
	a, err := unit.AccountByID(t, account)
	if err != nil {
		return ""
	}
	return a.Name
}

// pdf sends a paper made on the spot.
func (p *Pages) pdf(w http.ResponseWriter, name string, doc paper.Document) error {
	body, err := paper.PDF(doc, p.Room.Fonts)
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, "application/pdf", body)
}
