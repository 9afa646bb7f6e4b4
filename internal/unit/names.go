package unit

import (
	"time"

	"shidian/assets/regions"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// Names are all names that units bear and have borne, and the places whose divisions ended or began, each with the days
// between which it holds: what an outgoing text is held against (规范表述核对). A unit of a division that ended is
// called so no more from that day on, whether or not its end is entered here yet.
func Names(t *store.Tx) ([]wording.Name, error) {
	all, err := regions.All()
	if err != nil {
		return nil, err
	}
	places := map[string]regions.Region{}
	for _, r := range all {
		places[r.Code] = r
	}
	units, err := selectUnits(t, Filter{Closed: true}, t.Now())
	if err != nil {
		return nil, err
	}
	byID := map[string]Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	eras, err := selectAllEras(t)
	if err != nil {
		return nil, err
	}
	last, err := Successors(t, t.Now())
	if err != nil {
		return nil, err
	}
	names := namesOfPlaces(all)
	for i, e := range eras {
		u := byID[e.unit]
		n := wording.Name{Full: e.Name, Short: e.Short, From: e.From, Until: u.To, Now: byID[last[u.ID]].Name}
		if i == 0 || eras[i-1].unit != e.unit {
			n.From = time.Time{} // it was called so before it was entered here
		}
		if place := places[u.Region]; !place.From.IsZero() {
			n.From = place.From.Start()
		} else if !place.To.IsZero() && n.Until.IsZero() {
			n.Until, n.Now = place.To.Start(), nameAfter(all, place)
		}
		if i+1 < len(eras) && eras[i+1].unit == e.unit {
			n.Until, n.Now = eras[i+1].From, eras[i+1].Name
		}
		names = append(names, n)
	}
	return names, nil
}

// namesOfPlaces are the divisions that ended or began since the table begins: 蓬莱市, 蓬莱区.
func namesOfPlaces(all []regions.Region) (names []wording.Name) {
	for _, r := range all {
		n := wording.Name{Full: r.Name}
		if !r.To.IsZero() {
			n.Until, n.Now = r.To.Start(), after(all, r)
		}
		if !r.From.IsZero() {
			n.From = r.From.Start()
		}
		if !r.To.IsZero() || !r.From.IsZero() {
			names = append(names, n)
		}
	}
	return names
}

// after is the one division that began in the same city on the day on which another ended; "" where the table shows
// none or several.
func after(all []regions.Region, ended regions.Region) (name string) {
	for _, r := range all {
		if r.Parent == ended.Parent && r.From == ended.To {
			if name != "" {
				return ""
			}
			name = r.Name
		}
	}
	return name
}

func nameAfter(all []regions.Region, ended regions.Region) string {
	if place := after(all, ended); place != "" {
		return associationOf(place)
	}
	return ""
}
