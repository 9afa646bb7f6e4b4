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
var spoken = []string{"shidian/internal/call", "shidian/internal/apply", "shidian/internal/recommend", "shidian/internal/accept", "shidian/internal/run", "shidian/internal/evaluate", "shidian/internal/spread"}

// later are the rooms that call their object by the word of the field, 申报书; whose office runs the programme is not theirs
// to say either.
var later = []string{"shidian/internal/review", "shidian/internal/decide", "shidian/internal/publish"}

var laterBaked = regexp.MustCompile(`省科协`)

// baked are words of the first programme. They stand in its file; in Go they would be wrong for the next: its form may be
// called another name, and another office may run it. Where no programme is at hand a text says 申报材料 and 主办单位.
var baked = regexp.MustCompile(`县级科协|市科协|试点|申报书|省科协`)

// excused are texts that may hold such a word, each with the reason.
var excused = map[string]string{}

// The pages' texts stand in .templ files; the comments there are no texts.
var templComment = regexp.MustCompile(`(?m)^\s*//.*$`)

func TestAProgrammesWordsStandInItsFile(t *testing.T) {
	used := map[string]bool{}
	for _, of := range []struct {
		rooms []string
		baked *regexp.Regexp
	}{{spoken, baked}, {later, laterBaked}} {
		err := eachSpoken(t, of.rooms, func(at, text string) {
			if excused[text] != "" {
				used[text] = true
			} else if of.baked.MatchString(text) {
				t.Errorf("%s: %q is the first programme's word: take it from programme.Called, the kind or the unit's name", at, text)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for text := range excused {
		if !used[text] {
			t.Errorf("%q is excused and stands nowhere", text)
		}
	}
}

// eachSpoken gives the texts of rooms and of their pages, those in .templ files by the line.
func eachSpoken(t *testing.T, rooms []string, say func(at, text string)) error {
	for _, file := range sources(t) {
		for _, room := range rooms {
			if file.pkg == room || file.pkg == room+"/pages" {
				eachText(file, func(text string, at token.Position) { say(at.String(), text) })
			}
		}
	}
	return eachFile(func(name string, content []byte) error {
		for _, room := range rooms {
			if path.Ext(name) == ".templ" && strings.HasPrefix("shidian/"+name, room+"/") {
				for _, line := range strings.Split(templComment.ReplaceAllString(string(content), ""), "\n") {
					say(name, strings.TrimSpace(line))
				}
			}
		}
		return nil
	})
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
