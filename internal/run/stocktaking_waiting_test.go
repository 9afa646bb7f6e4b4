package run

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func (w *world) halfWaits(who access.Actor) string {
	w.T.Helper()
	tasks := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return WaitingStocktakings(t, who) })
	lines := make([]string, len(tasks))
	for i, x := range tasks {
		lines[i] = x.Title + "/" + x.State
	}
	return strings.Join(lines, " ")
}

func TestWhatWaitsOfAStocktaking(t *testing.T) {
	each(t, func(w *world) {
		w.At("2020-12-29 09:00")
		if got := w.halfWaits(w.Handler); got != "" {
			t.Errorf("early: %s", got)
		}
		w.At("2020-12-30 09:00")
		if got := w.halfWaits(w.Handler); got != "该开展半年调度了/还没有布置" || w.halfWaits(w.Approver) != "" {
			t.Errorf("due: %s", got)
		}
		id := w.called()
		if got := w.halfWaits(w.Handler) + w.halfWaits(w.Society); got != "" {
			t.Errorf("called: %s", got)
		}
		if got := w.halfWaits(w.clerk(0)); got != "2020年下半年调度情况/待报送" {
			t.Errorf("the unit: %s", got)
		}
		w.At("2021-01-16 00:00")
		w.Must(w.room.Report(w.Ctx, w.clerk(0), id, w.pilots[0], "", ReportBody{Summary: "报送。"}))
		if got := w.halfWaits(w.Handler) + w.halfWaits(w.clerk(0)); got != "2020年下半年调度/已到期，1个单位未报送" {
			t.Errorf("over: %s", got)
		}
		w.Must(w.room.Excuse(w.Ctx, w.Handler, id, w.pilots[1], "机构改革"))
		if got := w.halfWaits(w.Handler); got != "2020年下半年调度/已全部报送" {
			t.Errorf("all: %s", got)
		}
		w.Must(w.room.CloseStocktaking(w.Ctx, w.Handler, id, ""))
		if got := w.halfWaits(w.Handler); got != "" {
			t.Errorf("closed: %s", got)
		}
	})
}
