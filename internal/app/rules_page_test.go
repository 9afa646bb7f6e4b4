package app

import (
	"log/slog"
	"os"
	"regexp"
	"testing"
)

// seenAt is a page in docs/rules.md on which a rule is seen.
var seenAt = regexp.MustCompile("`(/[^`]+)`")

// Every page on which a rule is said to be seen is a page of the site.
func TestTheRulesPagesExist(t *testing.T) {
	raw, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Dir: t.TempDir()}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	known := map[string]bool{}
	for _, route := range h.routes() {
		known[route.Pattern] = true
	}
	pages := seenAt.FindAllStringSubmatch(string(raw), -1)
	if len(pages) < 26 {
		t.Fatalf("%d pages are named", len(pages))
	}
	for _, page := range pages {
		if !known["GET "+page[1]] {
			t.Errorf("no page %s", page[1])
		}
	}
}
