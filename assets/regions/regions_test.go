package regions_test

import (
	"strings"
	"testing"

	"shidian/assets/regions"
	"shidian/internal/calendar"
)

func TestN2_RegionsOnADay(t *testing.T) {
	for _, c := range []struct {
		day      calendar.Day
		counties int
		has      string
		not      string
	}{
		{calendar.Date(2020, 5, 12), 137, "370684", "370614"},
		{calendar.Date(2020, 6, 4), 137, "370634", "370614"},
		{calendar.Date(2020, 6, 5), 136, "370614", "370634"},
		{calendar.Date(2026, 11, 24), 136, "370614", "370684"},
	} {
		list, err := regions.On(c.day)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]string{}
		cities, counties := 0, 0
		for _, r := range list {
			names[r.Code] = r.Name
			if r.Level == regions.City {
				cities++
			}
			if r.CountyLevel() {
				counties++
			}
		}
		if cities != 16 || counties != c.counties || names[c.has] == "" || names[c.not] != "" {
			t.Errorf("%s: %d cities, %d counties, %s %q, %s %q", c.day, cities, counties, c.has, names[c.has], c.not, names[c.not])
		}
	}
}

func TestEveryRegionHasItsParent(t *testing.T) {
	all, err := regions.All()
	if err != nil {
		t.Fatal(err)
	}
	levels, kinds := map[string]regions.Level{}, map[regions.Level]int{}
	for _, r := range all {
		levels[r.Code] = r.Level
		kinds[r.Level]++
	}
	if kinds[regions.District] != 58 || kinds[regions.County] != 53 || kinds[regions.CountyCity] != 27 || len(kinds) != 5 {
		t.Errorf("levels %v", kinds)
	}
	for _, r := range all {
		switch {
		case r.Level == regions.Province && r.Parent == "":
		case r.Level == regions.City && levels[r.Parent] == regions.Province:
		case r.CountyLevel() && levels[r.Parent] == regions.City && strings.HasPrefix(r.Code, r.Parent[:4]):
		default:
			t.Errorf("%+v", r)
		}
	}
}
