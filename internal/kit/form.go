package kit

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"shidian/internal/fault"
	"shidian/internal/kit/components"
)

// Form is what was typed, cleaned: valid UTF-8 without U+0000, ends trimmed, line ends as \n. It gathers what needs mending.
type Form struct {
	values url.Values
	mends  []fault.Field
	upon   string
}

const (
	maxValues    = 2000     // fields and rows of the largest form, several times over
	maxMultipart = 32 << 20 // never reached: the body's own limit is lower
)

// ReadForm reads a posted form. Query values are not mixed in; take those from r.URL.
func ReadForm(r *http.Request) (*Form, error) {
	err := r.ParseForm()
	if err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(maxMultipart)
	}
	if err != nil {
		return nil, BadRequest("没有看懂这次提交的内容。请返回上一页再提交一次。", err)
	}
	form, err := newForm(r.PostForm)
	if err != nil {
		return nil, err
	}
	return form, form.takePage(r.Context())
}

// ReadQuery reads the address's own values: filters, page numbers, searches.
func ReadQuery(r *http.Request) (*Form, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, BadRequest("网址不完整。请从页面上的链接重新进入。", err)
	}
	return newForm(values)
}

func newForm(values url.Values) (*Form, error) {
	count, clean := 0, make(url.Values, len(values))
	for name, list := range values {
		for _, value := range list {
			if count++; count > maxValues {
				return nil, BadRequest("提交的项目太多。请分几次提交。", nil)
			}
			if !utf8.ValidString(value) || !utf8.ValidString(name) || strings.ContainsRune(value, 0) {
				return nil, fault.InvalidField(strings.ToValidUTF8(name, ""), "这里有无法识别的字符，请删去后重新输入。")
			}
			clean[name] = append(clean[name], tidy(value))
		}
	}
	return &Form{values: clean}, nil
}

// tidy trims the ends (the full-width blank too) and writes line ends one way.
func tidy(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

// Text is one value, "" when it is missing.
func (f *Form) Text(name string) string { return f.values.Get(name) }

// Line is one value on one line, for names and titles.
func (f *Form) Line(name string) string { return strings.Join(strings.Fields(f.Text(name)), " ") }

// All is every value of that name, in order.
func (f *Form) All(name string) []string { return f.values[name] }

// Ticked tells whether a checkbox was ticked.
func (f *Form) Ticked(name string) bool { return f.values.Has(name) }

// Names lists what was sent, in no order.
func (f *Form) Names() []string {
	names := make([]string, 0, len(f.values))
	for name := range f.values {
		names = append(names, name)
	}
	return names
}

// Required is a value that must not be empty; label is the field's name on the screen.
func (f *Form) Required(name, label string) string {
	value := f.Text(name)
	if value == "" {
		f.Mend(name, "请填写"+label+"。")
	}
	return value
}

// Limited is a value of at most most characters; it may be empty.
func (f *Form) Limited(name, label string, most int) string {
	value := f.Text(name)
	if n := utf8.RuneCountInString(value); n > most {
		f.Mend(name, fmt.Sprintf("%s不超过 %d 字，现在有 %d 字，请删去 %d 字。", label, most, n, n-most))
	}
	return value
}

// OneOf is a value out of those allowed.
func (f *Form) OneOf(name, label string, allowed ...string) string {
	value := f.Text(name)
	for _, a := range allowed {
		if value == a {
			return value
		}
	}
	f.Mend(name, "请选择"+label+"。")
	return ""
}

// Int is a whole number from least to most.
func (f *Form) Int(name, label string, least, most int) int {
	n, err := strconv.Atoi(f.Text(name))
	if err != nil || n < least || n > most {
		f.Mend(name, fmt.Sprintf("%s请填 %d 至 %d 之间的整数。", label, least, most))
		return 0
	}
	return n
}

// maxPage is beyond every list, and small enough to be multiplied.
const maxPage = 1_000_000

// Page is the page number of a long list, from 1; nonsense is the first page.
func (f *Form) Page() int {
	n, err := strconv.Atoi(f.Text("page"))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxPage)
}

// Mend notes that a field needs mending.
func (f *Form) Mend(name, message string) {
	f.mends = append(f.mends, fault.Field{Key: name, Message: message})
}

// Err is nil when nothing needs mending, else the fault with every field.
func (f *Form) Err() error {
	if len(f.mends) == 0 {
		return nil
	}
	return fault.Invalid(fmt.Sprintf("有 %d 处需要修改。", len(f.mends)), f.mends...)
}

// Problems is a fault's fields by key, for Field.Error; empty for any other error. Use it to show a form again.
type Problems []fault.Field

// ProblemsOf reads them from an error.
func ProblemsOf(err error) Problems {
	if f, ok := fault.As(err); ok && f.Kind == fault.KindInvalid {
		return f.Fields
	}
	return nil
}

// Of is what is wrong with one field, "" when nothing is.
func (p Problems) Of(name string) string {
	for _, field := range p {
		if field.Key == name {
			return field.Message
		}
	}
	return ""
}

// Mends is the same for the error summary.
func (p Problems) Mends() []components.Mend {
	mends := make([]components.Mend, 0, len(p))
	for _, field := range p {
		mends = append(mends, components.Mend{Key: field.Key, Message: field.Message})
	}
	return mends
}
