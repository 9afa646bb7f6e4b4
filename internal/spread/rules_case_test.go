package spread

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/run"
)

func picture(n byte) Picture {
	return Picture{Large: strings.Repeat(string('a'+n), 64), Small: strings.Repeat(string('0'+n), 64), Width: 1600, Height: 1200, Caption: "现场会", Consent: true}
}

func noLack(string) []rune { return nil }

func wrongWith(change func(*Body)) string {
	b := body("三长制")
	b.Pictures = []Picture{picture(0), picture(1)}
	change(&b)
	var keys []string
	for _, f := range CaseFaults(b, []int{2, 6}, func(text string) []rune {
		if strings.Contains(text, "䶮") {
			return []rune{'䶮'}
		}
		return nil
	}) {
		keys = append(keys, f.Key)
	}
	return strings.Join(keys, " ")
}

func TestRule_J3_ACaseSaysEverythingThatIsAsked(t *testing.T) {
	one, two := picture(0), picture(1)
	for _, c := range []struct {
		change func(*Body)
		want   string
	}{
		{func(b *Body) {}, ""},
		{func(b *Body) { b.Title = " " }, "title"},
		{func(b *Body) { b.Title = strings.Repeat("长", 60) }, ""},
		{func(b *Body) { b.Title = strings.Repeat("长", 61) }, "title"},
		{func(b *Body) { b.Title = "两\n行" }, "title"},
		{func(b *Body) { b.Summary = strings.Repeat("长", 300) }, ""},
		{func(b *Body) { b.Summary = strings.Repeat("长", 301) }, "summary"},
		{func(b *Body) { b.Problem, b.Measures, b.Effects, b.Copying = "", "", "", "" }, "problem measures effects copying"},
		{func(b *Body) { b.Measures = strings.Repeat("长", 4001) }, "measures"},
		{func(b *Body) { b.Copying = "䶮" }, "copying"},
		{func(b *Body) { b.Contents = nil }, "contents"},
		{func(b *Body) { b.Contents = []int{2, 3} }, "contents"},
		{func(b *Body) { b.Pictures[0].Caption = "" }, CaptionPart(one)},
		{func(b *Body) { b.Pictures[0].Caption = strings.Repeat("长", 61) }, CaptionPart(one)},
		{func(b *Body) { b.Pictures[1].Consent = false }, ConsentPart(two)},
		{func(b *Body) { b.Pictures[1] = b.Pictures[0] }, "pictures"},
		{func(b *Body) { b.Pictures[0].Small = "" }, "pictures"},
		{func(b *Body) { b.Pictures[0].Large = "../" }, "caption-../ pictures"},
		{func(b *Body) { b.Pictures[0].Width = 0 }, "pictures"},
		{func(b *Body) {
			for n := byte(2); n < 10; n++ {
				b.Pictures = append(b.Pictures, Picture{Large: strings.Repeat(string('0'+n), 64), Small: strings.Repeat("c", 64), Width: 1, Height: 1, Caption: "x", Consent: true})
			}
		}, "pictures"},
		{func(b *Body) { b.Effects = "13800000000" }, ""},
		{func(b *Body) { b.Pictures[0].Caption = "11010519491231002X" }, CaptionPart(one)},
		{func(b *Body) { b.Effects = "4111111111111111" }, "effects"},
	} {
		want := strings.ReplaceAll(c.want, "caption-../ ", "")
		if got := wrongWith(c.change); got != want {
			t.Errorf("wrong with %q, want %q", got, want)
		}
	}
	whole := body("总体")
	whole.Contents = nil
	if wrong := CaseFaults(whole, nil, noLack); len(wrong) > 0 {
		t.Errorf("a programme without contents: %v", wrong)
	}
}

func TestRule_J3_EverythingOfACaseIsFoundBySearch(t *testing.T) {
	b := body("ABC 三长制")
	b.Pictures = []Picture{picture(0)}
	for _, want := range []string{"abc 三长制", b.Summary, b.Problem, b.Copying, "现场会"} {
		if !strings.Contains(b.Words(), folded(want)) {
			t.Errorf("%q is not among %q", want, b.Words())
		}
	}
	if len(b.Texts()) != 7 || Most(PartTitle) != MostTitle || Most(PartSummary) != MostSummary || Most("effects") != MostPart || Most(CaptionPart(picture(0))) != MostCaption {
		t.Error("the texts and how long they may be")
	}
	if ConsentPart(picture(0)) == CaptionPart(picture(0)) || ConsentPart(picture(0)) == ConsentPart(Picture{Large: "other"}) {
		t.Error("each picture's tick is its own")
	}
}

func TestRule_J3_OfWhichPilotsCasesAre(t *testing.T) {
	for s := range run.StateTitles {
		lost := slices.Contains([]act.State{run.Disqualified, run.Withdrawn, run.Terminated}, s)
		if err := MayWorkOn(s); fault.Is(err, fault.KindConflict) != lost {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestRule_J5_WhoseCasesAreHeldUpAsExamples(t *testing.T) {
	for s := range run.StateTitles {
		held := slices.Contains([]act.State{run.Disqualified, run.Withdrawn, run.Terminated, run.Rectifying, run.LossProposed}, s)
		if err := MayPublish(s, false); fault.Is(err, fault.KindConflict) != held {
			t.Errorf("%s is let out: %v", s, err)
		}
		if MayPublish(s, true) == nil {
			t.Errorf("%s, not passed, is let out", s)
		}
	}
}

func TestRule_J3_WhenACaseIsHandedIn(t *testing.T) {
	for s := range StateTitles {
		refused := slices.Contains([]act.State{HandedIn, Checked, Dropped}, s)
		if err := MayHandIn(s); fault.Is(err, fault.KindConflict) != refused {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestRule_J5_TheVersionThatWasReadIsJudged(t *testing.T) {
	c := Case{State: HandedIn, N: 2}
	if err := MayJudge(c, 2, HandedIn); err != nil {
		t.Error(err)
	}
	for _, err := range []error{MayJudge(c, 1, HandedIn), MayJudge(c, 3, HandedIn), MayJudge(c, 2, Checked)} {
		if !fault.Is(err, fault.KindConflict) {
			t.Errorf("judged: %v", err)
		}
	}
}

func TestRule_J5_WhatWasPublicIsTakenDownAndNothingElse(t *testing.T) {
	day := time.Unix(1e9, 0)
	for _, c := range []struct {
		c          Case
		down, drop bool
	}{
		{Case{State: Draft}, false, true},
		{Case{State: Returned, N: 2}, false, true},
		{Case{State: Published, N: 1, Shown: 1, ShownAt: day}, true, false},
		{Case{State: Returned, N: 2, Shown: 1, ShownAt: day}, true, false},
		{Case{State: TakenDown, N: 1, ShownAt: day}, false, false},
		{Case{State: Dropped, N: 1}, false, false},
	} {
		if down, drop := MayTakeDown(c.c) == nil, MayDrop(c.c) == nil; down != c.down || drop != c.drop {
			t.Errorf("%+v: taken down %v, dropped %v", c.c, down, drop)
		}
	}
	if len(reasonFaults(" ")) != 1 || len(reasonFaults("数据有误")) != 0 || len(reasonFaults(strings.Repeat("长", 1001))) != 1 {
		t.Error("the reason")
	}
}

func TestRule_J5_ACaseIsSentBackItemByItem(t *testing.T) {
	b := body("三长制")
	for words, items := range map[string][]run.ReturnItem{
		"":               {{Part: "effects", Words: "补充"}, {Part: PartPictures, Words: "加图"}, {Part: PartContents, Words: "核对"}},
		"words-title":    nil,
		"words-effects":  {{Part: "effects", Words: " "}},
		"words-copying":  {{Part: "copying", Words: strings.Repeat("长", 1001)}},
		"words-not-here": {{Part: "not-here", Words: "补充"}},
	} {
		wrong := ReturnFaults(b.Returnable(), items)
		if len(wrong) > 1 || words == "" && len(wrong) > 0 || words != "" && (len(wrong) != 1 || wrong[0].Key != words) {
			t.Errorf("%v: %v, want %q", items, wrong, words)
		}
	}
}
