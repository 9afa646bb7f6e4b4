package review

import (
	"strings"

	"shidian/internal/apply"
)

// Finding is an exclusion that the program found itself, from the expert's employer and the application's units.
type Finding struct {
	Expert   Expert
	Bid      Bid
	Ground   Ground
	Evidence string
}

// Find looks through experts and bids for those of one unit or one city. What it finds is proposed; the office confirms
// it, and no draw begins before (C1).
func Find(experts []Expert, bids []Bid) (found []Finding) {
	for _, e := range experts {
		for _, b := range bids {
			if ground, why := kin(e.Employer, b.Application); ground != "" {
				found = append(found, Finding{e, b, ground, why})
			}
		}
	}
	return found
}

// kin says how an employer is tied to an application: its own unit, or one of the city that it comes from.
func kin(employer string, a apply.Application) (Ground, string) {
	if sameBody(employer, a.UnitName) {
		return OwnUnit, "工作单位“" + employer + "”与申报单位“" + a.UnitName + "”一致"
	}
	for _, name := range []string{a.CityName, a.UnitName} {
		if place := placeOf(name); place != "" && strings.Contains(employer, place) {
			return OwnCity, "工作单位“" + employer + "”在申报单位所属的" + place
		}
	}
	return "", ""
}

// sameBody compares two names of bodies, however 科学技术协会 is written; a part of the body is the body.
func sameBody(employer, unit string) bool {
	short := func(name string) string {
		return strings.ReplaceAll(strings.Join(strings.Fields(name), ""), "科学技术协会", "科协")
	}
	e, u := short(employer), short(unit)
	return u != "" && strings.Contains(e, u)
}

// placeOf is the place that a city's or county's association is named after: 济南市 of 济南市科学技术协会; "" for others.
func placeOf(name string) string {
	for _, tail := range []string{"科学技术协会", "科协"} {
		place, ok := strings.CutSuffix(name, tail)
		for _, end := range []string{"市", "县", "区"} {
			if ok && strings.HasSuffix(place, end) {
				return place
			}
		}
	}
	return ""
}
