package paper

import (
	"fmt"
	"strings"
)

// furnish puts what stands outside the text box on every page: code line and page number.
func (s *setter) furnish(doc Document) {
	for i, p := range s.pages {
		if doc.Mark != nil && !doc.Draft {
			s.mark(p, doc.Mark(i+1), doc.Landscape)
		}
		if doc.Numbers.On && i >= doc.Numbers.Skip && !p.noNumber {
			s.number(p, i+1)
		}
	}
}

// mark prints Code128 (50 x 7 mm), number, version and check code at the left and the QR (16 mm) at the right of the
// head margin.
func (s *setter) mark(p *page, m Mark, wide bool) {
	top := 14 * mm
	if wide {
		top = 7 * mm
	}
	dark, modules := bars(m.Number)
	for _, bar := range dark {
		unit := 50 * mm / float64(modules)
		p.ops = append(p.ops, op{rect: &rect{x: s.left + float64(bar[0])*unit, y: top, w: float64(bar[1]) * unit, h: 7 * mm}})
	}
	var words []string
	for _, part := range [][2]string{{"编号 ", m.Number}, {"", m.Version}, {"校验 ", m.Check}} {
		if part[1] != "" {
			words = append(words, part[0]+part[1])
		}
	}
	text := s.fonts.set(Para{Style: Small, Text: strings.Join(words, "　")}, s.width-20*mm)[0]
	p.ops = append(p.ops, op{text: &text, x: s.left, y: top + 7*mm + text.baseline()})
	if q := newQR(m.QR); m.QR != "" && q != nil {
		module := 16 * mm / float64(q.modules) // the code is 16 mm, its quiet zone stands around it
		p.ops = append(p.ops, op{code: q, x: s.left + s.width - 16*mm - quiet*module, y: top - quiet*module,
			size: 16*mm + 2*quiet*module})
	}
}

// number prints "— 1 —" 7 mm under the text box, one character in from the outer edge.
func (s *setter) number(p *page, n int) {
	style := Style{Face: Song, Size: 14, Line: 14, Align: Left}
	text := s.fonts.set(Para{Style: style, Text: fmt.Sprintf("— %d —", n)}, s.width)[0]
	x := s.left + 14
	if n%2 == 1 {
		x = s.left + s.width - 14 - text.width
	}
	p.ops = append(p.ops, op{text: &text, x: x, y: s.bottom + 7*mm + 0.38*14})
}
