package app

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// halfYearCounts: the list and the report on it give the same figures, and who has not reported is named without a word more.
func halfYearCounts(t *testing.T, table, report string) {
	f, err := excelize.OpenFile(table)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	standing := map[string]int{}
	for _, row := range rows[2:] {
		standing[row[5]]++
	}
	if standing["已报送"] != 1 || standing["免报"] != 1 || standing["未报送"] != len(rows)-4 || len(rows) < 6 {
		t.Errorf("%v in %d rows", standing, len(rows))
	}
	words := docxWords(t, report)
	for _, want := range []string{"关于2020年下半年调度情况的报告", "对8个正在实施的试点单位开展调度", "已报送1个，免报1个，未报送6个", "两个站点的场所还没有落实", "总体进展平稳", "机构改革期间", "未报送的单位："} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, never := range []string{"逾期", "拒不", "通报批评"} {
		if strings.Contains(words, never) {
			t.Errorf("a reproach: %s", never)
		}
	}
}
