package app

import (
	seed "shidian/assets/calendar"
	"shidian/internal/calendar"
)

// officialCalendar is the calendar of working days that the program brings with it. That its seed is sound is shown by
// a test; a program that could not read its own seed must not start.
func officialCalendar() calendar.Years {
	rows, err := seed.Rows()
	if err != nil {
		panic(err)
	}
	years, err := calendar.NewYears(rows)
	if err != nil {
		panic(err)
	}
	return years
}
