package apply

import (
	"strings"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

// Measures of the form's tables (mm): label and value twice a row, a row, an opinion's box, a long value.
const (
	labelWidth   = 26.5
	valueWidth   = paper.Width/2 - labelWidth
	rowHeight    = 11
	opinionMin   = 62
	longValueMin = 60
)

// table sets a section as tables: short values and opinions in four columns, long texts in two.
func (f *form) table(s programme.Section) {
	f.head(s)
	var short, long []paper.Row
	flush := func() {
		if len(short) > 0 {
			f.add(paper.Table{Cols: []float64{labelWidth, valueWidth, labelWidth, valueWidth}, Rows: short})
		}
		if len(long) > 0 {
			f.add(paper.Table{Cols: []float64{labelWidth, paper.Width - labelWidth}, Rows: long})
		}
		short, long = nil, nil
	}
	fields := printed(s.Fields)
	for i := 0; i < len(fields); i++ {
		field := fields[i]
		if len(long) > 0 && field.Type != programme.Paragraphs {
			flush()
		}
		switch {
		case field.Group != "":
			n := runOfGroups(fields[i:])
			short = append(short, f.groups(fields[i:i+n])...)
			i += n - 1
		case field.Type == programme.OpinionOf:
			short = append(short, f.opinion(field))
		case field.Type == programme.Paragraphs:
			long = append(long, f.longRow(field))
		case field.Type == programme.Rows && field.Table != nil:
			flush()
			f.add(f.list(field)...)
		default:
			short = append(short, f.wideRow(field))
		}
	}
	flush()
}

func printed(fields []programme.Field) []programme.Field {
	var kept []programme.Field
	for _, field := range fields {
		if !field.Unprinted {
			kept = append(kept, field)
		}
	}
	return kept
}

// runOfGroups is how many fields from here on stand under headings of groups.
func runOfGroups(fields []programme.Field) int {
	n := 0
	for n < len(fields) && fields[n].Group != "" {
		n++
	}
	return n
}

// groups sets fields under their groups' headings, two groups side by side: 申报单位负责人 | 申报单位联络人.
func (f *form) groups(fields []programme.Field) []paper.Row {
	var names []string
	members := map[string][]programme.Field{}
	for _, field := range fields {
		if members[field.Group] == nil {
			names = append(names, field.Group)
		}
		members[field.Group] = append(members[field.Group], field)
	}
	var rows []paper.Row
	for i := 0; i < len(names); i += 2 {
		left, right, title := members[names[i]], []programme.Field(nil), ""
		if i+1 < len(names) {
			right, title = members[names[i+1]], names[i+1]
		}
		rows = append(rows, paper.Row{Min: rowHeight, Cells: []paper.Cell{over(names[i]), over(title)}})
		for j := range max(len(left), len(right)) {
			row := paper.Row{Min: rowHeight}
			row.Cells = append(row.Cells, f.pair(left, j)...)
			row.Cells = append(row.Cells, f.pair(right, j)...)
			rows = append(rows, row)
		}
	}
	return rows
}

func over(title string) paper.Cell {
	return paper.Cell{Cols: 2, Head: true, Paras: []paper.Para{{Style: paper.CellText, Text: title}}}
}

// pair is label and value of the j-th field, empty cells where there is none.
func (f *form) pair(fields []programme.Field, j int) []paper.Cell {
	if j >= len(fields) {
		return []paper.Cell{label(""), {Paras: []paper.Para{{Style: paper.CellText}}}}
	}
	return []paper.Cell{label(fields[j].Label), f.value(fields[j])}
}

func label(text string) paper.Cell {
	return paper.Cell{Head: true, Paras: []paper.Para{{Style: paper.CellText, Text: strings.ReplaceAll(text, " ", "　")}}}
}

func (f *form) value(field programme.Field) paper.Cell {
	text := f.text(field)
	if text == "" && f.blank() {
		text = blankFor(field.Type)
	}
	return paper.Cell{Paras: []paper.Para{{Style: paper.CellText, Text: text, Key: field.Key}}}
}

// blankFor is what the blank form prints where a date is written by hand.
func blankFor(t programme.FieldType) string {
	switch t {
	case programme.Period:
		return "年　　月　　日至　　　　年　　月　　日"
	case programme.Date:
		return "年　　月　　日"
	}
	return ""
}

func (f *form) wideRow(field programme.Field) paper.Row {
	value := f.value(field)
	value.Cols = 3
	return paper.Row{Min: rowHeight, Cells: []paper.Cell{label(field.Label), value}}
}

func (f *form) longRow(field programme.Field) paper.Row {
	return paper.Row{Min: longValueMin, Cells: []paper.Cell{label(field.Label),
		{Top: true, Paras: []paper.Para{{Style: paper.CellLong, Text: f.text(field), Key: field.Key}}}}}
}

// opinion is the box of an opinion with the lines for signature, seal and date at its foot. What is not typed is
// written by hand.
func (f *form) opinion(field programme.Field) paper.Row {
	title := paper.Para{Style: paper.CellOpinion, Text: strings.TrimSuffix(field.Label, "：") + field.Hint + "："}
	cell := paper.Cell{Cols: 4, Top: true, Paras: []paper.Para{title,
		{Style: paper.CellLong, Text: f.text(field), Key: field.Key}}}
	if field.Opinion != nil {
		right := paper.Style{Size: 14, Line: 24, Align: paper.Right, Right: 1}
		cell.Foot = []paper.Para{
			{Style: paper.Style{Size: 14, Line: 24, Left: 11, Align: paper.Left}, Text: field.Opinion.Signer},
			{Style: right, Text: field.Opinion.Seal + "　　"},
			{Style: right, Text: "年　　月　　日"},
		}
	}
	return paper.Row{Min: opinionMin, Cells: []paper.Cell{cell}}
}

// list sets a table that the applicant fills row by row, under its label.
func (f *form) list(field programme.Field) []paper.Block {
	columns := make([]paper.Column, len(field.Table.Columns))
	for i, c := range field.Table.Columns {
		columns[i] = paper.Column{Head: c.Label, Width: paper.Width / float64(len(columns)), Left: true}
	}
	rows, err := DecodeTable(f.values[field.Key])
	if err != nil || !field.For(f.kind) && !f.blank() {
		rows = nil
	}
	for i, row := range rows {
		rows[i] = shownRow(field, row)
	}
	for len(rows) < max(field.Table.Least, 1) {
		rows = append(rows, make([]string, len(columns)))
	}
	return []paper.Block{paper.Para{Style: paper.Head2, Level: 2, Keep: true, Text: field.Label + field.Hint}, paper.List(columns, rows)}
}
