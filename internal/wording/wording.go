package wording

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Sure is how sure a finding is.
type Sure string

// The two: what is wrong by a rule, and what a person should look at.
const (
	Wrong Sure = "错误"
	Ask   Sure = "请核对"
)

// Name is what a unit or a place is called over a span of days.
type Name struct {
	Full  string    // 济南市科学技术协会
	Short string    // 济南市科协; "" where there is none
	From  time.Time // zero: from before anything known
	Until time.Time // the first instant at which it is called so no more; zero: still
	Now   string    // what came in its place; "" where that is not known
}

// Given is what a text is held against.
type Given struct {
	Day     time.Time // when the text goes out: names are those of that day, dates without a year lie near it
	Names   []Name
	Phrases []string // set phrases, verbatim: the programme's name, its contents, who decides
}

// Finding is one spot of a text.
type Finding struct {
	From, To            int    // bytes of the text
	Before, Spot, After string // the sentence around the spot, shortened
	What                string // what is wrong, or doubtful
	Instead             string // what to write; "" where only a person can tell
	Sure                Sure
}

// Most is how many findings one look gives at most; a text with more is not one to be mended by a list.
const Most = 300

// Unchecked says what no finding can be expected of.
const Unchecked = "只核对日期与星期、单位名称、文号和数字写法、标点配对以及固定表述这几类，不核对内容是否属实、语句是否通顺、错别字和人名职务，也不代替核稿。没有列出的不等于没有错。"

// Check looks through a text. The findings are in the order of the text; each is only advice.
func Check(text string, given Given) []Finding {
	c := &checker{text: text, given: given, masked: unwritten.FindAllStringIndex(text, -1)}
	for _, look := range []func(){c.dates, c.ranges, c.dateForms, c.numbers, c.figures, c.marks, c.pairs, c.names, c.phrases} {
		look()
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	found := c.found[:min(len(c.found), Most)]
	for i := range found {
		c.around(&found[i])
	}
	return found
}

// unwritten are addresses of the web and mailboxes, which have spellings of their own.
var unwritten = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[!-~]+|www\.[!-~]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+`)

type checker struct {
	text   string
	given  Given
	masked [][]int
	found  []Finding
}

// add notes a spot, unless it lies in an address.
func (c *checker) add(from, to int, sure Sure, what, instead string) {
	i, _ := slices.BinarySearchFunc(c.masked, from, func(m []int, at int) int { return cmp.Compare(m[1]-1, at) })
	if i < len(c.masked) && c.masked[i][0] < to {
		return
	}
	c.found = append(c.found, Finding{From: from, To: to, Sure: sure, What: what, Instead: instead})
}

// each calls for every match with its groups: at(n) gives the n-th group's text, "" where it is absent.
func (c *checker) each(pattern *regexp.Regexp, found func(from, to int, at func(n int) string)) {
	for _, m := range pattern.FindAllStringSubmatchIndex(c.text, -1) {
		found(m[0], m[1], func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return c.text[m[2*n]:m[2*n+1]]
		})
	}
}

// before and after are the runes beside a spot; utf8.RuneError at the text's ends.
func (c *checker) before(at int) rune {
	r, _ := utf8.DecodeLastRuneInString(c.text[:at])
	return r
}

func (c *checker) after(at int) rune {
	r, _ := utf8.DecodeRuneInString(c.text[at:])
	return r
}

// shown is how many bytes of a sentence stand at most on either side of a spot, and of the spot itself.
const shown = 90

// around cuts the sentence out of the text, whole characters only.
func (c *checker) around(f *Finding) {
	left, right := c.text[:f.From], c.text[f.To:]
	left, cutLeft := tail(left, shown)
	if i := strings.LastIndexAny(left, "。！？；\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(left[i:])
		left, cutLeft = left[i+size:], false
	}
	right, cutRight := head(right, shown)
	if i := strings.IndexAny(right, "。！？；\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(right[i:])
		right, cutRight = strings.TrimSuffix(right[:i+size], "\n"), false
	}
	spot, cutSpot := head(c.text[f.From:f.To], 2*shown)
	f.Before, f.Spot, f.After = strings.TrimLeft(left, " \t　"), spot, right
	if cutLeft {
		f.Before = "…" + f.Before
	}
	if cutSpot {
		f.Spot += "…"
	}
	if cutRight {
		f.After += "…"
	}
}

// head is at most so many bytes of a text's beginning, tail of its end.
func head(s string, most int) (string, bool) {
	if len(s) <= most {
		return s, false
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most], true
}

func tail(s string, most int) (string, bool) {
	if len(s) <= most {
		return s, false
	}
	from := len(s) - most
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:], true
}
