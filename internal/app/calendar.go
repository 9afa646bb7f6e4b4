package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	seed "shidian/assets/calendar"
	"shidian/internal/calendar"
)

// holidaysFile is an installation's own table of holidays, in its folder: the years in it replace the program's. A new
// year's announcement needs no new program.
const holidaysFile = "holidays.csv"

// officialCalendar is the calendar of working days: the one that the program brings with it, and the installation's own.
func (c Config) officialCalendar() (calendar.Years, error) {
	rows, err := seed.Rows()
	if err != nil {
		return calendar.Years{}, err
	}
	if c.Dir == "" {
		return calendar.NewYears(rows)
	}
	path := filepath.Join(c.Dir, holidaysFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return calendar.NewYears(rows)
	}
	if err != nil {
		return calendar.Years{}, err
	}
	own, err := seed.Read(string(text))
	if err != nil {
		return calendar.Years{}, fmt.Errorf("节假日表 %s：%w", path, err)
	}
	rows = slices.DeleteFunc(rows, func(r calendar.Row) bool {
		return slices.ContainsFunc(own, func(o calendar.Row) bool { return o.Day.Year() == r.Day.Year() })
	})
	years, err := calendar.NewYears(append(rows, own...))
	if err != nil {
		return years, fmt.Errorf("节假日表 %s：%w", path, err)
	}
	return years, nil
}
