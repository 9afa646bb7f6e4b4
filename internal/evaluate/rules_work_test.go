package evaluate

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/run"
)

// written tells which of the drafts of a pilot are to be written on a day.
func written(t *testing.T, e Evaluation, on string) (what []string) {
	t.Helper()
	day, err := calendar.ParseDay(on)
	if err != nil {
		t.Fatal(err)
	}
	for _, draft := range append([]string{Announcement}, Drafts...) {
		if Writes(e, draft, day) {
			what = append(what, draft)
		}
	}
	return what
}

func is(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) || len(want) == 1 && got[0] != want[0] {
		t.Errorf("to be written are %v, want %v", got, want)
	}
}

func TestRule_J1_WhatIsToBeWrittenOfTheMidterm(t *testing.T) {
	of := func(state act.State) Evaluation { return standing(t, state) }
	is(t, written(t, of(run.Running), "2021-04-29"))
	is(t, written(t, of(run.Running), "2021-04-30"), DraftLook(Midterm))
	failed := of(run.Rectifying)
	failed.Looks = []Look{{Kind: Midterm, Conclusion: Failed, Until: calendar.Date(2021, 9, 29)}}
	is(t, written(t, failed, "2021-07-01"), DraftRectify)
	if got := written(t, failed, "2021-09-30"); len(got) != 2 || got[0] != DraftRectify || got[1] != DraftLook(Second) {
		t.Errorf("after the date %v", got)
	}
	heard := of(run.LossProposed)
	is(t, written(t, heard, "2021-10-01"))
	heard.Losses = []Loss{{State: LossAsked, Until: calendar.Date(2021, 10, 10)}}
	is(t, written(t, heard, "2021-10-10"), DraftStatement)
	is(t, written(t, heard, "2021-10-11"))
	lost := of(run.Disqualified)
	lost.Losses = []Loss{{State: Agreed}}
	is(t, written(t, lost, "2021-11-01"), Announcement)
}

func TestRule_J2_WhatIsToBeWrittenOfTheFinal(t *testing.T) {
	of := func(state act.State) Evaluation { return standing(t, state) }
	is(t, written(t, of(run.MidtermPassed), "2022-04-29"))
	is(t, written(t, of(run.MidtermPassed), "2022-04-30"), DraftLook(Final))
	judged := of(run.Final)
	judged.Looks = []Look{{Kind: Final, State: Open}}
	is(t, written(t, judged, "2022-06-01"), DraftLook(Final))
	is(t, written(t, judged, "2022-07-01"), DraftLook(Final))
	is(t, written(t, of(run.Ended), "2022-07-01"))
}

// What stands of a piece of work is another thing as soon as a colleague has handed something in.
func TestAnOldPageIsKnownByWhatStands(t *testing.T) {
	e := standing(t, run.LossProposed)
	e.Losses = []Loss{{State: LossAsked}}
	for _, what := range Drafts {
		seen, after := UponOf(e, what), e
		switch what {
		case DraftRectify:
			after.Rectified = []Rectification{{}}
		case DraftStatement:
			after.Losses = []Loss{{State: LossAsked, StatedAt: calendar.Date(2021, 10, 1).Start()}}
		default:
			after.Looks = append([]Look{}, Look{Kind: Final})
		}
		if seen == "" || UponOf(e, what) != seen || UponOf(after, what) == seen {
			t.Errorf("%s: %q, then %q", what, seen, UponOf(after, what))
		}
	}
}
