package pages

import (
	"context"
	"net/http"
	"slices"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the office's pages belong to.
const section = "accept"

// Pages answers every address of the room.
type Pages struct {
	Room *accept.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *accept.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// matter is an application with what every page about it says.
type matter struct {
	apply.Application
	Cohort call.Cohort
	Now    time.Time
	Actor  access.Actor
}

func (m matter) p() *programme.Programme { return m.Cohort.Programme }

func (m matter) at(below string) string { return "/accept/" + m.ID + below }

// deskURL is the desk of a cohort: whoever worked in it goes back to it.
func deskURL(cohort string) string { return "/accept?cohort=" + cohort }

func (m matter) office() bool { return m.Actor.Has(access.Handler, access.Approver) }

func (m matter) kindName() string {
	k, _ := m.p().Kind(m.Kind)
	return k.Name
}

func (m matter) crumbs() []kit.Crumb {
	if m.office() {
		return []kit.Crumb{{Label: "受理", URL: deskURL(m.Application.Cohort)}, {Label: m.Name(), URL: m.at("")}}
	}
	return []kit.Crumb{{Label: "我的申报", URL: "/applications/mine"}, {Label: m.Name(), URL: "/applications/" + m.ID}}
}

func (m matter) head(title string) components.Head {
	return components.Head{Over: m.Cohort.Title() + " · " + m.Number, Title: title, State: m.Title(), Tone: tone(m.Application)}
}

// tone is the badge's tone of an application.
func tone(a apply.Application) components.Tone { return components.Tone(apply.StandingOf(a.State)) }

// signIn is said to a visitor.
const signIn = "请先登录，再办理受理工作。"

// signedIn leads a visitor to the log-in.
func signedIn(ctx context.Context) (access.Actor, error) {
	return kit.SignedIn(ctx, signIn)
}

// office lets the office in.
func office(ctx context.Context) (access.Actor, error) {
	actor, err := signedIn(ctx)
	if err != nil {
		return actor, err
	}
	return actor, accept.MayDesk(actor).Err()
}

// matterOf reads the application that the address names, as far as the reader may see it.
func matterOf(t *store.Tx, r *http.Request) (m matter, err error) {
	m.Actor, m.Now = kit.Actor(r.Context()), kit.Now(r.Context())
	if m.Application, err = apply.See(t, m.Actor, r.PathValue("id")); err != nil {
		return m, err
	}
	m.Cohort, err = call.Get(t, m.Application.Cohort)
	return m, err
}

// officeMatter is matterOf for the office's pages.
func (p *Pages) officeMatter(r *http.Request, more func(*store.Tx, matter) error) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		m, err := matterOf(t, r)
		if err != nil {
			return err
		}
		if err := accept.MayDesk(m.Actor).Err(); err != nil {
			return err
		}
		return more(t, m)
	})
}

// cohortOf is the cohort that the address names, else the newest in which something waits for the actor, else the
// newest; none when no call was ever published.
func cohortOf(t *store.Tx, actor access.Actor, id string) (chosen call.Cohort, all []call.Cohort, err error) {
	all, err = call.List(t, call.Published, call.Closed)
	if err != nil || len(all) == 0 {
		return chosen, all, err
	}
	if i := slices.IndexFunc(all, func(c call.Cohort) bool { return c.ID == id }); i >= 0 {
		return all[i], all, nil
	}
	chosen, err = accept.WithWork(t, actor, all)
	return chosen, all, err
}

// dayOf reads a day as a browser's field sends it; the zero day where it is none.
func dayOf(text string) calendar.Day {
	d, err := calendar.ParseDay(text)
	if err != nil {
		return calendar.Day{}
	}
	return d
}

// endOf is the instant at which a day is over; zero for no day.
func endOf(d calendar.Day) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return calendar.EndOfDay(d)
}

// lastDay is the day that a deadline of 24:00 ends, as a browser's field takes it.
func lastDay(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return calendar.DayOf(until.Add(-time.Minute)).String()
}

const (
	pdfType   = "application/pdf"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
