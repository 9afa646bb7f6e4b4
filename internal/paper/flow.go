package paper

// paraItem is a paragraph in the flow.
type paraItem struct {
	lines  []line
	source Para
}

func (s *setter) para(p Para) item {
	return paraItem{s.fonts.set(p, s.width), p}
}

func (p paraItem) keep() bool { return p.source.Level > 0 || p.source.Keep }

// begin: a heading stays whole; of a text two lines should follow a heading.
func (p paraItem) begin() float64 {
	if p.keep() {
		return heightOf(p.lines)
	}
	return heightOf(p.lines[:min(2, len(p.lines))])
}

func (p paraItem) place(s *setter, rest []item) {
	owner := s.root.add(tagOf(p.source.Level))
	lines := p.lines
	if p.source.Level > 0 {
		s.outline = append(s.outline, entry{flat(p.source.text()), p.source.Level, len(s.pages) - 1, s.y})
	}
	down := p.carry(s, rest)
	for i, l := range lines {
		if down > 0 && i == len(lines)-down && !s.atHead() {
			s.newPage()
		}
		s.ensure(l.height())
		s.print(l, s.left, s.y, owner)
		s.y += l.height()
	}
}

// carry is how many last lines go over to the next page, so that a signature which does not fit on this one has text
// above it, and no page holds a single line.
func (p paraItem) carry(s *setter, rest []item) int {
	all, n := heightOf(p.lines), len(p.lines)
	over := all > s.room()
	switch {
	case over && n > 3 && ends(rest) && all-p.lines[n-1].height() <= s.room():
		return 2
	case over:
		return 0
	}
	tail, signed := upToSignature(rest)
	if !signed || all+tail <= s.room() {
		return 0
	}
	if n > 3 {
		return 2
	}
	return 1
}

// ends tells whether nothing more comes on the page.
func ends(rest []item) bool {
	if len(rest) == 0 {
		return true
	}
	_, turned := rest[0].(breakItem)
	return turned
}

// upToSignature is the height of what stands between a text and the signature under it, that included.
func upToSignature(rest []item) (height float64, signed bool) {
	for _, it := range rest {
		switch it.(type) {
		case paraItem, tableItem, breakItem:
			return 0, false
		case signedItem:
			return height + it.begin(), true
		}
		height += it.begin()
	}
	return 0, false
}

func tagOf(level int) string {
	switch level {
	case 1:
		return "H1"
	case 2:
		return "H2"
	case 3:
		return "H3"
	}
	return "P"
}

// flat takes the line ends out of a heading.
func flat(text string) string {
	out := []rune{}
	for _, r := range text {
		if r != '\n' {
			out = append(out, r)
		}
	}
	return string(out)
}

type blankItem Blank

func (b blankItem) begin() float64 { return b.Lines * GridLine }
func (b blankItem) keep() bool     { return false }

func (b blankItem) place(s *setter, _ []item) {
	if !s.atHead() {
		s.y = min(s.y+b.begin(), s.bottom)
	}
}

type atItem At

func (a atItem) begin() float64 { return 0 }
func (a atItem) keep() bool     { return false }

func (a atItem) place(s *setter, _ []item) { s.y = max(s.y, s.top+a.Line*GridLine) }

type breakItem struct{}

func (breakItem) begin() float64 { return 0 }
func (breakItem) keep() bool     { return false }

func (breakItem) place(s *setter, _ []item) {
	if len(s.current().ops) > 0 {
		s.newPage()
	}
}

type ruleItem Rule

func (r ruleItem) begin() float64 { return 8 }
func (r ruleItem) keep() bool     { return false }

func (r ruleItem) place(s *setter, _ []item) {
	weight := r.Weight
	if weight == 0 {
		weight = 0.75
	}
	s.rect(rect{x: s.left, y: s.y + 4 - weight/2, w: s.width, h: weight, red: r.Red})
	s.y += r.begin()
}

type codeItem QR

func (c codeItem) size() float64 {
	if c.Size == 0 {
		return 16 * mm
	}
	return c.Size * mm
}

func (c codeItem) begin() float64 { return c.size() }
func (c codeItem) keep() bool     { return false }

func (c codeItem) place(s *setter, _ []item) {
	x := s.left
	switch c.Align {
	case Center:
		x += (s.width - c.size()) / 2
	case Right:
		x += s.width - c.size()
	}
	figure := s.root.add("Figure")
	figure.attrs = "/Alt " + pdfText("二维码："+c.Text)
	s.current().ops = append(s.current().ops, op{code: newQR(c.Text), x: x, y: s.y, size: c.size(), owner: figure})
	s.y += c.size()
}
