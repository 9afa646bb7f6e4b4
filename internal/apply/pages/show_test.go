package pages

import (
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit/components"
)

// shownIn is a county's own page of its application in a state, while the window is open.
func shownIn(t *testing.T, state act.State) (v showView) {
	v.Cohort.ID, v.Cohort.Programme, v.Now = "c", reformPilot(t), time.Date(2020, 5, 13, 9, 0, 0, 0, time.UTC)
	v.Actor = access.Actor{Unit: "u", Roles: []access.Role{access.Clerk}}
	v.Application = apply.Application{ID: "a", Unit: "u", Kind: "county", State: state, Number: "SD-2020-0001", Version: 1, Cohort: "c"}
	v.Window.Until = v.Now.Add(time.Hour)
	v.Dates = call.Dates{Electronic: v.Window.Until}
	return v
}

// What was withdrawn has no version in force, and its unit is told the way back in while there is time.
func TestWithdrawnTellsTheWayBackIn(t *testing.T) {
	now := time.Date(2020, 5, 13, 9, 0, 0, 0, time.UTC)
	shown := func(state act.State, until time.Time) showView {
		v := shownIn(t, state)
		v.Now, v.Window.Until, v.Dates = now, until, call.Dates{Electronic: until}
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

// Whoever has something back is led to the form first, and to the submit when something has been changed.
func TestReturnedLeadsToTheFormFirst(t *testing.T) {
	v := shownIn(t, apply.StateReturned)
	v.Writes = true
	if got := v.act().Label; got != "打开修改" {
		t.Errorf("unchanged: the next act is %q", got)
	}
	if v.Mended = true; v.act().Label != "检查并提交" {
		t.Errorf("changed: the next act is %q", v.act().Label)
	}
}

// What was withdrawn stands at no stage.
func TestWithdrawnStandsAtNoStage(t *testing.T) {
	for _, s := range shownIn(t, apply.StateWithdrawn).stages() {
		if s.Standing != components.Ahead {
			t.Errorf("%s is %s", s.Name, s.Standing)
		}
	}
}

// No date runs for what has ended, but for what was withdrawn: it may begin again.
func TestNoDateRunsForWhatHasEnded(t *testing.T) {
	for state, runs := range map[act.State]bool{apply.StateNotAccepted: false, apply.StateDeclined: false, apply.StateWithdrawn: true, apply.StateSubmitted: true} {
		if got := shownIn(t, state).Deadline() != nil; got != runs {
			t.Errorf("%s: a date runs: %v", state, got)
		}
	}
}

// Only who may write the form is led to the fields that came back; the others read their names.
func TestOnlyWritersAreLedToWhatCameBack(t *testing.T) {
	v := shownIn(t, apply.StateReturned)
	v.Return.Items = []apply.ReturnItem{{Key: "work_plan", Reason: "写明步骤"}}
	if got := v.returned(false).Items[0]; got.URL != "" || got.Name == "" {
		t.Errorf("a reader gets %+v", got)
	}
	if got := v.returned(true).Items[0].URL; got != v.At("/edit#b-work_plan") {
		t.Errorf("a writer is led to %q", got)
	}
}
