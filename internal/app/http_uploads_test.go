package app

import (
	"io/fs"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shidian/internal/store"
)

// Nobody who may not bring a file leaves one in the store: at every address that takes files the policy is asked first.
func TestFilesAreNotTakenInBeforeThePolicyIsAsked(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	stored := func() (all int) {
		w.must(filepath.WalkDir(w.Config.Files, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				all++
			}
			return err
		}))
		return all
	}
	pilot, before := working(w), stored()
	wild := regexp.MustCompile(`\{\w+\}`)
	for _, limit := range limits() {
		method, path, _ := strings.Cut(limit.Pattern, " ")
		if !limit.Stream || method != http.MethodPost {
			continue
		}
		for _, who := range []string{"expert", "finance", "other"} {
			for _, id := range []string{pilot, w.cohort.ID} {
				at := wild.ReplaceAllString(strings.ReplaceAll(path, "{kind}", "plan"), id)
				out := w.form(who, at, "page.account", w.people[who].Account, "@file", "%PDF-1.7\nfile", "@scan", "%PDF-1.7\nscan")
				if out.Code < 400 && path != "/verify" || stored() != before { // a paper that is verified is kept nowhere
					t.Fatalf("%s sends to %s: %d, %d files more", who, at, out.Code, stored()-before)
				}
			}
		}
	}
}
