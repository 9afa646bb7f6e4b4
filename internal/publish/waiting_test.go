package publish

import (
	"fmt"
	"testing"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// waits fails unless these steps, and no others, wait for the actor.
func (w *world) waits(actor access.Actor, want ...string) {
	w.T.Helper()
	var got []string
	for _, task := range worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Door, actor) }) {
		got = append(got, task.Verb)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.T.Errorf("waits: %v, want %v", got, want)
	}
}

// What waits between the decision and the release stands on the desk of whoever acts next, and not on the proposer's.
func TestWhatWaitsUntilTheRelease(t *testing.T) {
	each(t, []decide.Outcome{decide.Agreed, decide.Agreed, decide.Agreed}, func(w *world) {
		supervisor := w.supervisor()
		w.waits(w.Handler, "起草公示")
		w.waits(w.Approver)
		id := w.draft()
		w.waits(w.Handler, "登记公示")
		proposal, err := w.room.Start(w.Ctx, w.Handler, w.starting(id))
		w.Must(err)
		w.waits(w.Handler)
		w.Confirm(proposal, nil)
		w.waits(w.Handler)
		_, err = w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Must(err)
		w.Must(w.room.Report(w.Ctx, id, "有人打招呼"))
		w.waits(w.Approver, "指定经办人")
		w.waits(supervisor, "查看")
		w.waits(w.City)
		o := w.objection(id, 0)
		w.Must(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Handler.Account, ""))
		w.waits(w.Approver)
		w.waits(w.Handler, "核查、答复")
		w.Must(w.Apply.Withdraw(w.Ctx, w.bids[1].Clerk, w.bids[1].ID, "力量不足", "某甲"))
		w.waits(w.Handler, "更正公示", "核查、答复")
		w.Must(w.room.Find(w.Ctx, w.Handler, o.ID, Answered{Outcome: Rejected, Found: "不属实", Answer: "不属实"}))
		w.At("2020-06-30 09:00")
		w.waits(w.Handler, "登记发布")
		proposal, err = w.room.Release(w.Ctx, w.Handler, w.Cohort, w.registration(20))
		w.Must(err)
		w.waits(w.Handler)
		w.Confirm(proposal, nil)
		w.waits(supervisor)
	})
}
