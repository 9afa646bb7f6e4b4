package review

import (
	"testing"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

func TestRule_C1_AReviewHasTheStagesOfItsProgramme(t *testing.T) {
	one, two := programme.Review{On: true}, programme.Review{On: true, Letter: &programme.Letter{}}
	for _, c := range []struct {
		of          programme.Review
		asked, want int
		refused     bool
	}{
		{one, OnlyStage, OnlyStage, false}, {one, LetterStage, 0, true}, {one, PanelStage, 0, true}, {programme.Review{}, OnlyStage, 0, true},
		{two, OnlyStage, LetterStage, false}, {two, LetterStage, LetterStage, false}, {two, PanelStage, PanelStage, false}, {two, 3, 0, true}, {two, -1, 0, true},
	} {
		got, err := StageAsked(c.of, c.asked)
		if f, _ := fault.As(err); (f != nil) != c.refused || got != c.want {
			t.Errorf("asked %d: %d, %v", c.asked, got, err)
		}
	}
}

func TestRule_C1_TheLineTakesAllWhoTieWithTheLast(t *testing.T) {
	scores := []Hundredths{7000, 9000, 8000, 8500, 8000}
	for _, c := range []struct {
		how    programme.GoOn
		scores []Hundredths
		want   Hundredths
	}{
		{programme.GoOn{By: programme.ByPlaces, N: 1}, scores, 9000},
		{programme.GoOn{By: programme.ByPlaces, N: 3}, scores, 8000}, // and so the fourth goes on
		{programme.GoOn{By: programme.ByPlaces, N: 9}, scores, 7000},
		{programme.GoOn{By: programme.ByShare, N: 20}, scores, 9000},
		{programme.GoOn{By: programme.ByShare, N: 21}, scores, 8500},
		{programme.GoOn{By: programme.ByShare, N: 100}, scores, 7000},
		{programme.GoOn{By: programme.ByScore, N: 82}, scores, 8200},
		{programme.GoOn{By: programme.ByScore, N: 82}, nil, 8200},
		{programme.GoOn{By: programme.ByPlaces, N: 2}, nil, 0},
	} {
		if got := LineOf(c.how, c.scores); got != c.want {
			t.Errorf("%s of %v: %s, want %s", c.how.Words(), c.scores, got, c.want)
		}
	}
}

func TestRule_C1_TheFinalScoreIsWeighted(t *testing.T) {
	for _, c := range []struct {
		share               int
		letter, panel, want Hundredths
	}{{0, 9000, 8000, 8000}, {100, 9000, 8000, 9000}, {40, 9000, 8000, 8400}, {50, 8001, 8000, 8001}, {33, 8000, 8001, 8001}, {60, 10000, 10000, 10000}} {
		if got := Weighted(c.share, c.letter, c.panel); got != c.want {
			t.Errorf("%d%%: %s, want %s", c.share, got, c.want)
		}
	}
}

func TestRule_C1_WhatTheLetterReviewKeepsFromThePanel(t *testing.T) {
	r := Round{Panel: Panel{Name: "函评组"}, Assigned: map[string][]string{"x": {"read", "told"}, "y": {"absent"}},
		Seats:     []Seat{{Expert: Expert{ID: "read"}, State: SeatAccepted}, {Expert: Expert{ID: "absent"}, State: SeatDrawn}, {Expert: Expert{ID: "told"}, State: SeatAccepted}},
		Relations: []Relation{{Expert: "told", Application: "x", What: "师生"}}, sheets: map[[2]string]Sheet{{"y", "scored"}: {State: SheetVoid}}}
	for _, c := range []struct {
		again               bool
		expert, application string
		want                Ground
	}{{false, "read", "x", ReadBefore}, {true, "read", "x", ""}, {false, "read", "y", ""}, {false, "absent", "y", ""}, {false, "scored", "y", ReadBefore},
		{false, "told", "x", Declared}, {true, "told", "x", Declared}, {false, "stranger", "x", ""}} {
		if got, why := CarriedOver(r, c.again, c.expert, c.application); got != c.want || (why == "") != (got == "") {
			t.Errorf("%s and %s: %q, %q", c.expert, c.application, got, why)
		}
	}
}

func TestRule_C1_AReviewOfTwoStagesEnds(t *testing.T) {
	line := func(in, on bool) LetterResult { return LetterResult{Lines: []LetterLine{{In: in, On: on}}} }
	fixed := line(true, true)
	fixed.Fixed = true
	for _, c := range []struct {
		name   string
		result LetterResult
		unread int
		over   bool
	}{
		{"all who go on have sat", fixed, 0, true},
		{"one has still to sit", line(false, true), 0, false},
		{"nobody reached the line", line(false, false), 0, true},
		{"nobody so far, one not read yet", line(false, false), 1, false},
		{"all have sat, one that came later", fixed, 1, true},
	} {
		if got := StagesOver(c.result, c.unread); got != c.over {
			t.Errorf("%s: over %v", c.name, got)
		}
	}
}
