package programme

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
)

const shipped = "../../programmes/sdkx-reform-pilot-2020.yaml"

// entry is one key of the shipped file: where it and its owner stand.
type entry struct {
	name     string
	optional bool
	key      place
	owner    int // line of the parent's key, or of the item's first key
	first    bool
	flow     bool
	typ      reflect.Type
}

func text(t testing.TB, name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// everyKey lists every key of the file with its type.
func everyKey(t testing.TB, s string) []entry {
	list, err := parseBlock(s)
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	var walk func(values []*ast.MappingValueNode, typ reflect.Type, owner int, flow bool)
	var into func(n ast.Node, typ reflect.Type, owner int)
	into = func(n ast.Node, typ reflect.Type, owner int) {
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		switch n := n.(type) {
		case *ast.MappingNode:
			walk(n.Values, typ, owner, n.IsFlowStyle)
		case *ast.SequenceNode:
			for _, v := range n.Values {
				line := owner
				if m, ok := v.(*ast.MappingNode); ok {
					line = keyPlace(m.Values[0]).line
				}
				into(v, typ.Elem(), line)
			}
		}
	}
	walk = func(values []*ast.MappingValueNode, typ reflect.Type, owner int, flow bool) {
		for i, v := range values {
			for _, k := range keysOf(typ) {
				if k.name == keyName(v) {
					at := keyPlace(v)
					all = append(all, entry{k.name, k.optional, at, owner, i == 0, flow, typ.Field(k.index).Type})
					into(v.Value, typ.Field(k.index).Type, at.line)
				}
			}
		}
	}
	walk(list, reflect.TypeFor[Programme](), keyPlace(list[0]).line, false)
	if len(all) < 400 {
		t.Fatalf("only %d keys found", len(all))
	}
	return all
}

// edit replaces, at a key, the text of its line from the column on.
func edit(s string, at place, change func(rest string) string) string {
	lines := strings.Split(s, "\n")
	r := []rune(lines[at.line-1])
	lines[at.line-1] = string(r[:at.column-1]) + change(string(r[at.column-1:]))
	return strings.Join(lines, "\n")
}

// below is how many lines hang under a key.
func below(s string, at place) int {
	lines, n := strings.Split(s, "\n"), 0
	for _, l := range lines[at.line:] {
		if strings.TrimSpace(l) != "" && len(indent(l)) < at.column {
			break
		}
		n++
	}
	for n > 0 && strings.TrimSpace(lines[at.line+n-1]) == "" {
		n--
	}
	return n
}

func without(s string, e entry) string {
	if e.flow {
		return edit(s, e.key, func(rest string) string {
			if _, after, ok := strings.Cut(rest, ", "); ok {
				return after
			}
			return "}"
		})
	}
	lines, n := strings.Split(s, "\n"), below(s, e.key)
	rest := lines[e.key.line+n:]
	if head := lines[e.key.line-1]; strings.HasSuffix(string([]rune(head)[:e.key.column-1]), "- ") && len(rest) > 0 {
		dash := string([]rune(head)[:e.key.column-1])
		rest = append([]string{dash + strings.TrimLeft(rest[0], " ")}, rest[1:]...)
	}
	return strings.Join(append(lines[:e.key.line-1:e.key.line-1], rest...), "\n")
}

func has(faults []Fault, line int, what, instead string) bool {
	for _, f := range faults {
		if f.Line == line && strings.Contains(f.What, what) && strings.Contains(f.Instead, instead) {
			return true
		}
	}
	return false
}

func TestEveryKeyDropped(t *testing.T) {
	s := text(t, shipped)
	for _, e := range everyKey(t, s) {
		if e.optional {
			continue
		}
		faults := Check("f", []byte(without(s, e)))
		// A stage that is not said to be on or off misses that one key.
		if !has(faults, e.owner, "缺少“"+e.name+"”", e.name) {
			t.Errorf("line %d: %s dropped, want a fault on line %d: %v", e.key.line, e.name, e.owner, faults)
		}
	}
}

func TestEveryKeyMisspelt(t *testing.T) {
	s := text(t, shipped)
	for _, e := range everyKey(t, s) {
		wrong := edit(s, e.key, func(rest string) string { return strings.Replace(rest, e.name, e.name+"目", 1) })
		faults := Check("f", []byte(wrong))
		if !has(faults, e.key.line, "不认识“"+e.name+"目”", "是不是“"+e.name+"”") {
			t.Errorf("line %d: %s misspelt: %v", e.key.line, e.name, faults)
		}
		for _, f := range faults {
			if f.Line == e.key.line && strings.Contains(f.What, "不认识") && f.Column != e.key.column {
				t.Errorf("line %d: column %d, want %d", f.Line, f.Column, e.key.column)
			}
			if strings.Contains(f.What, "缺少“"+e.name+"”") {
				t.Errorf("line %d: %s is misspelt, and called missing too", e.key.line, e.name)
			}
		}
	}
}

func TestEveryKeyTwice(t *testing.T) {
	s := text(t, shipped)
	for _, e := range everyKey(t, s) {
		if e.flow || below(s, e.key) > 0 {
			continue
		}
		twice := edit(s, e.key, func(rest string) string { return rest + "\n" + strings.Repeat(" ", e.key.column-1) + rest })
		if faults := Check("f", []byte(twice)); !has(faults, e.key.line+1, "写了两次", "") {
			t.Errorf("line %d: %s twice: %v", e.key.line, e.name, faults)
		}
	}
}

func TestEveryValueOfAnotherType(t *testing.T) {
	s, seen := text(t, shipped), map[string]bool{}
	for _, e := range everyKey(t, s) {
		if id := e.name + e.typ.String(); e.flow || seen[id] {
			continue // one of each is enough: all of a type are read by the same code
		} else {
			seen[id] = true
		}
		wrongs := []string{"{错: 错}", ""}
		switch kind := e.typ.Kind(); kind {
		case reflect.String:
			wrongs = append(wrongs, "[错]", "3.5", "true")
		case reflect.Slice, reflect.Struct, reflect.Pointer:
			wrongs = append(wrongs, "错", "1")
			if kind != reflect.Slice {
				wrongs = append(wrongs, "[错]")
			}
		default:
			wrongs = append(wrongs, "[错]", "错", "true", "2.5", "-7")
		}
		lines, n := strings.Split(s, "\n"), below(s, e.key)
		bare := strings.Join(append(lines[:e.key.line:e.key.line], lines[e.key.line+n:]...), "\n")
		for _, w := range wrongs {
			wrong := edit(bare, e.key, func(string) string { return e.name + ": " + w })
			if faults := Check("f", []byte(wrong)); !has(faults, e.key.line, "", "") {
				t.Errorf("line %d: %s: %s: %v", e.key.line, e.name, w, faults)
			}
		}
	}
}
