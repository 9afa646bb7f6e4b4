package paper

import (
	"fmt"
	"strings"
)

// redHeadItem is the head of an issued document, GB/T 9704: the name 35 mm under the box's top, two blank lines, the
// number, and the rule 4 mm under it.
type redHeadItem struct {
	copy, name, number []line
}

func (s *setter) redHead(r RedHead) item {
	size := min(22*mm, s.width/float64(max(1, len([]rune(r.Name)))))
	item := redHeadItem{
		name: s.fonts.set(Para{Style: Style{Face: Xbs, Size: size, Line: size, Align: Center, Red: true}, Text: r.Name}, s.width),
	}
	if r.Copy != "" {
		item.copy = s.fonts.set(Para{Text: r.Copy}, s.width)
	}
	item.number = s.fonts.set(Para{Style: Style{Align: Center}, Text: r.Number}, s.width)
	if r.Signer != "" {
		item.number = s.fonts.set(Para{Style: Style{Align: Left, Indent: 1}, Text: r.Number}, s.width)
		item.number = append(item.number, s.fonts.set(Para{Style: Style{Align: Right, Right: 1},
			Runs: []Run{{Text: "签发人：", Face: Fang}, {Text: r.Signer, Face: Kai}}}, s.width)...)
	}
	return item
}

// drop is how far the name stands under the box's top.
const drop = 35 * mm

func (r redHeadItem) fixed() float64 { return heightOf(r.name) + 3*GridLine + 4*mm + 2 }
func (r redHeadItem) begin() float64 { return heightOf(r.copy) + r.fixed() }
func (r redHeadItem) keep() bool     { return true }

// place lowers the name less than 35 mm where the first line of the text would else fall off the page.
func (r redHeadItem) place(s *setter, rest []item) {
	need := r.fixed()
	for _, it := range rest {
		need += it.begin()
		if p, ok := it.(paraItem); ok && p.source.Level == 0 && p.source.Style.Align == Justify && p.source.Style.Indent > 0 {
			break
		}
	}
	start := s.y
	end := s.printAll(r.copy, s.left, start, s.root.add("P"))
	s.y = max(end, start+max(0, min(drop, s.bottom-start-need)))
	s.y = s.printAll(r.name, s.left, s.y, s.root.add("P")) + 2*GridLine
	number := s.root.add("P")
	for _, l := range r.number {
		s.print(l, s.left, s.y, number)
	}
	s.y += GridLine + 4*mm
	s.rect(rect{x: s.left, y: s.y, w: s.width, h: 2, red: true})
	s.y += 2
}

// attachedItem is the list of annexes under a body: 2 characters in, names under names.
type attachedItem struct{ lines []line }

func (s *setter) attached(a Attached) item {
	var out attachedItem
	if len(a.Names) == 1 {
		out.lines = s.hang("附件：", a.Names[0], 5)
		return out
	}
	for i, name := range a.Names {
		label := fmt.Sprintf("%d. ", i+1)
		if i == 0 {
			label = "附件：" + label
		} else {
			label = "\u3000\u3000\u3000" + label
		}
		out.lines = append(out.lines, s.hang(label, name, 6.2)...)
	}
	return out
}

// hang sets a label 2 characters in and the text beside it from the given character on.
func (s *setter) hang(label, text string, from float64) []line {
	style := Style{}.fill()
	in := from * style.char()
	lines := s.fonts.set(Para{Text: text}, s.width-in)
	for i := range lines {
		lines[i].x += in
	}
	head := line{chars: s.fonts.chars(label, Fang, style), x: 2 * style.char(), space: style.Pitch, style: style}
	head.style.Line = 0 // shares the line of the text's beginning
	return append([]line{head}, lines...)
}

func (a attachedItem) begin() float64 { return heightOf(a.lines) }
func (a attachedItem) keep() bool     { return false }

func (a attachedItem) place(s *setter, _ []item) {
	list := s.root.add("P")
	for _, l := range a.lines {
		if l.style.Line == 0 {
			s.ensure(GridLine)
			full := l
			full.style.Line = GridLine
			s.print(full, s.left, s.y, list)
			continue
		}
		s.print(l, s.left, s.y, list)
		s.y += l.height()
	}
}

// signedItem is signature and date, kept together.
type signedItem struct{ by, date line }

func (s *setter) signed(d Signed) item {
	style := Style{Align: Left}
	by, date := s.fonts.set(Para{Style: style, Text: d.By}, s.width)[0], s.fonts.set(Para{Style: style, Text: d.Date}, s.width)[0]
	c := style.fill().char()
	if d.Sealed {
		date.x = s.width - 4*c - date.width
		by.x = min(date.x+(date.width-by.width)/2, s.width-by.width)
	} else {
		by.x = s.width - 2*c - by.width
		date.x = by.x + 2*c
		if over := date.x + date.width - (s.width - 2*c); over > 0 && date.width > by.width {
			date.x, by.x = date.x-over, by.x-over
		}
	}
	return signedItem{by, date}
}

func (d signedItem) begin() float64 { return d.by.height() + d.date.height() }
func (d signedItem) keep() bool     { return false }

func (d signedItem) place(s *setter, _ []item) {
	for _, l := range []line{d.by, d.date} {
		s.print(l, s.left, s.y, s.root.add("P"))
		s.y += l.height()
	}
}

// imprintItem is the 版记: 4号 仿宋 between rules, its last rule on the lower edge of the box.
type imprintItem struct {
	copyTo       []line
	office, date line
	even         bool
}

func (s *setter) imprint(p Imprint) item {
	style := Style{Size: 14, Line: 24, Align: Left, Left: 1, Right: 1}
	item := imprintItem{even: p.Even}
	if p.CopyTo != "" {
		hanging := style
		hanging.Align, hanging.Left, hanging.Indent = Justify, 4, -3
		item.copyTo = s.fonts.set(Para{Style: hanging, Text: "抄送：" + strings.TrimSuffix(p.CopyTo, "。") + "。"}, s.width)
	}
	item.office = s.fonts.set(Para{Style: style, Text: p.Office}, s.width)[0]
	style.Align = Right
	item.date = s.fonts.set(Para{Style: style, Text: p.Date + "印发"}, s.width)[0]
	return item
}

const thick, thin = 0.35 * mm, 0.25 * mm

func (p imprintItem) begin() float64 { return heightOf(p.copyTo) + p.office.height() + 4 }
func (p imprintItem) keep() bool     { return false }

func (p imprintItem) place(s *setter, _ []item) {
	if p.even && len(s.pages)%2 == 1 {
		s.current().noNumber = len(s.current().ops) == 0
		s.newPage()
	}
	s.current().noNumber = len(s.current().ops) == 0 && len(s.pages) > 1
	y := s.bottom - p.begin()
	s.rect(rect{x: s.left, y: y, w: s.width, h: thick})
	if len(p.copyTo) > 0 {
		y = s.printAll(p.copyTo, s.left, y+1, s.root.add("P"))
		s.rect(rect{x: s.left, y: y, w: s.width, h: thin})
	}
	last := s.root.add("P")
	s.print(p.office, s.left, y+1, last)
	s.print(p.date, s.left, y+1, last)
	s.rect(rect{x: s.left, y: s.bottom - thick, w: s.width, h: thick})
	s.y = s.bottom
}
