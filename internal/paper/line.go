package paper

import "strings"

// line is a set line. x is from the left edge of its column, in points.
type line struct {
	chars []char
	x     float64
	space float64 // letter space for the whole line: the style's and what fills the line
	width float64
	style Style
}

// height is the line's share of the column; its em box stands in the middle of it.
func (l line) height() float64 { return l.style.Line }

// baseline is measured from the top of the line's share.
func (l line) baseline() float64 { return (l.style.Line-l.style.Size)/2 + 0.88*l.style.Size }

// chars finds the glyphs of a text. What no font has is printed as 〓, the printers' sign for a missing type.
func (f *Fonts) chars(text string, face Face, s Style) []char {
	out := make([]char, 0, len(text)/3)
	for _, r := range text {
		file, glyph := f.pick(face, r)
		if glyph == 0 {
			file, glyph = f.pick(face, '〓')
		}
		out = append(out, char{r, file, glyph, f.files[file].advance(glyph)*s.Size/1000 + s.Pitch})
	}
	return out
}

// text is the whole text of a paragraph.
func (p Para) text() string {
	if len(p.Runs) == 0 {
		return clean(p.Text)
	}
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(clean(r.Text))
	}
	return b.String()
}

// paragraphs cuts a Para at its line ends. An empty one keeps one empty line.
func (f *Fonts) paragraphs(p Para, s Style) [][]char {
	var all []char
	if len(p.Runs) == 0 {
		all = f.chars(clean(p.Text), s.Face, s)
	}
	for _, r := range p.Runs {
		all = append(all, f.chars(clean(r.Text), r.Face, s)...)
	}
	out := [][]char{nil}
	for from, c := range all {
		if c.r == '\n' {
			out = append(out, all[from+1:from+1])
			continue
		}
		last := &out[len(out)-1]
		*last = append(*last, c)
	}
	return out
}

// set breaks a paragraph into lines for a column of the given width in points.
func (f *Fonts) set(p Para, width float64) []line {
	s := p.Style.fill()
	left, right := s.Left*s.char(), s.Right*s.char()
	indent := s.Indent * s.char()
	if s.Align == Center || s.Align == Right {
		indent = 0
	}
	width -= left + right
	var out []line
	for _, chars := range f.paragraphs(p, s) {
		b := breaker{chars: chars, half: 0.75 * s.Size, full: s.Align == Justify}
		spans := b.lines(width-indent, width)
		if s.Align == Center {
			spans = b.balance(spans, width)
		}
		if len(spans) == 0 {
			out = append(out, line{style: s})
		}
		for i, sp := range spans {
			l := line{chars: chars[sp.from:sp.to], x: left, space: s.Pitch + sp.space, style: s}
			l.width = sp.natural + sp.space*float64(sp.to-sp.from-1) - s.Pitch
			if i == 0 {
				l.x += indent
			}
			switch s.Align {
			case Center:
				l.x += (width - l.width) / 2
			case Right:
				l.x += width - l.width
			}
			out = append(out, l)
		}
	}
	return out
}

// shrink sets a paragraph smaller, down to 0.7 of its size, rather than break a word in it: an e-mail address in a
// narrow cell.
func (f *Fonts) shrink(p Para, width float64) Para {
	s := p.Style.fill()
	longest, word := 0.0, 0.0
	for _, c := range f.chars(p.text(), s.Face, s) {
		if word += c.w; !wordy(c.r) {
			word = 0
		}
		longest = max(longest, word)
	}
	if longest <= width {
		return p
	}
	s.Size *= max(0.7, width/longest*0.99)
	p.Style = s
	return p
}

// balance breaks a centred text again where it would leave one character alone in the last line.
func (b breaker) balance(spans []span, width float64) []span {
	n := len(spans)
	if n < 2 || spans[n-1].to-spans[n-1].from > 1 {
		return spans
	}
	for narrow := width; narrow > width/2; narrow -= b.half / 2 {
		again := b.lines(narrow, narrow)
		if len(again) > n {
			break
		}
		if last := again[len(again)-1]; last.to-last.from > 1 {
			return again
		}
	}
	return spans
}

// heightOf adds up lines.
func heightOf(lines []line) float64 {
	h := 0.0
	for _, l := range lines {
		h += l.height()
	}
	return h
}
