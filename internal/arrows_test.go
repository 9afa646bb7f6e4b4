package internal

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// The rooms, in the order of the notice's life: the arrow of time.
var rooms = []string{"unit", "call", "apply", "recommend", "accept", "review", "decide", "publish", "run", "evaluate", "spread"}

// The ground, on which every room stands.
var ground = []string{"programme", "act", "access", "ledger", "store", "clock", "jobs", "calendar", "paper", "files", "notify", "fault", "wording", "kit"}

// parts splits "shidian/internal/apply/pages" into the place "apply" and the rest "pages"; of a foreign import both are "".
func parts(imported string) (place, rest string) {
	inside, ok := strings.CutPrefix(imported, "shidian/internal/")
	if !ok {
		return "", ""
	}
	place, rest, _ = strings.Cut(inside, "/")
	return place, rest
}

// breach says which law an import breaks, or nothing. from and to are import paths inside the module.
func breach(from, to string) string {
	place, rest := parts(from)
	toPlace, toRest := parts(to)
	isPages := path.Base(rest) == "pages"
	switch {
	case toPlace == "":
		return ""
	case toPlace == "app" && place != "app" && place != "tools" && !strings.HasPrefix(from, "shidian/cmd/") && !strings.HasPrefix(from, "shidian/e2e") && !strings.HasPrefix(from, "shidian/bench"):
		return "nobody imports app but the commands and what tries the whole"
	case path.Base(toRest) == "pages" && toPlace != place && place != "app":
		return "only app imports pages"
	case path.Base(toRest) == "pages" && place != "app" && !isPages:
		return "the pages are on top of the room, not under it"
	case slices.Contains(ground, place) && (slices.Contains(rooms, toPlace) || toPlace == "board"):
		return "the ground knows no room"
	case slices.Contains(rooms, place) && !isPages && slices.Index(rooms, toPlace) > slices.Index(rooms, place):
		return "a room imports only earlier rooms"
	case slices.Contains(rooms, place) && !isPages && toPlace == "board":
		return "board reads the rooms, not the rooms board"
	}
	return ""
}

func TestTheArrowOfTime(t *testing.T) {
	for _, file := range sources(t) {
		for _, spec := range file.tree.Imports {
			to := strings.Trim(spec.Path.Value, `"`)
			if law := breach(file.pkg, to); law != "" {
				t.Errorf("%s imports %s: %s", file.name, to, law)
			}
		}
	}
}

func TestBreach(t *testing.T) {
	const in = "shidian/internal/"
	for _, c := range []struct{ from, to, want string }{
		{in + "call", in + "apply", "earlier rooms"},
		{in + "apply", in + "call", ""},
		{in + "store", in + "unit", "knows no room"},
		{in + "kit/components", in + "board", "knows no room"},
		{in + "unit", in + "board", "not the rooms board"},
		{in + "call/pages", in + "review", ""},
		{in + "call/pages", in + "unit/pages", "only app"},
		{in + "app", in + "unit/pages", ""},
		{in + "unit", in + "unit/pages", "on top"},
		{in + "unit/pages", in + "app", "nobody imports app"},
		{"shidian/cmd/shidian", in + "app", ""},
		{"shidian/bench/house", in + "app", ""},
		{in + "apply", "database/sql", ""},
	} {
		got := breach(c.from, c.to)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s -> %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestEveryPlaceIsInTheDesign(t *testing.T) {
	known := append(slices.Concat(rooms, ground), "board", "dossier", "doctor", "app", "worldtest", "testenv", "tools", "")
	for _, file := range sources(t) {
		if place, _ := parts(file.pkg); !slices.Contains(known, place) {
			t.Errorf("%s: internal/%s is neither a room nor ground; say in docs/design.md what it is", file.name, place)
		}
	}
}
