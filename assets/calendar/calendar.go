// Package calendar holds the seed of the official calendar; README.md names
// its source and licence.
package calendar

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"

	"shidian/internal/calendar"
)

//go:embed holidays.csv
var holidays string

// Rows reads the seed, in the order of the days.
func Rows() ([]calendar.Row, error) {
	records, err := csv.NewReader(strings.NewReader(holidays)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("assets/calendar: %w", err)
	}
	rows := make([]calendar.Row, 0, len(records))
	for _, r := range records[1:] {
		day, err := calendar.ParseDay(r[0])
		if err != nil {
			return nil, fmt.Errorf("assets/calendar: %w", err)
		}
		rows = append(rows, calendar.Row{Day: day, Work: r[1] == "work", Name: r[2]})
	}
	return rows, nil
}
