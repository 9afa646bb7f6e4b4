package pages

import (
	"fmt"
	"strconv"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/programme"
)

// filesOf are the files of one field.
func (s sheetView) filesOf(key string) []apply.Attachment {
	var some []apply.Attachment
	for _, a := range s.Files.Files {
		if a.Field == key {
			some = append(some, a)
		}
	}
	return some
}

// fileBlanks are the fields of files that the reader may fill.
func (s sheetView) fileBlanks() []*Blank {
	var some []*Blank
	for _, part := range s.Parts {
		for _, b := range part.Blanks() {
			if b.Written && b.Type == programme.Attached {
				some = append(some, b)
			}
		}
	}
	return some
}

func (s sheetView) uploadWords(b *Blank) string {
	if len(s.filesOf(b.Key)) > 0 && b.File.Most == 1 {
		return "上传新的，替换原来的"
	}
	return "上传"
}

// accept is what the browser offers to choose.
func (b Blank) accept() string { return "." + strings.Join(b.File.Types, ",.") }

// filesTip says what the field takes: PDF，1个文件，不超过 20 MB.
func (b Blank) filesTip() string {
	tip := fmt.Sprintf("%s，最多 %d 个文件，单个不超过 %d MB。", strings.ToUpper(strings.Join(b.File.Types, "、")), b.File.Most, b.File.MiB)
	return strings.TrimSpace(b.Tip() + "\n" + tip)
}

// unitWords is a column's unit behind its name.
func unitWords(c programme.Column) string {
	if c.Number == nil {
		return ""
	}
	return "（" + c.Number.Unit + "）"
}

// cellLabel tells one cell from the others to whoever hears the page.
func cellLabel(c programme.Column, row int) string {
	return "第" + strconv.Itoa(row+1) + "行 " + c.Label + unitWords(c)
}

// cellClass gives short values a narrow box, so that the long ones have room.
func cellClass(c programme.Column) string {
	switch c.Type {
	case programme.Date, programme.Amount, programme.Choice, programme.Phone:
		return "sh-cell-short"
	default:
		return "sh-cell"
	}
}

func (b Blank) unit() string {
	if b.Number == nil {
		return ""
	}
	return b.Number.Unit
}

// whichDay tells the two days of a period apart: （起）; a single day needs no word.
func whichDay(words string) string {
	if words == "" {
		return ""
	}
	return "（" + words + "）"
}
