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
func Rows() ([]calendar.Row, error) { return Read(holidays) }

// Read reads a table like the seed: a heading, then date, rest or work, and the holiday's name. What is wrong is named
// with its line.
func Read(text string) ([]calendar.Row, error) {
	table := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	table.FieldsPerRecord = 3
	records, err := table.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	var rows []calendar.Row
	for i, r := range records {
		if i == 0 {
			continue
		}
		day, err := calendar.ParseDay(r[0])
		if err != nil || (r[1] != "work" && r[1] != "rest") {
			return nil, fmt.Errorf("第%d行应为“日期,rest 或 work,节日名称”，如 2027-01-01,rest,元旦", i+1)
		}
		rows = append(rows, calendar.Row{Day: day, Work: r[1] == "work", Name: r[2]})
	}
	return rows, nil
}
