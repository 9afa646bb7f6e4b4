package app

import (
	"testing"
	"time"

	"shidian/internal/store"
)

// A notice is registered on its first day: the time bar leads to that morning, and from there to the end of its days.
func TestTheTimeBarLeadsToTheNotice(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		stops := func(notice string) []scene {
			return get(w, func(t *store.Tx) ([]scene, error) { return laterStops(t, w.noticed(notice).Cohort) })
		}
		id := drafted(w)
		first := w.noticed(id).From.Start().Add(9 * time.Hour)
		if got := stops(id); len(got) != 1 || got[0].Key != "drafted" || !got[0].At.Equal(first) {
			t.Errorf("a drafted notice: %+v", got)
		}
		id = onNotice(w)
		end := w.noticed(id).UntilAt.Add(time.Minute)
		if got := stops(id); len(got) == 0 || got[len(got)-1].Key != "noticed" || !got[len(got)-1].At.Equal(end) {
			t.Errorf("a running notice: %+v", got)
		}
	})
}
