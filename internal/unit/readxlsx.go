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

// ReadXLSX reads a list of units. It never trusts the file: sizes are capped, and a file that the reader cannot bear is
// refused in words. Rows without anything are passed over.
func ReadXLSX(content []byte) (lines []Line, err error) {
	defer func() {
		if p := recover(); p != nil {
			lines, err = nil, unreadable(fmt.Errorf("xlsx reader: %v", p))
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
	return readSheet(f, sheets[0])
}

func unreadable(cause error) error {
	return &fault.Fault{Kind: fault.KindInvalid, Message: "无法读取这个文件。", Cause: cause,
		Fields: []fault.Field{{Key: "file", Message: "无法读取这个文件。请用“下载模板”得到的 .xlsx 填写；.xls 或加密的文件请另存为 .xlsx。"}}}
}

func readSheet(f *excelize.File, sheet string) ([]Line, error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, unreadable(err)
	}
	defer rows.Close()
	var where map[string]int
	var lines []Line
	for row, blank := 1, 0; rows.Next() && blank < MaxListRows; row++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, unreadable(err)
		}
		switch {
		case where == nil && row > headWithin:
			return nil, noHead()
		case where == nil:
			where = headOf(cells)
		case empty(cells):
			blank++
		case len(lines) == MaxListRows:
			return nil, fault.InvalidField("file", "名单最多 "+itoa(MaxListRows)+" 行，请分几次导入。")
		default:
			lines = append(lines, lineOf(row, cells, where))
		}
	}
	switch {
	case where == nil:
		return nil, noHead()
	case len(lines) == 0:
		return nil, fault.InvalidField("file", "名单里没有内容：表头以下一行也没有。")
	}
	return lines, nil
}

func noHead() error {
	return fault.InvalidField("file", "没有找到表头。请在第一个工作表的前 10 行里保留“"+ColName+"”“"+ColKind+"”这一行，可用“下载模板”。")
}

// headOf finds where each column stands; nil when this row is no head.
func headOf(cells []string) map[string]int {
	where := map[string]int{}
	for i, cell := range cells {
		for _, column := range Columns {
			if strings.TrimSpace(cell) == column {
				where[column] = i
			}
		}
	}
	_, name := where[ColName]
	_, kind := where[ColKind]
	if !name || !kind {
		return nil
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

func lineOf(row int, cells []string, where map[string]int) Line {
	value := func(column string) string {
		i, known := where[column]
		if !known || i >= len(cells) {
			return ""
		}
		return tidyCell(cells[i])
	}
	return Line{Row: row, Name: value(ColName), Short: value(ColShort), Kind: value(ColKind), Region: value(ColRegion),
		Parent: value(ColParent), From: dateCell(value(ColFrom))}
}

// dateCell writes a day that the spreadsheet keeps as a number the way people write it.
func dateCell(text string) string {
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
