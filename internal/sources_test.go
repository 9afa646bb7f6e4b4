package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"shidian/internal/testenv"
)

// source is one Go file of the product: no test, nothing generated.
type source struct {
	name string // from the module's root, with slashes
	pkg  string // import path
	tree *ast.File
	set  *token.FileSet
}

var parsed = sync.OnceValues(func() ([]source, error) {
	var all []source
	set := token.NewFileSet()
	err := eachFile(func(name string, content []byte) error {
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		tree, err := parser.ParseFile(set, name, content, parser.ParseComments)
		if err == nil && !ast.IsGenerated(tree) {
			all = append(all, source{name, path.Join("shidian", path.Dir(name)), tree, set})
		}
		return err
	})
	return all, err
})

func sources(t *testing.T) []source {
	t.Helper()
	all, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files are read: these laws would hold of nothing", len(all))
	}
	return all
}

// eachFile walks the module's own files; names are from the root, with slashes.
func eachFile(do func(name string, content []byte) error) error {
	root := testenv.Root()
	return filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() {
			if full != root && (strings.HasPrefix(base, ".") || base == "out" || base == "tmp") {
				return filepath.SkipDir
			}
			return nil
		}
		content, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		return do(filepath.ToSlash(name), content)
	})
}
