package kit

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// CSVType is the content type of a table in CSV.
const CSVType = "text/csv; charset=utf-8"

// CSV writes a table as RFC 4180 has it, begun by a mark of UTF-8, without which Excel takes Chinese for something else.
func CSV(rows [][]string) []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = PlainCell(text)
		}
		table.Write(cells) // a bytes.Buffer does not fail
	}
	table.Flush()
	return out.Bytes()
}

// formulaSigns begin what a spreadsheet reads as a formula, also in their full width.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// PlainCell keeps a text from being read as a formula.
func PlainCell(text string) string {
	for _, first := range text {
		if strings.ContainsRune(formulaSigns, first) {
			return "'" + text
		}
		break
	}
	return text
}
