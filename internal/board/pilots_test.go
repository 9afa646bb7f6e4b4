package board

import (
	"slices"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/programmes"
)

// stages are those of the shipped programme.
func stages(t *testing.T) programme.Stages {
	t.Helper()
	raw, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load(raw)
	if err != nil {
		t.Fatal(err)
	}
	return p.Stages
}

func factsAt(t *testing.T, state act.State, today calendar.Day) PilotFacts {
	f := PilotFacts{Stages: stages(t), Today: today, Now: today.Start().Add(9 * time.Hour)}
	f.From, f.Pilot.Until, f.State = calendar.Date(2020, 7, 6), calendar.Date(2022, 7, 5), state
	return f
}

// Each place of a pilot's two years has one thing that it waits for, and somebody with whom.
func TestWhatAPilotWaitsFor(t *testing.T) {
	day := calendar.Date
	for _, c := range []struct {
		name   string
		state  act.State
		today  calendar.Day
		change func(*PilotFacts)
		what   string
		who    string
		late   bool
	}{
		{"a plan is due", run.Planning, day(2020, 8, 6), func(f *PilotFacts) { f.PlanUntil = time.Date(2020, 8, 6, 0, 0, 0, 0, clock.Zone) }, "报送实施方案", withUnit, true},
		{"a plan was sent back", run.Planning, day(2020, 8, 1), func(f *PilotFacts) { f.Returned = true }, "修改实施方案", withUnit, false},
		{"a plan is judged", run.PlanSubmitted, day(2020, 8, 1), nil, "审定实施方案", withOffice, false},
		{"at work", run.Running, day(2020, 9, 1), nil, "按计划实施", "", false},
		{"a question is open", run.Running, day(2020, 9, 1), func(f *PilotFacts) { f.Problems = 1 }, "答复提出的问题", withDepartment, false},
		{"a report is asked", run.Running, day(2020, 12, 20), func(f *PilotFacts) {
			f.Asked = []run.Stocktaking{{Title: "2020年下半年", DueAt: time.Date(2021, 1, 1, 0, 0, 0, 0, clock.Zone)}}
		}, "报送2020年下半年报告", withUnit, false},
		{"the midterm has come", run.Running, day(2021, 7, 6), nil, "中期评估", withOffice, false},
		{"the end has come", run.MidtermPassed, day(2022, 7, 1), nil, "终期评估", withOffice, false},
		{"the body decides", run.Final, day(2022, 7, 8), nil, "研究终期等级", "省科协主席办公会", false},
		{"rectifying", run.Rectifying, day(2021, 10, 2), func(f *PilotFacts) {
			f.Looks = []LookFact{{Kind: "midterm", Conclusion: "failed", Until: day(2021, 10, 1)}}
		}, "整改", withUnit, true},
		{"rectifying once more", run.Rectifying, day(2021, 12, 1), func(f *PilotFacts) {
			f.Looks = []LookFact{{Kind: "midterm", Until: day(2021, 10, 1)}, {Kind: "second"}}
			f.Heard = HearingFact{Again: day(2022, 2, 16)}
		}, "整改", withUnit, false},
		{"rectified before the date", run.Rectifying, day(2021, 10, 1), func(f *PilotFacts) {
			f.Looks, f.Rectified = []LookFact{{Kind: "midterm", Until: day(2021, 10, 1)}}, true
		}, "整改期满后再次评估", withOffice, false},
		{"rectified, asking for a look", run.Rectifying, day(2021, 9, 1), func(f *PilotFacts) {
			f.Looks, f.Rectified, f.Asks = []LookFact{{Kind: "midterm", Until: day(2021, 10, 1)}}, true, true
		}, "整改后再次评估", withOffice, false},
		{"rectified, the date is over", run.Rectifying, day(2021, 10, 2), func(f *PilotFacts) {
			f.Looks, f.Rectified = []LookFact{{Kind: "midterm", Until: day(2021, 10, 1)}}, true
		}, "整改后再次评估", withOffice, false},
		{"to be heard", run.LossProposed, day(2021, 11, 1), nil, "听取陈述", withOffice, false},
		{"asked for a statement", run.LossProposed, day(2021, 11, 1), func(f *PilotFacts) { f.Heard = HearingFact{Asked: true, Until: day(2021, 11, 1)} }, "陈述意见", withUnit, false},
		{"heard", run.LossProposed, day(2021, 11, 2), func(f *PilotFacts) { f.Heard = HearingFact{Asked: true, Until: day(2021, 11, 1)} }, "研究取消试点资格", "省科协主席办公会", false},
		{"ended", run.Ended, day(2022, 8, 1), nil, "", "", false},
	} {
		f := factsAt(t, c.state, c.today)
		if c.change != nil {
			c.change(&f)
		}
		if got := WaitsFor(f); got.What != c.what || got.Who != c.who || got.Late != c.late {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// A pilot's line has a mark for each half year, with the midterm and the end in their places.
func TestTheMarksOfAPilot(t *testing.T) {
	f := factsAt(t, run.Ended, calendar.Date(2022, 8, 1))
	f.Reports = []ReportFact{{Title: "2020年下半年", Until: calendar.Date(2020, 12, 31)}, {Title: "2021年下半年", Until: calendar.Date(2021, 12, 31), Excused: true}}
	f.Looks = []LookFact{{Kind: "midterm", Conclusion: "failed"}, {Kind: "second", Conclusion: "passed"}, {Kind: "final", Grade: "良好"}}
	if got := MarksOf(f); got[3].State != MarkAhead {
		t.Errorf("the grade shows before all are told: %+v", got[3])
	}
	f.Graded = true
	want := []Mark{{6, MarkDone, "2020年下半年已报送"}, {12, MarkDone, "中期评估通过"}, {18, MarkDone, "2021年下半年免报"}, {24, MarkDone, "终期评估：良好"}}
	got := MarksOf(f)
	if len(got) != len(want) {
		t.Fatalf("marks: %+v", got)
	}
	for i := range want {
		if d := got[i].At - want[i].At; d < -1 || d > 1 || got[i].State != want[i].State || got[i].Words != want[i].Words {
			t.Errorf("mark %d: %+v, want %+v", i, got[i], want[i])
		}
	}
	young := factsAt(t, run.Rectifying, calendar.Date(2021, 8, 1))
	young.Looks = []LookFact{{Kind: "midterm", Conclusion: "failed"}}
	young.Asked = []run.Stocktaking{{Title: "2020年下半年", Until: calendar.Date(2020, 12, 31), DueAt: time.Date(2021, 1, 8, 0, 0, 0, 0, clock.Zone)}}
	if got := MarksOf(young); got[0].State != MarkLate || got[1].State != MarkCare || got[2].State != MarkAhead || got[3].State != MarkAhead {
		t.Errorf("rectifying, with a report missing: %+v", got)
	}
}

// The marks of a pilot whose term was extended stand below the same headings as those of the others.
func TestTheMarksOfAnExtendedPilotStandBelowTheHeadings(t *testing.T) {
	f := factsAt(t, run.Running, calendar.Date(2020, 9, 1))
	f.Months = 24
	at := func() (places []int) {
		for _, m := range MarksOf(f) {
			places = append(places, m.At)
		}
		return places
	}
	if got := at(); !slices.Equal(got, []int{6, 12, 18, 24}) {
		t.Errorf("not extended: %v", got)
	}
	f.Pilot.Until = calendar.Date(2023, 1, 5)
	if got := at(); !slices.Equal(got, []int{6, 12, 18, 21, 24}) {
		t.Errorf("extended by half a year: %v", got)
	}
	if f.place(f.From) != 0 || f.place(f.Pilot.Until) != 24 {
		t.Errorf("from %d to %d", f.place(f.From), f.place(f.Pilot.Until))
	}
}
