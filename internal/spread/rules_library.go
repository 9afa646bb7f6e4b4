package spread

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"shidian/internal/call"
	"shidian/internal/fault"
)

// Bounds of what is looked for: longer than anybody types, short enough to cost nothing.
const (
	// QueryMost is how many characters of what is looked for count.
	QueryMost      = 60
	searchWordMost = 8
)

// SearchWords are the words that somebody looks for, as the search compares them: whatever stands between blanks, once each.
func SearchWords(typed string) (words []string) {
	runes := []rune(typed)
	for _, word := range strings.Fields(folded(string(runes[:min(len(runes), QueryMost)]))) {
		if len(words) < searchWordMost && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// saysAll tells whether each of the words stands in a text.
func saysAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// sifted are the entries that a filter leaves, with what each choice would leave.
type sifted struct {
	entries                             []*Entry
	cohorts                             []call.Cohort
	byCohort, byCity, byKind, byContent []Count
}

// sift chooses the entries that a filter leaves, those first whose titles say every word, otherwise in the order in which they
// came; and counts for each kind of filter what each choice would leave.
func sift(all []*Entry, f Filter, words []string, cohorts []call.Cohort) sifted {
	c := newCounter(cohorts)
	var found, others []*Entry
	for _, e := range all {
		if len(f.IDs) > 0 && !slices.Contains(f.IDs, e.ID) || !saysAll(e.words, words) {
			continue
		}
		fits := [4]bool{f.Cohort == "" || f.Cohort == e.Cohort, f.City == "" || f.City == e.City, f.Kind == "" || f.Kind == e.Kind,
			f.Content == "" || slices.Contains(e.Contents, f.Content)}
		c.count(e, fits)
		switch {
		case fits != [4]bool{true, true, true, true}:
		case saysAll(e.title, words):
			found = append(found, e)
		default:
			others = append(others, e)
		}
	}
	slices.SortFunc(c.cities, func(a, b Count) int { return cmp.Compare(a.place, b.place) })
	return sifted{append(found, others...), cohorts, c.cohorts, c.cities, c.kinds, c.contents}
}

// counter counts what the choices of each filter leave. Its lists are in the order of the programmes; cities by their codes.
type counter struct{ cohorts, cities, kinds, contents []Count }

func newCounter(all []call.Cohort) *counter {
	c := &counter{}
	for _, one := range all {
		c.cohorts = append(c.cohorts, Count{Key: one.ID, Name: one.Title()})
		for _, kind := range one.Programme.Kinds {
			c.kinds = named(c.kinds, Count{Key: kind.Key, Name: kind.Name})
		}
		if one.Programme.Contents != nil {
			for _, content := range one.Programme.Contents.List {
				c.contents = named(c.contents, Count{Key: content.Short, Name: content.Short})
			}
		}
	}
	return c
}

// named adds a choice unless it is there.
func named(list []Count, one Count) []Count {
	if slices.ContainsFunc(list, func(c Count) bool { return c.Key == one.Key }) {
		return list
	}
	return append(list, one)
}

// count adds an entry where it fits all filters but the one that is counted.
func (c *counter) count(e *Entry, fits [4]bool) {
	but := func(i int) bool {
		fits := fits
		fits[i] = true
		return fits == [4]bool{true, true, true, true}
	}
	add := func(list []Count, key string) {
		if i := slices.IndexFunc(list, func(c Count) bool { return c.Key == key }); i >= 0 {
			list[i].N++
		}
	}
	if but(0) {
		add(c.cohorts, e.Cohort)
	}
	if e.City != "" {
		c.cities = named(c.cities, Count{Key: e.City, Name: e.CityName, place: e.place})
		if but(1) {
			add(c.cities, e.City)
		}
	}
	if but(2) {
		add(c.kinds, e.Kind)
	}
	if but(3) {
		for _, content := range e.Contents {
			add(c.contents, content)
		}
	}
}

// Piece is a part of a text; Hit: it is what was looked for.
type Piece struct {
	Text string
	Hit  bool
}

// Excerpt is what a list shows of a text. Before and After tell that it goes on there.
type Excerpt struct {
	Pieces        []Piece
	Before, After bool
}

// Lengths of an excerpt, in characters.
const (
	excerptMost   = 110
	excerptBefore = 24 // of them before the first hit
)

// Marked cuts a text into what was looked for and what stands between; where two words overlap they are one piece.
func Marked(text string, words []string) (pieces []Piece) {
	runes := []rune(text)
	hit := hits(runes, words)
	for from := 0; from < len(runes); {
		to := from + 1
		for to < len(runes) && hit[to] == hit[from] {
			to++
		}
		pieces = append(pieces, Piece{string(runes[from:to]), hit[from]})
		from = to
	}
	return pieces
}

// hits tells of each character whether it belongs to a word that was looked for.
func hits(runes []rune, words []string) []bool {
	small := make([]rune, len(runes))
	for i, r := range runes {
		small[i] = fold(r)
	}
	hit := make([]bool, len(runes))
	for _, word := range words {
		w := []rune(word)
		for at := 0; len(w) > 0 && at+len(w) <= len(small); at++ {
			if slices.Equal(small[at:at+len(w)], w) {
				for i := range w {
					hit[at+i] = true
				}
			}
		}
	}
	return hit
}

// Cut takes an excerpt of a text with the first of the words that stands in it; without any the text's beginning. No character
// is parted from the marks that belong to it.
func Cut(text string, words []string) Excerpt {
	runes := []rune(strings.TrimSpace(strings.Map(oneLine, text)))
	first := max(0, slices.Index(hits(runes, words), true))
	from := 0
	if len(runes) > excerptMost {
		from = max(0, min(first-excerptBefore, len(runes)-excerptMost))
	}
	to := min(from+excerptMost, len(runes))
	for from > 0 && unicode.IsMark(runes[from]) {
		from--
	}
	for to < len(runes) && unicode.IsMark(runes[to]) {
		to++
	}
	return Excerpt{Marked(string(runes[from:to]), words), from > 0, to < len(runes)}
}

// oneLine writes line ends as spaces.
func oneLine(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

// ExcerptOf takes the excerpt of the first text of a case that says one of the words; without any the summary's beginning.
func ExcerptOf(b Body, words []string) Excerpt {
	texts := []string{}
	for _, p := range b.Parts() {
		texts = append(texts, p.Text)
	}
	for _, p := range b.Pictures {
		texts = append(texts, p.Caption)
	}
	for _, text := range texts {
		if slices.Contains(hits([]rune(text), words), true) {
			return Cut(text, words)
		}
	}
	return Cut(b.Summary, nil)
}

// BookletMost is how many cases one booklet takes: more pages than anybody binds, and what the house makes in a few seconds.
const BookletMost = 100

// MayBind tells whether so many cases make a booklet (J5).
func MayBind(n int) error {
	switch {
	case n == 0:
		return fault.Conflict("J5", "没有可以汇编的案例。请返回典型案例，重新选择。")
	case n > BookletMost:
		return fault.Conflict("J5", fmt.Sprintf("一次最多汇编%d个案例，现在有%d个。请按内容、地区或者批次缩小范围，或者勾选其中一部分。", BookletMost, n))
	}
	return nil
}
