package programme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
)

// Load reads a definition. A file that is wrong gives an [Error] with all
// its faults.
func Load(data []byte) (*Programme, error) {
	p, faults := read[Programme]("项目定义", data, checkProgramme)
	if len(faults) > 0 {
		return nil, &Error{faults}
	}
	return p, nil
}

// Check lists what is wrong with a definition, in the order of the file;
// nothing, when it is right. It never panics, whatever the bytes.
func Check(name string, data []byte) []Fault {
	_, faults := read[Programme](name, data, checkProgramme)
	return faults
}

// LoadNotice reads the text of a notice, as [Load] reads a definition.
func LoadNotice(data []byte) (*Notice, error) {
	n, faults := read[Notice]("通知", data, checkNotice)
	if len(faults) > 0 {
		return nil, &Error{faults}
	}
	return n, nil
}

// CheckNotice lists what is wrong with the text of a notice.
func CheckNotice(name string, data []byte) []Fault {
	_, faults := read[Notice](name, data, checkNotice)
	return faults
}

// Error is a file that cannot be used, with the reasons.
type Error struct{ Faults []Fault }

// Error names every fault on a line of its own.
func (e *Error) Error() string {
	var lines []string
	for _, f := range e.Faults {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

// read decodes a file and, where its form allows, checks what it says.
func read[T any](name string, data []byte, then func(*checker, *T)) (*T, []Fault) {
	text := string(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	f := newFaults(name, text)
	var value T
	if strings.TrimSpace(text) == "" {
		f.add(place{1, 1}, "文件是空的", example(reflect.TypeFor[T]()))
		return nil, f.list
	}
	doc := parse(text, f)
	if len(doc.entries) == 0 {
		if len(f.list) == 0 {
			f.add(place{1, 1}, "文件里没有内容", example(reflect.TypeFor[T]()))
		}
		return nil, f.sorted()
	}
	d := &decoder{faults: f, at: map[string]place{}}
	d.entries(doc.entries, doc.broken, reflect.ValueOf(&value).Elem(), "", keyPlace(doc.entries[0]))
	if len(doc.broken) == 0 { // what refers to an unreadable part is not yet wrong
		then(&checker{d}, &value)
	}
	return &value, f.sorted()
}

// Canonical is the definition as canonical JSON: the order of the types, no
// white space, no HTML escapes. A cohort keeps it by its [Hash].
func (p *Programme) Canonical() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(p); err != nil {
		panic(err) // plain values only: cannot fail
	}
	return bytes.TrimSpace(b.Bytes())
}

// Hash is the SHA-256 of the canonical JSON, in hex.
func (p *Programme) Hash() string {
	sum := sha256.Sum256(p.Canonical())
	return hex.EncodeToString(sum[:])
}

// FromCanonical reads a definition that a cohort kept. It was checked when
// it was opened; a key this program does not know is an error, never lost.
func FromCanonical(data []byte) (*Programme, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var p Programme
	if err := d.Decode(&p); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, errors.New("programme: bytes after the definition")
	}
	return &p, nil
}
