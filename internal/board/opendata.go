package board

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// ColumnKind is what stands in a column of a data set.
type ColumnKind string

// The kinds of columns, by the names under which the page lists them.
const (
	ColumnText   ColumnKind = "文字"
	ColumnNumber ColumnKind = "整数"
	ColumnDay    ColumnKind = "日期"
	ColumnMoment ColumnKind = "时间"
	ColumnList   ColumnKind = "列表"
	ColumnPage   ColumnKind = "网页地址"
)

// DataColumn describes a column. Head of the CSV, member of the JSON, schema and the page for readers come of this alone.
type DataColumn struct {
	Name  string
	Kind  ColumnKind
	About string
	Empty bool     // a record may have nothing there
	Words []string // all that can stand there; nil: anything of its kind
}

// DataSet is something public in a form for programs.
type DataSet struct {
	Key     string // in the address: notices
	Title   string
	About   string // what a record is
	Columns []DataColumn
	// records reads them, the newest first; the values of each are in the order of the columns: string, int, calendar.Day,
	// time.Time, []string, or nil for nothing.
	records func(*store.Tx) ([][]any, error)
}

// mostRecords is how many records a data set gives at most: some dozen megabytes.
const mostRecords = 50_000

// DataTerms are the terms of use; by is who publishes.
func DataTerms(by string) string {
	return "可以免费使用、转载和加工，请注明来源（" + by + "）和下载日期，不得歪曲原意，不得冒充官方发布。与印发的文件不一致的，以印发的文件为准。"
}

// Records reads a data set's records.
func (s DataSet) Records(t *store.Tx) ([][]any, error) {
	all, err := s.records(t)
	return all[:min(len(all), mostRecords)], err
}

// CSV writes records with the columns' names as its head.
func (s DataSet) CSV(records [][]any) []byte {
	rows := [][]string{make([]string, len(s.Columns))}
	for i, c := range s.Columns {
		rows[0][i] = c.Name
	}
	for _, record := range records {
		row := make([]string, len(record))
		for i, value := range record {
			row[i] = dataCell(value)
		}
		rows = append(rows, row)
	}
	return kit.CSV(rows)
}

// listMark parts the items of a list in one cell.
const listMark = "；"

func dataCell(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, listMark)
	case calendar.Day:
		return v.String()
	case time.Time:
		return dataMoment(v)
	}
	return ""
}

// dataMoment writes an instant as RFC 3339 has it, in our zone.
func dataMoment(at time.Time) string { return at.In(clock.Zone).Format(time.RFC3339) }

// JSON writes the records with the name of the set and the terms, members in the order of the columns.
func (s DataSet) JSON(records [][]any, terms string) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	put := func(before string, value any, after string) error {
		out.WriteString(before)
		err := e.Encode(value)
		out.Truncate(out.Len() - 1) // the encoder ends with a line feed
		out.WriteString(after)
		return err
	}
	err := put("{\"数据集\":", s.Title, ",\n")
	if err == nil {
		err = put("\"使用条件\":", terms, ",\n\"记录\":[")
	}
	for n, record := range records {
		for i, value := range record {
			before, after := ",", ""
			switch {
			case i == 0 && n == 0:
				before = "\n{"
			case i == 0:
				before = ",\n{"
			}
			if i == len(record)-1 {
				after = "}"
			}
			if err == nil {
				err = put(before+strconv.Quote(s.Columns[i].Name)+":", dataValue(value), after)
			}
		}
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), err
}

func dataValue(value any) any {
	switch v := value.(type) {
	case calendar.Day:
		return v.String()
	case time.Time:
		return dataMoment(v)
	}
	return value
}

// Schema is the JSON's form as a JSON Schema (draft 2020-12).
func (s DataSet) Schema() ([]byte, error) {
	members, names := map[string]any{}, make([]string, len(s.Columns))
	for i, c := range s.Columns {
		members[c.Name], names[i] = c.schema(), c.Name
	}
	record := map[string]any{"type": "object", "properties": members, "required": names, "additionalProperties": false, "description": s.About}
	whole := map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": s.Title, "type": "object", "required": []string{"数据集", "使用条件", "记录"}, "additionalProperties": false,
		"properties": map[string]any{"数据集": map[string]any{"const": s.Title}, "使用条件": map[string]any{"type": "string"}, "记录": map[string]any{"type": "array", "items": record, "maxItems": mostRecords}}}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(whole)
	return out.Bytes(), err
}

// patterns are how values of some kinds are written, as regular expressions.
var patterns = map[ColumnKind]string{
	ColumnDay:    `^\d{4}-\d{2}-\d{2}$`,
	ColumnMoment: `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$`,
	ColumnPage:   `^/`,
}

func (c DataColumn) schema() map[string]any {
	of := map[string]any{"description": c.About}
	kind := "string"
	switch c.Kind {
	case ColumnNumber:
		kind = "integer"
	case ColumnList:
		kind, of["items"] = "array", map[string]any{"type": "string"}
	}
	if of["type"] = kind; c.Empty {
		of["type"] = []string{kind, "null"}
	}
	if p := patterns[c.Kind]; p != "" {
		of["pattern"] = p
	}
	if c.Words != nil {
		of["enum"] = c.Words
	}
	return of
}

// Note is how a column's values are written, for readers; "" where that goes without saying.
func (c DataColumn) Note() string {
	var notes []string
	switch c.Kind {
	case ColumnDay:
		notes = append(notes, "如 2020-05-18")
	case ColumnMoment:
		notes = append(notes, "北京时间，如 2020-05-18T09:00:00+08:00")
	case ColumnList:
		notes = append(notes, "CSV 中用“"+listMark+"”隔开")
	case ColumnPage:
		notes = append(notes, "接在本网站的网址后面")
	}
	if c.Empty {
		notes = append(notes, "可以没有")
	}
	return strings.Join(notes, "；")
}
