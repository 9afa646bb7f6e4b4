package spread

import (
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

func TestRule_R4_AnActivitySaysWhatWhenWhereAndWhoAndAsksForAnswersBefore(t *testing.T) {
	today := calendar.Date(2022, 8, 1)
	whole := AnnouncingExchange{Title: "现场观摩", Kind: ExchangeVisit, From: "2022-08-10", Place: "甲县", Cohorts: []string{"c"}, AnswerBy: "2022-08-05"}
	for _, c := range []struct {
		name  string
		mend  func(*AnnouncingExchange)
		wrong string
	}{
		{"whole", func(*AnnouncingExchange) {}, ""},
		{"two days", func(x *AnnouncingExchange) { x.Until = "2022-08-11" }, ""},
		{"tomorrow, answered today", func(x *AnnouncingExchange) { x.From, x.AnswerBy = "2022-08-02", "2022-08-01" }, ""},
		{"nothing", func(x *AnnouncingExchange) { *x = AnnouncingExchange{} }, "title kind from place cohorts answer_by"},
		{"a day that is past", func(x *AnnouncingExchange) { x.From, x.AnswerBy = "2022-07-31", "2022-08-01" }, "from answer_by"},
		{"ends before it begins", func(x *AnnouncingExchange) { x.Until = "2022-08-09" }, "until"},
		{"ends on no day", func(x *AnnouncingExchange) { x.Until = "下周" }, "until"},
		{"answered on the day", func(x *AnnouncingExchange) { x.AnswerBy = "2022-08-10" }, "answer_by"},
		{"answered yesterday", func(x *AnnouncingExchange) { x.AnswerBy = "2022-07-31" }, "answer_by"},
		{"too long", func(x *AnnouncingExchange) {
			x.Title, x.Hours, x.Place, x.Words = strings.Repeat("长", mostExchangeTitle+1), strings.Repeat("长", mostExchangeTitle+1), strings.Repeat("长", mostExchangePlace+1),
				strings.Repeat("长", mostExchangeWords+1)
		}, "title hours place words"},
	} {
		x := whole
		c.mend(&x)
		if got := wrongKeys(WrongExchange(x, today)); got != c.wrong {
			t.Errorf("%s: wrong %q, want %q", c.name, got, c.wrong)
		}
	}
	if InvitesAnybody("某批", 1) != nil || !fault.Is(InvitesAnybody("某批", 0), fault.KindInvalid) {
		t.Error("a cohort without a pilot at work is invited, or one with it is not")
	}
}

func TestRule_R4_AnAnswerComesInTimeAndSaysHowMany(t *testing.T) {
	today := calendar.Date(2022, 8, 5)
	for _, c := range []struct {
		state   act.State
		by      calendar.Day
		allowed bool
	}{
		{ExchangeAnnounced, today, true}, {ExchangeAnnounced, today.Add(3), true},
		{ExchangeAnnounced, today.Add(-1), false}, {ExchangeCalledOff, today, false}, {ExchangeSummedUp, today, false},
	} {
		if err := ExchangeAnswerAllowed(c.state, c.by, today); (err == nil) != c.allowed {
			t.Errorf("%s until %s: %v", c.state, c.by, err)
		}
	}
	for _, c := range []struct{ coming, people, note, wrong string }{
		{"yes", "1", "", ""}, {"yes", " 99 ", "带展板", ""}, {"no", "", "", ""}, {"no", "x", "", ""},
		{"", "3", "", "coming"}, {"yes", "", "", "people"}, {"yes", "0", "", "people"}, {"yes", "100", "", "people"}, {"yes", "3.5", "", "people"},
		{"no", "", strings.Repeat("长", mostExchangeNote+1), "note"},
	} {
		if got := wrongKeys(WrongExchangeAnswer(c.coming, c.people, c.note)); got != c.wrong {
			t.Errorf("%s with %q: wrong %q, want %q", c.coming, c.people, got, c.wrong)
		}
	}
}

func TestRule_R4_AnActivityIsCalledOffBeforeItIsOverAndSummedUpAfter(t *testing.T) {
	today := calendar.Date(2022, 8, 10)
	for _, c := range []struct {
		state   act.State
		until   calendar.Day
		reason  string
		callOff bool
		sumUp   bool
	}{
		{ExchangeAnnounced, today, "疫情", true, true}, {ExchangeAnnounced, today.Add(1), "疫情", true, false}, {ExchangeAnnounced, today.Add(-1), "疫情", false, true},
		{ExchangeAnnounced, today.Add(1), " ", false, false}, {ExchangeAnnounced, today.Add(1), strings.Repeat("长", mostExchangeNote+1), false, false},
		{ExchangeCalledOff, today, "疫情", false, false}, {ExchangeSummedUp, today, "疫情", false, false},
	} {
		if err := CallOffAllowed(c.state, c.until, today, c.reason); (err == nil) != c.callOff {
			t.Errorf("%s until %s, because %.5s, called off: %v", c.state, c.until, c.reason, err)
		}
		if err := SumUpAllowed(c.state, c.until, today); (err == nil) != c.sumUp {
			t.Errorf("%s until %s, summed up: %v", c.state, c.until, err)
		}
	}
	for _, c := range []struct {
		words    string
		attended map[string]string
		wrong    string
	}{
		{"看了现场", map[string]string{"p": "3", "q": "", "r": "0", "s": " 99"}, ""}, {"没有办成", nil, ""},
		{" ", nil, "summary"}, {strings.Repeat("长", mostExchangeWords+1), nil, "summary"},
		{"看了现场", map[string]string{"p": "三", "q": "-1", "r": "100"}, "people.p people.q people.r"},
	} {
		if got := wrongKeys(WrongSummary(c.words, c.attended)); got != c.wrong {
			t.Errorf("%.5s %v: wrong %q, want %q", c.words, c.attended, got, c.wrong)
		}
	}
}
