// Package regions holds the divisions of Shandong; README.md names the
// source and licence.
package regions

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"

	"shidian/internal/calendar"
)

//go:embed shandong_gbt2260.csv
var shandong string

// Level is the level of a division, as the table writes it.
type Level string

// The levels. District, CountyCity and County are all county-level (县级).
const (
	Province   Level = "province"
	City       Level = "city"
	District   Level = "district"
	CountyCity Level = "county-level-city"
	County     Level = "county"
)

// Region is one division. From is the first day it existed, To the first day
// it no longer did; the zero day: before the table begins, or still.
type Region struct {
	Code     string // GB/T 2260
	Name     string
	Level    Level
	Parent   string // code; "" for the province
	From, To calendar.Day
}

// CountyLevel reports whether it is a district, county or county-level city.
func (r Region) CountyLevel() bool { return r.Level != Province && r.Level != City }

// On reports whether the division existed on a day.
func (r Region) On(day calendar.Day) bool {
	return (r.From.IsZero() || !day.Before(r.From)) && (r.To.IsZero() || day.Before(r.To))
}

// All reads the table, in the order of the codes.
func All() ([]Region, error) {
	records, err := csv.NewReader(strings.NewReader(shandong)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("assets/regions: %w", err)
	}
	var list []Region
	for _, f := range records[1:] {
		r := Region{Code: f[0], Name: f[1], Level: Level(f[2]), Parent: f[3]}
		if r.From, err = optionalDay(f[4]); err != nil {
			return nil, fmt.Errorf("assets/regions: %s: %w", r.Code, err)
		}
		if r.To, err = optionalDay(f[5]); err != nil {
			return nil, fmt.Errorf("assets/regions: %s: %w", r.Code, err)
		}
		list = append(list, r)
	}
	return list, nil
}

func optionalDay(s string) (calendar.Day, error) {
	if s == "" {
		return calendar.Day{}, nil
	}
	return calendar.ParseDay(s)
}

// On is the table as it stood on a day.
func On(day calendar.Day) ([]Region, error) {
	all, err := All()
	var list []Region
	for _, r := range all {
		if r.On(day) {
			list = append(list, r)
		}
	}
	return list, err
}
