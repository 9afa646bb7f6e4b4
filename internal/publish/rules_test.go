package publish

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
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
