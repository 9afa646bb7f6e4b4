package paper

import (
	"fmt"
	"strings"
)

// blocks writes the flow. A table that would touch another, a page end or the document's end gets a paragraph of
// 1 pt after it, without which Word joins or refuses it.
func (w *docx) blocks(list []Block) {
	for i, b := range list {
		w.held = heldBySignature(list[i:])
		w.block(b)
		if tabular(b) && (i+1 == len(list) || !written(list[i+1])) {
			w.thin()
		}
	}
}

// heldBySignature tells whether only blanks and annexes stand between a block and the signature.
func heldBySignature(list []Block) bool {
	for _, b := range list[1:] {
		switch b.(type) {
		case Signed:
			return true
		case Blank, Attached:
		default:
			return false
		}
	}
	return false
}

func tabular(b Block) bool {
	switch b.(type) {
	case Table, Field, Box:
		return true
	}
	return false
}

// written tells the blocks that begin with a paragraph.
func written(b Block) bool {
	switch b.(type) {
	case Para, Blank, RedHead, Attached, Signed, Imprint, Rule, QR, Picture, Contents:
		return true
	}
	return false
}

func (w *docx) thin() { w.space(1) }

func (w *docx) block(b Block) {
	if w.turn && tabular(b) {
		w.thin() // a table cannot start a page by itself
	}
	switch b := b.(type) {
	case Para:
		w.para(b)
	case Blank:
		for left := b.Lines; left > 0; left-- {
			w.space(min(left, 1) * GridLine)
		}
	case At:
		if gap := b.Line*GridLine - float64(w.y)/20; gap >= 1 {
			w.space(gap)
		}
	case PageBreak:
		w.turn, w.y = w.b.Len() > 0, 0
	case Field:
		w.field(b)
	case RedHead:
		w.redHead(b)
	case Attached:
		w.attached(b)
	case Signed:
		w.signed(b)
	case Imprint:
		w.imprint(b)
	case Rule:
		w.f(`<w:p><w:pPr>%s<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="%s"/></w:pBdr><w:spacing w:line="160" w:lineRule="exact"/></w:pPr></w:p>`, w.turned(), colour(b.Red))
	case QR:
		w.picture(b)
	case Picture:
		w.photo(b)
	case Contents:
		w.contents(b)
	case Box:
		style := cellOpen(twips(b.Width*mm), 1, "top", "")
		w.f(`<w:tbl>%s<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>%s`, tableHead([]int{twips(b.Width * mm)}, 0, "single"), twips(b.Height*mm), style)
		w.inCell(b.Paras)
		w.f(`</w:tc></w:tr></w:tbl>`)
	case Table:
		w.table(b)
	}
}

func colour(red bool) string {
	if red {
		return "DE1717"
	}
	return "auto"
}

// turned is the page break before the next paragraph, if one is due.
func (w *docx) turned() string {
	if !w.turn {
		return ""
	}
	w.turn = false
	return `<w:pageBreakBefore/>`
}

// space is an empty paragraph of a height in points.
func (w *docx) space(height float64) {
	w.f(`<w:p><w:pPr>%s%s<w:snapToGrid w:val="0"/><w:spacing w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, w.keepNext(false), w.turned(), twips(height))
	w.y += twips(height)
}

// para writes a paragraph for each line of the text; the bookmark spans them all.
func (w *docx) para(p Para) {
	s := p.Style.fill()
	runs := p.Runs
	if len(runs) == 0 {
		runs = []Run{{Text: p.Text, Face: s.Face}}
	}
	w.f(`<w:p>%s`, w.paraProps(p, s))
	end := w.bookmark(p.Key) + w.anchor(p)
	for _, r := range runs {
		inner := w.bookmark(r.Key)
		for i, text := range strings.Split(clean(r.Text), "\n") {
			if i > 0 {
				w.f(`</w:p><w:p>%s`, w.paraProps(p, s))
			}
			w.run(text, r.Face, s)
		}
		w.b.WriteString(inner)
	}
	w.b.WriteString(end)
	w.f(`</w:p>`)
	w.y += twips(float64(estimate(p.text(), s, float64(w.width)/20)) * s.Line)
}

// bookmark opens "f_"+key and returns what closes it.
func (w *docx) bookmark(key string) string {
	if key == "" {
		return ""
	}
	w.bookmarks++
	w.f(`<w:bookmarkStart w:id="%d" w:name="f_%s"/>`, w.bookmarks, escape(key))
	return fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, w.bookmarks)
}

func (w *docx) keepNext(own bool) string {
	if own || w.held && !w.tight {
		return `<w:keepNext/>`
	}
	return ""
}

// paraProps are the properties of a paragraph, in the order the schema wants.
func (w *docx) paraProps(p Para, s Style) string {
	var b strings.Builder
	b.WriteString(`<w:pPr>`)
	b.WriteString(w.keepNext(p.Level > 0 || p.Keep) + w.turned())
	if w.tight || twips(s.Line) != twips(GridLine) {
		b.WriteString(`<w:snapToGrid w:val="0"/>`)
	}
	fmt.Fprintf(&b, `<w:spacing w:line="%d" w:lineRule="exact"/>`, twips(s.Line))
	if s.Indent != 0 || s.Left != 0 || s.Right != 0 {
		first := fmt.Sprintf(`w:firstLine="%d"`, twips(s.Indent*s.char()))
		if s.Indent < 0 {
			first = fmt.Sprintf(`w:hanging="%d"`, twips(-s.Indent*s.char()))
		}
		fmt.Fprintf(&b, `<w:ind w:left="%d" w:right="%d" %s/>`, twips(s.Left*s.char()), twips(s.Right*s.char()), first)
	}
	fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, [4]string{"both", "left", "center", "right"}[s.Align])
	if p.Level > 0 {
		fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, p.Level-1)
	}
	b.WriteString(`</w:pPr>`)
	return b.String()
}

func (w *docx) run(text string, face Face, s Style) {
	if text == "" {
		return
	}
	props := runProps(face, s)
	for i, part := range strings.Split(text, "\t") {
		if i > 0 {
			w.f(`<w:r>%s<w:tab/></w:r>`, props)
		}
		w.f(`<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>`, props, escape(part))
	}
}

func runProps(face Face, s Style) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:rPr><w:rFonts w:eastAsia="%s" w:hint="eastAsia"/>`, wordFaces[face])
	if s.Red {
		b.WriteString(`<w:color w:val="DE1717"/>`)
	}
	if v := twips(s.Pitch); v != 0 {
		fmt.Fprintf(&b, `<w:spacing w:val="%d"/>`, v)
	}
	fmt.Fprintf(&b, `<w:sz w:val="%d"/></w:rPr>`, int(s.Size*2+0.5))
	return b.String()
}

// ems is the width of a text in ems, Latin taken as half.
func ems(text string) (n float64) {
	for _, r := range text {
		if r < 0x250 {
			n += 0.5
		} else {
			n++
		}
	}
	return n
}

// estimate is how many lines a text takes in a width of so many points.
func estimate(text string, s Style, width float64) (lines int) {
	width -= (s.Left + s.Right) * s.char()
	for _, p := range strings.Split(text, "\n") {
		lines += max(1, int((ems(p)+s.Indent)*s.char()/width+0.999))
	}
	return lines
}
