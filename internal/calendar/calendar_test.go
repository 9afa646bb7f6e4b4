package calendar_test

import (
	"errors"
	"testing"
	"time"

	seed "shidian/assets/calendar"
	. "shidian/internal/calendar"
	"shidian/internal/clock"
)

func official(t *testing.T) Years {
	t.Helper()
	rows, err := seed.Rows()
	if err != nil {
		t.Fatal(err)
	}
	y, err := NewYears(rows)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestC3_CountedDays(t *testing.T) {
	y := official(t)
	for _, c := range []struct {
		from           string
		n              int
		first, working bool
		want           string
	}{
		{"2020-06-22", 5, true, true, "2020-06-29"},  // 25 to 27 June off, Sunday 28 made up
		{"2020-06-22", 5, false, true, "2020-06-30"}, // first day not counted
		{"2020-06-22", 5, true, false, "2020-06-26"},
		{"2020-06-22", 5, false, false, "2020-06-27"},
		{"2020-06-22", 1, true, true, "2020-06-22"},
		{"2020-06-25", 1, true, true, "2020-06-28"}, // a first day that is no working day does not count
		{"2020-01-23", 1, false, true, "2020-02-03"},
		{"2020-09-25", 6, true, true, "2020-10-09"}, // Sunday 27 September is worked; 1 to 8 October off
		{"2019-12-31", 2, true, true, "2020-01-02"},
	} {
		got, err := y.CountDays(day(t, c.from), c.n, c.first, c.working)
		if err != nil || got.String() != c.want {
			t.Errorf("%+v: got %s, %v", c, got, err)
		}
	}
	if n, err := y.WorkdaysIn(day(t, "2020-06-22"), day(t, "2020-06-29")); n != 5 || err != nil {
		t.Errorf("%d working days, %v", n, err)
	}
	if got, err := y.AddWorkdays(day(t, "2020-06-22"), 5); got.String() != "2020-06-30" || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := y.CountDays(day(t, "2020-06-22"), 0, true, true); err == nil {
		t.Error("a period of no days has a last day")
	}
}

func TestMakeUpWorkdaysOf2020(t *testing.T) {
	y, n := official(t), 0
	for d := day(t, "2020-01-01"); d.Year() == 2020; d = d.Add(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if work, err := y.Working(d); err != nil || work && weekend {
			n++
		}
	}
	for _, s := range []string{"2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10"} {
		if work, _ := y.Working(day(t, s)); !work {
			t.Errorf("%s is a make-up workday", s)
		}
	}
	if n != 6 {
		t.Errorf("%d make-up workdays in 2020, want 6", n)
	}
}

func TestMissingYearIsLoud(t *testing.T) {
	y := official(t)
	var missing MissingYear
	if _, err := y.CountDays(day(t, "2026-12-30"), 5, true, true); !errors.As(err, &missing) || missing.Year != 2027 {
		t.Errorf("got %v", err)
	}
	if _, err := y.CountDays(day(t, "2026-12-30"), 5, true, false); err != nil {
		t.Errorf("calendar days need no table: %v", err)
	}
	if l := y.Loaded(); len(l) != 23 || l[0] != 2004 || l[22] != 2026 {
		t.Errorf("loaded %v", l)
	}
	if _, err := NewYears([]Row{{Day: Date(2020, 1, 1)}, {Day: Date(2020, 1, 1), Work: true}}); err == nil {
		t.Error("a day named twice was taken")
	}
}

func TestA5_DeadlineIsTheNextMidnight(t *testing.T) {
	deadline := EndOfDay(Date(2020, 5, 18))
	if got := deadline.Format(time.RFC3339); got != "2020-05-19T00:00:00+08:00" {
		t.Errorf("deadline %s", got)
	}
	now := time.Date(2020, 5, 16, 16, 30, 0, 0, clock.Zone)
	for got, want := range map[string]string{
		Show(deadline, now):                                           "5月18日（星期一）24:00前",
		Show(deadline.UTC(), now):                                     "5月18日（星期一）24:00前",
		Show(deadline, now.AddDate(1, 0, 0)):                          "2020年5月18日（星期一）24:00前",
		Show(deadline.Add(-7*time.Hour), now):                         "5月18日（星期一）17:00前",
		Show(EndOfDay(Date(2020, 12, 31)), now):                       "12月31日（星期四）24:00前",
		DayOf(time.Date(2020, 5, 18, 16, 0, 0, 0, time.UTC)).String(): "2020-05-19",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestDays(t *testing.T) {
	d := Date(2020, 8, 31)
	if got := d.AddMonths(6).String(); got != "2021-02-28" {
		t.Errorf("half a year later: %s", got)
	}
	if d.Sub(Date(2020, 8, 1)) != 30 || !Date(2020, 8, 1).Before(d) || d.Before(d) {
		t.Error("distance or order")
	}
	if (Day{}).String() != "" || !(Day{}).IsZero() || Date(1970, 1, 1).IsZero() || Date(1969, 12, 30).String() != "1969-12-30" {
		t.Error("the zero day")
	}
	for _, s := range []string{"2020-02-30", "2020-5-1", "", "18.5.2020"} {
		if _, err := ParseDay(s); err == nil {
			t.Errorf("%q was taken for a day", s)
		}
	}
}
