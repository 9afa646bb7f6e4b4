package app

import (
	"context"
	"net/http"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/publish"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
	unitpages "shidian/internal/unit/pages"
)

var errBackward = fault.Conflict("", "演示的时间只能向前走。想从头开始，请另用一个新文件夹启动演示。")

// DemoAccount is a role one can enter with a click.
type DemoAccount struct {
	ID, Login, Unit, Kind, Role, Name string
}

// DemoAccounts lists the scene's accounts in the order of its people, then the experts who were given one for a panel.
func (h *House) DemoAccounts(ctx context.Context) ([]DemoAccount, error) {
	var list []DemoAccount
	err := h.DB.Read(ctx, func(t *store.Tx) error {
		accounts, err := accountsByLogin(t)
		if err != nil {
			return err
		}
		for _, p := range slices.Concat(demoPeople, castOf2020.people, castOf2021.people) {
			a, found := accounts[p.login]
			if !found {
				continue // closed by somebody who tried that out
			}
			one, err := demoAccount(t, a)
			if err != nil {
				return err
			}
			list = append(list, one)
		}
		pilots, err := demoPilotAccounts(t, accounts)
		if err != nil {
			return err
		}
		experts, err := demoExpertAccounts(t)
		list = append(append(list, pilots...), experts...)
		return err
	})
	return list, err
}

// demoPilotAccounts are those of units with a pilot that are not among the scene's people.
func demoPilotAccounts(t *store.Tx, accounts map[string]unit.Account) (list []DemoAccount, err error) {
	for _, c := range []cast{castOf2020, castOf2021, castOf2022} {
		for i, a := range applicants {
			account, issued := accounts[c.account(a, i)]
			if !issued || a.login != "" && c.shift == 0 {
				continue
			}
			selected, err := run.HasPilot(t, account.Unit)
			if err != nil {
				return nil, err
			}
			if !selected {
				continue
			}
			one, err := demoAccount(t, account)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
	}
	return list, nil
}

// demoExpertAccounts are those that experts of the pool can still enter with, in the order in which they came into it.
func demoExpertAccounts(t *store.Tx) (list []DemoAccount, err error) {
	pool, err := review.Experts(t, true)
	for _, e := range pool {
		if e.Account == "" || err != nil {
			continue
		}
		a, errOf := unit.AccountByID(t, e.Account)
		if errOf != nil || !a.Usable(t.Now()) {
			err = errOf
			continue
		}
		var one DemoAccount
		one, err = demoAccount(t, a)
		list = append(list, one)
	}
	return list, err
}

func demoAccount(t *store.Tx, a unit.Account) (DemoAccount, error) {
	u, err := unit.Get(t, a.Unit, t.Now())
	return DemoAccount{ID: a.ID, Login: a.Login, Unit: u.Short, Kind: u.Kind, Role: roleWords(a.Roles), Name: a.Name}, err
}

// demoCards are the accounts as cards on the log-in page.
func (h *House) demoCards(ctx context.Context) ([]unitpages.DemoPerson, error) {
	accounts, err := h.DemoAccounts(ctx)
	cards := make([]unitpages.DemoPerson, len(accounts))
	for i, a := range accounts {
		cards[i] = unitpages.DemoPerson{Account: a.ID, Unit: a.Unit, Kind: a.Kind, Role: a.Role, Name: a.Name}
	}
	return cards, err
}

func roleWords(roles []access.Role) string {
	words := ""
	for i, r := range roles {
		if i > 0 {
			words += "、"
		}
		words += access.Titles[r]
	}
	return words
}

// scene is one stop of the demo's time bar.
type scene struct {
	Key, Title string
	At         time.Time
}

// scenes are the stops, from the newest published cohort's own dates: opening, three days before, last hour, after; and
// when the experts' time and a public notice are over; then what lies before the pilots.
func (h *House) scenes(ctx context.Context) (stops []scene, err error) {
	err = h.DB.Read(ctx, func(t *store.Tx) error {
		cohorts, err := call.List(t, call.Published, call.Closed)
		if err != nil || len(cohorts) == 0 {
			return err
		}
		dates, err := call.DatesFor(t, cohorts[0].ID, "")
		if err != nil {
			return err
		}
		end := dates.Electronic
		stops = []scene{{"opening", "刚刚发布", sceneBegins}, {"three-days", "截止前三天", end.Add(-3 * 24 * time.Hour)},
			{"last-hour", "最后一小时", end.Add(-time.Hour)}, {"after", "截止之后", end.Add(time.Minute)}}
		later, err := laterStops(t, cohorts[0].ID)
		if err != nil {
			return err
		}
		pilots, err := pilotStops(t)
		stops = append(append(stops, later...), pilots...)
		if len(pilots) > 0 { // then there are many: only what lies ahead, in its order
			stops = slices.DeleteFunc(stops, func(s scene) bool { return s.At.Before(t.Now()) })
			slices.SortStableFunc(stops, func(a, b scene) int { return a.At.Compare(b.At) })
		}
		return err
	})
	return stops, err
}

// laterStops are the ends of what runs: the experts' time, then the public notice; and the first day of one that is
// drafted, for it is registered on that day and not before.
func laterStops(t *store.Tx, cohort string) (stops []scene, err error) {
	panels, err := review.PanelsOf(t, cohort)
	if err != nil {
		return nil, err
	}
	var scored, begins, noticed time.Time
	for _, p := range panels {
		if p.State == review.PanelScoring && p.ScoringUntil.After(scored) {
			scored = p.ScoringUntil
		}
	}
	notices, err := publish.Of(t, cohort)
	for _, n := range notices {
		if n.State == publish.Running && n.UntilAt.After(noticed) {
			noticed = n.UntilAt
		}
		if n.State == publish.Draft && n.From.Start().After(begins) {
			begins = n.From.Start()
		}
	}
	if !scored.IsZero() {
		stops = append(stops, scene{"scored", "评分截止", scored})
	}
	if !begins.IsZero() {
		stops = append(stops, scene{"drafted", "公示第一天", begins.Add(9 * time.Hour)})
	}
	if !noticed.IsZero() {
		stops = append(stops, scene{"noticed", "公示期满", noticed.Add(time.Minute)})
	}
	return stops, err
}

// anyDay is the time bar's stop that a day is chosen for: its morning.
const anyDay = "day"

// stopAt finds where a form of the time bar leads: to one of its stops, or to the morning of a day.
func stopAt(stops []scene, form *kit.Form) (at time.Time, err error) {
	if form.Text("to") == anyDay {
		day, err := calendar.ParseDay(form.Text("day"))
		if err != nil {
			return at, fault.InvalidField("day", "请选择演示要到的日期。")
		}
		return day.Start().Add(9 * time.Hour), nil
	}
	for _, s := range stops {
		if s.Key == form.Text("to") {
			return s.At, nil
		}
	}
	return at, fault.NotFound()
}

// moveTime is POST /demo/time: jumps to a stop of the time bar, or to a day.
func (h *House) moveTime(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	stops, err := h.scenes(r.Context())
	if err != nil {
		return err
	}
	at, err := stopAt(stops, form)
	if err != nil {
		return err
	}
	if err := h.Jump(r.Context(), at); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "演示时间已到 "+components.FullMoment(at)+"。")
	return kit.Redirect(w, r, kit.Back(r))
}

// enter is POST /demo/enter: one-click log-in. Only a demo on a loopback address has this route.
func (h *House) enter(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	accounts, err := h.DemoAccounts(r.Context())
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.ID == form.Text("account") {
			if err := h.Unit.DemoLogin(w, r, a.ID); err != nil {
				return err
			}
			to := kit.Local(form.Text("back"))
			if to == "/" {
				to = "/desk"
			}
			return kit.Redirect(w, r, to)
		}
	}
	return fault.NotFound()
}
