package apply

// Slash is what stands in a field that has no content (A3).
const Slash = "/"

// ContentsValue is the text of a field of type 试点内容: which reform contents, each whole or by aspects (A1).
type ContentsValue struct{ Items []ContentChoice }

// ContentChoice is one chosen content.
type ContentChoice struct {
	Number  int      // of the content in the notice
	Whole   bool     // the whole content; then no aspects
	Clauses []string // aspects offered by the notice, verbatim
	Free    []string // 自拟方面
}

// PeriodValue is the text of a field of type 起止日期: days as 2020-06-01.
type PeriodValue struct{ From, To string }

// TableValue is the text of a field of type 表格: rows of cells in the order of the columns.
type TableValue [][]string

// ChoiceValue is the text of a field of type 选择.
type ChoiceValue []string

// EncodeContents writes the canonical text.
func EncodeContents(v ContentsValue) string { return "" }

// DecodeContents reads it; "" is the empty choice.
func DecodeContents(text string) (ContentsValue, error) { return ContentsValue{}, errSoon }

// EncodePeriod writes the canonical text.
func EncodePeriod(v PeriodValue) string { return "" }

// DecodePeriod reads it; "" is the empty period.
func DecodePeriod(text string) (PeriodValue, error) { return PeriodValue{}, errSoon }

// EncodeTable writes the canonical text.
func EncodeTable(v TableValue) string { return "" }

// DecodeTable reads it; "" is the empty table.
func DecodeTable(text string) (TableValue, error) { return nil, errSoon }

// EncodeChoice writes the canonical text.
func EncodeChoice(v ChoiceValue) string { return "" }

// DecodeChoice reads it; "" is no choice.
func DecodeChoice(text string) (ChoiceValue, error) { return nil, errSoon }
