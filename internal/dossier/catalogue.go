package dossier

import (
	"io"
	"iter"
	"strconv"

	"shidian/internal/paper"
)

// CatalogueTitle is the name of the list of the archived items, as DA/T 22 calls it.
const CatalogueTitle = "归档文件目录"

// columns are the catalogue's, after DA/T 22. What is left to the archive to give (档号, 密级, 保管期限) is not among them.
var columns = []string{"序号", "责任者", "文号", "题名", "日期", "页数", "备注"}

// row is a piece as the catalogue lists it.
func (p Piece) row() []string {
	pages := ""
	if n := p.Pages(); n > 0 {
		pages = strconv.Itoa(n)
	}
	return []string{strconv.Itoa(p.N), p.By, p.Number, p.Title, p.Day(), pages, p.remark()}
}

// remark is the note with what is missing.
func (p Piece) remark() string {
	switch {
	case p.Missing == "":
		return p.Note
	case p.Note == "":
		return "缺：" + p.Missing
	}
	return p.Note + "。缺：" + p.Missing
}

// Pieces are all of the record, in their order.
func (rec *Record) Pieces() iter.Seq[*Piece] {
	return func(yield func(*Piece) bool) {
		for _, part := range rec.Parts {
			for _, p := range part.Pieces {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// cataloguePaper is the catalogue to be printed.
func (rec *Record) cataloguePaper() paper.Document {
	var rows [][]string
	for p := range rec.Pieces() {
		rows = append(rows, p.row())
	}
	wide := []float64{12, 40, 36, 82, 20, 12, 0}
	cols := make([]paper.Column, len(columns))
	left := landscapeWidth
	for i, head := range columns {
		cols[i] = paper.Column{Head: head, Width: wide[i], Left: i == 1 || i == 3 || i == 6}
		left -= wide[i]
	}
	cols[len(cols)-1].Width = left
	return paper.Document{Title: CatalogueTitle, Author: rec.Cohort.Programme.Organiser.Office, Created: rec.At, Landscape: true, Numbers: paper.Numbers{On: true},
		Blocks: []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: CatalogueTitle}, paper.Para{Style: paper.Small, Text: rec.Cohort.Title() + "　截至" + date(rec.At)},
			paper.Blank{Lines: 0.3}, paper.List(cols, rows)}}
}

// landscapeWidth is the text width of an A4 page across, in mm.
const landscapeWidth = 225.0

// catalogueSheet is the catalogue for Excel.
func (rec *Record) catalogueSheet(w io.Writer) error {
	sheet := paper.Sheet{Name: CatalogueTitle, Title: rec.Cohort.Title() + CatalogueTitle, Landscape: true, Created: rec.At,
		Cols: []paper.SheetColumn{{Head: columns[0], Width: 6, Kind: paper.Number}, {Head: columns[1], Width: 28}, {Head: columns[2], Width: 24}, {Head: columns[3], Width: 60},
			{Head: columns[4], Width: 11}, {Head: columns[5], Width: 6, Kind: paper.Number}, {Head: columns[6], Width: 40}}}
	return sheet.Write(w, func(yield func([]any) bool) {
		for p := range rec.Pieces() {
			var pages any
			if n := p.Pages(); n > 0 {
				pages = n
			}
			if !yield([]any{p.N, p.By, p.Number, p.Title, p.Day(), pages, p.remark()}) {
				return
			}
		}
	})
}

// columnClass keeps numbers and dates on one line.
func columnClass(i int) string {
	switch columns[i] {
	case "序号", "页数":
		return "num"
	case "日期":
		return "day"
	}
	return ""
}
