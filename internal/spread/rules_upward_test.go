package spread

import (
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

// wrongKeys are the fields that are wrong, in their order.
func wrongKeys(wrong []fault.Field) string {
	var keys []string
	for _, f := range wrong {
		keys = append(keys, f.Key)
	}
	return strings.Join(keys, " ")
}

func TestRule_J5_OnlyAPublicCaseIsRecommendedAndOnceUntilItIsAnswered(t *testing.T) {
	for _, c := range []struct {
		to      string
		public  bool
		last    act.State
		allowed bool
	}{
		{"上级", true, "", true}, {"上级", true, Taken, true}, {"上级", true, NotTaken, true},
		{"", true, "", false}, {"上级", false, "", false}, {"上级", true, Recommended, false},
	} {
		if err := RecommendAllowed(c.to, c.public, c.last); (err == nil) != c.allowed {
			t.Errorf("to %q, public %v, last %q: %v", c.to, c.public, c.last, err)
		}
	}
	if SameCase(2, 2) != nil || SameCase(1, 2) == nil {
		t.Error("another version than the one proposed is confirmed, or the same is not")
	}
}

func TestRule_J5_ARecommendationSaysWhyWhatIsNewAndWhatCanBeCopied(t *testing.T) {
	most := strings.Repeat("长", mostUpward)
	for _, c := range []struct {
		form  UpwardForm
		wrong string
	}{
		{UpwardForm{"理由", "创新", "复制"}, ""},
		{UpwardForm{most, most, most}, ""},
		{UpwardForm{" ", "", "\n"}, "reason novelty copying"},
		{UpwardForm{most + "长", "创新", "复制"}, "reason"},
	} {
		if got := wrongKeys(WrongRecommendation(c.form)); got != c.wrong {
			t.Errorf("%.20v: wrong %q, want %q", c.form, got, c.wrong)
		}
	}
}

func TestRule_J5_TheLetterBearsANumberAndADateSinceTheApproval(t *testing.T) {
	approved, today := calendar.Date(2022, 8, 1), calendar.Date(2022, 8, 9)
	for _, c := range []struct{ number, dated, wrong string }{
		{"鲁科协函〔2022〕5号", "2022-08-01", ""}, {"鲁科协函〔2022〕5号", "2022-08-09", ""},
		{"", "2022-08-02", "number"}, {"鲁科协函〔2022〕5号", "", "dated"}, {"鲁科协函〔2022〕5号", "2022-08-10", "dated"},
		{"鲁科协函〔2022〕5号", "2022-07-31", "dated"}, {"鲁科协函〔2021〕5号", "2022-08-02", "dated"},
	} {
		if got := wrongKeys(WrongLetter(c.number, c.dated, approved, today)); got != c.wrong {
			t.Errorf("%s of %s: wrong %q, want %q", c.number, c.dated, got, c.wrong)
		}
	}
	if LetterAllowed("") != nil || LetterAllowed("鲁科协函〔2022〕5号") == nil {
		t.Error("a letter is registered twice, or not once")
	}
}

func TestRule_J5_AnOutcomeFollowsTheLetterAndSaysWhat(t *testing.T) {
	if OutcomeAllowed("鲁科协函〔2022〕5号") != nil || OutcomeAllowed("") == nil {
		t.Error("an outcome without a letter is taken, or one with it is not")
	}
	day := func(text string) calendar.Day {
		d, err := calendar.ParseDay(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		to    act.State
		on    string
		words string
		wrong string
	}{
		{Taken, "2022-08-05", "已收录", ""}, {NotTaken, "2022-08-01", "名额已满", ""}, {Taken, "2022-08-10", "已收录", ""}, {Recommended, "2022-08-05", "已收录", "taken"},
		{"", "", " ", "taken answered_on outcome"}, {Taken, "2022-08-05", strings.Repeat("长", mostUpward+1), "outcome"},
		{Taken, "2022-07-31", "已收录", "answered_on"}, {Taken, "2022-08-11", "已收录", "answered_on"}, {Taken, "五日", "已收录", "answered_on"},
	} {
		if got := wrongKeys(WrongOutcome(Answer{c.to, c.on, c.words}, day("2022-08-01"), day("2022-08-10"))); got != c.wrong {
			t.Errorf("%s %s %.10s: wrong %q, want %q", c.to, c.on, c.words, got, c.wrong)
		}
	}
}

// Everybody is told of a recommendation once its letter is out, of what was taken for good, and of nothing that was not.
func TestRule_J5_WhatEverybodyIsToldOfRecommendations(t *testing.T) {
	unsent, sent := Upward{To: "总会", State: Recommended}, Upward{To: "总会", State: Recommended, Number: "函"}
	taken, not := Upward{To: "总会", State: Taken, Number: "函"}, Upward{To: "总会", State: NotTaken, Number: "函"}
	for _, c := range []struct {
		all  []Upward
		want string
	}{
		{nil, ""}, {[]Upward{unsent}, ""}, {[]Upward{sent}, "已向总会推荐"}, {[]Upward{taken}, "已向总会推荐，获得采纳"}, {[]Upward{not}, ""},
		{[]Upward{not, unsent}, ""}, {[]Upward{not, sent}, "已向总会推荐"}, {[]Upward{taken, sent}, "已向总会推荐，获得采纳"}, {[]Upward{taken, not}, "已向总会推荐，获得采纳"},
	} {
		if got := SaidOfUpwards(c.all); got != c.want {
			t.Errorf("%+v: %q, want %q", c.all, got, c.want)
		}
	}
}
