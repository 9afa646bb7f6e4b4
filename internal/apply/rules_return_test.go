package apply

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
)

// midnight is the beginning of a day.
func midnight(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02", s, clock.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Which date counts: the cohort's, a return's own, a late door's.
func TestRule_A5_WhichDateCounts(t *testing.T) {
	at := func(s string) time.Time { return midnight(t, s) }
	w := Window{Opens: at("2020-05-12"), Until: at("2020-05-19")}
	for _, c := range []struct {
		a    Application
		r    Return
		late time.Time
		want string
	}{
		{Application{State: StateDraft}, Return{}, time.Time{}, "2020-05-19"},
		{Application{State: StateReturned}, Return{Until: at("2020-05-16")}, time.Time{}, "2020-05-16"},
		{Application{State: StateReturned}, Return{Until: at("2020-05-26")}, time.Time{}, "2020-05-26"},
		{Application{State: StateReturned}, Return{Until: at("2020-05-26")}, at("2020-05-28"), "2020-05-28"},
		{Application{State: StateDraft}, Return{}, at("2020-05-21"), "2020-05-21"},
		{Application{State: StateDraft}, Return{}, at("2020-05-13"), "2020-05-19"},
	} {
		if got := WindowOf(w, c.a, c.r, c.late); !got.Until.Equal(at(c.want)) || got.Opens != w.Opens {
			t.Errorf("%s returned until %v, late door %v: %v", c.a.State, c.r.Until, c.late, got.Until)
		}
	}
}

// A city may give time until its own deadline, the electronic one where the programme has none for recommending (A6);
// the office until that for supplements (A5).
func TestRule_A6_ACitysReturnEndsByItsOwnDeadline(t *testing.T) { returnsUntil(t, true) }

func TestRule_A5_TheOfficesReturnEndsByTheSupplementDate(t *testing.T) { returnsUntil(t, false) }

func returnsUntil(t *testing.T, byCity bool) {
	d := call.Dates{Electronic: midnight(t, "2020-05-19"), Supplement: midnight(t, "2020-05-28")}
	want := d.Supplement
	if byCity {
		want = d.Electronic
	}
	if got := ReturnUntil(d, Application{}, byCity); !got.Equal(want) {
		t.Errorf("by the city %v: until %v", byCity, got)
	}
	d.Recommend = midnight(t, "2020-05-21")
	if byCity {
		want = d.Recommend
	}
	if got := ReturnUntil(d, Application{}, byCity); !got.Equal(want) {
		t.Errorf("with a date for recommending, by the city %v: until %v", byCity, got)
	}
}

// Sent back: each field with its reason, until a date that has not passed and is not past the returner's own.
func TestRule_A5_WhatIsSentBackAndUntilWhen(t *testing.T) {
	now, until, last := midnight(t, "2020-05-14"), midnight(t, "2020-05-16"), midnight(t, "2020-05-19")
	at := Application{State: StateSubmitted, Kind: "county"}
	for what, c := range map[string]struct {
		a     Application
		items []ReturnItem
		until time.Time
		key   string // of the fault; "": none
	}{
		"as it should be":           {at, asked, until, ""},
		"the attachments":           {at, []ReturnItem{{AttachmentsKey, "请补充"}}, until, ""},
		"another date":              {Application{State: StateReturned, Kind: "county"}, asked, until, ""},
		"the last day":              {at, asked, last, ""},
		"nothing named":             {at, nil, until, "items"},
		"no reason":                 {at, []ReturnItem{{"work_plan", "　"}}, until, "reason.work_plan"},
		"too long a reason":         {at, []ReturnItem{{"work_plan", strings.Repeat("字", reasonMost+1)}}, until, "reason.work_plan"},
		"a field of another filler": {at, []ReturnItem{{"recommender_opinion", "请改"}}, until, "reason.recommender_opinion"},
		"a date that has passed":    {at, asked, now, "until"},
		"past the returner's own":   {at, asked, last.Add(time.Minute), "until"},
		"no date":                   {at, asked, time.Time{}, "until"},
	} {
		err := MaySendBack(pilot(), c.a, c.items, c.until, last, now)
		f, _ := fault.As(err)
		switch {
		case c.key == "" && err != nil:
			t.Errorf("%s: %v", what, err)
		case c.key != "" && (f == nil || len(f.Fields) != 1 || f.Fields[0].Key != c.key):
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, s := range States {
		err := MaySendBack(pilot(), Application{State: s, Kind: "county"}, asked, until, last, now)
		if may := s == StateSubmitted || s == StateEndorsed || s == StateReturned; may != (err == nil) {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// A late door: after the deadline, for what was not submitted, with a reason and its evidence.
func TestRule_A5_WhenALateDoorOpens(t *testing.T) {
	w := Window{Opens: midnight(t, "2020-05-12"), Until: midnight(t, "2020-05-19")}
	after, good := midnight(t, "2020-05-20"), LateDoor{Until: midnight(t, "2020-05-22"), Reason: "系统中断", Evidence: "x"}
	if err := MayOpenLate(Application{State: StateDraft}, w, good, after); err != nil {
		t.Error(err)
	}
	for what, c := range map[string]struct {
		state Application
		now   time.Time
		in    LateDoor
	}{
		"before the deadline": {Application{State: StateDraft}, w.Until.Add(-time.Second), good},
		"submitted already":   {Application{State: StateSubmitted}, after, good},
		"a date that passed":  {Application{State: StateDraft}, after, LateDoor{Until: after, Reason: "系统中断", Evidence: "x"}},
		"no reason":           {Application{State: StateDraft}, after, LateDoor{Until: good.Until, Evidence: "x"}},
		"no evidence":         {Application{State: StateDraft}, after, LateDoor{Until: good.Until, Reason: "系统中断"}},
	} {
		if MayOpenLate(c.state, w, c.in, c.now) == nil {
			t.Errorf("%s: opened", what)
		}
	}
}
