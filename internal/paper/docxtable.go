package paper

import (
	"fmt"
	"strings"
)

// tableHead opens a table's properties and grid: widths and indent in twips, border "single" or "none".
func tableHead(cols []int, indent int, border string) string {
	var b strings.Builder
	total := 0
	for _, c := range cols {
		total += c
	}
	fmt.Fprintf(&b, `<w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblBorders>`, total, indent)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="%s" w:sz="6" w:space="0" w:color="auto"/>`, side, border)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, c := range cols {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, c)
	}
	b.WriteString(`</w:tblGrid>`)
	return b.String()
}

// cellOpen opens a cell; more holds vMerge or borders.
func cellOpen(width, span int, align, more string) string {
	grid := ""
	if span > 1 {
		grid = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s%s<w:vAlign w:val="%s"/></w:tcPr>`, width, grid, more, align)
}

// inCell writes paragraphs off the page's grid. A cell needs at least one.
func (w *docx) inCell(paras []Para) {
	w.tight = true
	y := w.y // rows count by their own height
	for _, p := range paras {
		w.para(p)
	}
	if len(paras) == 0 {
		w.f(`<w:p/>`)
	}
	w.y = y
	w.tight = false
}

// covered is a column whose cell reaches down from a row above.
type covered struct{ rows, span int }

func (w *docx) table(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	cols := make([]int, len(t.Cols))
	for i, c := range t.Cols {
		cols[i] = twips(c * mm)
	}
	border := "single"
	if t.Plain {
		border = "none"
	}
	w.f(`<w:tbl>%s`, tableHead(cols, 0, border))
	open := make([]covered, len(cols))
	for i, row := range t.Rows {
		w.row(row, cols, open, i < t.Head)
	}
	w.f(`</w:tbl>`)
}

func (w *docx) row(row Row, cols []int, open []covered, head bool) {
	props := ""
	if row.Min > 0 {
		props += fmt.Sprintf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(row.Min*mm))
	}
	if head {
		props += `<w:tblHeader/>`
	}
	w.f(`<w:tr><w:trPr>%s</w:trPr>`, props)
	next := 0
	for col := 0; col < len(cols); {
		if c := &open[col]; c.rows > 0 {
			c.rows--
			w.f(`%s<w:p/></w:tc>`, cellOpen(width(cols[col:col+c.span]), c.span, "top", `<w:vMerge/>`))
			col += c.span
			continue
		}
		if next == len(row.Cells) {
			break
		}
		cell := row.Cells[next]
		next++
		span := min(max(1, cell.Cols), len(cols)-col)
		if cell.Rows > 1 {
			open[col] = covered{cell.Rows - 1, span}
		}
		w.cell(cell, width(cols[col:col+span]), span, row.Min)
		col += span
	}
	w.f(`</w:tr>`)
	w.y += twips(row.Min * mm)
}

func width(cols []int) (total int) {
	for _, c := range cols {
		total += c
	}
	return total
}

// cell writes a cell. Signature lines are pushed to its foot by the height the text is thought to leave.
func (w *docx) cell(c Cell, width, span int, least float64) {
	merge := ""
	if c.Rows > 1 {
		merge = `<w:vMerge w:val="restart"/>`
	}
	align := "center"
	if c.Top || len(c.Foot) > 0 {
		align = "top"
	}
	w.b.WriteString(cellOpen(width, span, align, merge))
	w.inCell(c.Paras)
	if len(c.Foot) > 0 {
		left := least*mm - 10
		for _, p := range append(append([]Para(nil), c.Paras...), c.Foot...) {
			s := p.Style.fill()
			left -= float64(estimate(p.text(), s, float64(width)/20-10)) * s.Line
		}
		if left > 1 {
			w.space(left)
		}
		w.inCell(c.Foot)
	}
	w.f(`</w:tc>`)
}
