package kit_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"shidian/internal/kit"
)

// A table is read again as it was written, and no spreadsheet takes a cell for a formula.
func TestATableInCSV(t *testing.T) {
	rows := [][]string{{"单位", "说明"}, {"甲县科协", "一行\n两行，带\"引号\""}, {"=1+1", "＝HYPERLINK(\"x\")"}, {"-3", "\t=1"}, {"@SUM(A1)", "a=b"}, {"", "+86"}}
	out := kit.CSV(rows)
	if !bytes.HasPrefix(out, []byte("\xef\xbb\xbf")) || !bytes.Contains(out, []byte("单位,说明\r\n")) {
		t.Fatalf("begins %q", out[:40])
	}
	read, err := csv.NewReader(bytes.NewReader(out[3:])).ReadAll()
	if err != nil || len(read) != len(rows) {
		t.Fatalf("%d lines, %v", len(read), err)
	}
	if read[1][1] != rows[1][1] || read[4][1] != "a=b" || read[5][0] != "" {
		t.Errorf("what needs no guard came back as %q, %q, %q", read[1][1], read[4][1], read[5][0])
	}
	for _, cell := range []string{read[2][0], read[2][1], read[3][0], read[3][1], read[4][0], read[5][1]} {
		if !strings.HasPrefix(cell, "'") {
			t.Errorf("%q is read as a formula", cell)
		}
	}
}
