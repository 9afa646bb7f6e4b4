package accept

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// What waits is counted, not read; it is what the whole desk says, whether few or many wait, while some mend their paper
// and after their date.
func TestWaitingIsWhatTheDeskShows(t *testing.T) {
	each(t, func(w *world) {
		c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		agree := func(lines int, first string) {
			t.Helper()
			var want []Task
			rows := worldtest.Get(w.World, func(t *store.Tx) ([]Row, error) { return deskRows(t, c) })
			for _, step := range []Step{StepCheck, StepOverdue, StepAgain} {
				want = append(want, tasksOf(c, step, rows)...)
			}
			got := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Handler) })
			if !reflect.DeepEqual(got, want) || len(got) != lines || !strings.HasPrefix(got[0].Title, first) {
				t.Errorf("%+v\nthe desk has %+v", got, want)
			}
		}
		var bids []worldtest.Bid
		for i := range 5 {
			u := w.Add(unit.Society, "", fmt.Sprintf("山东第%d学会", i), "")
			bids = append(bids, w.Submitted(w.Issue(u, fmt.Sprintf("society-%d", i), access.Clerk)))
		}
		w.County() // its city has it
		agree(1, "5份")
		for i, b := range bids[1:3] {
			w.kept(b, sheets)
			w.Must(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, nil, w.until("2020-05-20")))
			agree([]int{1, 3}[i], []string{"4份", "山东第0学会"}[i])
		}
		w.At("2020-05-21 00:00")
		agree(5, "山东第0学会")
		w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, bids[1].ID, 1, "没有在期限内补交。"))
		w.Must(w.room.AskAgain(w.Ctx, bids[1].Clerk, bids[1].ID, "已寄出。", "某甲"))
		agree(5, "山东第0学会")
	})
}
