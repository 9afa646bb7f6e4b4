package internal

import (
	"bytes"
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	longestFile     = 350 // lines; past that ask what second thing lives there
	longestFunction = 50  // lines; one of ten may be longer
)

// longFiles are exceptions, each with its reason.
var longFiles = map[string]string{}

func TestNoFileIsTooLong(t *testing.T) {
	err := eachFile(func(name string, content []byte) error {
		if !slices.Contains([]string{".go", ".templ", ".js", ".sh"}, path.Ext(name)) || strings.Contains(name, ".min.") || isGenerated(content) {
			return nil
		}
		lines := bytes.Count(content, []byte("\n"))
		if _, excepted := longFiles[name]; lines > longestFile && !excepted {
			t.Errorf("%s has %d lines", name, lines)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isGenerated(content []byte) bool {
	head, _, _ := bytes.Cut(content, []byte("\npackage "))
	return bytes.Contains(head, []byte("DO NOT EDIT"))
}

func TestNineOfTenFunctionsAreShort(t *testing.T) {
	var long []string
	all := 0
	for _, file := range sources(t) {
		for _, declared := range file.tree.Decls {
			f, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			all++
			if lines := file.set.Position(f.End()).Line - file.set.Position(f.Pos()).Line + 1; lines > longestFunction {
				long = append(long, fmt.Sprintf("%s: %s has %d lines", file.set.Position(f.Pos()), f.Name.Name, lines))
			}
		}
	}
	if len(long)*10 > all {
		t.Errorf("%d of %d functions are longer than %d lines:\n%s", len(long), all, longestFunction, strings.Join(long, "\n"))
	}
}

func TestEveryExportedNameIsExplained(t *testing.T) {
	for _, file := range sources(t) {
		for _, declared := range file.tree.Decls {
			for _, name := range unexplained(declared) {
				t.Errorf("%s: %s has no doc comment", file.set.Position(declared.Pos()), name)
			}
		}
	}
}

// unexplained names what a declaration exports without a comment, its own or its group's.
func unexplained(declared ast.Decl) []string {
	switch d := declared.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || receiverIsExported(d)) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return nil
		}
		var names []string
		for _, spec := range d.Specs {
			names = append(names, unexplainedSpec(spec)...)
		}
		return names
	}
	return nil
}

func unexplainedSpec(spec ast.Spec) []string {
	var names []string
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Doc == nil && s.Comment == nil && s.Name.IsExported() {
			names = append(names, s.Name.Name)
		}
	case *ast.ValueSpec:
		if s.Type != nil && len(s.Values) > 0 {
			return nil // one of the words of a type, whose comment says what they are
		}
		for _, name := range s.Names {
			if s.Doc == nil && s.Comment == nil && name.IsExported() {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

func receiverIsExported(f *ast.FuncDecl) bool {
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	name, ok := of.(*ast.Ident)
	return ok && name.IsExported()
}
