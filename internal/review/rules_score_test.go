package review

import (
	"slices"
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

func sample() Panel {
	return Panel{State: PanelScoring, Criteria: []programme.Criterion{{Key: "a", Name: "甲项", Weight: 60}, {Key: "b", Name: "乙项", Weight: 40}},
		CommentBelow: 60, PerBid: 5, Ties: []string{"b", "a"}}
}

func typed(a, b, comment string) Typed {
	return Typed{Points: map[string]string{"a": a, "b": b}, Comment: comment}
}

func TestRule_C1_ASheetIsWholeAndALowScoreHasAComment(t *testing.T) {
	points, total, comment, err := ReadSheet(sample(), typed("60", " 0 ", " "))
	if err != nil || total != 60 || points["a"] != 60 || points["b"] != 0 || comment != "" {
		t.Fatal(points, total, comment, err)
	}
	for _, c := range []struct {
		in    Typed
		wrong []string
	}{
		{typed("61", "0", ""), []string{"c-a"}},
		{typed("-1", "41", ""), []string{"c-a", "c-b"}},
		{typed("", "3.5", "有"), []string{"c-a", "c-b"}},
		{typed("59", "0", " "), []string{"comment"}},
	} {
		_, _, _, err := ReadSheet(sample(), c.in)
		f, ok := fault.As(err)
		var keys []string
		if ok {
			for _, field := range f.Fields {
				keys = append(keys, field.Key)
			}
		}
		if !slices.Equal(keys, c.wrong) {
			t.Errorf("%v: wrong at %v, want %v", c.in, keys, c.wrong)
		}
	}
	if _, _, _, err := ReadSheet(sample(), typed("59", "0", "依据不足")); err != nil {
		t.Fatal(err)
	}
}

func TestRule_C1_MeanAndTrimmedMean(t *testing.T) {
	for _, c := range []struct {
		how    programme.Combine
		totals []int
		want   string
	}{
		{programme.Mean, []int{80, 90, 91}, "87.00"},
		{programme.Mean, []int{80, 90, 92}, "87.33"},
		{programme.Mean, []int{80, 81, 81}, "80.67"},
		{programme.Mean, []int{1, 1, 1, 1, 1, 1, 1, 2}, "1.13"},
		{programme.Trimmed, []int{100, 80, 80, 0}, "65.00"},
		{programme.Trimmed, []int{100, 80, 81, 81, 0}, "80.67"},
		{programme.Trimmed, []int{90, 90, 90, 90, 90}, "90.00"},
		{programme.Mean, nil, "0.00"},
	} {
		if got := Combine(c.how, c.totals).String(); got != c.want {
			t.Errorf("%s of %v is %s, want %s", c.how, c.totals, got, c.want)
		}
	}
}

func TestRule_C1_FarOffScoresAreMarked(t *testing.T) {
	if got := FarOff([]int{90, 90, 60}, 20); !slices.Equal(got, []bool{false, false, true}) {
		t.Fatal(got)
	}
	if got := FarOff([]int{90, 90, 61}, 20); slices.Contains(got, true) {
		t.Fatal("marked below the line", got)
	}
	if got := FarOff([]int{30}, 0); got[0] {
		t.Fatal("one alone is not far off")
	}
	if SpreadOf([]int{90, 61, 70}) != 29 || SpreadOf(nil) != 0 {
		t.Fatal("spread")
	}
}

func TestRule_C1_TiesAreBrokenInTheFixedOrder(t *testing.T) {
	one := func(number string, combined, a, b Hundredths) Ranked {
		return Ranked{Number: number, Combined: combined, Criteria: map[string]Hundredths{"a": a, "b": b}, Raw: make([]Raw, 1)}
	}
	got := Rank([]string{"b", "a"}, []Ranked{one("1", 8000, 5000, 3000), {Number: "0", Combined: 0}, one("4", 8000, 5000, 3000),
		one("2", 8000, 4900, 3100), one("3", 8001, 1, 1)})
	var order []string
	for _, r := range got {
		order = append(order, r.Number)
	}
	if !slices.Equal(order, []string{"3", "2", "1", "4", "0"}) {
		t.Fatal(order)
	}
	if got[0].Tied || !got[1].Tied || got[3].Place != 4 || got[4].Place != 0 || got[4].Tied {
		t.Fatalf("%+v", got)
	}
}

func TestRule_C1_WhoMayScoreAndSeeOthers(t *testing.T) {
	r := Round{Panel: sample(), Kept: map[string][]string{"x": {"e2"}}, Assigned: map[string][]string{"x": {"e1"}},
		sheets: map[[2]string]Sheet{}}
	if err := MayScore(r, "e1", "x"); err != nil || MaySeeOthers(r, "e1", "x") {
		t.Fatal("before his own is in", err)
	}
	if f, _ := fault.As(MayScore(r, "e2", "x")); f == nil || f.Rule != "C1" {
		t.Fatal("kept, and may score")
	}
	if !fault.Is(MayScore(r, "e3", "x"), fault.KindNotFound) {
		t.Fatal("not assigned, and may score")
	}
	r.sheets[[2]string{"x", "e1"}] = Sheet{State: SheetSubmitted}
	if !MaySeeOthers(r, "e1", "x") {
		t.Fatal("his own is in")
	}
	r.Panel.Blind = true
	if MaySeeOthers(r, "e1", "x") {
		t.Fatal("blind")
	}
	r.Panel.State = PanelClosed
	if MayScore(r, "e1", "x") == nil {
		t.Fatal("closed")
	}
}

func TestRule_C1_TwoPeopleTypeTheSame(t *testing.T) {
	p := sample()
	if d := Differences(p.Criteria, map[string]int{"a": 1, "b": 2}, map[string]int{"a": 1, "b": 2}, "好 的\n", "好的"); d != nil {
		t.Fatal(d)
	}
	if d := Differences(p.Criteria, map[string]int{"a": 1, "b": 2}, map[string]int{"a": 1, "b": 3}, "好", "不好"); !slices.Equal(d, []string{"乙项", "评语"}) {
		t.Fatal(d)
	}
}

func TestRule_C1_AFarOffScoreMarksItsLine(t *testing.T) {
	if (Ranked{Raw: []Raw{{Total: 90}, {Total: 88}}}).Marked() {
		t.Error("marked without a far-off score")
	}
	if !(Ranked{Raw: []Raw{{Total: 90}, {Total: 20, Marked: true}}}).Marked() {
		t.Error("a far-off score does not mark its line")
	}
}

// closing is one application that two experts score, with the sheets that are in.
func closing(in map[string]act.State) Round {
	r := Round{Panel: sample(), Bids: []Bid{{Application: apply.Application{ID: "x", Number: "1", State: apply.StateInReview}}},
		Assigned: map[string][]string{"x": {"e1", "e2"}}, sheets: map[[2]string]Sheet{}}
	r.Panel.PerBid = 2
	for expert, state := range in {
		r.sheets[[2]string{"x", expert}] = Sheet{State: state}
	}
	return r
}

// The scoring ends when every application has a score, and with a reason where sheets are missing.
func TestRule_C1_TheScoringEndsWithEverySheetOrAReason(t *testing.T) {
	whole := func() Round {
		return closing(map[string]act.State{"e1": SheetSubmitted, "e2": SheetSubmitted})
	}
	if err := MayClose(whole(), ""); err != nil {
		t.Errorf("every sheet is in: %v", err)
	}
	one := closing(map[string]act.State{"e1": SheetSubmitted})
	if err := MayClose(one, " "); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("a sheet is missing: %v", err)
	}
	if err := MayClose(one, "专家住院"); err != nil {
		t.Errorf("missing with the reason: %v", err)
	}
	if err := MayClose(closing(nil), "专家住院"); !fault.Is(err, fault.KindConflict) {
		t.Errorf("an application without a score: %v", err)
	}
	over := whole()
	over.Panel.State = PanelClosed
	if err := MayClose(over, ""); !fault.Is(err, fault.KindConflict) {
		t.Errorf("closed already: %v", err)
	}
}
