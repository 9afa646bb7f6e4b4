package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shidian/internal/calendar"
)

// A year that the program does not know comes from the installation's own table; a year in both is the table's.
func TestTheInstallationsOwnHolidays(t *testing.T) {
	c := Config{Dir: t.TempDir()}
	working := func(day calendar.Day) (bool, error) {
		years, err := c.officialCalendar()
		if err != nil {
			return false, err
		}
		return years.Working(day)
	}
	if _, err := working(calendar.Date(2035, time.May, 1)); !errors.As(err, new(calendar.MissingYear)) {
		t.Errorf("a year that nobody knows: %v", err)
	}
	table := "\ufeffdate,kind,name\n2035-05-01,rest,劳动节\n2020-06-28,rest,试验\n"
	if err := os.WriteFile(filepath.Join(c.Dir, holidaysFile), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[calendar.Day]bool{calendar.Date(2035, time.May, 1): false, calendar.Date(2035, time.May, 2): true,
		calendar.Date(2020, time.June, 28): false, calendar.Date(2019, time.October, 1): false} {
		if got, err := working(day); err != nil || got != want {
			t.Errorf("%s: %v %v", day, got, err)
		}
	}
	if err := os.WriteFile(filepath.Join(c.Dir, holidaysFile), []byte("date,kind,name\n2035-5-1,holiday,劳动节\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := working(calendar.Date(2035, time.May, 1)); err == nil || !strings.Contains(err.Error(), "第2行") {
		t.Errorf("a wrong table: %v", err)
	}
}
