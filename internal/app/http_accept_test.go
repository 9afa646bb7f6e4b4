package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"shidian/internal/accept"
)

// The record on a cohort's own page names the acts of the later rooms too, not by what the house calls them inside.
func TestACohortsPageNamesTheActsOfLaterRooms(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		running(w)
		foreign := w.post("handler", "/counter", "cohort", w.cohort.ID, "copies", "1", "received", w.today().String(), "note", "别处的材料")
		if foreign.Code != http.StatusSeeOther {
			t.Fatalf("%d\n%s", foreign.Code, textOf(foreign.Body.String()))
		}
		page := textOf(w.ask("handler", http.MethodGet, "/cohorts/"+w.cohort.ID, "", nil).Body.String())
		if found := inside.FindString(page); found != "" {
			t.Errorf("the page says %q", found)
		}
	})
}

// A unit sees on its application's page what came of its paper, and what is owed until when.
func TestTheUnitSeesWhatPaperCame(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := submitted(w)
		page := func() string {
			return textOf(w.ask("clerk", http.MethodGet, "/applications/"+id, "", nil).Body.String())
		}
		if text := page(); !strings.Contains(text, "还缺3份，请在") {
			t.Errorf("before anything came:\n%s", text)
		}
		if in := w.post("handler", "/counter", "id", id, "version", "1", "copies", "2", "sealed", "2", "seal", "own", "received", w.today().String(), "courier", "SF20200513"); in.Code != http.StatusSeeOther {
			t.Fatalf("%d\n%s", in.Code, textOf(in.Body.String()))
		}
		for _, want := range []string{"已登记2份，其中盖章2份，还缺1份", "SF20200513", "现行版本"} {
			if text := page(); !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	})
}

// Whoever has done the last of a cohort comes back to the desk of that cohort, and to its counter.
func TestTheOfficeStaysInTheCohortThatItWorkedIn(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		desk, counter := "/accept?cohort="+w.cohort.ID, "/counter?cohort="+w.cohort.ID
		var passed []string
		for _, item := range accept.ItemsFor(w.cohort.Programme, "society") {
			passed = append(passed, "result."+item.Key, string(accept.Passed))
		}
		for _, c := range []struct {
			about  func(*town) string
			at, to string
		}{
			{checked(accept.Fatal), "/accept/%s/reject", desk},
			{checked(accept.Passed), "/accept/%s/accept", desk},
			{registered, "/counter/%s/mistaken", counter},
		} {
			out := w.post("handler", fmt.Sprintf(c.at, c.about(w)), append(passed, "version", "1", "reason", "不在申报范围内")...)
			if to := out.Header().Get("Location"); out.Code != http.StatusSeeOther || to != c.to {
				t.Errorf("%s leads to %q (%d), want %q", c.at, to, out.Code, c.to)
			}
		}
	})
}
