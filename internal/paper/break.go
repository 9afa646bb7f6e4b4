package paper

import (
	"strings"
	"unicode"
)

// Where lines may break (禁则). Greedy, in points: a line takes what fits; a closing mark that would start the next
// line is taken in as half width and the line squeezed; if that is too tight, the character before it goes down with
// it and the line is stretched.
const (
	noStart = "、。，．；：？！）〕】》〉」』”’…—·％℃)]},.!%;:?］｝〗～‰°′″㎡㎏㎞㎎㎝㎜㎥々"
	noEnd   = "（〔【《〈「『“‘(￥[{［｛〖¥$№"
	hanging = "、。，．；：？！）〕】》〉」』”’］｝〗"

	maxSqueeze = 0.30 // pt a character
	maxStretch = 2.8  // pt a character; what would need more stays ragged
	tolerance  = 0.05 // pt
)

// char is a character with the glyph that prints it.
type char struct {
	r     rune
	file  int // in Fonts.files
	glyph uint16
	w     float64 // pt, letter space included
}

// span is a line: the characters from..to of a paragraph, without the blanks around them.
type span struct {
	from, to int
	natural  float64 // width of its characters
	space    float64 // pt to add to each character so that the line is full; 0 for a ragged one
}

func blank(r rune) bool { return r == ' ' || r == 0x3000 }

// wordy tells the characters of which words, numbers and addresses are made: between two of them no line breaks.
func wordy(r rune) bool {
	switch {
	case strings.ContainsRune("·×÷±°¥§", r):
		return false
	case r > ' ' && r < 0x250:
		return true
	}
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// mayBreak tells whether a line may end with a and the next begin with b; hard also splits words.
func mayBreak(a, b rune, spaced, hard bool) bool {
	if strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a) {
		return false
	}
	return hard || spaced || !wordy(a) || !wordy(b)
}

// breaker finds the lines of one paragraph.
type breaker struct {
	chars []char
	half  float64 // width above which a closing mark counts as full width and may hang
	full  bool    // lines are to be filled (justified); else nothing hangs
}

// lines breaks the paragraph into lines of the width first, then rest.
func (b breaker) lines(first, rest float64) []span {
	var out []span
	width := first
	for at := b.skip(0); at < len(b.chars); width = rest {
		end := b.end(at, width)
		out = append(out, b.span(at, end, width))
		at = b.skip(end)
	}
	return out
}

func (b breaker) skip(at int) int {
	for at < len(b.chars) && blank(b.chars[at].r) {
		at++
	}
	return at
}

// end finds where the line that starts at from ends: the last permitted place that fits, else the last place that
// only splits a word, else as much as fits.
func (b breaker) end(from int, width float64) int {
	soft, hard, any := 0, 0, 0
	natural, last := 0.0, from // up to the last character that is no blank
	for at := from; at < len(b.chars); at++ {
		if blank(b.chars[at].r) {
			continue
		}
		for i := last; i <= at; i++ {
			natural += b.chars[i].w
		}
		last = at + 1
		if !b.fits(at, natural, width, at-from) {
			if natural-float64(at-from)*maxSqueeze > width+tolerance {
				break
			}
			continue
		}
		any = last
		next := b.skip(last)
		if next == len(b.chars) {
			return next
		}
		a, c, spaced := b.chars[at].r, b.chars[next].r, next > last
		if mayBreak(a, c, spaced, false) {
			soft = last
		}
		if mayBreak(a, c, spaced, true) {
			hard = last
		}
	}
	for _, end := range []int{soft, hard, any} {
		if end > from {
			return end
		}
	}
	return from + 1
}

// fits tells whether a line whose last character is at fits, if need be with a hanging mark.
func (b breaker) fits(at int, natural, width float64, gaps int) bool {
	if natural <= width+tolerance {
		return true
	}
	return b.hangs(at) && natural-b.chars[at].w/2-float64(gaps)*maxSqueeze <= width+tolerance
}

func (b breaker) hangs(at int) bool {
	c := b.chars[at]
	return b.full && c.w > b.half && strings.ContainsRune(hanging, c.r)
}

// span measures the line and finds the letter space that fills it.
func (b breaker) span(from, end int, width float64) span {
	last := b.skip(end) == len(b.chars)
	for end > from+1 && blank(b.chars[end-1].r) {
		end--
	}
	s := span{from: from, to: end}
	for _, c := range b.chars[from:end] {
		s.natural += c.w
	}
	gaps := float64(end - from - 1)
	over := s.natural > width+tolerance
	if !b.full || gaps == 0 || last && !over {
		return s
	}
	target := width
	if over && b.hangs(end-1) {
		target += b.chars[end-1].w / 2
	}
	if space := (target - s.natural) / gaps; space >= -maxSqueeze-tolerance && space <= maxStretch {
		s.space = space
	}
	return s
}
