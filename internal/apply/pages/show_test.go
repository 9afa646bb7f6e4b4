package pages

import (
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
)

// What was withdrawn has no version in force, and its unit is told the way back in while there is time.
func TestWithdrawnTellsTheWayBackIn(t *testing.T) {
	now := time.Date(2020, 5, 13, 9, 0, 0, 0, time.UTC)
	shown := func(state act.State, until time.Time) showView {
		var v showView
		v.Cohort.ID, v.Cohort.Programme, v.Now = "c", reformPilot(t), now
		v.Actor = access.Actor{Unit: "u", Roles: []access.Role{access.Clerk}}
		v.Application = apply.Application{ID: "a", Unit: "u", Kind: "county", State: state, Number: "SD-2020-0001", Version: 1, Cohort: "c"}
		v.Window.Until, v.Dates = until, call.Dates{Electronic: until}
		return v
	}
	later, past := now.Add(time.Hour), now.Add(-time.Hour)
	for _, c := range []struct {
		state       act.State
		until       time.Time
		label, term string
	}{
		{apply.StateWithdrawn, later, "重新申报", "最近提交"},
		{apply.StateWithdrawn, past, "", "最近提交"},
		{apply.StateSubmitted, later, "接下来做什么", "现行版本"},
	} {
		v := shown(c.state, c.until)
		if got := v.act().Label; got != c.label {
			t.Errorf("%s until %s: the next act is %q, want %q", c.state, c.until, got, c.label)
		}
		found := false
		for _, term := range v.terms() {
			found = found || term.Name == c.term
		}
		if !found {
			t.Errorf("%s: no term %q", c.state, c.term)
		}
	}
}
