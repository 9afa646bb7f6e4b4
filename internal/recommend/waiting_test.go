package recommend

import (
	"testing"

	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// What was proposed to the approver does not wait for the handler too; sent back, it does again.
func TestAProposedDecisionIsNotAskedForAgain(t *testing.T) {
	each(t, func(w *world) {
		for range 2 {
			w.Must(w.endorse(w.County(), ""))
		}
		b := w.County()
		w.Must(w.endorse(b, "改革任务承接县"))
		tasks := func(want int) {
			t.Helper()
			if got := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Handler) }); len(got) != want {
				t.Errorf("want %d: %+v", want, got)
			}
		}
		tasks(1)
		proposal, err := w.room.ProposeAnswer(w.Ctx, w.Handler, Decision{Application: b.ID, Agreed: true, Reason: "改革任务承接县"})
		w.Must(err)
		tasks(0)
		_, err = w.Door.Reject(w.Ctx, w.Approver, proposal, "请再研究。")
		w.Must(err)
		tasks(1)
	})
}
