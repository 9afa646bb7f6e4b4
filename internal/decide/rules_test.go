package decide

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/worldtest"
)

func TestRule_C2_WhatARecordMustSay(t *testing.T) {
	p, today := worldtest.Pilot(t), calendar.Date(2020, 6, 18)
	applied := map[string][]int{"a": {2, 6}, "b": {1}}
	good := Taken{Matter: "建议名单", Session: "第6次", On: "2020-06-18", Excerpt: "x", Lines: []TakenLine{{Application: "a", Outcome: Fewer, Contents: []int{6}},
		{Application: "b", Outcome: Struck, Reason: "重复"}}}
	cases := []struct {
		name   string
		change func(*Taken)
		want   string
	}{
		{"whole", func(*Taken) {}, ""},
		{"no session", func(x *Taken) { x.Session = " " }, "session"},
		{"a day to come", func(x *Taken) { x.On = "2020-06-19" }, "on"},
		{"no day", func(x *Taken) { x.On = "" }, "on"},
		{"no excerpt", func(x *Taken) { x.Excerpt = "" }, "excerpt"},
		{"a line left open", func(x *Taken) { x.Lines[0].Outcome = "" }, "outcome.a"},
		{"struck without reason", func(x *Taken) { x.Lines[1].Reason = "" }, "reason.b"},
		{"contents that were not applied for", func(x *Taken) { x.Lines[0].Contents = []int{3} }, "contents.a"},
		{"none of the contents", func(x *Taken) { x.Lines[0].Contents = nil }, "contents.a"},
		{"all of them, called fewer", func(x *Taken) { x.Lines[0].Contents = []int{2, 6} }, "contents.a"},
		{"nobody agreed to", func(x *Taken) { x.Lines[0] = TakenLine{Application: "a", Outcome: Struck, Reason: "重复"} }, "session"},
		{"somebody left for nothing", func(x *Taken) { x.Left = []Left{{Who: "某丙"}} }, "left"},
	}
	for _, c := range cases {
		x := good
		x.Lines = append([]TakenLine{}, good.Lines...)
		c.change(&x)
		wrong := WrongTaken(p, x, applied, today)
		if got := len(wrong); got == 0 != (c.want == "") || got > 0 && wrong[0].Key != c.want {
			t.Errorf("%s: %v, want %q", c.name, wrong, c.want)
		}
	}
}

func TestRule_C1_NobodyIsPassedOverInSilence(t *testing.T) {
	ranked := []Ranked{{Application: "a", Place: 1}, {Application: "b", Place: 2}, {Application: "c"}}
	states := map[string]act.State{"a": apply.StateInReview, "b": apply.StateInReview, "c": apply.StateInReview, "d": apply.StateInReview}
	cases := []struct {
		name   string
		chosen []string
		why    string
		kind   fault.Kind // 0: may be
	}{
		{"the best", []string{"a"}, "", 0},
		{"nobody", nil, "", fault.KindInvalid},
		{"the second without the first", []string{"b"}, " ", fault.KindInvalid},
		{"with the reason", []string{"b"}, "已有同类试点", 0},
		{"one that nobody ranked", []string{"a", "d"}, "", fault.KindConflict},
	}
	for _, c := range cases {
		if err := MayList(ranked, c.chosen, states, c.why); (err == nil) != (c.kind == 0) || err != nil && !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	states["a"] = apply.StateWithdrawn
	if err := MayList(ranked, []string{"a"}, states, ""); !fault.Is(err, fault.KindConflict) {
		t.Errorf("one that was withdrawn: %v", err)
	}
}

func TestRule_C2_TheProgrammeNamesTheBody(t *testing.T) {
	p := worldtest.Pilot(t)
	if got := BodyFor(p, "建议名单"); got != "省科协主席办公会" {
		t.Errorf("the list is decided by %q", got)
	}
	if got := BodyFor(p, "没有的事项"); got != "" {
		t.Errorf("what the programme does not name is decided by %q", got)
	}
}

// fills are the cases of a reserve: only who stands as one may come up.
func fills(t *testing.T) {
	t.Helper()
	for _, c := range []struct {
		state act.State
		last  Outcome
		may   bool
	}{
		{apply.StateReserve, Reserve, true}, {apply.StateProposed, Reserve, true}, {apply.StateProposed, Agreed, false},
		{apply.StateWithdrawn, Reserve, false}, {apply.StateReserve, "", false}, {apply.StateNotSelected, Struck, false},
	} {
		if err := MayFill(c.state, c.last); (err == nil) != c.may {
			t.Errorf("%s after %q: %v", c.state, c.last, err)
		}
	}
}

func TestRule_C2_OnlyAReserveIsDecidedToComeUp(t *testing.T)      { fills(t) }
func TestRule_C3_OnlyAReserveComesToANoticeOfItsOwn(t *testing.T) { fills(t) }
