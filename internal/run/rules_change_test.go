package run

import (
	"slices"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

func TestRule_R5_WhatAChangeHasToSay(t *testing.T) {
	plan := PlanBody{Department: "学会部"}
	other := PlanBody{Department: "科普部"}
	now := Frame{Contents: []int{2, 6}, Until: calendar.Date(2022, 2, 28), Version: 1, Plan: &plan}
	bare := Frame{Contents: []int{2}, Until: calendar.Date(2022, 2, 28)}
	applied := []int{1, 2, 6}
	for name, c := range map[string]struct {
		x    ChangeAsk
		now  Frame
		want string
	}{
		"fewer":                    {ChangeAsk{Kind: ChangeContents, Contents: []int{2}, Reason: "r"}, now, ""},
		"another":                  {ChangeAsk{Kind: ChangeContents, Contents: []int{1, 2}, Reason: "r"}, now, ""},
		"the same":                 {ChangeAsk{Kind: ChangeContents, Contents: []int{6, 2}, Reason: "r"}, now, "contents"},
		"none":                     {ChangeAsk{Kind: ChangeContents, Reason: "r"}, now, "contents"},
		"not applied for":          {ChangeAsk{Kind: ChangeContents, Contents: []int{2, 3}, Reason: "r"}, now, "contents"},
		"without a reason":         {ChangeAsk{Kind: ChangeContents, Contents: []int{2}, Reason: " "}, now, "reason"},
		"a long reason":            {ChangeAsk{Kind: ChangeWithdrawal, Reason: strings.Repeat("字", mostSaid+1)}, now, "reason"},
		"another plan":             {ChangeAsk{Kind: ChangePlan, Plan: &other, Reason: "r"}, now, ""},
		"the same plan":            {ChangeAsk{Kind: ChangePlan, Plan: &PlanBody{Department: "学会部"}, Reason: "r"}, now, "plan"},
		"no plan":                  {ChangeAsk{Kind: ChangePlan, Reason: "r"}, now, "plan"},
		"none in force":            {ChangeAsk{Kind: ChangePlan, Plan: &other, Reason: "r"}, bare, "plan"},
		"a day later":              {ChangeAsk{Kind: ChangeExtension, Until: "2022-03-01", Reason: "r"}, now, ""},
		"a year later":             {ChangeAsk{Kind: ChangeExtension, Until: "2023-02-28", Reason: "r"}, now, ""},
		"a year and a day":         {ChangeAsk{Kind: ChangeExtension, Until: "2023-03-01", Reason: "r"}, now, "until"},
		"the same day":             {ChangeAsk{Kind: ChangeExtension, Until: "2022-02-28", Reason: "r"}, now, "until"},
		"no day":                   {ChangeAsk{Kind: ChangeExtension, Reason: "r"}, now, "until"},
		"withdrawal":               {ChangeAsk{Kind: ChangeWithdrawal, Reason: "r"}, now, ""},
		"nothing known, no reason": {ChangeAsk{Kind: "other"}, now, "kind reason"},
	} {
		if got := keys(WrongChange(c.x, c.now, applied)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRule_R5_AChangeIsDecidedAsItWasAsked(t *testing.T) {
	now := Frame{Contents: []int{2, 6}, Until: calendar.Date(2022, 2, 28), Version: 1}
	moved := map[ChangeKind]Frame{
		ChangeContents:  {Contents: []int{2}, Until: now.Until, Version: 1},
		ChangePlan:      {Contents: now.Contents, Until: now.Until, Version: 2},
		ChangeExtension: {Contents: now.Contents, Until: calendar.Date(2022, 3, 1), Version: 1},
	}
	for _, kind := range ChangeKinds {
		if err := MayAnswer(Change{Kind: kind, State: ChangeAsked, Was: now}, now); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		for other, as := range moved {
			err := MayAnswer(Change{Kind: kind, State: ChangeAsked, Was: now}, as)
			if (err != nil) != (other == kind) {
				t.Errorf("%s while %s moved: %v", kind, other, err)
			}
		}
		for _, s := range []act.State{ChangeAgreed, ChangeRefused, ChangeTakenBack} {
			if err := MayAnswer(Change{Kind: kind, State: s, Was: now}, now); !fault.Is(err, fault.KindConflict) {
				t.Errorf("%s that is %s: %v", kind, s, err)
			}
		}
	}
	if err := MayAnswer(Change{State: ChangeTakenBack}, now); !strings.Contains(err.Error(), "撤回") {
		t.Errorf("taken back: %v", err)
	}
}

func TestRule_R5_ARefusalSaysWhy(t *testing.T) {
	for _, c := range []struct {
		agree bool
		words string
		want  string
	}{{true, "", ""}, {true, "请注意时间", ""}, {false, " ", "answer"}, {false, "理由不充分", ""}, {true, strings.Repeat("字", mostSaid+1), "answer"}, {false, strings.Repeat("字", mostSaid+1), "answer"}} {
		if got := keys(WrongAnswer(c.agree, c.words)); got != c.want {
			t.Errorf("%v %.12s: %q", c.agree, c.words, got)
		}
	}
}

func TestRule_R5_OneChangeOfAKindAtATime(t *testing.T) {
	all := []Change{{Kind: ChangePlan, State: ChangeAsked}, {Kind: ChangeExtension, State: ChangeRefused}}
	if err := mayBeAsked(ChangePlan, all); !fault.Is(err, fault.KindConflict) {
		t.Errorf("a second: %v", err)
	}
	for _, kind := range []ChangeKind{ChangeExtension, ChangeContents} {
		if err := mayBeAsked(kind, all); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestChangesAreCalledByTheProgrammesWords(t *testing.T) {
	n := programme.Names{Contents: "试点内容", Term: "试点周期"}
	for kind, want := range map[ChangeKind]string{ChangeContents: "变更试点内容", ChangePlan: "变更实施方案", ChangeExtension: "延长试点周期", ChangeWithdrawal: "申请撤回", "": ""} {
		if got := ChangeTitle(kind, n); got != want {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

func TestRule_R5_OneContentIsNotOfferedToBeChanged(t *testing.T) {
	for _, c := range []struct {
		applied []int
		want    int
	}{{[]int{6}, 3}, {[]int{2, 6}, 4}, {nil, 3}} {
		kinds := Offered(c.applied)
		if len(kinds) != c.want || slices.Contains(kinds, ChangeContents) != (c.want == 4) {
			t.Errorf("%v applied for: %v", c.applied, kinds)
		}
	}
}
