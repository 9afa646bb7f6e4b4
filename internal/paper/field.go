package paper

// fieldItem is a label with its value on ruled lines.
type fieldItem struct {
	label       line
	value       []line
	left, ruled float64 // where label and rule start, from the text box's edge
	end         float64
}

const secondRule = 30 // pt from one rule to the next of the same value

func (s *setter) field(f Field) item {
	style := f.Style
	if style == (Style{}) {
		style = CoverField
	}
	style.Align = Left
	left, width := f.Left, f.Width
	if left == 0 {
		left = 30
	}
	if width == 0 {
		width = 112
	}
	label := s.fonts.set(Para{Style: style, Text: f.Label}, s.width)[0]
	item := fieldItem{label: label, left: left * mm, end: (left + width) * mm}
	item.ruled = item.left + label.width
	item.value = s.fonts.set(Para{Style: style, Text: f.Value}, item.end-item.ruled-8)
	for i := range item.value[1:] {
		item.value[i+1].style.Line = secondRule
	}
	return item
}

func (f fieldItem) begin() float64 { return heightOf(f.value) }
func (f fieldItem) keep() bool     { return false }

func (f fieldItem) place(s *setter, _ []item) {
	owner := s.root.add("P")
	s.print(f.label, s.left+f.left, s.y, owner)
	for _, l := range f.value {
		s.print(l, s.left+f.ruled+4, s.y, owner)
		s.rect(rect{x: s.left + f.ruled, y: s.y + l.baseline() + 0.28*l.style.Size, w: f.end - f.ruled, h: 0.75})
		s.y += l.height()
	}
}

// boxItem is a frame of fixed size.
type boxItem struct {
	paras         [][]line
	width, height float64
}

const boxPad = 4 * mm

func (s *setter) box(b Box) item {
	item := boxItem{width: b.Width * mm, height: b.Height * mm}
	text := 2 * boxPad
	for _, p := range b.Paras {
		lines := s.fonts.set(p, item.width-2*boxPad)
		item.paras = append(item.paras, lines)
		text += heightOf(lines)
	}
	item.height = max(item.height, text)
	return item
}

func (b boxItem) begin() float64 { return b.height }
func (b boxItem) keep() bool     { return false }

func (b boxItem) place(s *setter, _ []item) {
	s.rect(rect{x: s.left, y: s.y, w: b.width, h: b.height, stroke: 0.75})
	y := s.y + boxPad
	for _, lines := range b.paras {
		y = s.printAll(lines, s.left+boxPad, y, s.root.add("P"))
	}
	s.y += b.height
}
