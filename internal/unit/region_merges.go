package unit

import (
	"context"
	"slices"
	"time"

	"shidian/assets/regions"
	"shidian/internal/calendar"
	"shidian/internal/store"
)

// RegionMerge is a change of divisions that the table knows and the units do not show yet: associations that stand here
// of divisions that ended, and the division that came in their place on the same day in the same city.
type RegionMerge struct {
	Ends []Unit
	Line // the one that comes; without a Region where the table shows none that does
	Day  time.Time
}

// RegionMerges lists the changes up to the day of asOf, the oldest first (GB/T 2260; 蓬莱市、长岛县 -> 蓬莱区 on 5 June
// 2020). Nothing is written: each is confirmed by an act of its own.
func (r *Room) RegionMerges(ctx context.Context, asOf time.Time) (merges []RegionMerge, err error) {
	all, err := regions.All()
	if err != nil {
		return nil, err
	}
	names, err := linesOf(asOf)
	if err != nil {
		return nil, err
	}
	line := map[string]Line{}
	for _, l := range names {
		line[l.Region] = l
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		units, err := List(t, Filter{}, t.Now())
		there := map[string]Unit{}
		for _, u := range units {
			if u.Kind == City || u.Kind == County {
				there[u.Region] = u
			}
		}
		merges = mergesIn(all, there, line, calendar.DayOf(asOf))
		return err
	})
	return merges, err
}

// change names a day on which divisions of a city changed.
type change struct {
	parent string
	day    calendar.Day
}

// mergesIn groups the divisions that ended by city and day. there are the units by code, line the lines of the day.
func mergesIn(all []regions.Region, there map[string]Unit, line map[string]Line, asOf calendar.Day) []RegionMerge {
	var order []change
	ends, begins := map[change][]Unit{}, map[change][]string{}
	for _, d := range all {
		if u, stands := there[d.Code]; stands && !d.To.IsZero() && !asOf.Before(d.To) {
			at := change{d.Parent, d.To}
			if ends[at] == nil {
				order = append(order, at)
			}
			ends[at] = append(ends[at], u)
		}
		if !d.From.IsZero() {
			at := change{d.Parent, d.From}
			begins[at] = append(begins[at], d.Code)
		}
	}
	var merges []RegionMerge
	for _, at := range order {
		m := RegionMerge{Ends: ends[at], Day: at.day.Start()}
		if codes := begins[at]; len(codes) == 1 && there[codes[0]].ID == "" { // more than one: the table does not say who succeeds whom
			m.Line = line[codes[0]]
		}
		merges = append(merges, m)
	}
	slices.SortStableFunc(merges, func(a, b RegionMerge) int { return a.Day.Compare(b.Day) })
	return merges
}
