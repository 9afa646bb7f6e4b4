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
)

// What waits is counted, not read; it is what the whole desk says, whether few or many wait, while some mend their paper
// and after their date.
func TestWaitingIsWhatTheDeskShows(t *testing.T) {
	each(t, func(w *world) {
		c := get(w, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.cohort) })
		agree := func(lines int, first string) {
			t.Helper()
			var want []Task
			rows := get(w, func(t *store.Tx) ([]Row, error) { return deskRows(t, c) })
			for _, step := range []Step{StepCheck, StepOverdue, StepAgain} {
				want = append(want, tasksOf(c, step, rows)...)
			}
			got := get(w, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.handler) })
			if !reflect.DeepEqual(got, want) || len(got) != lines || !strings.HasPrefix(got[0].Title, first) {
				t.Errorf("%+v\nthe desk has %+v", got, want)
			}
		}
		var bids []bid
		for i := range 5 {
			u := w.add(unit.Society, "", fmt.Sprintf("山东第%d学会", i), "")
			bids = append(bids, w.submitted(w.issue(u, fmt.Sprintf("society-%d", i), access.Clerk)))
		}
		w.county() // its city has it
		agree(1, "5份")
		for i, b := range bids[1:3] {
			w.kept(b, sheets)
			w.must(w.room.Supplement(w.ctx, w.handler, b.id, 1, nil, w.until("2020-05-20")))
			agree([]int{1, 3}[i], []string{"4份", "山东第0学会"}[i])
		}
		w.at("2020-05-21 00:00")
		agree(5, "山东第0学会")
		w.confirm(w.room.ProposeReject(w.ctx, w.handler, bids[1].id, 1, "没有在期限内补交。"))
		w.must(w.room.AskAgain(w.ctx, bids[1].clerk, bids[1].id, "已寄出。", "某甲"))
		agree(5, "山东第0学会")
	})
}
