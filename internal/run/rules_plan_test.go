package run

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

func planDay(text string) calendar.Day {
	d, err := calendar.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// goodPlan says everything that is asked of two contents.
func goodPlan(contents ...int) PlanBody {
	b := PlanBody{Leader: Person{"某甲", "副主席", "13800000000"}, Department: "学会部", Contact: Person{Name: "某乙", Phone: "0531-82000000"}, Organisation: "成立专班"}
	for i, n := range contents {
		b.Goals = append(b.Goals, Goal{Content: n, Goal: "建立机制", Measures: "开展试行"})
		b.Milestones = append(b.Milestones, Milestone{Key: fmt.Sprintf("m%d", i+1), Content: n, What: "出台办法", By: planDay("2021-06-30"), Indicator: "制度文件", Target: "2", Unit: "项", Evidence: "印发件"})
	}
	return b
}

func planScope() PlanScope {
	return PlanScope{Asks: []programme.PlanAsk{programme.AskLeader, programme.AskDepartment, programme.AskGoals, programme.AskMeasures, programme.AskTimetable, programme.AskTargets},
		Contents: []int{2, 6}, Name: func(n int) string { return fmt.Sprintf("内容%d", n) }, From: planDay("2020-06-30"), Until: planDay("2022-06-29"),
		Lacks: func(text string) (lacking []rune) {
			for _, r := range text {
				if r == '䶮' {
					lacking = append(lacking, r)
				}
			}
			return lacking
		}}
}

// wrongKeys are the fields that a plan is refused for, in order.
func wrongKeys(faults []fault.Field) string {
	keys := make([]string, len(faults))
	for i, f := range faults {
		keys[i] = f.Key
	}
	return strings.Join(keys, " ")
}

func TestRule_A8_APlanNamesItsLeaderAndItsDepartment(t *testing.T) {
	if wrong := PlanFaults(planScope(), goodPlan(2, 6)); len(wrong) > 0 {
		t.Fatalf("a whole plan: %v", wrong)
	}
	b := goodPlan(2, 6)
	b.Leader, b.Department, b.Contact = Person{}, " ", Person{Phone: "x"}
	if got := wrongKeys(PlanFaults(planScope(), b)); got != "leader_name leader_post department contact_name contact_phone" {
		t.Errorf("without them: %s", got)
	}
	free := planScope()
	free.Asks = []programme.PlanAsk{programme.AskGoals}
	b.Contact = Person{Name: "某乙"}
	if got := wrongKeys(PlanFaults(free, b)); got != "contact_phone" {
		t.Errorf("a programme that does not ask: %s", got)
	}
	b.Contact.Phone, b.Leader.Phone = "0531-82000000", "电话"
	if got := wrongKeys(PlanFaults(free, b)); got != "leader_phone" {
		t.Errorf("a leader's phone that is none: %s", got)
	}
}

func TestRule_R1_APlanSpeaksOfEveryGrantedContent(t *testing.T) {
	b := goodPlan(2, 6)
	b.Goals[0].Goal, b.Goals[1].Measures = "", ""
	if got := wrongKeys(PlanFaults(planScope(), b)); got != "goal-2 measures-6" {
		t.Errorf("no goal, no measures: %s", got)
	}
	wrong := PlanFaults(planScope(), goodPlan(6))
	if got := wrongKeys(wrong); got != "goal-2 measures-2 milestones" || !strings.Contains(wrong[2].Message, "内容2") {
		t.Errorf("nothing of a content: %v", wrong)
	}
	unasked := planScope()
	unasked.Asks = nil
	if got := wrongKeys(PlanFaults(unasked, PlanBody{Contact: goodPlan().Contact})); got != "" {
		t.Errorf("a programme that asks nothing: %s", got)
	}
	unasked.Asks = []programme.PlanAsk{programme.AskTargets}
	if got := wrongKeys(PlanFaults(unasked, PlanBody{Contact: goodPlan().Contact})); got != "milestones milestones" {
		t.Errorf("a programme that asks for targets: %s", got)
	}
	unasked.Asks = []programme.PlanAsk{programme.AskTimetable}
	if got := wrongKeys(PlanFaults(unasked, PlanBody{Contact: goodPlan().Contact})); got != "milestones milestones" {
		t.Errorf("a programme that asks for a timetable: %s", got)
	}
}

func TestRule_R1_AMilestoneLiesInTheTermAndCanBeCounted(t *testing.T) {
	for _, c := range []struct {
		what  string
		spoil func(*Milestone)
		want  string
	}{
		{"the first day", func(m *Milestone) { m.By = planDay("2020-06-30") }, ""},
		{"the last day", func(m *Milestone) { m.By = planDay("2022-06-29") }, ""},
		{"the day before", func(m *Milestone) { m.By = planDay("2020-06-29") }, "by-m1"},
		{"the day after", func(m *Milestone) { m.By = planDay("2022-06-30") }, "by-m1"},
		{"no day", func(m *Milestone) { m.By = calendar.Day{} }, "by-m1"},
		{"a content that was not granted", func(m *Milestone) { m.Content = 3 }, "content-m1 milestones"},
		{"nothing", func(m *Milestone) { m.What, m.Indicator, m.Unit, m.Evidence = "", " ", "", "" }, "what-m1 indicator-m1 unit-m1 evidence-m1"},
		{"a unit of 20 characters", func(m *Milestone) { m.Unit = strings.Repeat("项", 20) }, ""},
		{"one of 21", func(m *Milestone) { m.Unit = strings.Repeat("项", 21) }, "unit-m1"},
		{"400 characters of what", func(m *Milestone) { m.What = strings.Repeat("项", 400) }, ""},
		{"401 characters of what", func(m *Milestone) { m.What = strings.Repeat("项", 401) }, "what-m1"},
		{"a character that no font has", func(m *Milestone) { m.What = "䶮" }, "what-m1"},
	} {
		b := goodPlan(2, 6)
		c.spoil(&b.Milestones[0])
		if got := wrongKeys(PlanFaults(planScope(), b)); got != c.want {
			t.Errorf("%s: %q", c.what, got)
		}
	}
	for text, fine := range map[string]bool{"1": true, "0.5": true, "120": true, "10": true, "0": false, "0.00": false, "-1": false, "": false, "若干": false, "1e3": false, "1.": false, "1234567890": false, " 1": false} {
		b := goodPlan(2, 6)
		b.Milestones[1].Target = text
		if got := len(PlanFaults(planScope(), b)) == 0; got != fine {
			t.Errorf("target %q: %v", text, got)
		}
	}
	b := goodPlan(2, 6)
	for len(b.Milestones) < 60 {
		b.Milestones = append(b.Milestones, b.Milestones[0])
	}
	if wrong := PlanFaults(planScope(), b); len(wrong) > 0 {
		t.Errorf("60 milestones: %v", wrong)
	}
	b.Milestones = append(b.Milestones, b.Milestones[0])
	if got := wrongKeys(PlanFaults(planScope(), b)); got != "milestones" {
		t.Errorf("61 milestones: %s", got)
	}
}

// A milestone's key names it for good: no later one gets it, whatever a page sends.
func TestRule_R1_AMilestonesKeyIsNeverGivenTwice(t *testing.T) {
	plan := func(keys ...string) (b PlanBody) {
		for i, k := range keys {
			b.Milestones = append(b.Milestones, Milestone{Key: k, What: fmt.Sprint(i), By: planDay("2021-01-01").Add(i)})
		}
		return b
	}
	for _, c := range []struct {
		given, sent []string
		want        string
	}{
		{nil, []string{"m1", "m2"}, "m1 m2"},
		{[]string{"m1", "m2", "m3"}, []string{"m1", "m3"}, "m1 m3"},
		{[]string{"m1", "m3"}, []string{"m1", "m2"}, "m1 m4"},
		{[]string{"m1"}, []string{"m1", "m1", ""}, "m1 m2 m3"},
		{[]string{"m1", "m2"}, []string{"m9", "x", "m2"}, "m9 m10 m2"},
		{nil, []string{"m01", "m0", "m-1", "m9999999"}, "m1 m2 m3 m4"},
	} {
		b := plan(c.sent...)
		var got []string
		for _, m := range Numbered(b, c.given).Milestones {
			got = append(got, m.Key)
		}
		if strings.Join(got, " ") != c.want || b.Milestones[0].Key != c.sent[0] {
			t.Errorf("%v after %v: %v, and the plan given %v", c.sent, c.given, got, b.Milestones[0])
		}
	}
	if NextKey(nil) != "m1" || NextKey([]string{"m2", "m10", "m9"}) != "m11" {
		t.Error("the next key")
	}
	late := plan("m1", "m2", "m3")
	late.Milestones[0].By, late.Milestones[1].By, late.Milestones[1].Content = planDay("2022-01-01"), planDay("2021-01-03"), -1
	var order []string
	for _, m := range Numbered(late, nil).Milestones {
		order = append(order, m.Key)
	}
	if strings.Join(order, " ") != "m2 m3 m1" {
		t.Errorf("by day: %v", order)
	}
}

func TestRule_R1_WhenAPlanMayBeHandedInAndJudged(t *testing.T) {
	for _, s := range append(slices.Clone(LivingStates), Ended, Disqualified) {
		if got := MaySubmitPlan(s) == nil; got != (s == Planning) {
			t.Errorf("handed in from %s: %v", s, got)
		}
	}
	waiting := Plan{N: 2, State: PlanHandedIn}
	for _, c := range []struct {
		state act.State
		last  Plan
		n     int
		fine  bool
	}{{PlanSubmitted, waiting, 2, true}, {PlanSubmitted, waiting, 1, false}, {Planning, waiting, 2, false}, {PlanSubmitted, Plan{N: 2, State: PlanReturned}, 2, false}} {
		if got := MayJudgePlan(c.state, c.last, c.n) == nil; got != c.fine {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestRule_R1_APlanIsSentBackByItem(t *testing.T) {
	parts := goodPlan(2, 6).Parts(func(n int) string { return fmt.Sprintf("内容%d", n) })
	now := time.Date(2020, 7, 10, 9, 0, 0, 0, clock.Zone)
	for _, c := range []struct {
		items []ReturnItem
		until string
		want  string
	}{
		{[]ReturnItem{{"m2", "指标太低"}, {PartGoal(2), strings.Repeat("改", 1000)}}, "2020-07-10", ""},
		{nil, "2020-07-20", "words-leader"},
		{[]ReturnItem{{PartLeader, " "}}, "2020-07-20", "words-leader"},
		{[]ReturnItem{{PartLeader, strings.Repeat("改", 1001)}}, "2020-07-20", "words-leader"},
		{[]ReturnItem{{"m3", "没有"}}, "2020-07-20", "words-m3"},
		{[]ReturnItem{{PartLeader, "写全名"}}, "2020-07-09", "until"},
		{[]ReturnItem{{PartLeader, "写全名"}}, "", "until"},
	} {
		var until calendar.Day
		if c.until != "" {
			until = planDay(c.until)
		}
		if got := wrongKeys(ReturnFaults(parts, c.items, until, now)); got != c.want {
			t.Errorf("%v until %s: %q", c.items, c.until, got)
		}
	}
}

func TestRule_R1_ThePlanIsAskedForSoManyDaysAfterTheRelease(t *testing.T) {
	got, err := PlanDue(calendar.Years{}, planDay("2020-06-30"), programme.Days{N: 30})
	if want := planDay("2020-07-31").Start(); err != nil || !got.Equal(want) {
		t.Errorf("%v %v", got, err)
	}
	if _, err := PlanDue(calendar.Years{}, planDay("2020-06-30"), programme.Days{N: 30, Working: true}); err == nil {
		t.Error("working days of an unknown year are guessed")
	}
}

func TestThePartsThatDifferBetweenTwoPlans(t *testing.T) {
	name := func(n int) string { return fmt.Sprintf("内容%d", n) }
	before, after := goodPlan(2, 6), goodPlan(2, 6)
	if diff := PlanDiff(before.Parts(name), after.Parts(name)); len(diff) != 0 {
		t.Errorf("the same: %v", diff)
	}
	after.Leader.Name = "某丙"
	after.Milestones[0].Target = "3"
	after.Milestones[1].Key = "m3"
	var said []string
	for _, d := range PlanDiff(before.Parts(name), after.Parts(name)) {
		words := d.Key + " " + d.Name + ":"
		for _, p := range d.Pieces {
			if p.Op != apply.Kept {
				words += string(p.Op) + p.Text
			}
		}
		said = append(said, words)
	}
	if len(said) != 4 || said[0] != "leader 分管领导:-甲+丙" || said[1] != "m1 时间进度第1项:-2+3" || !strings.HasPrefix(said[2], "m3 时间进度第2项:+内容6：") || !strings.HasPrefix(said[3], "m2 原时间进度第2项:-内容6：") {
		t.Errorf("%q", said)
	}
}
