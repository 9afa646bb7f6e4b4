package accept

import (
	"testing"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// stepIs fails unless an application stands at this step of the desk.
func (w *world) stepIs(b worldtest.Bid, want Step) {
	w.T.Helper()
	c := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
	l := worldtest.Get(w.World, func(t *store.Tx) (Listing, error) { return Desk(t, c, View{Search: w.application(b).Number}) })
	if len(l.Rows) != 1 || l.Rows[0].Step != want || l.Steps[want] != 1 {
		w.T.Errorf("%+v, want one at %s", l, want)
	}
}

// leftToCheck counts what the pages of the check lead to.
func (w *world) leftToCheck() int {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (left int, err error) {
		c, err := call.Get(t, w.Cohort)
		if err != nil {
			return 0, err
		}
		_, left, err = NextToCheck(t, c, "")
		return left, err
	})
}

// Paper that was asked for and came brings an application back to its check: it is not overdue afterwards (A5). A
// part of it, or an old version, does not.
func TestRule_A5_PaperThatCameIsCheckedAgain(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		paper := func(version, copies int) {
			_, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: b.ID, Version: version, Copies: copies, Sealed: copies, Seal: SealOwn,
				Received: calendar.Date(2020, 5, 13)})
			w.Must(err)
		}
		paper(1, 1)
		w.kept(b, sheets)
		w.Must(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, nil, w.until("2020-05-20")))
		w.stepIs(b, StepMending)
		w.At("2020-05-14 09:00")
		if left := w.leftToCheck(); left != 0 {
			w.T.Errorf("%d wait for their check while paper is to come", left)
		}
		paper(1, 1)
		w.stepIs(b, StepMending)
		paper(1, 1)
		w.stepIs(b, StepCheck)
		if left := w.leftToCheck(); left != 1 {
			w.T.Errorf("%d wait for their check after the paper came", left)
		}
		w.At("2020-05-21 00:00")
		w.stepIs(b, StepCheck)
		_, err := w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "没有在期限内补交。")
		w.Refused(err, fault.KindConflict, "")
		w.is(b, apply.StateSubmitted)
	})
}

// What waits for its second person is not shown as waiting for the first.
func TestProposedIsNotAskedForAgain(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		w.kept(b, late)
		proposal, err := w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "纸质件逾期送达。")
		w.Must(err)
		w.stepIs(b, StepSecond)
		if left := w.leftToCheck(); left != 0 {
			w.T.Errorf("%d wait for their check while the approver has it", left)
		}
		tasks := func() []Task {
			return worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, w.Handler) })
		}
		if got := tasks(); len(got) != 0 {
			w.T.Errorf("the desk asks for %+v", got)
		}
		_, err = w.Door.Reject(w.Ctx, w.Approver, proposal, "请再核对邮戳。")
		w.Must(err)
		w.stepIs(b, StepCheck)
		w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "纸质件逾期送达。"))
		w.Must(w.room.AskAgain(w.Ctx, w.Society, b.ID, "已寄出。", "某甲"))
		w.stepIs(b, StepAgain)
		_, err = w.room.ProposeAnswer(w.Ctx, w.Handler, b.ID, false, "维持。")
		w.Must(err)
		w.stepIs(b, StepSecond)
		if got := tasks(); len(got) != 0 {
			w.T.Errorf("the desk asks for %+v", got)
		}
	})
}
