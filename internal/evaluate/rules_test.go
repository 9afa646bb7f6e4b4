package evaluate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/worldtest"
)

func day(s string) calendar.Day {
	d, err := calendar.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func refused(t *testing.T, err error, words string) {
	t.Helper()
	switch f, is := fault.As(err); {
	case words == "" && err != nil:
		t.Errorf("refused: %v", err)
	case words != "" && (!is || f.Kind != fault.KindConflict || !strings.Contains(f.Message, words)):
		t.Errorf("%v, want a refusal with %q", err, words)
	}
}

func keysOf(wrong []fault.Field) (keys []string) {
	for _, f := range wrong {
		keys = append(keys, f.Key)
	}
	return keys
}

func TestRule_J1_TheMidtermBeginsWithItsMonthAndAReport(t *testing.T) {
	e := worldtest.Pilot(t).Stages.Evaluate
	from := day("2020-06-30")
	if got := MidtermFrom(e, from).String(); got != "2021-04-30" {
		t.Errorf("the midterm begins on %s", got)
	}
	refused(t, MayMidterm(e, from, day("2021-04-29"), 1), "2021年4月30日")
	refused(t, MayMidterm(e, from, day("2021-04-30"), 0), "半年报告")
	refused(t, MayMidterm(e, from, day("2021-04-30"), 1), "")
	none := e
	none.Midterm = false
	refused(t, MayMidterm(none, from, day("2021-05-30"), 1), "不作中期评估")
	none = e
	none.On = false
	refused(t, MayMidterm(none, from, day("2021-05-30"), 1), "不作中期评估")
}

func TestRule_J1_AFindingForEveryCriterion(t *testing.T) {
	sheet := []programme.Criterion{{Key: "a", Name: "甲", Weight: 40}, {Key: "b", Name: "乙", Weight: 60}}
	long := strings.Repeat("字", mostWords)
	for _, c := range []struct {
		found  []Finding
		passed bool
		wrong  string
	}{
		{[]Finding{{Key: "a", Result: Reached}, {Key: "b", Result: Mostly, Words: "差一点"}}, true, ""},
		{[]Finding{{Key: "a", Result: Reached}}, true, "result.b"},
		{[]Finding{{Key: "a", Result: Reached}, {Key: "b", Result: "x", Words: "情况"}}, true, "result.b"},
		{[]Finding{{Key: "a", Result: Reached}, {Key: "b", Result: Missed, Words: "情况"}}, true, "result.b"},
		{[]Finding{{Key: "a", Result: Reached}, {Key: "b", Result: Missed, Words: "情况"}}, false, ""},
		{[]Finding{{Key: "a", Result: Reached}, {Key: "b", Result: Mostly, Words: " "}}, true, "words.b"},
		{[]Finding{{Key: "a", Result: Reached, Words: long}, {Key: "b", Result: Reached}}, true, ""},
		{[]Finding{{Key: "a", Result: Reached, Words: long + "字"}, {Key: "b", Result: Reached}}, true, "words.a"},
	} {
		if got := strings.Join(keysOf(WrongFindings(sheet, c.found, c.passed)), ","); got != c.wrong {
			t.Errorf("%+v: %q, want %q", c.found, got, c.wrong)
		}
	}
}

func TestRule_J1_WhoDoesNotPassIsToldWhatToPutRight(t *testing.T) {
	good := []Finding{{Key: "a", Result: Reached}}
	sheet := []programme.Criterion{{Key: "a", Name: "甲", Weight: 100}}
	look := func(c Conclusion, words string, items ...string) Looking {
		return Looking{Conclusion: c, Sheet: good, Experts: "某丙", Words: words, Items: items}
	}
	nameless := look(Passed, "")
	nameless.Experts = " "
	many := make([]string, mostItems+1)
	for _, c := range []struct {
		kind  Kind
		x     Looking
		wrong string
	}{
		{Midterm, look(Passed, ""), ""},
		{Midterm, look("", ""), "conclusion"},
		{Midterm, nameless, "experts"},
		{Midterm, look(Failed, ""), "items"},
		{Midterm, look(Failed, "", "补齐"), ""},
		{Midterm, look(Failed, "", many[:mostItems]...), ""},
		{Midterm, look(Failed, "", many...), "items"},
		{Midterm, look(Failed, "", strings.Repeat("字", mostWords)), ""},
		{Midterm, look(Failed, "", strings.Repeat("字", mostWords+1)), "items"},
		{Second, look(Failed, ""), "words"},
		{Second, look(Failed, "仍有差距"), ""},
		{Second, look(Passed, ""), ""},
	} {
		if got := strings.Join(keysOf(WrongLook(c.kind, sheet, c.x)), ","); got != c.wrong {
			t.Errorf("%s %+v: %q, want %q", c.kind, c.x, got, c.wrong)
		}
	}
}

func TestRule_J1_EveryItemIsPutRightWithItsProof(t *testing.T) {
	items := []string{"甲", "乙"}
	long := strings.Repeat("字", mostWords)
	for _, c := range []struct {
		x     []Mended
		wrong string
	}{
		{[]Mended{{What: "乙", Did: "改", Files: []string{"h"}}, {What: "甲", Did: "改", Evidence: "文件"}}, ""},
		{[]Mended{{What: "甲", Did: "改", Evidence: "文件"}}, "did.2"},
		{[]Mended{{What: "甲", Did: " ", Evidence: "文件"}, {What: "乙", Did: "改", Evidence: " "}}, "did.1,evidence.2"},
		{[]Mended{{What: "甲", Did: long, Evidence: long}, {What: "乙", Did: long + "字", Evidence: "文件"}}, "did.2"},
		{[]Mended{{What: "甲", Did: long, Evidence: long + "字"}, {What: "乙", Did: "改", Evidence: "文件"}}, "did.1"},
	} {
		if got := strings.Join(keysOf(WrongRectification(items, c.x)), ","); got != c.wrong {
			t.Errorf("%+v: %q, want %q", c.x, got, c.wrong)
		}
	}
}

func TestRule_J1_TheSecondLookWaitsForItsDateUnlessTheUnitAsks(t *testing.T) {
	until := day("2021-09-29")
	refused(t, MaySecond(day("2021-09-29"), until, false), "2021年9月29日")
	refused(t, MaySecond(day("2021-09-29"), until, true), "")
	refused(t, MaySecond(day("2021-09-30"), until, false), "")
}

func TestRule_J1_TheUnitIsAskedAndHeardBeforeALoss(t *testing.T) {
	today := day("2021-07-10")
	for _, c := range []struct{ words, until, wrong string }{
		{"请陈述", "2021-07-11", ""}, {"请陈述", "2021-07-10", "until"}, {" ", "2021-07-11", "words"}, {"", "x", "words,until"},
	} {
		if got := strings.Join(keysOf(WrongHearing(c.words, c.until, today)), ","); got != c.wrong {
			t.Errorf("%+v: %q", c, got)
		}
	}
	asked := Loss{State: LossAsked, Until: today}
	refused(t, MayState(asked, today), "")
	refused(t, MayState(asked, today.Add(1)), "已经过了")
	refused(t, MayState(Loss{State: Agreed, Until: today}, today), "已经过了")
	stated := asked
	stated.StatedAt = time.Unix(1, 0)
	refused(t, MayDecideLoss(run.LossProposed, asked, today), "还没有陈述")
	refused(t, MayDecideLoss(run.LossProposed, asked, today.Add(1)), "")
	refused(t, MayDecideLoss(run.LossProposed, stated, today), "")
	refused(t, MayDecideLoss(run.LossProposed, Loss{}, today), "没有听取陈述")
	refused(t, MayDecideLoss(run.Rectifying, stated, today), "不在拟取消资格")
}

func TestRule_J2_TheFinalLookComesAtTheEndOfTheTerm(t *testing.T) {
	e := worldtest.Pilot(t).Stages.Evaluate
	until := day("2022-06-29")
	if got := FinalFrom(e, until).String(); got != "2022-04-30" {
		t.Errorf("the last month begins on %s", got)
	}
	refused(t, MayFinal(e, run.MidtermPassed, until, day("2022-04-29"), nil), "2022年4月30日")
	refused(t, MayFinal(e, run.MidtermPassed, until, day("2022-05-30"), nil), "")
	refused(t, MayFinal(e, run.Final, until, day("2022-07-30"), nil), "")
	refused(t, MayFinal(e, run.Running, until, day("2022-05-30"), nil), "没有通过中期评估")
	refused(t, MayFinal(e, run.MidtermPassed, until, day("2022-05-30"), []string{"甲", "乙"}), "甲、乙")
	without := e
	without.Midterm = false
	refused(t, MayFinal(without, run.Running, until, day("2022-05-30"), nil), "")
	without.Final = false
	refused(t, MayFinal(without, run.Running, until, day("2022-05-30"), nil), "不作终期评估")
	without = e
	without.On = false
	refused(t, MayFinal(without, run.MidtermPassed, until, day("2022-05-30"), nil), "不作终期评估")
}

// stocktakings are four half years of the cohort c, the latest first, and one of another.
func stocktakings() []run.Stocktaking {
	half := func(id, cohort, from string) run.Stocktaking {
		return run.Stocktaking{ID: id, Title: id, Cohorts: []string{"x", cohort}, From: day(from)}
	}
	return []run.Stocktaking{half("later", "c", "2022-06-30"), half("last", "c", "2022-06-29"), half("other", "d", "2021-01-01"), half("second", "c", "2021-01-01"), half("first", "c", "2020-07-01")}
}

func TestRule_R2_AStocktakingAsksTheCohortsThatItNamesForTheirTerm(t *testing.T) {
	if got := MissingHalfYears(stocktakings(), nil, run.Pilot{Cohort: "c", Until: day("2022-06-29")}); !slices.Equal(got, []string{"first", "second", "last"}) {
		t.Errorf("asked: %v", got)
	}
}

func TestRule_J2_EveryHalfYearOfThePilotIsReportedOrExcused(t *testing.T) {
	p, all := run.Pilot{Cohort: "c", Until: day("2022-06-29")}, stocktakings()
	reports := []run.Report{{Stocktaking: "second", State: run.ReportExcused}, {Stocktaking: "first", State: run.ReportReplaced}}
	if got := MissingHalfYears(all, reports, p); !slices.Equal(got, []string{"first", "last"}) {
		t.Errorf("missing: %v", got)
	}
	reports = append(reports, run.Report{Stocktaking: "first", State: run.ReportHandedIn}, run.Report{Stocktaking: "last", State: run.ReportHandedIn})
	if got := MissingHalfYears(all, reports, p); len(got) > 0 {
		t.Errorf("missing: %v", got)
	}
}

func TestRule_J2_PointsAndGradesByTheThresholds(t *testing.T) {
	e := worldtest.Pilot(t).Stages.Evaluate
	for total, want := range map[int]string{10000: "优秀", 8500: "优秀", 8499: "良好", 7500: "良好", 7499: "一般", 6000: "一般", 5999: "未通过", 0: "未通过"} {
		if got := GradeFor(e, total); got != want {
			t.Errorf("%d: %s", total, got)
		}
	}
	if got := strings.Join(Grades(e), ","); got != "优秀,良好,一般,未通过" {
		t.Error(got)
	}
	if got := Total([]Finding{{Points: 1250}, {Points: 25}}); got != 1275 || Points(got) != "12.75" || Points(9000) != "90" {
		t.Errorf("%d", got)
	}
	for text, want := range map[string]int{"0": 0, "20": 2000, " 17.5 ": 1750, "8.05": 805, "8.5": 850} {
		if got, ok := ParsePoints(text); !ok || got != want {
			t.Errorf("%q: %d %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "-1", "+1", "1.", "1.234", "x", "1.x", "1e2", ".5", "1.+5", "70000"} {
		if got, ok := ParsePoints(text); ok {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestRule_J2_AFinalSheetIsWholeAndAnotherGradeHasItsReason(t *testing.T) {
	e := worldtest.Pilot(t).Stages.Evaluate
	with := func(change func(*Judging)) string {
		x := Judging{Experts: "某丙", Words: "意见", Grade: "优秀"}
		for i, k := range keys {
			x.Sheet = append(x.Sheet, Finding{Key: k, Points: []int{2000, 3500, 2500, 500}[i]})
		}
		change(&x)
		return strings.Join(keysOf(WrongFinal(e, x)), ",")
	}
	for want, change := range map[string]func(*Judging){
		"":                 func(*Judging) {},
		"points.organised": func(x *Judging) { x.Sheet[0].Points = 2001 },
		"points.done":      func(x *Judging) { x.Sheet[1].Points = -1 },
		"points.copyable":  func(x *Judging) { x.Sheet = x.Sheet[:3] },
		"words.effect":     func(x *Judging) { x.Sheet[2].Words = strings.Repeat("字", mostWords+1) },
		"experts":          func(x *Judging) { x.Experts = " " },
		"words":            func(x *Judging) { x.Words = " " },
		"grade":            func(x *Judging) { x.Grade = "特优" },
		"reason":           func(x *Judging) { x.Grade, x.Reason = "良好", " " },
	} {
		if got := with(change); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := with(func(x *Judging) { x.Grade, x.Reason = "良好", "理由" }); got != "" {
		t.Errorf("with its reason: %q", got)
	}
	if got := with(func(x *Judging) { x.Sheet[2].Words = strings.Repeat("字", mostWords) }); got != "" {
		t.Errorf("the most words: %q", got)
	}
}

func TestRule_J2_TheGradeComesWithTheLastDay(t *testing.T) {
	until := calendar.Date(2022, 7, 5)
	refused(t, MayGrade(until, until.Add(-1)), "2022年7月5日")
	refused(t, MayGrade(until, until), "")
	refused(t, MayGrade(until, until.Add(1)), "")
}

func TestRule_R2_AHalfYearThatNobodyAskedForIsNamed(t *testing.T) {
	p := run.Pilot{Cohort: "c", From: calendar.Date(2020, 7, 6), Until: calendar.Date(2022, 7, 5)}
	var all []run.Stocktaking
	for i, want := range []string{"2020-07-06", "2021-01-01", "2021-07-01", "2022-01-01", ""} {
		from, lacks := NotCalled(all, p, 6)
		if lacks != (want != "") || lacks && from.String() != want {
			t.Errorf("after %d half years: %v, %v", i, from, lacks)
		}
		h := calendar.Date(2020, 7, 1).AddMonths(6 * i)
		all = append(all, run.Stocktaking{Cohorts: []string{"c"}, From: h, Until: h.AddMonths(6).Add(-1)}, run.Stocktaking{Cohorts: []string{"other"}, Until: h.AddMonths(90)})
	}
	extended := p
	extended.Until = calendar.Date(2022, 12, 31)
	if from, lacks := NotCalled(all[:8], extended, 6); !lacks || from.String() != "2022-07-01" {
		t.Errorf("extended by half a year: %v, %v", from, lacks)
	}
	if _, lacks := NotCalled(nil, p, 0); lacks {
		t.Error("a programme without half years lacks none")
	}
}

func TestRule_J2_NoGradeGoesBeyondItsShare(t *testing.T) {
	e := worldtest.Pilot(t).Stages.Evaluate
	refused(t, OverShare(e, map[string]int{"优秀": 3, "良好": 7}, 10), "")
	refused(t, OverShare(e, map[string]int{"优秀": 4}, 13), "最多3个")
	refused(t, OverShare(e, map[string]int{"优秀": 1}, 3), "") // 30% of three is less than one: one may be, all the same
	refused(t, OverShare(e, map[string]int{"优秀": 1}, 1), "")
	refused(t, OverShare(e, map[string]int{"优秀": 2}, 3), "最多1个")
	refused(t, OverShare(e, map[string]int{"良好": 3, "未通过": 9}, 3), "")
}

func TestRule_J2_TargetAgainstActual(t *testing.T) {
	plan := run.PlanBody{Milestones: []run.Milestone{{Key: "m1", Target: "4"}, {Key: "m2", Target: "100"}, {Key: "m3", Target: "若干"}, {Key: "m4", Target: "0"}, {Key: "m5", Target: "3"}, {Key: "m6", Target: "3"}, {Key: "m7", Target: "1"}}}
	report := run.ReportBody{Lines: []run.ReportLine{{Milestone: "m2", Actual: "29", State: run.Behind, Evidence: "台账"}, {Milestone: "m1", Actual: "5"}, {Milestone: "m3", Actual: "1"},
		{Milestone: "m4", Actual: "1"}, {Milestone: "m5", Actual: "-1"}, {Milestone: "m7", Actual: "1e300"}}}
	want := []int{125, 29, -1, -1, -1, -1, -1}
	got := Compare(plan, report)
	for i, target := range got {
		if target.Percent != want[i] {
			t.Errorf("%s: %d, want %d", target.Key, target.Percent, want[i])
		}
	}
	if got[1].Proof != "台账" || got[1].State != run.Behind || got[1].Actual != "29" {
		t.Errorf("%+v", got[1])
	}
}
