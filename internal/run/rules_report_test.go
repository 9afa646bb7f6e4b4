package run

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
)

func ymd(text string) calendar.Day {
	d, err := calendar.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func halfOf(from, until string) Half { return Half{ymd(from), ymd(until)} }

func instant(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, clock.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

func TestRule_R2_HalfYearsFollowTheCalendar(t *testing.T) {
	for _, c := range []struct {
		today, last, begun string
		months             int
		want, name         string
	}{
		{"2020-12-10", "", "2020-06-30", 6, "2020-07-01 2020-12-31", "2020年下半年"}, // the one that is ending
		{"2021-01-20", "", "2020-06-30", 6, "2020-07-01 2020-12-31", "2020年下半年"}, // the one that has just ended
		{"2020-08-01", "", "2020-06-30", 6, "2020-07-01 2020-12-31", "2020年下半年"}, // not one in which nobody worked
		{"2021-06-10", "2020-12-31", "2020-06-30", 6, "2021-01-01 2021-06-30", "2021年上半年"},
		{"2022-12-10", "2020-12-31", "2020-06-30", 6, "2021-01-01 2021-06-30", "2021年上半年"}, // one was left out: it can be asked for
		{"2021-12-10", "", "2020-06-30", 12, "2021-01-01 2021-12-31", "2021年度"},
		{"2021-03-20", "", "2020-06-30", 3, "2021-01-01 2021-03-31", "2021年1月至3月"},
		{"2021-03-20", "2020-10-15", "2020-06-30", 5, "2020-10-16 2021-03-15", "2020年10月至2021年3月"},
	} {
		last := calendar.Day{}
		if c.last != "" {
			last = ymd(c.last)
		}
		h := NextHalf(ymd(c.today), last, ymd(c.begun), c.months)
		if got := h.From.String() + " " + h.Until.String(); got != c.want || h.Name() != c.name {
			t.Errorf("on %s after %q: %s %s, want %s %s", c.today, c.last, got, h.Name(), c.want, c.name)
		}
	}
	if h := MonthsOf(ymd("2021-02-20"), 5); h.From.String() != "2021-02-01" || h.Until.String() != "2021-06-30" {
		t.Errorf("five months: %v", h)
	}
}

// mends are the fields that have to be mended.
func mends(wrong []fault.Field) string {
	keys := make([]string, len(wrong))
	for i, f := range wrong {
		keys[i] = f.Key
	}
	return strings.Join(keys, " ")
}

func TestRule_R2_AStocktakingNeedsLivingPilotsAndAPeriod(t *testing.T) {
	living := map[string]int{"a": 3, "b": 2, "empty": 0}
	right := Calling{Title: "2020年下半年", Cohorts: []string{"a"}, Half: halfOf("2020-07-01", "2020-12-31"), Due: ymd("2021-01-15")}
	now := instant("2020-12-10 09:00")
	for want, change := range map[string]func(*Calling){
		"":                  func(*Calling) {},
		"title":             func(x *Calling) { x.Title = " " },
		"cohorts":           func(x *Calling) { x.Cohorts = nil },
		"cohorts ":          func(x *Calling) { x.Cohorts = []string{"empty"} },
		"until":             func(x *Calling) { x.Half = halfOf("2020-07-01", "2020-06-30") },
		"until ":            func(x *Calling) { x.Half.Until = calendar.Day{} },
		"until  ":           func(x *Calling) { x.Half.From = calendar.Day{} },
		"until   ":          func(x *Calling) { x.Half = halfOf("2018-07-01", "2020-07-02") },
		"from":              func(x *Calling) { x.Half = halfOf("2020-12-11", "2020-12-31") },
		"due":               func(x *Calling) { x.Due = calendar.Day{} },
		"due ":              func(x *Calling) { x.Due = ymd("2020-12-10") },
		"due  ":             func(x *Calling) { x.Due = ymd("2021-12-11") },
		"title cohorts due": func(x *Calling) { *x = Calling{Half: x.Half} },
	} {
		x := right
		change(&x)
		if got := mends(WrongCalling(x, living, nil, now)); got != strings.TrimSpace(want) {
			t.Errorf("%q: %q is wrong", want, got)
		}
	}
	for _, edge := range []func(*Calling){func(x *Calling) { x.Due = ymd("2020-12-11") }, func(x *Calling) { x.Due = ymd("2021-12-10") },
		func(x *Calling) { x.Half = halfOf("2020-12-10", "2020-12-31") }, func(x *Calling) { x.Half = halfOf("2018-07-01", "2020-07-01") },
		func(x *Calling) { x.Half = halfOf("2020-12-10", "2020-12-10") }, func(x *Calling) { x.Cohorts = []string{"empty", "b"} }} {
		x := right
		edge(&x)
		if wrong := WrongCalling(x, living, nil, now); wrong != nil {
			t.Errorf("%+v: %v", x, wrong)
		}
	}
}

// Cohorts overlap: one stocktaking asks several, and none of them twice for a day.
func TestRule_N3_NoCohortIsAskedTwiceForADay(t *testing.T) {
	living := map[string]int{"a": 3, "b": 2}
	before := []Stocktaking{{Title: "上次", Cohorts: []string{"a", "b"}, From: ymd("2020-07-01"), Until: ymd("2020-12-31"), At: instant("2020-12-10 09:00")}}
	x := Calling{Title: "这次", Cohorts: []string{"c", "b"}, Half: halfOf("2020-12-31", "2021-06-30"), Due: ymd("2021-07-15")}
	now := instant("2021-06-10 09:00")
	living["c"] = 1
	if got := mends(WrongCalling(x, living, before, now)); got != "cohorts" {
		t.Errorf("a day twice: %q", got)
	}
	x.Half.From = ymd("2021-01-01")
	if wrong := WrongCalling(x, living, before, now); wrong != nil {
		t.Errorf("the day after: %v", wrong)
	}
	x.Cohorts, x.Half = []string{"c"}, halfOf("2020-07-01", "2021-06-30")
	if wrong := WrongCalling(x, living, before, now); wrong != nil {
		t.Errorf("another cohort: %v", wrong)
	}
	x.Cohorts, x.Half = []string{"a"}, halfOf("2020-01-01", "2020-07-01")
	if got := mends(WrongCalling(x, living, before, now)); got != "cohorts" {
		t.Errorf("the first day twice: %q", got)
	}
}

func TestRule_R2_OnlyThoseOpenedBeforeTheCallAreAsked(t *testing.T) {
	called := instant("2020-12-10 09:00")
	s := Stocktaking{Title: "2020年下半年", Cohorts: []string{"a", "b"}, At: called, State: StocktakingOpen}
	if !Asked(s, "b", called) || Asked(s, "b", called.Add(1)) || Asked(s, "c", called.Add(-1)) {
		t.Error("who is asked")
	}
	p := Pilot{Cohort: "a", OpenedAt: called}
	if err := MayReport(s, p); err != nil {
		t.Error(err)
	}
	p.OpenedAt = called.Add(1)
	if err := MayReport(s, p); !fault.Is(err, fault.KindConflict) {
		t.Errorf("opened after the call: %v", err)
	}
	s.State, p.OpenedAt = StocktakingClosed, called
	if err := MayReport(s, p); !fault.Is(err, fault.KindConflict) {
		t.Errorf("closed: %v", err)
	}
	for want, one := range map[Standing]struct {
		report, pilot act.State
	}{StandReported: {ReportHandedIn, Ended}, StandExcused: {ReportExcused, Running}, StandOwing: {"", Rectifying}, StandEnded: {"", Withdrawn}} {
		if got := StandingOf(Report{State: one.report}, one.pilot); got != want {
			t.Errorf("%v: %s", one, got)
		}
	}
}

func TestRule_R2_AMilestoneIsReportedWithItsState(t *testing.T) {
	m := Milestone{Key: "m1", What: "建立联席会议", Target: "12", Unit: "次"}
	last := []ReportLine{{Milestone: "m1", State: OnTheWay, Actual: "4", Evidence: "会议纪要", Next: "继续", Files: []string{"x"}, Word: "旧"}}
	for _, c := range []struct {
		line ReportLine
		last []ReportLine
		want string
	}{
		{ReportLine{}, nil, "state-m1"},
		{ReportLine{State: "finished"}, nil, "state-m1"},
		{ReportLine{State: NotBegun}, nil, ""},
		{ReportLine{State: OnTheWay, Actual: "4"}, nil, ""},
		{ReportLine{State: OnTheWay, Actual: "四"}, nil, "actual-m1"},
		{ReportLine{State: OnTheWay, Actual: "1.2.3"}, nil, "actual-m1"},
		{ReportLine{State: OnTheWay, Actual: "1e3"}, nil, "actual-m1"},
		{ReportLine{State: OnTheWay, Actual: "１，２００．５％"}, nil, ""},
		{ReportLine{State: Behind, Actual: "-3"}, nil, ""},
		{ReportLine{State: Done}, nil, "actual-m1"},
		{ReportLine{State: Done, Actual: "12"}, nil, ""},
		{ReportLine{State: Done, Actual: "11.9999"}, nil, "word-m1"},
		{ReportLine{State: Done, Actual: "11", Word: "合并召开一次"}, nil, ""},
		{ReportLine{State: Behind, Actual: "11"}, nil, ""},
		{ReportLine{State: GivenUp}, nil, "word-m1"},
		{ReportLine{State: GivenUp, Word: "机构已撤并"}, nil, ""},
		{ReportLine{Unchanged: true, Word: "疫情期间暂停"}, last, ""},
		{ReportLine{Unchanged: true}, last, "word-m1"},
		{ReportLine{Unchanged: true, Word: "同上次"}, nil, "same-m1"},
	} {
		c.line.Milestone = "m1"
		body := ReportBody{Lines: Filled([]ReportLine{c.line}, c.last)}
		if got := mends(WrongReport(body, []Milestone{m}, c.last, ServesHalf)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.line, got, c.want)
		}
	}
	m.Target = "全部"
	if wrong := WrongReport(ReportBody{Lines: []ReportLine{{Milestone: "m1", State: Done, Actual: "0"}}}, []Milestone{m}, nil, ServesHalf); wrong != nil {
		t.Errorf("a target that is no number: %v", wrong)
	}
	if got := mends(WrongReport(ReportBody{}, []Milestone{m}, nil, ServesHalf)); got != "state-m1" {
		t.Errorf("a milestone left out: %q", got)
	}
	filled := Filled([]ReportLine{{Milestone: "m1", Unchanged: true, Word: "暂停", Actual: "9"}, {Milestone: "m2", Actual: "1"}}, last)
	if want := (ReportLine{Milestone: "m1", State: OnTheWay, Actual: "4", Evidence: "会议纪要", Next: "继续", Files: []string{"x"}, Word: "暂停", Unchanged: true}); fmt.Sprint(filled[0]) != fmt.Sprint(want) {
		t.Errorf("filled %+v", filled[0])
	}
	if filled[1].Actual != "1" {
		t.Errorf("filled %+v", filled[1])
	}
}

func TestRule_R2_AReportCanBePrinted(t *testing.T) {
	lacks := func(text string) []rune {
		if strings.Contains(text, "☃") {
			return []rune("☃")
		}
		return nil
	}
	long := strings.Repeat("长", mostReportWords)
	if wrong := WrongTexts(ReportBody{Lines: []ReportLine{{Milestone: "m1", Evidence: long, Problem: long, Next: long, Word: long}}, Summary: strings.Repeat("长", mostReportSummary)}, lacks); wrong != nil {
		t.Errorf("just as long as may be: %v", wrong)
	}
	long += "长"
	body := ReportBody{Lines: []ReportLine{{Milestone: "m1", Evidence: long, Problem: long, Next: long, Word: long}}, Summary: strings.Repeat("长", mostReportSummary+1)}
	if got := mends(WrongTexts(body, lacks)); got != "evidence-m1 problem-m1 next-m1 word-m1 summary" {
		t.Errorf("too long: %q", got)
	}
	if got := mends(WrongTexts(ReportBody{Lines: []ReportLine{{Milestone: "m1", Next: "☃"}}, Summary: "☃"}, lacks)); got != "next-m1 summary" {
		t.Errorf("not to be printed: %q", got)
	}
}

func TestRule_R2_WhatIsAskedBesides(t *testing.T) {
	m := []Milestone{{Key: "m1", Target: "1"}}
	lines := []ReportLine{{Milestone: "m1", State: Done, Actual: "1"}}
	for _, c := range []struct {
		milestones []Milestone
		serves     Serves
		want       string
	}{{m, ServesHalf, ""}, {m, ServesMidterm, "summary"}, {m, ServesFinal, "summary"}, {nil, ServesHalf, "summary"}} {
		if got := mends(WrongReport(ReportBody{Lines: lines, Summary: " "}, c.milestones, nil, c.serves)); got != c.want {
			t.Errorf("%q with %d milestones: %q", c.serves, len(c.milestones), got)
		}
		if wrong := WrongReport(ReportBody{Lines: lines, Summary: "已完成"}, c.milestones, nil, c.serves); wrong != nil {
			t.Errorf("%q: %v", c.serves, wrong)
		}
	}
}

func TestRule_R2_AStocktakingIsDueEverySixMonths(t *testing.T) {
	begun := instant("2020-06-30 09:00")
	for now, want := range map[string]bool{"2020-12-29 23:59": false, "2020-12-30 00:00": true} {
		if TakeStock(time.Time{}, begun, 6, instant(now)) != want {
			t.Errorf("after the release, %s: %v", now, !want)
		}
	}
	called := instant("2020-12-10 09:00")
	for now, want := range map[string]bool{"2021-06-09 23:59": false, "2021-06-10 00:00": true} {
		if TakeStock(called, begun, 6, instant(now)) != want {
			t.Errorf("after the last, %s: %v", now, !want)
		}
	}
}

// Whatever is typed as a number, it is read the same with digits of either width, and what is no number is refused.
func TestFiguresAreReadInEitherWidth(t *testing.T) {
	wide := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, s)
	}
	for _, text := range []string{"0", "12", "3.1415", "-7", "1,200"} {
		a, is := figureOf(text)
		b, too := figureOf(wide(text))
		if !is || !too || a.Cmp(b) != 0 {
			t.Errorf("%s: %v, %v", text, a, b)
		}
	}
	for _, text := range []string{"", "-", "十二", "1/3", "12345678901234", "0.12345", "1e9", "0x1f", "NaN"} {
		if v, is := figureOf(text); is {
			t.Errorf("%q is %v", text, v)
		}
	}
	if v, _ := figureOf("1.2"); v.String() != "6/5" {
		t.Errorf("1.2 is %s", v)
	}
}
