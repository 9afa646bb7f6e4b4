package accept

import (
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/worldtest"
)

func kindOf(err error) fault.Kind {
	f, ok := fault.As(err)
	if !ok {
		return 0
	}
	return f.Kind
}

var (
	direct = apply.Application{ID: "a", Kind: "society", State: apply.StateSubmitted, Version: 1}
	county = apply.Application{ID: "c", Kind: "county", City: "city", CityName: "甲市科协", State: apply.StateEndorsed, Version: 1}
)

func in(a apply.Application, s act.State) apply.Application {
	a.State = s
	return a
}

// all are lines with one result for every item of a kind, but those given.
func all(p *programme.Programme, kind string, result Result, but ...Line) map[string]Line {
	lines := map[string]Line{}
	for _, item := range ItemsFor(p, kind) {
		lines[item.Key] = Line{Item: item.Key, Result: result, Note: "说明"}
	}
	for _, line := range but {
		lines[line.Item] = line
	}
	return lines
}

// A county's application is checked once its city recommended it (A6) and an overrun was decided (A7); what was decided
// is not checked again.
func TestRule_A6_WhatMayBeChecked(t *testing.T) { checkedWhen(t) }

func TestRule_A7_AnUndecidedOverrunIsNotChecked(t *testing.T) { checkedWhen(t) }

func checkedWhen(t *testing.T) {
	t.Helper()
	for _, c := range []struct {
		a    apply.Application
		rule string
		may  bool
	}{
		{direct, "", true},
		{county, "", true},
		{in(county, apply.StateSubmitted), "A6", false},
		{in(county, apply.StateOverrun), "A7", false},
		{in(direct, apply.StateReturned), "", false},
		{in(direct, apply.StateAccepted), "", false},
		{in(direct, apply.StateWithdrawn), "", false},
		{in(direct, apply.StateNotAccepted), "", false},
		{in(direct, apply.StateDraft), "", false},
	} {
		err := MayCheck(c.a)
		f, _ := fault.As(err)
		if (err == nil) != c.may || !c.may && (f.Kind != fault.KindConflict || f.Rule != c.rule) {
			t.Errorf("%s of %s: %v", c.a.State, c.a.Kind, err)
		}
	}
}

// The items are the programme's, each of the kinds it is asked of; none where the stage is off.
func TestRule_C1_ItemsByKind(t *testing.T) {
	p := *worldtest.Pilot(t)
	if n, m := len(ItemsFor(&p, "county")), len(ItemsFor(&p, "society")); n != 8 || m != 6 {
		t.Errorf("%d items of a county, %d of a society, want 8 and 6", n, m)
	}
	p.Stages.Accept.On = false
	if n := len(ItemsFor(&p, "county")); n != 0 {
		t.Errorf("%d items where the stage is off", n)
	}
	if err := MayAccept(direct, ItemsFor(&p, "society"), nil); err != nil {
		t.Errorf("without a check: %v", err)
	}
}

func TestRule_C1_AcceptedOnlyWhenEveryItemPassed(t *testing.T) {
	p := worldtest.Pilot(t)
	items := ItemsFor(p, "society")
	if err := MayAccept(direct, items, all(p, "society", Passed)); err != nil {
		t.Errorf("all passed: %v", err)
	}
	for name, line := range map[string]Line{"not answered": {Item: "in_time"}, "mendable": blanks, "fatal": late} {
		if err := MayAccept(direct, items, all(p, "society", Passed, line)); kindOf(err) != fault.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := MayAccept(in(county, apply.StateOverrun), ItemsFor(p, "county"), all(p, "county", Passed)); kindOf(err) != fault.KindConflict {
		t.Errorf("an overrun undecided: %v", err)
	}
}

func TestRule_C1_WhatIsSaidOfAnItem(t *testing.T) {
	p := worldtest.Pilot(t)
	items := ItemsFor(p, "society")
	long := make([]rune, wordsMost+1)
	for i := range long {
		long[i] = '字'
	}
	for name, line := range map[string]Line{
		"mendable without words": {"all_filled", Mendable, " "},
		"fatal without words":    {"in_time", Fatal, ""},
		"fatal where it may not": {"all_filled", Fatal, "说明"},
		"too long":               {"all_filled", Mendable, string(long)},
		"no such result":         {"all_filled", "maybe", "说明"},
	} {
		got := Unfinished(items, all(p, "society", Passed, line))
		if len(got) != 1 || got[0].Key != "result."+line.Item {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := Unfinished(items, all(p, "society", Passed, Line{"all_filled", Mendable, string(long[:wordsMost])})); len(got) != 0 {
		t.Errorf("as long as may be: %+v", got)
	}
}

// What came late is taken only by somebody who says on what ground, where the supervisor reads it.
func TestRule_A5_LateIsTakenOnlyWithItsGround(t *testing.T) {
	p := worldtest.Pilot(t)
	items := ItemsFor(p, "society")
	late := map[string]Hint{"in_time": {Words: "纸质件5月19日收到，晚于截止时间", Late: true}}
	for name, c := range map[string]struct {
		line  Line
		hints map[string]Hint
		wrong int
	}{
		"without a word":        {Line{"in_time", Passed, " "}, late, 1},
		"with its ground":       {Line{"in_time", Passed, "邮戳为5月18日"}, late, 0},
		"not taken":             {Line{"in_time", Fatal, "逾期"}, late, 0},
		"in time":               {Line{"in_time", Passed, ""}, map[string]Hint{"in_time": {Result: Passed}}, 0},
		"another item is quiet": {Line{"all_filled", Passed, ""}, map[string]Hint{"all_filled": {Result: Mendable}}, 0},
	} {
		if got := Unexplained(items, map[string]Line{c.line.Item: c.line}, c.hints); len(got) != c.wrong || c.wrong > 0 && got[0].Key != "result.in_time" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Whom the office asked for a supplement in time has his own date for the paper; whoever was late already has none.
func TestRule_A5_WhoMendsHasTheDateThatHeWasGiven(t *testing.T) {
	deadline := calendar.EndOfDay(calendar.Date(2020, 5, 18))
	asked := func(outcome Outcome, day, until int) Conclusion {
		return Conclusion{Outcome: outcome, At: calendar.Date(2020, 5, day).Start(), Until: calendar.EndOfDay(calendar.Date(2020, 5, until))}
	}
	for name, c := range map[string]struct {
		concluded []Conclusion
		want      int
	}{
		"asked for nothing":            {nil, 18},
		"a supplement":                 {[]Conclusion{asked(Supplement, 17, 25)}, 25},
		"paper":                        {[]Conclusion{asked(PaperToMend, 18, 24)}, 24},
		"an earlier date":              {[]Conclusion{asked(Supplement, 10, 15)}, 18},
		"after the deadline was over":  {[]Conclusion{asked(Supplement, 19, 25)}, 18},
		"the later of two":             {[]Conclusion{asked(PaperToMend, 17, 22), asked(Supplement, 16, 20)}, 22},
		"what asks for nothing at all": {[]Conclusion{asked(Rejected, 17, 25)}, 18},
	} {
		if got := PaperUntil(deadline, c.concluded); !got.Equal(calendar.EndOfDay(calendar.Date(2020, 5, c.want))) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestRule_C1_SupplementMendsAndNothingFatal(t *testing.T) {
	p := worldtest.Pilot(t)
	items := ItemsFor(p, "society")
	for name, c := range map[string]struct {
		lines map[string]Line
		want  fault.Kind
	}{
		"one to mend":       {all(p, "society", Passed, blanks), 0},
		"nothing to mend":   {all(p, "society", Passed), fault.KindConflict},
		"one fatal besides": {all(p, "society", Passed, blanks, late), fault.KindInvalid},
		"one not answered":  {all(p, "society", Passed, blanks, Line{Item: "in_time"}), fault.KindInvalid},
	} {
		if err := MaySupplement(direct, items, c.lines); kindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRule_A5_RejectedForWhatCannotBeMendedOrCameTooLate(t *testing.T) {
	p := worldtest.Pilot(t)
	items := ItemsFor(p, "society")
	for name, c := range map[string]struct {
		a       apply.Application
		lines   map[string]Line
		overdue bool
		reason  string
		want    fault.Kind
	}{
		"fatal":                     {direct, all(p, "society", Passed, late), false, "理由", 0},
		"fatal without a reason":    {direct, all(p, "society", Passed, late), false, " ", fault.KindInvalid},
		"only mendable":             {direct, all(p, "society", Passed, blanks), false, "理由", fault.KindConflict},
		"not all answered":          {direct, all(p, "society", Passed, late, Line{Item: "all_filled"}), false, "理由", fault.KindInvalid},
		"overdue":                   {in(direct, apply.StateReturned), nil, true, "理由", 0},
		"overdue without a reason":  {in(direct, apply.StateReturned), nil, true, "", fault.KindInvalid},
		"returned and not overdue":  {in(direct, apply.StateReturned), all(p, "society", Passed, late), false, "理由", fault.KindConflict},
		"the city has not decided":  {in(county, apply.StateSubmitted), all(p, "county", Passed, late), false, "理由", fault.KindConflict},
		"it was accepted meanwhile": {in(direct, apply.StateAccepted), all(p, "society", Passed, late), false, "理由", fault.KindConflict},
	} {
		if err := MayReject(c.a, ItemsFor(p, c.a.Kind), c.lines, c.overdue, c.reason); kindOf(err) != c.want {
			t.Errorf("%s: %v (%d items)", name, err, len(items))
		}
	}
}

// A supplement is overdue when the office asked for it and its date has passed: that instant itself is late.
func TestRule_A5_OverdueSupplement(t *testing.T) {
	until := time.Date(2020, 5, 26, 0, 0, 0, 0, time.UTC)
	byOffice := apply.Return{ID: "r", Unit: "office", Until: until}
	byCity := apply.Return{ID: "r", Unit: "city", Until: until}
	paper := Conclusion{Outcome: PaperToMend, Until: until}
	back := in(county, apply.StateReturned)
	for name, c := range map[string]struct {
		a     apply.Application
		r     apply.Return
		paper Conclusion
		now   time.Time
		want  bool
	}{
		"at the instant":            {back, byOffice, Conclusion{}, until, true},
		"just before":               {back, byOffice, Conclusion{}, until.Add(-1), false},
		"sent back by the city":     {back, byCity, Conclusion{}, until, false},
		"paper at the instant":      {direct, apply.Return{}, paper, until, true},
		"paper just before":         {direct, apply.Return{}, paper, until.Add(-1), false},
		"nothing was asked":         {direct, apply.Return{}, Conclusion{}, until, false},
		"paper, accepted meanwhile": {in(direct, apply.StateAccepted), apply.Return{}, paper, until, false},
	} {
		if got := Overdue(c.a, c.r, c.paper, c.now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestRule_C1_SecondLookOnceAndInTime(t *testing.T) {
	told := time.Date(2020, 5, 22, 9, 0, 0, 0, time.UTC)
	until := told.Add(72 * time.Hour)
	refused := in(direct, apply.StateNotAccepted)
	for name, c := range map[string]struct {
		a            apply.Application
		asked        bool
		told         time.Time
		now          time.Time
		reason, head string
		isHead       bool
		want         fault.Kind
	}{
		"in time":                 {refused, false, told, until.Add(-1), "理由", "某甲", false, 0},
		"a head himself":          {refused, false, told, told, "理由", "", true, 0},
		"not told yet":            {refused, false, time.Time{}, until.Add(time.Hour), "理由", "某甲", false, 0},
		"at the end":              {refused, false, told, until, "理由", "某甲", false, fault.KindClosed},
		"twice":                   {refused, true, told, told, "理由", "某甲", false, fault.KindConflict},
		"of an accepted one":      {in(direct, apply.StateAccepted), false, told, told, "理由", "某甲", false, fault.KindConflict},
		"without a reason":        {refused, false, told, told, "", "某甲", false, fault.KindInvalid},
		"without the head's word": {refused, false, told, told, "理由", "", false, fault.KindInvalid},
	} {
		if err := MayAskAgain(c.a, c.asked, c.told, until, c.now, c.reason, c.head, c.isHead); kindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	answered := Again{Answered: told}
	for name, c := range map[string]struct {
		again  Again
		asked  bool
		answer string
		want   fault.Kind
	}{
		"asked":         {Again{}, true, "意见", 0},
		"nobody asked":  {Again{}, false, "意见", fault.KindConflict},
		"answered":      {answered, true, "意见", fault.KindConflict},
		"without words": {Again{}, true, " ", fault.KindInvalid},
	} {
		if err := MayAnswerAgain(refused, c.again, c.asked, c.answer); kindOf(err) != c.want {
			t.Errorf("answer, %s: %v", name, err)
		}
	}
}
