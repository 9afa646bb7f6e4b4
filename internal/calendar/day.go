package calendar

import (
	"fmt"
	"time"

	"shidian/internal/clock"
)

// Day is one day of the calendar, comparable with ==. The zero Day is none.
type Day struct{ n int } // days since 1969-12-31, so that 1970-01-01 is 1

// Date is the day of a year, month and day.
func Date(year int, month time.Month, day int) Day {
	return Day{int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400) + 1}
}

// DayOf is the day of an instant in Shanghai.
func DayOf(at time.Time) Day {
	return Date(at.In(clock.Zone).Date())
}

// ParseDay reads 2020-05-18.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("calendar: day %q: %w", s, err)
	}
	return Date(t.Date()), nil
}

func (d Day) utc() time.Time { return time.Unix(int64(d.n-1)*86400, 0).UTC() }

// IsZero reports whether it is no day.
func (d Day) IsZero() bool { return d.n == 0 }

// String writes 2020-05-18, "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes it as String does, so that a Day stands as text in JSON.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2020-05-18; an empty text is the zero Day.
func (d *Day) UnmarshalText(text []byte) (err error) {
	*d = Day{}
	if len(text) > 0 {
		*d, err = ParseDay(string(text))
	}
	return err
}

// Year of the day.
func (d Day) Year() int { return d.utc().Year() }

// Weekday of the day.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// Add is the day n days later.
func (d Day) Add(n int) Day { return Day{d.n + n} }

// Before reports whether the day lies before another.
func (d Day) Before(o Day) bool { return d.n < o.n }

// Sub is how many days lie from o to d.
func (d Day) Sub(o Day) int { return d.n - o.n }

// AddMonths is the same day of a later month, or that month's last day.
func (d Day) AddMonths(n int) Day {
	y, m, day := d.utc().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return Date(last.Year(), last.Month(), min(day, last.Day()))
}

// Start is the day's first instant in Shanghai.
func (d Day) Start() time.Time {
	y, m, day := d.utc().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, clock.Zone)
}

// EndOfDay is the deadline at the end of a day, 24:00: the next day's first
// instant, which itself is late (A5).
func EndOfDay(d Day) time.Time { return d.Add(1).Start() }
