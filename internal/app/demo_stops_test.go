package app

import (
	"slices"
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

// With pilots at work the time bar leads to what lies before them, in its order, and to nothing that has passed.
func TestTheTimeBarLeadsThroughThePilotsYears(t *testing.T) {
	for scene, want := range map[string][]string{
		SceneRelease: {"方案截止", "半年调度", "中期评估", "终期评估", "周期届满"},
		SceneYears:   {"截止前三天", "最后一小时", "截止之后", "报告截止", "周期届满", "整改期满", "半年调度", "终期评估"},
	} {
		w := told(t, store.SQLite, scene)
		stops, err := w.scenes(ctx)
		w.must(err)
		var titles []string
		for _, s := range stops {
			titles = append(titles, s.Title)
			if !s.At.After(w.Clock.Now()) {
				t.Errorf("%s: %s has passed", scene, s.Title)
			}
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: %v, want %v", scene, titles, want)
		}
	}
}
