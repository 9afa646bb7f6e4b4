package unit

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"shidian/internal/fault"
)

// The limits of a list that is uploaded.
const (
	MaxListBytes = 2 << 20
	MaxListRows  = 1000
	maxCell      = 200 // characters
	headWithin   = 10  // the head of the columns stands in one of the first rows
)

// ReadXLSX reads a list of units.
func ReadXLSX(content []byte) ([]Line, error) {
	rows, err := ReadTable(content, Columns, ColName, ColKind)
	lines := make([]Line, len(rows))
	for i, row := range rows {
		lines[i] = Line{Row: row.Number, Name: row.Cells[ColName], Short: row.Cells[ColShort], Kind: row.Cells[ColKind],
			Region: row.Cells[ColRegion], Parent: row.Cells[ColParent], From: DateCell(row.Cells[ColFrom])}
	}
	return lines, err
}

// TableRow is a row of an uploaded table: its number as the spreadsheet counts, and the cells under their columns' names.
type TableRow struct {
	Number int
	Cells  map[string]string
}

// ReadTable reads the first sheet of an uploaded workbook under its head, which must have the needed columns. It never
// trusts the file: sizes are capped, and a file that the reader cannot bear is refused in words. Rows without anything
// are passed over.
func ReadTable(content []byte, columns []string, needed ...string) (rows []TableRow, err error) {
	defer func() {
		if p := recover(); p != nil {
			rows, err = nil, unreadable(fmt.Errorf("xlsx reader: %v", p))
		}
	}()
	if len(content) > MaxListBytes {
		return nil, fault.TooLarge("文件超过 2 MB。名单最多 1000 行，请删去无关的工作表和图片后再上传。")
	}
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: 16 << 20, UnzipXMLSizeLimit: 16 << 20, RawCellValue: true})
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, unreadable(nil)
	}
	return readSheet(f, sheets[0], columns, needed)
}

func unreadable(cause error) error {
	return &fault.Fault{Kind: fault.KindInvalid, Message: "无法读取这个文件。", Cause: cause,
		Fields: []fault.Field{{Key: "file", Message: "无法读取这个文件。请用“下载模板”得到的 .xlsx 填写；.xls 或加密的文件请另存为 .xlsx。"}}}
}

func readSheet(f *excelize.File, sheet string, columns, needed []string) ([]TableRow, error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, unreadable(err)
	}
	defer rows.Close()
	var where map[string]int
	var lines []TableRow
	for row, blank := 1, 0; rows.Next() && blank < MaxListRows; row++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, unreadable(err)
		}
		switch {
		case where == nil && row > headWithin:
			return nil, noHead(needed)
		case where == nil:
			where = headOf(cells, columns, needed)
		case empty(cells):
			blank++
		case len(lines) == MaxListRows:
			return nil, fault.InvalidField("file", "名单最多 "+itoa(MaxListRows)+" 行，请分几次导入。")
		default:
			lines = append(lines, rowOf(row, cells, where))
		}
	}
	switch {
	case where == nil:
		return nil, noHead(needed)
	case len(lines) == 0:
		return nil, fault.InvalidField("file", "名单里没有内容：表头以下一行也没有。")
	}
	return lines, nil
}

func noHead(needed []string) error {
	return fault.InvalidField("file", "没有找到表头。请在第一个工作表的前 10 行里保留“"+strings.Join(needed, "”“")+"”这一行，可用“下载模板”。")
}

// headOf finds where each column stands; nil when this row is no head.
func headOf(cells, columns, needed []string) map[string]int {
	where := map[string]int{}
	for i, cell := range cells {
		for _, column := range columns {
			if strings.TrimSpace(cell) == column {
				where[column] = i
			}
		}
	}
	for _, column := range needed {
		if _, there := where[column]; !there {
			return nil
		}
	}
	return where
}

func empty(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

func rowOf(number int, cells []string, where map[string]int) TableRow {
	row := TableRow{number, map[string]string{}}
	for column, i := range where {
		if i < len(cells) {
			row.Cells[column] = tidyCell(cells[i])
		}
	}
	return row
}

// DateCell writes a day that the spreadsheet keeps as a number the way people write it.
func DateCell(text string) string {
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil || serial < 2 || serial > 80000 {
		return text
	}
	at, err := excelize.ExcelDateToTime(serial, false)
	if err != nil {
		return text
	}
	return at.Format("2006-01-02")
}

// tidyCell is a cell's text on one line, valid and bounded.
func tidyCell(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")), " ")
	if utf8.RuneCountInString(s) > maxCell {
		return string([]rune(s)[:maxCell])
	}
	return s
}
