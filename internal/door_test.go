package internal

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// statement is the beginning of an SQL text, or a piece that can only be part of one.
var statement = regexp.MustCompile(`(?is)^\s*(SELECT\s.+\sFROM\s|SELECT\s+\S+\s*\(|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|UNIQUE)|ALTER\s+TABLE|DROP\s+TABLE|WITH\s+\w+\s+AS\s*\()`)

var written = regexp.MustCompile(`(?i)(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)\b`)

// eachText calls do with every string constant of a file.
func eachText(file source, do func(text string, at token.Position)) {
	ast.Inspect(file.tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				do(text, file.set.Position(lit.Pos()))
			}
		}
		return true
	})
}

// In a room SQL stands in store.go, or where that grew too long in store_<noun>.go, and never in its pages.
func TestOnlyAStoreHoldsSQL(t *testing.T) {
	for _, file := range sources(t) {
		place, _ := parts(file.pkg)
		name := path.Base(file.name)
		isStore := (name == "store.go" || strings.HasPrefix(name, "store_")) && file.pkg == "shidian/internal/"+place
		if !slices.Contains(rooms, place) && path.Base(file.pkg) != "pages" || isStore {
			continue
		}
		eachText(file, func(text string, at token.Position) {
			if statement.MatchString(text) {
				t.Errorf("%s: SQL outside of the room's store", at)
			}
		})
	}
}

// One door: of every table there is one place that writes it.
func TestEveryTableHasOneWriter(t *testing.T) {
	writers := map[string][]string{}
	for _, file := range sources(t) {
		place, _ := parts(file.pkg)
		// Erasing a demo's or a backup's rows is not an act.
		if place == "" || place == "app" || place == "tools" || place == "testenv" || place == "worldtest" {
			continue
		}
		eachText(file, func(text string, at token.Position) {
			if !statement.MatchString(text) {
				return
			}
			for _, match := range written.FindAllStringSubmatch(text, -1) {
				if table := strings.ToLower(match[1]); table != "set" && !slices.Contains(writers[table], place) {
					writers[table] = append(writers[table], place)
				}
			}
		})
	}
	if len(writers) < 10 {
		t.Fatalf("only %d tables are found to be written", len(writers))
	}
	for table, places := range writers {
		if len(places) > 1 {
			t.Errorf("the table %s is written by %v", table, places)
		}
	}
}

func TestStatement(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT a, b FROM c WHERE d = $1":   true,
		"\n\tINSERT INTO c (a) VALUES ($1)": true,
		"UPDATE c SET a = $1":               true,
		"delete from c":                     true,
		"WITH x AS (SELECT 1) SELECT 2":     true,
		"update the list":                   false,
		"请从名单中选择":                           false,
	} {
		if statement.MatchString(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}

// Business time has one source, which a demo or a test can move: the clock's.
func TestNoRoomAsksTheWallForTheTime(t *testing.T) {
	for _, file := range sources(t) {
		place, _ := parts(file.pkg)
		if !slices.Contains(rooms, place) && place != "board" {
			continue
		}
		ast.Inspect(file.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if of, ok := call.X.(*ast.Ident); ok && of.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, call.Sel.Name) {
				t.Errorf("%s: time.%s in a room; ask the transaction or the clock", file.set.Position(call.Pos()), call.Sel.Name)
			}
			return true
		})
	}
}
