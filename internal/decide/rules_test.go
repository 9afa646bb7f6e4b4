package decide

import (
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/worldtest"
)

func TestRule_C2_WhatARecordMustSay(t *testing.T) {
	p, today := worldtest.Pilot(t), calendar.Date(2020, 6, 18)
	applied := map[string][]int{"a": {2, 6}, "b": {1}}
	good := Taken{Session: "第6次", On: "2020-06-18", Excerpt: "x", Lines: []TakenLine{{Application: "a", Outcome: Fewer, Contents: []int{6}},
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
