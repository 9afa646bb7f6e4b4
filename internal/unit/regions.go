package unit

import (
	"context"
	"slices"
	"time"

	"shidian/assets/regions"
	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/store"
)

// RegionLines makes the list of associations of the cities and counties that stand on the day of asOf and are not there
// yet, whatever they are called by now: the same list that could be uploaded as .xlsx. What comes in the place of units
// that are there is not among them: see RegionMerges.
func (r *Room) RegionLines(ctx context.Context, asOf time.Time) ([]Line, error) {
	lines, err := linesOf(asOf)
	if err != nil {
		return nil, err
	}
	merges, err := r.RegionMerges(ctx, asOf)
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, m := range merges {
		there[m.Region] = true
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		units, err := List(t, Filter{}, t.Now())
		for _, u := range units {
			there[u.Region] = there[u.Region] || u.Region != ""
		}
		return err
	})
	return slices.DeleteFunc(lines, func(line Line) bool { return there[line.Region] }), err
}

// linesOf is the whole list of a day. A county's city is found by its code.
func linesOf(asOf time.Time) ([]Line, error) {
	divisions, err := regions.On(calendar.DayOf(asOf))
	if err != nil {
		return nil, err
	}
	names, seen := map[string]string{}, map[string]int{}
	for _, d := range divisions {
		names[d.Code] = d.Name
		seen[d.Name]++
	}
	var lines []Line
	for i, d := range divisions {
		if d.Level == regions.Province {
			continue
		}
		line := Line{Row: i + 2, Kind: KindTitles[City], Region: d.Code}
		place := d.Name
		if d.CountyLevel() {
			line.Kind = KindTitles[County]
			if seen[d.Name] > 1 { // 市中区 is in 济南 and in 枣庄
				place = names[d.Parent] + d.Name
			}
		}
		line.Name, line.Short = associationOf(place), shortName(associationOf(place))
		lines = append(lines, line)
	}
	return lines, nil
}

func associationOf(place string) string { return place + "科学技术协会" }

// LoadRegions makes the associations of the cities and counties that stand at asOf and are not there yet, in one act,
// and tells how many it made. Codes and names: GB/T 2260.
func (r *Room) LoadRegions(ctx context.Context, actor access.Actor, asOf time.Time) (int, error) {
	lines, err := r.RegionLines(ctx, asOf)
	if err != nil {
		return 0, err
	}
	return r.importLines(ctx, actor, lines)
}
