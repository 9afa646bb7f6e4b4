package accept

import (
	"strings"
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// A wrong registration is put right with a reason: the row stays and counts for nothing; the unit is told (A4).
func TestRule_A4_AWrongRegistrationIsPutRight(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		in, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: b.ID, Version: 1, Copies: 3, Sealed: 3, Seal: SealOwn, Received: calendar.Date(2020, 5, 13)})
		w.Must(err)
		owed := func() (n int) {
			for _, o := range worldtest.Get(w.World, func(t *store.Tx) ([]Owing, error) { return Owes(t, w.Cohort) }) {
				n += o.Owed
			}
			return n
		}
		_, err = w.room.Unregister(w.Ctx, w.Society, in.ID, "是另一家的")
		w.Refused(err, fault.KindForbidden, "")
		_, err = w.room.Unregister(w.Ctx, w.Handler, in.ID, " ")
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.Unregister(w.Ctx, w.Handler, store.NewID(), "是另一家的")
		w.Refused(err, fault.KindNotFound, "")
		if n := owed(); n != 0 {
			w.T.Fatalf("%d owed before", n)
		}
		_, err = w.room.Unregister(w.Ctx, w.Handler, in.ID, "是另一家的。")
		w.Must(err)
		_, err = w.room.Unregister(w.Ctx, w.Handler, in.ID, "是另一家的")
		w.Refused(err, fault.KindConflict, "")
		papers := worldtest.Get(w.World, func(t *store.Tx) ([]Paper, error) { return Papers(t, b.ID) })
		if len(papers) != 1 || papers[0].Standing != PaperMistaken || papers[0].Mistake != "是另一家的。" || owed() != 3 {
			w.T.Errorf("%+v, %d owed", papers, owed())
		}
		a := w.application(b)
		hints := worldtest.Get(w.World, func(t *store.Tx) (map[string]Hint, error) { return Hints(t, worldtest.Pilot(w.T), a) })
		for _, key := range []string{"in_time", "bound_sealed", "same_version"} {
			if h := hints[key]; h.Result != "" || !strings.Contains(h.Words, "还没有收到") {
				w.T.Errorf("%s: %+v", key, h)
			}
		}
		told := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
			all, _, err := notify.Inbox(t, w.Society.Account, 0, 1)
			return all, err
		})
		if m := told[0]; !strings.Contains(m.Text, "登记有误，不再计入：是另一家的。还缺3份") {
			w.T.Errorf("the unit is told: %+v", m)
		}
		w.holds()
	})
}

// Paper that was asked for and registered by mistake has not come; a foreign paper is put right as well (A5).
func TestRule_A5_WrongPaperMendsNothing(t *testing.T) {
	each(t, func(w *world) {
		b := w.Submitted(w.Society)
		w.kept(b, sheets)
		w.Must(w.room.Supplement(w.Ctx, w.Handler, b.ID, 1, nil, w.until("2020-05-20")))
		w.At("2020-05-14 09:00")
		in, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: b.ID, Version: 1, Copies: 3, Sealed: 3, Seal: SealOwn, Received: calendar.Date(2020, 5, 13)})
		w.Must(err)
		w.stepIs(b, StepCheck)
		_, err = w.room.Unregister(w.Ctx, w.Handler, in.ID, "是另一家的")
		w.Must(err)
		w.stepIs(b, StepMending)
		foreign, err := w.room.Register(w.Ctx, w.Handler, Paper{Cohort: w.Cohort, Copies: 1, Received: calendar.Date(2020, 5, 13), Note: "工作总结"})
		w.Must(err)
		_, err = w.room.Unregister(w.Ctx, w.Handler, foreign.ID, "重复登记")
		w.Must(err)
		w.holds()
	})
}
