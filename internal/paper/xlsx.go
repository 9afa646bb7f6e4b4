package paper

import (
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/xuri/excelize/v2"
)

// Kind is what a column of a Sheet holds.
type Kind int

// Text is written as it stands (phone numbers keep their zeros), Number and Date as values that can be summed and
// sorted.
const (
	Text Kind = iota
	Number
	Date
)

// SheetColumn is a column of a Sheet.
type SheetColumn struct {
	Head  string
	Width float64 // characters, as Excel counts; 0: 16
	Kind  Kind
}

// Sheet is a list for Excel or WPS: a title line, a frozen head, rows that are streamed.
type Sheet struct {
	Name      string // of the tab, at most 31 characters
	Title     string
	Cols      []SheetColumn
	Landscape bool
	Created   time.Time // the only date in the properties
}

// Formula is a cell that the reader's program computes. Value is what it comes to, for programs that do not.
type Formula struct {
	Text  string // as Excel writes it, without the sign =
	Value any
}

// Write streams the rows into w. A row holds a value for each column: string, int, int64, float64, time.Time
// (printed by day), a Formula, or nil for an empty cell.
func (s Sheet) Write(w io.Writer, rows iter.Seq[[]any]) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return err
	}
	if err := s.setup(f); err != nil { // the stream takes over what is set before it
		return err
	}
	sw, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	styles, err := s.styles(f)
	if err != nil {
		return err
	}
	if err := s.head(sw, styles); err != nil {
		return err
	}
	line := 2
	for row := range rows {
		line++
		if err := s.row(sw, styles, line, row); err != nil {
			return err
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// sheetStyles are the numbers excelize gives to the formats of this file.
type sheetStyles struct {
	title, head int
	cell        [3]int // by Kind
}

func (s Sheet) styles(f *excelize.File) (st sheetStyles, err error) {
	var borders []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	text, day := "@", "yyyy-mm-dd"
	for _, want := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&st.title, &excelize.Style{Font: &excelize.Font{Family: "黑体", Size: 16}, Alignment: middle}},
		{&st.head, &excelize.Style{Font: &excelize.Font{Family: "黑体", Size: 11}, Alignment: middle, Border: borders,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}}},
		{&st.cell[Text], &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11}, Alignment: left, Border: borders, CustomNumFmt: &text}},
		{&st.cell[Number], &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11}, Alignment: middle, Border: borders}},
		{&st.cell[Date], &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11}, Alignment: middle, Border: borders, CustomNumFmt: &day}},
	} {
		if *want.id, err = f.NewStyle(want.style); err != nil {
			return st, err
		}
	}
	return st, nil
}

// head writes widths, the frozen panes, the title over all columns and the names of the columns.
func (s Sheet) head(sw *excelize.StreamWriter, st sheetStyles) error {
	for i, c := range s.Cols {
		width := c.Width
		if width == 0 {
			width = 16
		}
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	title := []any{excelize.Cell{StyleID: st.title, Value: s.Title}}
	if err := sw.SetRow("A1", title, excelize.RowOpts{Height: 30}); err != nil {
		return err
	}
	if len(s.Cols) > 1 {
		last, err := excelize.CoordinatesToCellName(len(s.Cols), 1)
		if err != nil {
			return err
		}
		if err := sw.MergeCell("A1", last); err != nil {
			return err
		}
	}
	names := make([]any, len(s.Cols))
	for i, c := range s.Cols {
		names[i] = excelize.Cell{StyleID: st.head, Value: c.Head}
	}
	return sw.SetRow("A2", names, excelize.RowOpts{Height: 24})
}

func (s Sheet) row(sw *excelize.StreamWriter, st sheetStyles, line int, values []any) error {
	if len(values) > len(s.Cols) {
		return fmt.Errorf("paper: row %d of sheet %s has %d values for %d columns", line, s.Name, len(values), len(s.Cols))
	}
	cells := make([]any, len(s.Cols))
	for i, c := range s.Cols {
		cell := excelize.Cell{StyleID: st.cell[c.Kind]}
		if i < len(values) {
			cell.Value = values[i]
			if f, computed := values[i].(Formula); computed {
				cell.Formula, cell.Value = f.Text, f.Value
			}
		}
		cells[i] = cell
	}
	return sw.SetRow(fmt.Sprintf("A%d", line), cells)
}

// setup fixes paper, repeated head and properties.
func (s Sheet) setup(f *excelize.File) error {
	a4, wide, one, zero := 9, "portrait", 1, 0
	if s.Landscape {
		wide = "landscape"
	}
	if err := f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &wide, FitToWidth: &one, FitToHeight: &zero}); err != nil {
		return err
	}
	fit := true
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	titles := &excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$2", s.Name), Scope: s.Name}
	if err := f.SetDefinedName(titles); err != nil {
		return err
	}
	created := s.Created.UTC().Format(time.RFC3339)
	return f.SetDocProps(&excelize.DocProperties{Title: s.Title, Created: created, Modified: created, Language: "zh-CN"})
}
