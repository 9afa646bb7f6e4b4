package internal

import (
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shidian/internal/programme"
	"shidian/internal/testenv"
)

// spoken are the rooms and pages whose words on the screen are the programme's where it has words of its own.
var spoken = []string{"shidian/internal/apply", "shidian/internal/recommend", "shidian/internal/accept"}

// baked are words of the first programme. They stand in its file; in Go they would be wrong for the next: its form may be
// called another name, and another office may run it. Where no programme is at hand a text says 申报材料 and 主办单位.
var baked = regexp.MustCompile(`县级科协|市科协|试点|申报书|省科协`)

// excused are texts that may hold such a word, each with the reason.
var excused = map[string]string{}

// The pages' texts stand in .templ files; the comments there are no texts.
var templComment = regexp.MustCompile(`(?m)^\s*//.*$`)

func TestAProgrammesWordsStandInItsFile(t *testing.T) {
	used := map[string]bool{}
	wrong := func(name, at, text string) {
		if excused[text] != "" {
			used[text] = true
		} else if baked.MatchString(text) {
			t.Errorf("%s: %q is the first programme's word: take it from programme.Called, the kind or the unit's name", at, text)
		}
	}
	for _, file := range sources(t) {
		for _, room := range spoken {
			if file.pkg != room && file.pkg != room+"/pages" {
				continue
			}
			eachText(file, func(text string, at token.Position) { wrong(file.name, at.String(), text) })
		}
	}
	err := eachFile(func(name string, content []byte) error {
		for _, room := range spoken {
			if path.Ext(name) == ".templ" && strings.HasPrefix("shidian/"+name, room+"/") {
				for _, line := range strings.Split(templComment.ReplaceAllString(string(content), ""), "\n") {
					wrong(name, name, strings.TrimSpace(line))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for text := range excused {
		if !used[text] {
			t.Errorf("%q is excused and stands nowhere", text)
		}
	}
}

// No programme has Go code of its own: outside of tests no source names a programme's key but the list of the files.
func TestNoSourceNamesAProgramme(t *testing.T) {
	keys := []string{}
	for _, pattern := range []string{"programmes/*.yaml", "programmes/examples/*.yaml"} {
		names, err := filepath.Glob(filepath.Join(testenv.Root(), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if p, err := programme.Load(data); err == nil {
				keys = append(keys, p.Key)
			}
		}
	}
	if len(keys) < 2 {
		t.Fatalf("only %v are shipped: this law would hold of nothing", keys)
	}
	for _, file := range sources(t) {
		if file.name == "programmes/programmes.go" { // it names the files, which are called by their keys
			continue
		}
		eachText(file, func(text string, at token.Position) {
			for _, key := range keys {
				if strings.Contains(text, key) {
					t.Errorf("%s: %q names the programme %s", at, text, key)
				}
			}
		})
	}
}
