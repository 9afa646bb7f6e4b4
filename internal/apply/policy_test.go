package apply

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
)

// The answers of the policy: y allowed, n refused openly, - as if there were nothing.
// In the order of acts below: see, write, submit, own (confirm, invite, take back, withdraw).
var standings = []struct {
	who   string
	actor access.Actor
	// by where the application stands
	draft, typing, submitted, returned, withdrawn, gone string
}{
	{"clerk of the unit", actor("county", access.Clerk), "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"},
	{"head of the unit", actor("county", access.Head), "yyyy", "yyyy", "yyyy", "yyyy", "yyyy", "yyyy"},
	{"the unit, in another role", actor("county", access.Expert), "----", "----", "----", "----", "----", "----"},
	{"clerk of another unit", actor("other", access.Clerk), "----", "----", "----", "----", "----", "----"},
	{"head of another unit", actor("other", access.Head), "----", "----", "----", "----", "----", "----"},
	{"recommender of the city", actor("city", access.Recommender), "----", "----", "ynnn", "ynnn", "ynnn", "----"},
	{"clerk of the city", actor("city", access.Clerk), "----", "----", "----", "----", "----", "----"},
	{"recommender of another city", actor("town", access.Recommender), "----", "----", "----", "----", "----", "----"},
	{"recommender without a unit", actor("", access.Recommender), "----", "----", "----", "----", "----", "----"},
	{"handler of the office", actor("office", access.Handler), "----", "yynn", "ynnn", "ynnn", "ynnn", "----"},
	{"approver of the office", actor("office", access.Approver), "----", "----", "ynnn", "ynnn", "ynnn", "----"},
	{"department", actor("dep", access.Department), "----", "----", "----", "----", "----", "----"},
	{"expert", actor("exp", access.Expert), "----", "----", "----", "----", "----", "----"},
	{"supervisor", actor("sup", access.Supervisor), "----", "----", "----", "----", "----", "----"},
	{"finance", actor("fin", access.Finance), "----", "----", "----", "----", "----", "----"},
	{"system administrator", actor("office", access.SystemAdmin), "----", "----", "----", "----", "----", "----"},
	{"security administrator", actor("office", access.Security), "----", "----", "----", "----", "----", "----"},
	{"auditor", actor("office", access.Auditor), "----", "----", "----", "----", "----", "----"},
	{"the program itself", access.SystemActor, "----", "----", "----", "----", "----", "----"},
	{"visitor", access.Actor{}, "----", "----", "----", "----", "----", "----"},
}

func actor(unit string, role access.Role) access.Actor {
	return access.Actor{Account: unit + "-" + string(role), Unit: unit, Roles: []access.Role{role}}
}

func TestPolicy(t *testing.T) {
	county := Application{Unit: "county", City: "city", Confirmed: true, Version: 1}
	in := func(state act.State, change func(*Application)) Application {
		a := county
		a.State = state
		if change != nil {
			change(&a)
		}
		return a
	}
	for _, s := range standings {
		for _, c := range []struct {
			where string
			a     Application
			want  string
		}{
			{"a draft", in(StateDraft, func(a *Application) { a.Version = 0 }), s.draft},
			{"a draft after a version", in(StateDraft, nil), s.draft},
			{"being typed in", in(StateDraft, func(a *Application) { a.Version, a.TypedIn, a.Confirmed = 0, true, false }), s.typing},
			{"typed in and confirmed", in(StateDraft, func(a *Application) { a.Version, a.TypedIn = 0, true }), s.draft},
			{"submitted", in(StateSubmitted, nil), s.submitted},
			{"returned", in(StateReturned, nil), s.returned},
			{"withdrawn after a version", in(StateWithdrawn, nil), s.withdrawn},
			{"withdrawn as a draft", in(StateWithdrawn, func(a *Application) { a.Version = 0 }), s.gone},
		} {
			if got := answers(s.actor, c.a, false); got != c.want {
				t.Errorf("%s, %s: %s, want %s", s.who, c.where, got, c.want)
			}
		}
	}
	if got := answers(actor("other", access.Clerk), in(StateDraft, nil), true); got != "yynn" {
		t.Errorf("invited: %s", got)
	}
}

func answers(actor access.Actor, a Application, writer bool) string {
	text := ""
	for _, v := range []access.Verdict{maySee(actor, a, writer), mayWrite(actor, a, writer), maySubmit(actor, a, pilot(), writer), mayOwn(actor, a, writer)} {
		switch {
		case v.Allowed:
			text += "y"
		case v.Hidden:
			text += "-"
		default:
			text += "n"
		}
	}
	return text
}

// Who submits is the programme's: here a clerk, there only a head.
func TestSubmitterIsASetting(t *testing.T) {
	a := Application{Unit: "county", State: StateDraft, Confirmed: true}
	if v := maySubmit(actor("county", access.Clerk), a, another(), false); v.Allowed || v.Hidden {
		t.Errorf("a clerk where the head submits: %+v", v)
	}
	if v := maySubmit(actor("county", access.Head), a, another(), false); !v.Allowed {
		t.Errorf("a head: %+v", v)
	}
}

func TestWhoBegins(t *testing.T) {
	for _, role := range access.All {
		who := actor("county", role)
		if got := mayStart(who).Allowed; got != (role == access.Clerk) {
			t.Errorf("start by %s: %v", role, got)
		}
		if got := mayTypeIn(who).Allowed; got != (role == access.Handler) {
			t.Errorf("typing in by %s: %v", role, got)
		}
	}
}

func TestHolder(t *testing.T) {
	county := Application{UnitName: "甲县科协", City: "city", CityName: "甲市科协"}
	for state, want := range map[act.State]string{StateDraft: "甲县科协", StateReturned: "甲县科协", StateSubmitted: "甲市科协",
		StateEndorsed: "山东省科协办公室", StateWithdrawn: "", StateSelected: ""} {
		county.State = state
		if got := Holder(county, pilot()); got != want {
			t.Errorf("%s is held by %q, want %q", state, got, want)
		}
	}
	if got := Holder(Application{State: StateSubmitted}, pilot()); got != "山东省科协办公室" {
		t.Errorf("a direct one is held by %q", got)
	}
}

func TestEveryStateHasATitle(t *testing.T) {
	for _, s := range States {
		if Titles[s] == "" {
			t.Errorf("%s has no title", s)
		}
	}
	if len(Titles) != len(States) {
		t.Errorf("%d titles of %d states", len(Titles), len(States))
	}
}
