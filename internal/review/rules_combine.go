package review

import (
	"cmp"
	"fmt"
	"slices"

	"shidian/internal/programme"
)

// Hundredths is a score with two decimals, as an integer: 8733 is 87.33. Everything that is compared is what is printed.
type Hundredths int64

// String writes it as it is printed: 87.33.
func (h Hundredths) String() string { return fmt.Sprintf("%d.%02d", h/100, h%100) }

// trimFrom is from how many scores on the highest and the lowest are left out.
const trimFrom = 5

// mean is sum ÷ n with two decimals, halves upward; 0 of nothing.
func mean(sum, n int) Hundredths {
	if n == 0 {
		return 0
	}
	return Hundredths((sum*200 + n) / (2 * n))
}

// Combine makes one score of several totals: the mean, or from five on the mean without the highest and the lowest (C1).
func Combine(how programme.Combine, totals []int) Hundredths {
	total := 0
	for _, n := range totals {
		total += n
	}
	if how == programme.Trimmed && len(totals) >= trimFrom {
		return mean(total-slices.Max(totals)-slices.Min(totals), len(totals)-2)
	}
	return mean(total, len(totals))
}

// FarOff tells which totals lie so many points or more from the mean of all: they are marked, never changed.
func FarOff(totals []int, beyond int) []bool {
	marked, total := make([]bool, len(totals)), 0
	for _, n := range totals {
		total += n
	}
	for i, n := range totals {
		off := n*len(totals) - total
		marked[i] = max(off, -off) >= beyond*len(totals) && len(totals) > 1
	}
	return marked
}

// SpreadOf is the distance of the highest from the lowest, in points: how far the experts disagree.
func SpreadOf(totals []int) int {
	if len(totals) == 0 {
		return 0
	}
	return slices.Max(totals) - slices.Min(totals)
}

// Raw is one expert's total of an application beside the combined score.
type Raw struct {
	Expert Expert
	Total  int
	Marked bool // far from the mean of all
}

// Ranked is an application with its combined score and place.
type Ranked struct {
	Application string
	Number      string
	Name        string // of the unit or the person
	Place       int    // from 1; 0 when nobody scored it
	Combined    Hundredths
	Raw         []Raw                 // by the experts' places
	Criteria    map[string]Hundredths // the mean of each, for ties
	Spread      int                   // points between the highest and the lowest
	Tied        bool                  // another has the same combined score: the criteria decided, or the number
	Missing     int                   // experts whose sheet is not there
	Overrun     bool                  // recommended beyond the places (A7)
	Relations   int                   // experts who do not score it since a relation came up
	Of          []Hundredths          // letter's and panel's score that Combined is made of; nil: one stage
}

// Marked tells whether one of the scores is far off.
func (r Ranked) Marked() bool {
	return slices.ContainsFunc(r.Raw, func(w Raw) bool { return w.Marked })
}

// Rank puts applications into their order and gives the places: by the combined score; equal ones by the mean of the
// criteria in the order that was fixed; then by number, so that the list is always the same (C1). Who has no score
// stands at the end without a place.
func Rank(ties []string, list []Ranked) []Ranked {
	ordered := slices.Clone(list)
	slices.SortFunc(ordered, func(a, b Ranked) int {
		if c := cmp.Compare(min(len(b.Raw), 1), min(len(a.Raw), 1)); c != 0 {
			return c
		}
		return cmp.Or(better(ties, a, b), cmp.Compare(a.Number, b.Number))
	})
	same := map[Hundredths]int{}
	for _, r := range ordered {
		same[r.Combined] += min(len(r.Raw), 1)
	}
	for i := range ordered {
		if r := &ordered[i]; len(r.Raw) > 0 {
			r.Place, r.Tied = i+1, same[r.Combined] > 1
		}
	}
	return ordered
}

// better compares by the combined score, then by the criteria; negative: a is better.
func better(ties []string, a, b Ranked) int {
	c := cmp.Compare(b.Combined, a.Combined)
	for _, key := range ties {
		if c == 0 {
			c = cmp.Compare(b.Criteria[key], a.Criteria[key])
		}
	}
	return c
}
