package app

import (
	"net/http"
	"testing"
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
