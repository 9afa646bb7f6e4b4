package components

import (
	"sort"
	"strconv"
	"strings"
)

// Field is one question of a form with its answer, its help and what is wrong with it.
type Field struct {
	Name         string // the form key; also makes the element's id
	Form         string // where another form of the page asks for the same name: makes the id its own
	Label        string
	Value        string
	Type         string // an <input>'s type: text (""), number, date, tel, email, password, url
	Hint         string // what is asked, in the notice's words
	Error        string // what to do; "" when right
	Required     bool   // marked 必填; the server judges
	ReadOnly     bool
	Rows         int    // height of a text area; 0 means 5
	Max          int    // most characters, 0 for no limit; shown, and counted by the script
	Autocomplete string // current-password, tel, off …
	InputMode    string // numeric, tel …
	Options      []Option
}

// Option is one choice of a select or of radio buttons.
type Option struct {
	Value string
	Label string
	Note  string // a second line, radios and checkboxes only
}

// FieldID is the element id of a field, for links from the error summary.
func FieldID(name string) string { return "f-" + name }

func (f Field) id() string      { return FieldID(strings.TrimPrefix(f.Form+"-"+f.Name, "-")) }
func (f Field) kind() string    { return orElse(f.Type, "text") }
func (f Field) invalid() string { return strconv.FormatBool(f.Error != "") }
func (f Field) rows() string {
	if f.Rows == 0 {
		return "5"
	}
	return strconv.Itoa(f.Rows)
}

// describedBy names the hint and the error, so that a screen reader reads them with the field.
func (f Field) describedBy() string {
	ids := ""
	if f.Hint != "" {
		ids = f.id() + "-hint"
	}
	if f.Error != "" {
		ids += " " + f.id() + "-error"
	}
	return ids
}

func (f Field) class(base string) string {
	if f.Error != "" {
		return base + " is-invalid"
	}
	return base
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
