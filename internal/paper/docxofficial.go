package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
)

func (w *docx) redHead(r RedHead) {
	if r.Copy != "" {
		w.para(Para{Text: r.Copy})
	}
	w.space(max(1, (drop - float64(w.y)/20)))
	size := min(22*mm, Width*mm/float64(max(1, len([]rune(r.Name)))))
	w.para(Para{Style: Style{Face: Xbs, Size: size, Line: size * 1.2, Align: Center, Red: true}, Text: r.Name})
	w.space(2 * GridLine)
	number := Para{Style: Style{Align: Center}, Runs: []Run{{Text: r.Number}}}
	if r.Signer != "" {
		number.Style = Style{Align: Left, Left: 1, Right: 1}
		number.Runs = []Run{{Text: r.Number + strings.Repeat("　", int(max(1, 20-ems(r.Number)-ems(r.Signer)))) + "签发人："}, {Text: r.Signer, Face: Kai}}
	}
	w.para(number)
	w.f(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="16" w:space="0" w:color="DE1717"/></w:pBdr><w:snapToGrid w:val="0"/><w:spacing w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, twips(4*mm))
}

// attached writes the annexes with a tab from number to name, so that names stand under names.
func (w *docx) attached(a Attached) {
	s := Style{}.fill()
	for i, name := range a.Names {
		from, hang := 6.2, 4.2
		label := fmt.Sprintf("附件：%d.\t", i+1)
		if len(a.Names) == 1 {
			from, hang, label = 5, 3, "附件："
		} else if i > 0 {
			hang, label = 1.2, fmt.Sprintf("%d.\t", i+1)
		}
		s.Left, s.Indent = from, -hang
		w.f(`<w:p>%s`, w.paraProps(Para{}, s))
		w.run(label+clean(name), Fang, s)
		w.f(`</w:p>`)
		w.y += twips(GridLine)
	}
}

func (w *docx) signed(d Signed) {
	by, date := ems(d.By), ems(d.Date)
	style := Style{Align: Right}
	rightBy, rightDate := 2.0, 2+max(0, by-2-date)
	if d.Sealed {
		rightDate = 4
		rightBy = max(0, 4+(date-by)/2)
	} else if over := 2 + date - by; over > 0 {
		rightBy = 2 + over
	}
	style.Right = rightBy
	w.para(Para{Style: style, Text: d.By, Keep: true})
	style.Right = rightDate
	w.para(Para{Style: style, Text: d.Date})
}

// imprint is a frame of ruled paragraphs held at the foot of its page. Both have the same indents and borders, without
// which Word would not rule between them.
func (w *docx) imprint(p Imprint) {
	style := Style{Size: 14, Line: 24, Align: Left}
	line := func(text string) {
		w.f(`<w:p><w:pPr><w:framePr w:w="%d" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>`+
			`<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/><w:between w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`+
			`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="480" w:lineRule="exact"/><w:ind w:left="1120" w:right="280" w:hanging="840"/></w:pPr>`,
			w.width, w.width-280)
		w.run(text, Fang, style)
		w.f(`</w:p>`)
	}
	if p.CopyTo != "" {
		line("抄送：" + clean(strings.TrimSuffix(p.CopyTo, "。")) + "。")
	}
	line(clean(p.Office) + "\t" + clean(p.Date) + "印发")
	w.thin() // the paragraph the frame is anchored in
}

// field is a table of a label and a value with a rule under it.
func (w *docx) field(d Field) {
	style := d.Style
	if style == (Style{}) {
		style = CoverField
	}
	style = style.fill()
	left, width := d.Left, d.Width
	if left == 0 {
		left = 30
	}
	if width == 0 {
		width = 112
	}
	label := twips(ems(d.Label)*style.char()) + 240 // the cell's own margins
	value := twips(width*mm) - label
	height := style.Line
	style.Line, style.Align = secondRule, Left
	height += float64(estimate(clean(d.Value), style, float64(value)/20-12)-1) * secondRule
	w.f(`<w:tbl>%s<w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>%s`, tableHead([]int{label, value}, twips(left*mm), "none"), twips(height), cellOpen(label, 1, "bottom", ""))
	w.inCell([]Para{{Style: style, Text: d.Label}})
	w.f(`</w:tc>%s`, cellOpen(value, 1, "bottom", `<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>`))
	w.inCell([]Para{{Style: style, Text: d.Value, Key: d.Key}})
	w.f(`</w:tc></w:tr></w:tbl>`)
	w.y += twips(height)
}

// picture puts a QR into the flow.
func (w *docx) picture(c QR) {
	q := newQR(c.Text)
	if q == nil {
		return
	}
	w.pictures = append(w.pictures, q)
	side := codeItem(c).size()
	w.drawing(fmt.Sprintf("code%d", len(w.pictures)), "二维码："+c.Text, side, side, w.turned()+fmt.Sprintf(`<w:jc w:val="%s"/>`, [4]string{"left", "left", "center", "right"}[c.Align]))
}

// photo puts a photograph into the flow, with what stands under it.
func (w *docx) photo(p Picture) {
	w.photos = append(w.photos, p)
	wide, high := p.size(float64(w.width)/20, GridLines*GridLine)
	props := w.turned() + `<w:snapToGrid w:val="0"/><w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>`
	if p.Caption != "" {
		props = `<w:keepNext/>` + props
	}
	w.drawing(fmt.Sprintf("picture%d", len(w.photos)), clean(p.Alt), wide, high, props)
	w.y += twips(high)
	if p.Caption != "" {
		w.para(Para{Style: captionStyle, Text: p.Caption})
	}
}

// drawing is a paragraph with a picture, whose relation bears its name, of a size in points.
func (w *docx) drawing(name, alt string, wide, high float64, props string) {
	w.drawings++
	const metric = 12700 // English metric units in a point
	w.f(`<w:p><w:pPr>%[1]s</w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[2]d" cy="%[3]d"/><wp:docPr id="%[4]d" name="%[5]s" descr="%[6]s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[4]d" name="%[5]s"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="%[5]s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[2]d" cy="%[3]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		props, int(wide*metric+0.5), int(high*metric+0.5), w.drawings, name, escape(alt))
}

// png is the code as a picture file.
func (q *qrImage) png() []byte {
	img := image.NewPaletted(image.Rect(0, 0, q.side, q.side), color.Palette{color.Black, color.White})
	stride := (q.side + 7) / 8
	for y := range q.side {
		for x := range q.side {
			img.Pix[y*img.Stride+x] = q.bits[y*stride+x/8] >> (7 - x%8) & 1
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return b.Bytes()
}
