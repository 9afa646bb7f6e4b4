package unit

import (
	"context"
	"time"

	"shidian/assets/regions"
	"shidian/internal/access"
	"shidian/internal/calendar"
)

// RegionLines makes the list of associations of the cities and counties that stand on the day of asOf: the same list
// that could be uploaded as .xlsx.
func RegionLines(asOf time.Time) ([]Line, error) {
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
			line.Kind, line.Parent = KindTitles[County], associationOf(names[d.Parent])
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
	lines, err := RegionLines(asOf)
	if err != nil {
		return 0, err
	}
	return r.importLines(ctx, actor, lines)
}
