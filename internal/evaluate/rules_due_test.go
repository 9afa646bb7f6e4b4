package evaluate

import (
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/run"
	"shidian/internal/worldtest"
)

func TestRule_J2_AUnitReadsNoGradeBeforeAllAreTold(t *testing.T) {
	e := Evaluation{Looks: []Look{{N: 1, Kind: Midterm, Experts: "某丙", Scan: "h"}, {N: 2, Kind: Second}, {N: 3, Kind: Final, State: Agreed, Grade: "良好", Total: 7500, Words: "意见", Sheet: []Finding{{}}}},
		Losses: []Loss{{State: Agreed, Decision: "d"}}}
	all := ToldOf(e, true, true)
	if len(all.Looks) != 3 || all.Looks[0].Experts+all.Looks[0].Scan+all.Looks[2].Words != "" || all.Looks[2].Total != 0 || all.Looks[2].Sheet != nil || all.Looks[2].Grade != "良好" || all.Losses[0].State != Agreed {
		t.Errorf("%+v", all)
	}
	if held := ToldOf(e, false, true); len(held.Looks) != 2 || held.Looks[1].N != 2 || len(held.Losses) != 1 {
		t.Errorf("%+v", held)
	}
	e.Looks = []Look{{Kind: Final, State: Open}}
	if seen := ToldOf(e, true, true); len(seen.Looks) != 0 {
		t.Error("a grade is read before the body decided")
	}
}

// waits is what an evaluation waits for on a day, and until when or since when.
type waits struct {
	e     Evaluation
	today string
	want  Due
	day   string
}

func due(t *testing.T, cases ...waits) {
	t.Helper()
	for _, c := range cases {
		if got, until := DueOf(c.e, day(c.today)); got != c.want || until.String() != c.day {
			t.Errorf("%s on %s: %s %s, want %s %s", c.e.State, c.today, got, until, c.want, c.day)
		}
	}
}

// standing is a pilot of the first programme in a state, from 30 June 2020 for two years.
func standing(t *testing.T, state act.State) Evaluation {
	var e Evaluation
	e.Cohort.Programme, e.State, e.From, e.Until = worldtest.Pilot(t), state, day("2020-06-30"), day("2022-06-29")
	return e
}

func TestRule_J1_WhatAMidtermWaitsFor(t *testing.T) {
	of := func(state act.State) Evaluation { return standing(t, state) }
	rectifying := of(run.Rectifying)
	rectifying.Looks = []Look{{Kind: Midterm, Until: day("2021-09-29"), At: time.Unix(1, 0)}}
	asks := rectifying
	asks.Rectified = []Rectification{{Asks: true, At: time.Unix(2, 0)}}
	asked, agreed, told := of(run.LossProposed), of(run.Disqualified), of(run.Disqualified)
	asked.Losses = []Loss{{State: LossAsked, Until: day("2021-07-10")}}
	agreed.Losses, told.Losses = []Loss{{State: Agreed}}, []Loss{{State: Agreed, Number: "1号"}}
	due(t,
		waits{of(run.Planning), "2021-05-30", DueNothing, ""},
		waits{of(run.Running), "2021-04-29", DueNothing, "2021-04-30"},
		waits{of(run.Running), "2021-04-30", DueMidterm, "2021-04-30"},
		waits{rectifying, "2021-09-29", DueRectify, "2021-09-29"},
		waits{rectifying, "2021-09-30", DueSecond, "2021-09-29"},
		waits{asks, "2021-07-01", DueSecond, "2021-09-29"},
		waits{of(run.LossProposed), "2021-07-01", DueAsk, ""},
		waits{asked, "2021-07-10", DueStatement, "2021-07-10"},
		waits{asked, "2021-07-11", DueLoss, "2021-07-10"},
		waits{agreed, "2021-07-11", DueAnnounce, ""},
		waits{told, "2021-07-11", DueOver, ""},
		waits{of(run.Withdrawn), "2021-07-01", DueOver, ""},
		waits{of(run.Terminated), "2021-07-01", DueOver, ""},
	)
}

func TestRule_J2_WhatTheFinalWaitsFor(t *testing.T) {
	of := func(state act.State) Evaluation { return standing(t, state) }
	struck, final := of(run.Final), of(run.Final)
	struck.Looks, final.Looks = []Look{{Kind: Final, State: Struck}}, []Look{{Kind: Final, State: Open}}
	due(t,
		waits{of(run.MidtermPassed), "2022-04-29", DueNothing, "2022-04-30"},
		waits{of(run.MidtermPassed), "2022-04-30", DueFinal, "2022-06-29"},
		waits{final, "2022-06-01", DueTerm, "2022-06-29"},
		waits{final, "2022-06-29", DueGrade, ""},
		waits{struck, "2022-06-01", DueFinal, "2022-06-29"},
		waits{of(run.Ended), "2022-07-01", DueOver, ""},
	)
	ends := map[string]bool{}
	for _, s := range []act.State{run.Ended, run.Disqualified, run.Withdrawn, run.Terminated} {
		ends[EndTitle(s, "")] = true
	}
	if len(ends) != 4 || EndTitle(run.Ended, "优秀") != "已结束（优秀）" || EndTitle(run.Terminated, "优秀") != "已终止" {
		t.Errorf("the four ends: %v", ends)
	}
}

// What the unit said for itself in a hearing is read by itself and by those who judge; others read that it was heard.
func TestRule_J1_AStatementIsReadByTheUnitAndThoseWhoJudge(t *testing.T) {
	heard := time.Date(2021, 7, 9, 9, 0, 0, 0, clock.Zone)
	e := Evaluation{Losses: []Loss{{Statement: "我们的意见", Files: []string{"f"}, StatedAt: heard}}}
	if own := ToldOf(e, false, true).Losses[0]; own.Statement != "我们的意见" || len(own.Files) != 1 {
		t.Errorf("its own: %+v", own)
	}
	if l := ToldOf(e, false, false).Losses[0]; l.Statement != "" || len(l.Files) > 0 || !l.StatedAt.Equal(heard) {
		t.Errorf("another's: %+v", l)
	}
	if e.Losses[0].Statement == "" {
		t.Error("what was read is changed for everybody")
	}
}
