package wording

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// known is a written form that the matcher looks for.
type known struct {
	text  []rune
	name  Name
	means string // what this form should have been: of 济南科协 the proper short name; "" for a proper form
	exact bool   // no form that only looks like it is asked about
}

// pair is the first two characters of a form: the key under which the text is looked up.
type pair [2]rune

// half is one half of a form: a form with one wrong character still has the other half whole.
type half struct {
	text  []rune
	first bool
	of    []int
}

// lexicon are the forms by their beginnings and by their halves.
type lexicon struct {
	forms  []known
	whole  map[pair][]int
	halves map[pair][]*half
}

const (
	shortest   = 8 // characters of a full name or phrase of which a slip of one is asked about
	shortPlace = 5 // characters of a short name: 济南市科协
)

func newLexicon(given Given) *lexicon {
	x := &lexicon{whole: map[pair][]int{}, halves: map[pair][]*half{}}
	byText := map[string]*half{}
	for _, n := range given.Names {
		x.learn(known{text: []rune(n.Full), name: n}, shortest, byText)
		if n.Short != "" && n.Short != n.Full {
			x.learn(known{text: []rune(n.Short), name: n}, shortPlace, byText)
			if bare := bareShort(n.Short); bare != "" {
				x.learn(known{text: []rune(bare), name: n, means: n.Short, exact: true}, shortPlace, byText)
			}
		}
	}
	for _, p := range given.Phrases {
		x.learn(known{text: []rune(p), name: Name{Full: p}}, shortest, byText)
	}
	return x
}

// bareShort is a short name without the word for its division, as it should not be written: 济南科协 for 济南市科协.
func bareShort(short string) string {
	place, is := strings.CutSuffix(short, "科协")
	if !is || utf8.RuneCountInString(place) < 3 {
		return ""
	}
	for _, level := range []string{"市", "县", "区"} {
		if bare, is := strings.CutSuffix(place, level); is {
			return bare + "科协"
		}
	}
	return ""
}

func (x *lexicon) learn(k known, least int, byText map[string]*half) {
	if len(k.text) < 2 {
		return
	}
	at := len(x.forms)
	x.forms = append(x.forms, k)
	key := pair{k.text[0], k.text[1]}
	x.whole[key] = append(x.whole[key], at)
	if k.exact || len(k.text) < least || !k.name.Until.IsZero() {
		return
	}
	middle := len(k.text) / 2
	for i, part := range [][]rune{k.text[:middle], k.text[middle:]} {
		id := fmt.Sprint(i, string(part))
		if byText[id] == nil {
			byText[id] = &half{text: part, first: i == 0}
			key := pair{part[0], part[1]}
			x.halves[key] = append(x.halves[key], byText[id])
		}
		byText[id].of = append(byText[id].of, at)
	}
}

// names finds names that are no more or not yet, short names that are none, and what differs from a known name or set
// phrase by one character. Names that stand exactly so are never asked about, nor is what lies within them.
func (c *checker) names() {
	x := newLexicon(c.given)
	runes, offsets := split(c.text)
	var exact spans = make([]span, len(runes))
	for i := 0; i+1 < len(runes); {
		k, found := x.at(runes, i)
		if !found {
			i++
			continue
		}
		end := i + len(k.text)
		c.named(k, offsets[i], offsets[end])
		for from := i; i < end; i++ {
			exact[i] = span{from, end}
		}
	}
	last := 0
	for i := 0; i+1 < len(runes); i++ {
		if i < last || exact[i].to > 0 && exact[i].from < i {
			continue
		}
		for _, h := range x.halves[pair{runes[i], runes[i+1]}] {
			if from, to, k, found := x.near(h, runes, exact, i, last); found {
				c.add(offsets[from], offsets[to], Ask, "名录和固定表述里没有“"+string(runes[from:to])+"”", string(k.text))
				last = to
				break
			}
		}
	}
}

// split gives a text's characters with their byte offsets, and the text's length as the last.
func split(text string) (runes []rune, offsets []int) {
	runes = make([]rune, 0, len(text)/2)
	offsets = make([]int, 0, len(text)/2+1)
	for at, r := range text {
		runes, offsets = append(runes, r), append(offsets, at)
	}
	return runes, append(offsets, len(text))
}

// at is the longest form that begins at a place.
func (x *lexicon) at(runes []rune, i int) (best known, found bool) {
	for _, n := range x.whole[pair{runes[i], runes[i+1]}] {
		if k := x.forms[n]; len(k.text) > len(best.text) && hasPrefix(runes[i:], k.text) {
			best, found = k, true
		}
	}
	return best, found
}

func hasPrefix(runes, prefix []rune) bool {
	if len(runes) < len(prefix) {
		return false
	}
	for i, r := range prefix {
		if runes[i] != r {
			return false
		}
	}
	return true
}

// named judges an exact form by the day: several units may have borne one name, and one of them still does.
func (c *checker) named(k known, from, to int) {
	if k.means != "" {
		c.add(from, to, Ask, "规范化简称写全行政区划", k.means)
		return
	}
	day, n := c.given.Day, k.name
	old := c.before(from) == '原'
	switch {
	case old || day.IsZero():
	case !n.Until.IsZero() && !day.Before(n.Until) && !c.borne(string(k.text)):
		what := "“" + string(k.text) + "”已于" + dayOf(n.Until) + "变更"
		if n.Now != "" {
			what += "为“" + n.Now + "”"
		}
		c.add(from, to, Wrong, what+"；说的是以前的，写“原”", n.Now)
	case !n.From.IsZero() && day.Before(n.From) && !c.borne(string(k.text)):
		c.add(from, to, Ask, "“"+string(k.text)+"”自"+dayOf(n.From)+"起才用", "")
	case k.name.Short == string(k.text) && k.name.Full != k.name.Short && c.standsForItself(from, to):
		c.add(from, to, Ask, "署名和名单中写全称", n.Full)
	}
}

// borne tells whether somebody bears a name on the day.
func (c *checker) borne(text string) bool {
	for _, n := range c.given.Names {
		if (n.Full == text || n.Short == text) && !c.given.Day.Before(n.From) && (n.Until.IsZero() || c.given.Day.Before(n.Until)) {
			return true
		}
	}
	return false
}

func dayOf(at time.Time) string { return at.Format("2006年1月2日") }

// standsForItself tells whether a spot is a signature, with a date below it, or a whole cell of a list (between tabs).
func (c *checker) standsForItself(from, to int) bool {
	left, right := c.before(from), c.after(to)
	if from == 0 {
		left = '\n'
	}
	if left == '\t' && (right == '\t' || right == '\n' || to == len(c.text)) {
		return true
	}
	if left != '\n' || right != '\n' {
		return false
	}
	line, _, _ := strings.Cut(strings.TrimLeft(c.text[to:min(len(c.text), to+80)], "\n 　"), "\n")
	found := written.FindString(line)
	return found != "" && found == strings.TrimRight(line, " 　")
}
