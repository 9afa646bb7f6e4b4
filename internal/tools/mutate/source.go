package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// pkg is a room with its rules and the tests of them.
type pkg struct {
	Name      string // apply
	Dir       string
	Functions []function
	Tests     []string // of rules*_test.go, in the order of the files
	sources   map[string][]byte
}

// function is one rule: exported, or named in its comment by a rule's number.
type function struct {
	Name    string // Window.Open
	Numbers []string

	file    string
	body    int        // offset behind the opening brace
	allows  []string   // return statements that let everything pass
	noticed [][]string // the tests that failed, for each of them
}

// number is how comments and tests name a rule of the notice.
var number = regexp.MustCompile(`\b[NACRJ][1-8]\b`)

// readRules reads every room that has rules, in the order of their names.
func readRules(root string) ([]pkg, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", "rules*.go"))
	if err != nil {
		return nil, err
	}
	byDir := map[string]*pkg{}
	var dirs []string
	for _, file := range files {
		dir := filepath.Dir(file)
		if byDir[dir] == nil {
			byDir[dir] = &pkg{Name: filepath.Base(dir), Dir: dir, sources: map[string][]byte{}}
			dirs = append(dirs, dir)
		}
		if err := byDir[dir].read(file); err != nil {
			return nil, err
		}
	}
	var all []pkg
	for _, dir := range dirs {
		if len(byDir[dir].Functions) > 0 {
			all = append(all, *byDir[dir])
		}
	}
	return all, nil
}

func (p *pkg) read(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, text, parser.ParseComments)
	if err != nil {
		return err
	}
	test := strings.HasSuffix(file, "_test.go")
	if !test {
		p.sources[file] = text
	}
	for _, d := range tree.Decls {
		f, is := d.(*ast.FuncDecl)
		switch {
		case !is:
		case test && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test"):
			p.Tests = append(p.Tests, f.Name.Name)
		case !test && f.Type.Results != nil && (f.Name.IsExported() || number.MatchString(f.Doc.Text())):
			p.Functions = append(p.Functions, functionOf(f, set, file, text))
		}
	}
	return nil
}

func functionOf(f *ast.FuncDecl, set *token.FileSet, file string, text []byte) function {
	name := f.Name.Name
	if f.Recv != nil {
		receiver := f.Recv.List[0].Type
		name = strings.TrimPrefix(string(text[set.Position(receiver.Pos()).Offset:set.Position(receiver.End()).Offset]), "*") + "." + name
	}
	numbers := number.FindAllString(f.Doc.Text(), -1)
	slices.Sort(numbers)
	out := function{Name: name, Numbers: slices.Compact(numbers), file: file, body: set.Position(f.Body.Lbrace).Offset + 1}
	var types []string
	for _, field := range f.Type.Results.List {
		kind := string(text[set.Position(field.Type.Pos()).Offset:set.Position(field.Type.End()).Offset])
		for range max(1, len(field.Names)) {
			types = append(types, kind)
		}
	}
	out.allows = allowing(types)
	return out
}

// allowing are the returns by which a function lets everything pass: no error, nothing wrong, nothing missing; where
// it answers yes or no, both in turn, for which of them lets pass depends on the question.
func allowing(types []string) []string {
	all := []string{""}
	for i, kind := range types {
		values := []string{fmt.Sprintf("*new(%s)", kind)}
		if kind == "bool" {
			values = []string{"true", "false"}
		}
		var next []string
		for _, before := range all {
			for _, value := range values {
				if i > 0 {
					value = before + ", " + value
				}
				next = append(next, value)
			}
		}
		all = next
	}
	return all
}
