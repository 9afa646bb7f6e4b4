package apply

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Slash is what stands in a field that has no content (A3).
const Slash = "/"

// ContentsValue is the text of a field of type 试点内容: which reform contents, each whole or by aspects (A1).
type ContentsValue struct {
	Items []ContentChoice `json:"items"`
}

// ContentChoice is one chosen content.
type ContentChoice struct {
	Number  int      `json:"number"`            // of the content in the notice
	Whole   bool     `json:"whole,omitempty"`   // the whole content; then no aspects
	Clauses []string `json:"clauses,omitempty"` // aspects offered by the notice, verbatim
	Free    []string `json:"free,omitempty"`    // 自拟方面
}

// PeriodValue is the text of a field of type 起止日期: days as 2020-06-01.
type PeriodValue struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// TableValue is the text of a field of type 表格: rows of cells in the order of the columns.
type TableValue [][]string

// ChoiceValue is the text of a field of type 选择.
type ChoiceValue []string

// errValue is what a decoder answers to a text that no encoder wrote.
var errValue = errors.New("内容的格式不对，请重新填写这一栏")

// EncodeContents writes the canonical text.
func EncodeContents(v ContentsValue) string {
	if len(v.Items) == 0 {
		return ""
	}
	c := canonical(`{"items":[`)
	for i, item := range v.Items {
		if i > 0 {
			c = append(c, ',')
		}
		c = append(c, '{')
		c = c.number("number", int64(item.Number), true)
		if item.Whole {
			c = append(c, `,"whole":true`...)
		}
		if len(item.Clauses) > 0 {
			c = c.key("clauses", false).texts(item.Clauses)
		}
		if len(item.Free) > 0 {
			c = c.key("free", false).texts(item.Free)
		}
		c = append(c, '}')
	}
	return string(append(c, `]}`...))
}

// DecodeContents reads it; "" is the empty choice.
func DecodeContents(text string) (ContentsValue, error) { return decode[ContentsValue](text) }

// EncodePeriod writes the canonical text.
func EncodePeriod(v PeriodValue) string {
	if v == (PeriodValue{}) {
		return ""
	}
	return string(append(canonical(`{`).member("from", v.From, true).member("to", v.To, false), '}'))
}

// DecodePeriod reads it; "" is the empty period.
func DecodePeriod(text string) (PeriodValue, error) { return decode[PeriodValue](text) }

// EncodeTable writes the canonical text.
func EncodeTable(v TableValue) string {
	if len(v) == 0 {
		return ""
	}
	c := canonical(`[`)
	for i, row := range v {
		if i > 0 {
			c = append(c, ',')
		}
		c = c.texts(row)
	}
	return string(append(c, ']'))
}

// DecodeTable reads it; "" is the empty table.
func DecodeTable(text string) (TableValue, error) { return decode[TableValue](text) }

// EncodeChoice writes the canonical text.
func EncodeChoice(v ChoiceValue) string {
	if len(v) == 0 {
		return ""
	}
	return string(canonical{}.texts(v))
}

// DecodeChoice reads it; "" is no choice.
func DecodeChoice(text string) (ChoiceValue, error) { return decode[ChoiceValue](text) }

// decode is strict: one JSON value, no unknown members, nothing behind it.
func decode[T any](text string) (v T, err error) {
	if text == "" {
		return v, nil
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	var zero T
	if d.Decode(&v) != nil {
		return zero, errValue
	}
	if _, err := d.Token(); err != io.EOF {
		return zero, errValue
	}
	return v, nil
}
