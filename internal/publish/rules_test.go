package publish

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Thursday 25 to Saturday 27 June 2020 are holidays, Sunday 28 is a workday.
func TestRule_C3_FiveWorkingDaysFromTheTwentySecondOfJune(t *testing.T) {
	from := calendar.Date(2020, 6, 22)
	cases := []struct {
		d    programme.Days
		want string
	}{
		{programme.Days{N: 5, Working: true, FirstDay: true}, "2020-06-29"},
		{programme.Days{N: 5, Working: true}, "2020-06-30"},
		{programme.Days{N: 7, FirstDay: true}, "2020-06-28"},
	}
	for _, c := range cases {
		until, err := Counted(years(t), from, c.d)
		if err != nil || until.String() != c.want {
			t.Errorf("%s: until %s, want %s (%v)", c.d.Words(), until, c.want, err)
		}
		days, err := Days(years(t), from, until, c.d)
		if err != nil || len(days) != c.d.N {
			t.Errorf("%s: counted %v, %v", c.d.Words(), days, err)
		}
	}
	if _, err := Counted(years(t), calendar.Date(2031, 6, 22), cases[0].d); err == nil {
		t.Error("a year without calendar was guessed")
	}
}

// A Saturday, or a holiday, is none of the counted days, though the first day counts; a Sunday that was made a workday is.
func TestRule_C3_AFirstDayThatIsNoWorkingDayIsNotCounted(t *testing.T) {
	period := programme.Days{N: 5, Working: true, FirstDay: true}
	for _, c := range []struct {
		from       calendar.Day
		until, say string
		days       int // of the month, the first that counts
	}{
		{calendar.Date(2020, 6, 20), "2020-06-29", "5个工作日；第一天6月20日（星期六）不是工作日，不计入，从6月22日（星期一）起算", 22},
		{calendar.Date(2020, 6, 25), "2020-07-02", "5个工作日；第一天6月25日（星期四）不是工作日，不计入，从6月28日（星期日）起算", 28},
		{calendar.Date(2020, 6, 28), "2020-07-02", "5个工作日，首日计入", 28},
	} {
		until, err := Counted(years(t), c.from, period)
		if err != nil || until.String() != c.until {
			t.Errorf("from %s until %s, want %s (%v)", c.from, until, c.until, err)
		}
		days, err := Days(years(t), c.from, until, period)
		if err != nil || len(days) != 5 || days[0] != calendar.Date(2020, 6, c.days) {
			t.Errorf("from %s: counted %v (%v)", c.from, days, err)
		}
		if got := Counting(c.from, days, period); got != c.say {
			t.Errorf("from %s: %q, want %q", c.from, got, c.say)
		}
	}
	if got := Counting(calendar.Date(2020, 6, 20), nil, programme.Days{N: 7, FirstDay: true}); got != "7天，首日计入" {
		t.Errorf("days of any kind: %q", got)
	}
}

// What was issued is what is put up: who withdrew after the notice was drafted may still stand in the paper.
func TestRule_C3_TheListIsThatOfThePaper(t *testing.T) {
	drafted := week().From.Start()
	one := []Line{{Application: "a"}}
	for name, c := range map[string]struct {
		lines []Line
		left  []Departed
		may   bool
	}{
		"nobody left":            {one, nil, true},
		"left before the draft":  {one, []Departed{{"某县", drafted.Add(-time.Hour)}}, true},
		"left after the draft":   {one, []Departed{{"某县", drafted.Add(-time.Hour)}, {"另一县", drafted}}, false},
		"nobody stands any more": {nil, []Departed{{"某县", drafted.Add(-time.Hour)}}, false},
	} {
		if err := MayPutUp(drafted, c.lines, c.left); (err == nil) != c.may || err != nil && !fault.Is(err, fault.KindConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRule_C4_WhereTheReleaseBringsWhom(t *testing.T) {
	cases := []struct {
		state act.State
		last  decide.Outcome
		want  act.State
	}{
		{apply.StateOnNotice, decide.Agreed, apply.StateSelected}, {apply.StateProposed, decide.Reserve, apply.StateReserve},
		{apply.StateInReview, decide.Struck, apply.StateNotSelected}, {apply.StateInReview, "", apply.StateNotSelected},
		{apply.StateWithdrawn, decide.Agreed, ""}, {apply.StateReserve, decide.Reserve, ""}, {apply.StateSelected, decide.Agreed, ""},
	}
	for _, c := range cases {
		if got := Result(c.state, c.last); got != c.want {
			t.Errorf("%s after %s: %s, want %s", c.state, c.last, got, c.want)
		}
	}
}

// keys are the fields that are wrong, in their order.
func keys(wrong []fault.Field) (keys []string) {
	for _, f := range wrong {
		keys = append(keys, f.Key)
	}
	return keys
}

func TestRule_C3_ADraftHasItsFirstDayAndTwoPhones(t *testing.T) {
	if wrong := WrongDraft("2020-06-22", "0531-1", "0531-2"); wrong != nil {
		t.Errorf("whole: %v", wrong)
	}
	if got := keys(WrongDraft("22日", " ", "")); !slices.Equal(got, []string{"from", "office_phone", "discipline_phone"}) {
		t.Errorf("wrong at %v", got)
	}
}

// week is a notice of the week from Monday 22 June 2020.
func week() Notice {
	until := calendar.Date(2020, 6, 29)
	return Notice{ID: "n", State: Running, From: calendar.Date(2020, 6, 22), Until: until, UntilAt: until.Add(1).Start(), OfficePhone: "0531-1"}
}

func TestRule_C3_ANoticeStartsOnTheOfficialSiteWithinItsDays(t *testing.T) {
	good := Starting{Signer: "某签发人", Issued: "h1", SiteURL: "https://www.example.org.cn/gs/1", Snapshot: "h2"}
	noon := week().From.Start().Add(12 * time.Hour)
	cases := []struct {
		name   string
		change func(*Starting)
		now    time.Time
		want   string
	}{
		{"whole", func(*Starting) {}, noon, ""},
		{"unsigned", func(x *Starting) { x.Signer = " " }, noon, "signer"},
		{"nothing issued", func(x *Starting) { x.Issued = "" }, noon, "issued"},
		{"no address", func(x *Starting) { x.SiteURL = "公告栏" }, noon, "site_url"},
		{"another kind of address", func(x *Starting) { x.SiteURL = "ftp://example.org.cn/a" }, noon, "site_url"},
		{"no snapshot", func(x *Starting) { x.Snapshot = "" }, noon, "snapshot"},
		{"before its first day", func(*Starting) {}, noon.AddDate(0, 0, -1), "from"},
		{"after its last day", func(*Starting) {}, week().UntilAt, "from"},
	}
	for _, c := range cases {
		x := good
		c.change(&x)
		if got := strings.Join(keys(WrongStart(week(), x, c.now)), " "); got != c.want {
			t.Errorf("%s: wrong at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRule_C3_AnObjectionHasANameFactsAndEvidence(t *testing.T) {
	good := Words{Who: "person", Name: "演示群众", Phone: "13800000000", Text: "事实和理由", Evidence: []string{"h"}, Way: Online}
	cases := []struct {
		name   string
		change func(*Words)
		want   string
	}{
		{"whole", func(*Words) {}, ""},
		{"as nobody", func(x *Words) { x.Who = "" }, "who"},
		{"without a name", func(x *Words) { x.Name = " " }, "name"},
		{"without a phone", func(x *Words) { x.Phone = "" }, "phone"},
		{"without facts", func(x *Words) { x.Text = "" }, "words"},
		{"too long", func(x *Words) { x.Text = strings.Repeat("字", maxWords+1) }, "words"},
		{"without evidence", func(x *Words) { x.Evidence = nil }, "evidence"},
		{"by phone without evidence", func(x *Words) { x.Evidence, x.Way = nil, "电话" }, ""},
	}
	for _, c := range cases {
		x := good
		c.change(&x)
		if got := strings.Join(keys(WrongObjection(x, "须署真实姓名")), " "); got != c.want {
			t.Errorf("%s: wrong at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRule_C3_ObjectionsAreTakenWhileTheNoticeRuns(t *testing.T) {
	n := week()
	for _, c := range []struct {
		at  time.Time
		may bool
	}{
		{n.From.Start(), true}, {n.UntilAt.Add(-time.Microsecond), true}, {n.UntilAt, false}, {n.From.Start().Add(-time.Microsecond), false},
	} {
		if err := MayObject(n, c.at); (err == nil) != c.may {
			t.Errorf("at %s: %v", c.at, err)
		}
	}
	n.State = Stopped
	if err := MayObject(n, n.From.Start()); !fault.Is(err, fault.KindConflict) {
		t.Errorf("stopped: %v", err)
	}
}

func TestRule_C3_NobodyHandlesAnObjectionToHimself(t *testing.T) {
	open := Objection{State: Open}
	if err := MayAssign(open, "lead", "handler", ""); err != nil {
		t.Errorf("one that complains of nobody: %v", err)
	}
	if err := MayAssign(open, "lead", "", ""); err == nil {
		t.Error("nobody was named")
	}
	if err := MayAssign(open, "lead", "handler", "handler"); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("to whom it complains of: %v", err)
	}
	if err := MayAssign(open, "lead", "handler", "lead"); !fault.Is(err, fault.KindForbidden) {
		t.Errorf("by whom it complains of: %v", err)
	}
	if err := MayAssign(Objection{State: Closed}, "lead", "handler", ""); !fault.Is(err, fault.KindConflict) {
		t.Errorf("answered already: %v", err)
	}
}

func TestRule_C3_AnAnswerHasItsFindingWordsAndEffect(t *testing.T) {
	about := Objection{Application: "a"}
	for _, c := range []struct {
		name          string
		o             Objection
		outcome       Finding
		found, answer string
		strikes       bool
		want          string
	}{
		{"sustained and struck", about, Sustained, "属实", "已核实", true, ""},
		{"rejected", about, Rejected, "不属实", "经核查不属实", false, ""},
		{"nothing at all", about, "", " ", "", false, "outcome found answer"},
		{"rejected and struck all the same", about, Rejected, "不属实", "不属实", true, "strikes"},
		{"struck, though about the whole list", Objection{}, Sustained, "属实", "属实", true, "strikes"},
	} {
		if got := strings.Join(keys(WrongFinding(c.o, c.outcome, c.found, c.answer, c.strikes)), " "); got != c.want {
			t.Errorf("%s: wrong at %q, want %q", c.name, got, c.want)
		}
	}
}

// releases are the cases of a release: who may be released when.
func releases(t *testing.T) {
	t.Helper()
	over := week().UntilAt
	whole := func() Standing {
		n := week()
		n.Lines = []Line{{Application: "a"}, {Application: "b", Struck: true}}
		return Standing{Notices: []Notice{n}, Applications: []apply.Application{{ID: "a", State: apply.StateOnNotice}, {ID: "c", State: apply.StateProposed}},
			Objections: []Objection{{Notice: "n", Application: "b", State: Closed, Strikes: true}, {Notice: "n", State: Closed}},
			Outcomes:   map[string]decide.Outcome{"a": decide.Agreed, "c": decide.Reserve}}
	}
	for _, c := range []struct {
		name   string
		change func(*Standing)
		now    time.Time
		kind   fault.Kind // 0: may be
	}{
		{"run out, all answered", func(*Standing) {}, over, 0},
		{"still running", func(*Standing) {}, over.Add(-time.Microsecond), fault.KindClosed},
		{"no notice", func(s *Standing) { s.Notices = nil }, over, fault.KindConflict},
		{"only one that was stopped", func(s *Standing) { s.Notices[0].State = Stopped }, over, fault.KindConflict},
		{"an objection without answer", func(s *Standing) { s.Objections[1].State = Assigned }, over, fault.KindConflict},
		{"a sustained one without effect", func(s *Standing) {
			s.Notices[0].Lines[1].Struck = false
			s.Applications = append(s.Applications, apply.Application{ID: "b", State: apply.StateOnNotice})
		}, over, fault.KindConflict},
		{"a sustained one whose unit has withdrawn", func(s *Standing) { s.Notices[0].Lines[1].Struck = false }, over, 0},
		{"granted and never on notice", func(s *Standing) { s.Outcomes["c"] = decide.Agreed }, over, fault.KindConflict},
	} {
		s := whole()
		c.change(&s)
		if err := MayRelease(s, c.now); (err == nil) != (c.kind == 0) || err != nil && !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestRule_C3_NobodyIsReleasedPastTheNotice(t *testing.T)     { releases(t) }
func TestRule_C4_ReleasedWithoutAStandingObjection(t *testing.T) { releases(t) }

// Whoever is struck or withdraws while the notice runs has left it; before and after, the notice stands as it was frozen.
func TestRule_C3_WhoLeftARunningNotice(t *testing.T) {
	n := Notice{State: Running, Lines: []Line{{Application: "stays"}, {Application: "struck", Struck: true}, {Application: "withdrawn"}}}
	states := map[string]act.State{"stays": apply.StateOnNotice, "struck": apply.StateNotSelected, "withdrawn": apply.StateWithdrawn}
	var left []string
	for _, l := range OffNotice(n, states) {
		left = append(left, l.Application)
	}
	if !slices.Equal(left, []string{"struck", "withdrawn"}) {
		t.Errorf("off the notice: %v", left)
	}
	n.State = Released
	if off := OffNotice(n, states); len(off) > 0 {
		t.Errorf("off a notice that is released: %v", off)
	}
}
