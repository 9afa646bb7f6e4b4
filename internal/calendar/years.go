package calendar

import (
	"fmt"
	"slices"
	"time"
)

// Row is one day that departs from the ordinary week: a day off, or a
// Saturday or Sunday on which work is made up.
type Row struct {
	Day  Day
	Work bool
	Name string // 端午
}

// Years is the official calendar of some years. It is a value: a change of
// the table is a new Years.
type Years struct {
	days  map[Day]bool // whether a departing day is a working day
	years map[int]bool
}

// NewYears builds the calendar from rows. A year is known when it has a row.
// A day named twice is an error.
func NewYears(rows []Row) (Years, error) {
	y := Years{map[Day]bool{}, map[int]bool{}}
	for _, r := range rows {
		if _, twice := y.days[r.Day]; twice {
			return Years{}, fmt.Errorf("calendar: %s is there twice", r.Day)
		}
		y.days[r.Day] = r.Work
		y.years[r.Day.Year()] = true
	}
	return y, nil
}

// MissingYear says that a year's calendar is not loaded.
type MissingYear struct{ Year int }

// Error says, for the person, what to do.
func (e MissingYear) Error() string {
	return fmt.Sprintf("%d年的节假日安排尚未录入，无法计算工作日。请管理员把国务院办公厅公布的%d年放假安排写进数据文件夹的 holidays.csv", e.Year, e.Year)
}

// Loaded are the known years, in order.
func (y Years) Loaded() []int {
	var list []int
	for year := range y.years {
		list = append(list, year)
	}
	slices.Sort(list)
	return list
}

// Working reports whether a day is a working day. Error: [MissingYear].
func (y Years) Working(d Day) (bool, error) {
	if !y.years[d.Year()] {
		return false, MissingYear{d.Year()}
	}
	if work, departs := y.days[d]; departs {
		return work, nil
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday, nil
}

// AddWorkdays is the n-th working day after a day, the day itself not
// counted; n is at least 1. Error: [MissingYear].
func (y Years) AddWorkdays(from Day, n int) (Day, error) {
	return y.CountDays(from, n, false, true)
}

// CountDays is the last day of a period of n days, n at least 1. Where the
// first day counts, from is the first of them (with working days: if it is
// one). Error: [MissingYear], for working days only.
func (y Years) CountDays(from Day, n int, firstDayCounts, working bool) (Day, error) {
	if n < 1 {
		return Day{}, fmt.Errorf("calendar: a period of %d days", n)
	}
	d := from
	if !firstDayCounts {
		d = d.Add(1)
	}
	if !working {
		return d.Add(n - 1), nil
	}
	for ; ; d = d.Add(1) {
		work, err := y.Working(d)
		if err != nil {
			return Day{}, err
		}
		if work {
			n--
		}
		if n == 0 {
			return d, nil
		}
	}
}

// WorkdaysIn counts the working days of a period, both ends included.
// Error: [MissingYear].
func (y Years) WorkdaysIn(from, to Day) (int, error) {
	n := 0
	for d := from; !to.Before(d); d = d.Add(1) {
		work, err := y.Working(d)
		if err != nil {
			return 0, err
		}
		if work {
			n++
		}
	}
	return n, nil
}
