package programme

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fault is one thing wrong with a file, in Chinese, for the person who wrote
// the file. Line and Column count from 1, columns in characters.
type Fault struct {
	File    string
	Line    int
	Column  int
	Excerpt string // the line as it stands
	What    string // what is wrong
	Instead string // what would be right
}

// String is the fault on one line.
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d:%d %s。%s", f.File, f.Line, f.Column, f.What, f.Instead)
}

// Report prints the faults for `shidian programme check`: each with its line
// and a mark under the place.
func Report(w io.Writer, faults []Fault) error {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "%s 第%d行第%d列：%s。\n", f.File, f.Line, f.Column, f.What)
		fmt.Fprintf(&b, "    %s\n    %s^\n    应当：%s\n", f.Excerpt, under(f.Excerpt, f.Column), f.Instead)
	}
	if len(faults) > 0 {
		fmt.Fprintf(&b, "共 %d 处需要修改。\n", len(faults))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// under is the blank as wide as the line before the column: a Chinese
// character takes two places.
func under(line string, column int) string {
	var b strings.Builder
	for i, r := range []rune(line) {
		if i >= column-1 {
			break
		}
		if b.WriteByte(' '); r >= 0x2E80 || strings.ContainsRune("“”‘’…—", r) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// place is a position in a file.
type place struct{ line, column int }

// faults collects what is wrong with one file.
type faults struct {
	file  string
	lines []string
	list  []Fault
}

func newFaults(file, text string) *faults {
	return &faults{file: file, lines: strings.Split(text, "\n")}
}

func (f *faults) add(at place, what, instead string) {
	if f.full() { // enough to begin with
		return
	}
	at.line = min(max(at.line, 1), len(f.lines))
	line := strings.TrimSuffix(f.lines[at.line-1], "\r")
	at.column = min(max(at.column, 1), utf8.RuneCountInString(line)+1)
	f.list = append(f.list, Fault{
		File: f.file, Line: at.line, Column: at.column, Excerpt: line, What: what, Instead: instead,
	})
}

func (f *faults) full() bool { return len(f.list) >= maxFaults }

func (f *faults) on(line int) bool {
	return slices.ContainsFunc(f.list, func(x Fault) bool { return x.Line == line })
}

// sorted gives the faults in the order of the file.
func (f *faults) sorted() []Fault {
	slices.SortStableFunc(f.list, func(a, b Fault) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return f.list
}
