package programme

import (
	"slices"
	"strconv"
	"strings"
)

// Facts is what is known of an applicant, as words: 是, 否, 3, 370100.
// Several values of one fact stand with "、" between them.
type Facts map[Fact]string

// Unmet is a condition an applicant does not meet, or, where the fact is not
// Known, one that somebody has to look at.
type Unmet struct {
	Condition
	Known bool
}

// Refuses reports whether it stops the application: only a hard condition
// over a known fact does.
func (u Unmet) Refuses() bool { return u.Hard && u.Known }

// Unmet lists the conditions of a kind that the facts do not meet, in the
// order of the file.
func (p *Programme) Unmet(kind string, facts Facts) []Unmet {
	var list []Unmet
	for _, c := range p.Eligibility {
		if len(c.Kinds) > 0 && !contains(c.Kinds, kind) {
			continue
		}
		if fact, known := facts[c.Fact]; !known || !c.holds(fact) {
			list = append(list, Unmet{c, known})
		}
	}
	return list
}

func (c Condition) holds(fact string) bool {
	has, want := strings.Split(fact, "、"), strings.Split(c.Value, "、")
	common := slices.ContainsFunc(has, func(s string) bool { return contains(want, s) })
	switch c.Is {
	case Equals:
		return fact == c.Value
	case Differs:
		return fact != c.Value
	case AnyOf:
		return common
	case NoneOf:
		return !common
	}
	n, err := strconv.Atoi(fact)
	limit, errLimit := strconv.Atoi(c.Value)
	if err != nil || errLimit != nil {
		return false
	}
	return c.Is == AtMost && n <= limit || c.Is == AtLeast && n >= limit
}
