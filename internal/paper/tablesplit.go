package paper

// A long row is split between lines: so many stay before the split and so many go after it.
const before, after = 3, 2

// tablePrinter puts the rows of one table on pages.
type tablePrinter struct {
	*setter
	table  tableItem
	owner  *node
	headed bool // the head rows have been tagged; repeated ones are artifacts
}

// whole is the height a page offers under the repeated head.
func (p *tablePrinter) whole() float64 {
	return p.bottom - p.top - sum(heights(p.table.rows[:p.table.head])) + tolerance
}

// nextPage goes on under a repeated head.
func (p *tablePrinter) nextPage() {
	p.newPage()
	head := p.table.rows[:p.table.head]
	p.print(head, heights(head))
}

// long places a row that may be longer than the page: whole if it fits or is short, else part by part.
func (p *tablePrinter) long(row setRow) {
	row.cells = append([]setCell(nil), row.cells...)
	row.tag(p.owner, false) // before it is cut, so that all parts are one row
	for {
		if row.height() <= p.room() {
			p.print([]setRow{row}, []float64{row.height()})
			return
		}
		first, rest, ok := row.cutAt(p.room(), before, after)
		if !ok && !p.underHead() {
			p.nextPage()
			continue
		}
		if !ok {
			if first, rest, ok = row.cutAt(p.room(), 1, 1); !ok {
				row.min = 0 // higher than any page: as high as its text
				p.print([]setRow{row}, []float64{min(row.height(), p.room())})
				return
			}
		}
		p.print([]setRow{first}, []float64{p.room() - tolerance})
		row = rest
		p.nextPage()
	}
}

// underHead tells whether the page holds nothing but the repeated head.
func (p *tablePrinter) underHead() bool {
	return p.y <= p.top+sum(heights(p.table.rows[:p.table.head]))+tolerance
}

func (r setRow) height() float64 {
	h := r.min
	for _, c := range r.cells {
		h = max(h, c.height())
	}
	return h
}

// cutAt splits a row so that its first part is not higher than room. It fails where a cell would leave fewer than
// before lines or carry over fewer than after.
func (r setRow) cutAt(room float64, before, after int) (first, rest setRow, ok bool) {
	first, rest = r, r
	first.split, rest.split = true, true
	first.cells, rest.cells = append([]setCell(nil), r.cells...), append([]setCell(nil), r.cells...)
	rest.min = max(0, r.min-room)
	for i, c := range r.cells {
		n := c.fitting(room, after)
		if n < before && n < c.lines() {
			return first, rest, false
		}
		first.cells[i].paras, rest.cells[i].paras = cut(c.paras, n)
		if n < c.lines() {
			first.cells[i].foot = nil
			ok = true
		} else {
			rest.cells[i].foot = nil
		}
	}
	return first, rest, ok
}

// fitting is how many lines of the cell fit into room. All of them only if the signature lines fit too, which else go
// over with the last lines.
func (c setCell) fitting(room float64, after int) int {
	room -= 2 * c.pad()
	n, all := 0, c.lines()
	for _, lines := range c.paras {
		for _, l := range lines {
			if room -= l.height(); room < 0 {
				return max(0, min(n, all-after))
			}
			n++
		}
	}
	if heightOfAll(c.foot) > room {
		return max(0, all-after)
	}
	return n
}

// cut divides paragraphs after n lines. The paragraphs' places stay, so that both parts speak of the same one.
func cut(paras [][]line, n int) (first, rest [][]line) {
	for _, lines := range paras {
		k := min(n, len(lines))
		n -= k
		first, rest = append(first, lines[:k]), append(rest, lines[k:])
	}
	return first, rest
}

// print puts rows of known heights and moves on.
func (p *tablePrinter) print(rows []setRow, h []float64) {
	header := len(rows) > 0 && p.table.head > 0 && &rows[0] == &p.table.rows[0]
	tagged := !header || !p.headed
	p.headed = p.headed || header
	y := p.y
	for i := range rows {
		r := &rows[i]
		if tagged && r.owner == nil {
			r.tag(p.owner, header)
		}
		for _, c := range r.cells {
			p.cellAt(c, y, sum(h[i:min(i+c.rows, len(h))]), tagged, r.split)
		}
		y += h[i]
	}
	p.y = y
}

// tag makes the row's elements: TR with a TD or TH for each cell and in it a P for each paragraph.
func (r *setRow) tag(table *node, header bool) {
	r.owner = table.add("TR")
	for i := range r.cells {
		c := &r.cells[i]
		kind := "TD"
		if c.head {
			kind = "TH"
		}
		c.owner = r.owner.add(kind)
		c.owner.attrs = c.attributes(header)
		for range len(c.paras) + len(c.foot) {
			c.owner.add("P")
		}
	}
}

func (p *tablePrinter) cellAt(c setCell, y, h float64, tagged, split bool) {
	x := p.left + c.x
	if !p.table.plain {
		p.rect(rect{x: x, y: y, w: c.w, h: h, stroke: 0.75})
	}
	top := y + c.pad()
	if !c.top && !split && len(c.foot) == 0 {
		top = y + (h-heightOfAll(c.paras))/2
	}
	for i, lines := range c.paras {
		top = p.printAll(lines, x+sidePad, top, c.part(i, tagged))
	}
	foot := y + h - c.pad() - heightOfAll(c.foot)
	for i, lines := range c.foot {
		foot = p.printAll(lines, x+sidePad, foot, c.part(len(c.paras)+i, tagged))
	}
}

func (c setCell) part(i int, tagged bool) *node {
	if !tagged {
		return nil
	}
	return c.owner.kids[i]
}
