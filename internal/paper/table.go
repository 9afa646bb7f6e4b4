package paper

import "fmt"

// tableItem is a table whose cells have been broken into lines.
type tableItem struct {
	rows  []setRow
	head  int
	plain bool
	width float64
}

// setRow is a row, or what is left of one after a page took its beginning.
type setRow struct {
	cells []setCell
	min   float64 // pt
	owner *node   // TR, made when first printed
	split bool    // a part of a row: its texts start at the top
}

// setCell is a cell with its lines. paras holds the lines of each paragraph, so that each gets its own tag.
type setCell struct {
	x, w      float64
	rows      int
	paras     [][]line
	foot      [][]line
	head, top bool
	cols      int
	owner     *node // TD or TH
}

const sidePad = 5 // pt left and right of a cell's text

// pad is the space over and under a cell's text: 5 pt in a form, less in a list of small print.
func (c setCell) pad() float64 {
	for _, lines := range c.paras {
		if len(lines) > 0 {
			return max(3, min(5, lines[0].style.Line/4))
		}
	}
	return 5
}

func (c setCell) lines() (n int) {
	for _, p := range c.paras {
		n += len(p)
	}
	return n
}

func heightOfAll(paras [][]line) (h float64) {
	for _, p := range paras {
		h += heightOf(p)
	}
	return h
}

func (c setCell) height() float64 { return heightOfAll(c.paras) + heightOfAll(c.foot) + 2*c.pad() }

func (s *setter) table(t Table) item {
	out := tableItem{head: min(t.Head, len(t.Rows)), plain: t.Plain}
	edges := []float64{0}
	for _, w := range t.Cols {
		out.width += w * mm
		edges = append(edges, out.width)
	}
	taken := make([]int, len(t.Cols)) // rows still covered from above, by column
	for _, row := range t.Rows {
		set := setRow{min: row.Min * mm}
		col := 0
		for _, cell := range row.Cells {
			for col < len(taken) && taken[col] > 0 {
				col++
			}
			if col == len(taken) {
				break
			}
			last := min(col+max(1, cell.Cols), len(taken))
			set.cells = append(set.cells, s.cell(cell, edges[col], edges[last]))
			for ; col < last; col++ {
				taken[col] = max(1, cell.Rows)
			}
		}
		for i := range taken {
			taken[i] = max(0, taken[i]-1)
		}
		out.rows = append(out.rows, set)
	}
	return out
}

func (s *setter) cell(c Cell, from, to float64) setCell {
	out := setCell{x: from, w: to - from, rows: max(1, c.Rows), cols: max(1, c.Cols), head: c.Head, top: c.Top}
	for _, p := range c.Paras {
		out.paras = append(out.paras, s.fonts.set(s.fonts.shrink(p, out.w-2*sidePad), out.w-2*sidePad))
	}
	for _, p := range c.Foot {
		out.foot = append(out.foot, s.fonts.set(p, out.w-2*sidePad))
	}
	return out
}

// heights measures the rows; what a cell over several rows needs beyond them goes to its last row.
func heights(rows []setRow) []float64 {
	h := make([]float64, len(rows))
	for i, r := range rows {
		h[i] = max(h[i], r.min)
		for _, c := range r.cells {
			last := min(i+c.rows, len(rows)) - 1
			above := 0.0
			for _, part := range h[i:last] {
				above += part
			}
			h[last] = max(h[last], c.height()-above)
		}
	}
	return h
}

func sum(list []float64) (total float64) {
	for _, v := range list {
		total += v
	}
	return total
}

// group is how many rows from the first on hang together by cells over several rows.
func group(rows []setRow) int {
	n := 1
	for i := 0; i < n; i++ {
		for _, c := range rows[i].cells {
			n = max(n, min(i+c.rows, len(rows)))
		}
	}
	return n
}

func (t tableItem) keep() bool { return false }

// begin is the repeated head and the least of the first row that may stand under it.
func (t tableItem) begin() float64 {
	h := sum(heights(t.rows[:t.head]))
	if t.head == len(t.rows) {
		return h
	}
	body := t.rows[t.head:]
	if n := group(body); n > 1 {
		return h + sum(heights(body[:n]))
	}
	return h + body[0].least()
}

// least is the height of the smallest first part of a row.
func (r setRow) least() float64 {
	least := 0.0
	whole := true
	for _, c := range r.cells {
		h := c.height()
		if n := c.lines(); n >= before+after {
			first, _ := cut(c.paras, before)
			h = heightOfAll(first) + 2*c.pad()
			whole = false
		}
		least = max(least, h)
	}
	if whole {
		least = max(least, r.min)
	}
	return least
}

func (t tableItem) place(s *setter, _ []item) {
	if len(t.rows) == 0 {
		return
	}
	p := &tablePrinter{setter: s, table: t, owner: s.root.add("Table")}
	head, body := t.rows[:t.head], t.rows[t.head:]
	p.print(head, heights(head))
	for len(body) > 0 {
		n := group(body)
		rows := body[:n]
		body = body[n:]
		switch h := heights(rows); {
		case sum(h) <= s.room():
			p.print(rows, h)
		case n > 1 && sum(h) <= p.whole():
			p.nextPage()
			p.print(rows, h)
		default:
			for _, row := range unlink(rows) {
				p.long(row)
			}
		}
	}
}

// unlink gives each row of a group that is longer than a page its own cells: what spanned rows stands in the first.
func unlink(rows []setRow) []setRow {
	out := append([]setRow(nil), rows...)
	for i := range out {
		out[i].cells = append([]setCell(nil), out[i].cells...)
		for j, c := range out[i].cells {
			for k := i + 1; k < min(i+c.rows, len(out)); k++ {
				out[k].cells = append(out[k].cells, setCell{x: c.x, w: c.w, rows: 1, cols: c.cols, head: c.head})
			}
			out[i].cells[j].rows = 1
		}
	}
	return out
}

// attributes are the spans and the scope of a cell for readers that speak the table.
func (c setCell) attributes(header bool) string {
	a := ""
	if c.cols > 1 {
		a += fmt.Sprintf("/ColSpan %d", c.cols)
	}
	if c.rows > 1 {
		a += fmt.Sprintf("/RowSpan %d", c.rows)
	}
	if c.head && header {
		a += "/Scope/Column"
	} else if c.head {
		a += "/Scope/Row"
	}
	if a == "" {
		return ""
	}
	return "/A<</O/Table" + a + ">>"
}
