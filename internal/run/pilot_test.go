package run

import (
	"testing"

	"shidian/internal/calendar"
)

func TestRule_N3_TwoYearsFromTheFirstDay(t *testing.T) {
	first, last := Term(calendar.Date(2020, 7, 1), 2)
	if first.String() != "2020-07-01" || last.String() != "2022-06-30" {
		t.Errorf("%s to %s", first, last)
	}
	if _, last = Term(calendar.Date(2020, 2, 29), 1); last.String() != "2021-02-27" {
		t.Errorf("from a leap day to %s", last)
	}
}
