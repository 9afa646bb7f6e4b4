package review

import (
	"io"
	"time"

	"shidian/internal/paper"
	"shidian/internal/unit"
)

// LinesOf reads an uploaded list of experts.
func LinesOf(content []byte) ([]ExpertLine, error) {
	rows, err := unit.ReadTable(content, ExpertColumns, ColName, ColEmployer, ColPhone)
	lines := make([]ExpertLine, len(rows))
	for i, row := range rows {
		cells := make([]string, len(ExpertColumns))
		for k, column := range ExpertColumns {
			cells[k] = row.Cells[column]
		}
		cells[len(cells)-1] = unit.DateCell(row.Cells[ColLast])
		lines[i] = ExpertLine{row.Number, cells}
	}
	return lines, err
}

// ExpertTemplate writes the list that can be filled in and uploaded, with a line as an example.
func ExpertTemplate(w io.Writer, created time.Time) error {
	sheet := paper.Sheet{Name: "专家名单", Title: "专家名单（示例一行请删去；邮箱和最近一次参加评审可空）", Created: created}
	for i, width := range []float64{12, 36, 20, 18, 16, 26, 16, 18} {
		sheet.Cols = append(sheet.Cols, paper.SheetColumn{Head: ExpertColumns[i], Width: width})
	}
	return sheet.Write(w, func(yield func([]any) bool) {
		yield([]any{"某某某", "某某大学", "科学传播", "教授", "13800000000", "", "否", "2019-11-20"})
	})
}
