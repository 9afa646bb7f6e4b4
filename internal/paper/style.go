package paper

// Measures of GB/T 9704 in points.
const (
	GridLine  = 28.991 // from line to line: 22 in 225 mm
	GridPitch = -0.207 // letter space of 3号: 28 characters in 156 mm
	GridLines = 22
)

// Width is the width of the text box in mm, upright; WideWidth across.
const (
	Width     = 156.0
	WideWidth = 225.0
)

// Face is a role, not a font: which file plays it is decided by Fonts.
type Face int

// The five faces of official papers.
const (
	Fang Face = iota // 仿宋
	Kai              // 楷体
	Hei              // 黑体
	Xbs              // 小标宋
	Song             // 宋体
)

// Align is where the lines of a paragraph stand.
type Align int

// Justify is the default: full lines reach both edges, the last one stands left.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Style says how a paragraph is set. The zero Style is 3号 仿宋 on the 22 x 28 grid, flush left.
type Style struct {
	Face   Face
	Size   float64 // pt; 0: 16 (3号) with the grid's letter space
	Line   float64 // pt from line to line; 0: the grid's for Size 0, else 1.5 times the size
	Pitch  float64 // pt added to each character; the grid's where Size is 0
	Indent float64 // characters the first line stands in; with Left it may be negative (hanging)
	Left   float64 // characters all lines stand in
	Right  float64 // the same from the right edge
	Align  Align
	Red    bool
}

// The styles of the papers. Copy one and change it for anything else.
var (
	Body        = Style{Indent: 2}                                    // running text
	Flush       = Style{}                                             // 主送机关
	Head1       = Style{Face: Hei, Indent: 2}                         // 一、
	Head2       = Style{Face: Kai, Indent: 2}                         // （一）
	FormHead    = Style{Face: Hei}                                    // 一、基本情况; 附件2
	Title       = Style{Face: Xbs, Size: 22, Line: 32, Align: Center} // 2号
	CoverTitle  = Style{Face: Xbs, Size: 26, Line: 40, Align: Center}
	CoverField  = Style{Size: 18, Line: 42}
	CoverOffice = Style{Face: Kai, Size: 18, Line: GridLine, Align: Center}
	CellText    = Style{Size: 14, Line: 20, Align: Center}               // a short value in a form's table
	CellOpinion = Style{Size: 14, Line: 20}                              // an opinion
	CellLong    = Style{Size: 14, Line: 24, Indent: 2}                   // 概况, 进展, 亮点
	ListText    = Style{Face: Song, Size: 10.5, Line: 15, Align: Center} // a list's cell, 5号
	ListLeft    = Style{Face: Song, Size: 10.5, Line: 15, Align: Left}
	ListHead    = Style{Face: Hei, Size: 10.5, Line: 15, Align: Center}
	Small       = Style{Face: Song, Size: 9, Line: 13, Align: Left} // notes, 小五
)

// fill replaces the zero values by what they stand for.
func (s Style) fill() Style {
	if s.Size == 0 {
		s.Size, s.Pitch = 16, GridPitch
		if s.Line == 0 {
			s.Line = GridLine
		}
	}
	if s.Line == 0 {
		s.Line = 1.5 * s.Size
	}
	return s
}

// char is the width of one full character, the unit of indents.
func (s Style) char() float64 { return s.Size + s.Pitch }

// Column is a column of a plain list.
type Column struct {
	Head  string
	Width float64 // mm
	Left  bool    // text stands left; otherwise in the middle
}

// List makes a table of plain rows whose head is repeated on every page. A short row is filled with empty cells.
func List(cols []Column, rows [][]string) Table {
	t := Table{Head: 1, Rows: make([]Row, 0, len(rows)+1)}
	var head Row
	for _, c := range cols {
		t.Cols = append(t.Cols, c.Width)
		head.Cells = append(head.Cells, Cell{Head: true, Paras: []Para{{Style: ListHead, Text: c.Head}}})
	}
	t.Rows = append(t.Rows, head)
	for _, values := range rows {
		row := Row{Cells: make([]Cell, len(cols))}
		for i, c := range cols {
			style := ListText
			if c.Left {
				style = ListLeft
			}
			p := Para{Style: style}
			if i < len(values) {
				p.Text = values[i]
			}
			row.Cells[i].Paras = []Para{p}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
