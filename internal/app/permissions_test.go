package app

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
)

// matrix is permissions.txt: for each line of it one sign for each column.
type matrix struct {
	columns []string
	lines   []string
	cells   map[string][]string
}

func readMatrix(t *testing.T) matrix {
	t.Helper()
	raw, err := os.ReadFile("testdata/permissions.txt")
	if err != nil {
		t.Fatal(err)
	}
	m := matrix{cells: map[string][]string{}}
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		signs := strings.Fields(line[38:])
		name := strings.TrimSpace(line[:38])
		switch {
		case m.columns == nil:
			m.columns = signs
			continue
		case len(signs) != len(m.columns):
			t.Fatalf("%s has %d cells, want %d", name, len(signs), len(m.columns))
		case m.cells[name] != nil:
			t.Fatalf("%s stands there twice", name)
		}
		m.lines, m.cells[name] = append(m.lines, name), signs
	}
	return m
}

// Every cell of the table is tried for real on both engines, each on a fresh object or on one that nobody could change.
func TestPermissions(t *testing.T) {
	m := readMatrix(t)
	eachTown(t, func(t *testing.T, w *town) {
		for i, s := range standings {
			if i >= len(m.columns) || m.columns[i] != s.key {
				t.Fatalf("column %d is not %s", i+1, s.key)
			}
		}
		for _, name := range m.lines {
			deed, known := deeds[name]
			if !known {
				t.Errorf("%s: no such deed in deeds_test.go", name)
				continue
			}
			if got, why := w.row(m.columns, deed); !slices.Equal(got, m.cells[name]) {
				t.Error(difference(name, m, got, why))
			}
		}
		w.holds()
	})
}

// row tries one deed as everybody.
func (w *town) row(columns []string, d deed) (signs []string, why map[string]error) {
	w.t.Helper()
	why = map[string]error{}
	object := ""
	for _, who := range columns {
		if object == "" && d.object != nil {
			object = d.object(w)
		}
		err := d.try(w, who, object)
		if err == nil {
			object = ""
		}
		signs, why[who] = append(signs, sign(err)), err
	}
	return signs, why
}

func sign(err error) string {
	f, known := fault.As(err)
	switch {
	case err == nil:
		return "+"
	case !known:
		return "!"
	}
	switch f.Kind {
	case fault.KindForbidden:
		return "-"
	case fault.KindNotFound:
		return "0"
	case fault.KindUnauthorized:
		return "l"
	default:
		return "!"
	}
}

// difference prints the cells that are not as the table says, and what the program said.
func difference(name string, m matrix, got []string, why map[string]error) string {
	var b strings.Builder
	b.WriteString(name)
	for i, who := range m.columns {
		if want := m.cells[name][i]; got[i] != want {
			fmt.Fprintf(&b, "\n    %-9s want %s, got %s", who, want, got[i])
			if why[who] != nil {
				fmt.Fprintf(&b, "  (%v)", why[who])
			}
		}
	}
	return b.String()
}

// Every act stands in the table, those of two persons with each of their steps; every role has a column; every deed
// that can be tried is in the table.
func TestPermissionsAreWhole(t *testing.T) {
	m := readMatrix(t)
	has := func(act, step string) bool {
		return slices.ContainsFunc(m.lines, func(line string) bool { return line == act+step || step == "" && strings.HasPrefix(line, act+":") })
	}
	for _, row := range Acts() {
		steps := []string{""}
		if row.Two {
			steps = []string{": propose", ": confirm", ": reject"}
		}
		for _, step := range steps {
			if !has(row.Name, step) {
				t.Errorf("%s%s (%s) has no line in testdata/permissions.txt", row.Name, step, row.Title)
			}
		}
	}
	for _, role := range access.All {
		found := role == access.System
		for _, s := range standings {
			found = found || s.role == role
		}
		if !found {
			t.Errorf("nobody stands for the role %s", role)
		}
	}
	for name := range deeds {
		if m.cells[name] == nil {
			t.Errorf("%s can be tried and has no line", name)
		}
	}
}
