package decide

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The list is drawn up out of the ranking; what the body decided is recorded line by line by two persons.
func TestRule_C2_TheBodyDecidesTheListLineByLine(t *testing.T) {
	each(t, 4, func(w *world) {
		id := w.list(0, 1, 2)
		w.is(0, apply.StateProposed)
		w.is(3, apply.StateInReview)
		_, err := w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, w.ids(3), "")
		w.Refused(err, fault.KindConflict, "C2")
		lines := []TakenLine{{Application: w.bids[0].ID, Outcome: Agreed}, {Application: w.bids[1].ID, Outcome: Struck, Reason: "与在建试点重复"},
			{Application: w.bids[2].ID, Outcome: Reserve}}
		_, err = w.room.Record(w.Ctx, w.Handler, w.taken(id, lines[:2]...))
		w.Refused(err, fault.KindConflict, "C2")
		without := w.taken(id, lines...)
		without.Excerpt = ""
		_, err = w.room.Record(w.Ctx, w.Handler, without)
		w.Refused(err, fault.KindInvalid, "")
		proposal, err := w.room.Record(w.Ctx, w.Handler, w.taken(id, lines...))
		w.Must(err)
		w.Refused(w.room.DropList(w.Ctx, w.Handler, id, "改名单"), fault.KindConflict, "")
		_, err = w.Door.Confirm(w.Ctx, w.Handler, proposal)
		w.Refused(err, fault.KindForbidden, "")
		w.Confirm(proposal, nil)
		w.is(0, apply.StateProposed)
		w.is(1, apply.StateInReview)
		w.is(2, apply.StateProposed)
		d := worldtest.Get(w.World, func(t *store.Tx) (Decision, error) { return Get(t, id) })
		if d.State != Decided || d.Body != "省科协主席办公会" || len(d.Granted()) != 1 || d.Granted()[0].Contents[0] != 6 || len(d.Left) != 1 {
			t.Errorf("decided: %+v", d)
		}
		events := worldtest.Get(w.World, func(t *store.Tx) ([]apply.Event, error) { return w.Apply.History(t, w.bids[1].ID) })
		if last := events[len(events)-1]; last.Act != "decide.record" || last.To != apply.StateInReview {
			t.Errorf("the struck one's history ends with %+v", last)
		}
		w.verify()
	})
}

func TestRule_C1_OnlyTheReviewedAndNoneBetterPassedOver(t *testing.T) {
	each(t, 3, func(w *world) {
		other := w.County()
		_, err := w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, []string{other.ID}, "")
		w.Refused(err, fault.KindConflict, "C1")
		_, err = w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, w.ids(0, 2), "")
		w.Refused(err, fault.KindInvalid, "")
		_, err = w.room.ProposeList(w.Ctx, w.City, w.Cohort, w.ids(0), "")
		w.Refused(err, fault.KindForbidden, "")
		id, err := w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, w.ids(0, 2), "第2名已有同类试点")
		w.Must(err)
		w.Refused(w.room.DropList(w.Ctx, w.Handler, id, " "), fault.KindInvalid, "")
		w.Must(w.room.DropList(w.Ctx, w.Handler, id, "重新提出"))
		w.is(0, apply.StateInReview)
		w.list(0)
		w.room.Ranking = nil
		_, err = w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, w.ids(1), "")
		w.Refused(err, fault.KindConflict, "C2")
		w.verify()
	})
}

// A reserve comes up only by a decision of its own, and only who stands as a reserve.
func TestRule_C2_AReserveComesUpByADecision(t *testing.T) {
	each(t, 2, func(w *world) {
		id := w.list(0, 1)
		w.Confirm(w.room.Record(w.Ctx, w.Handler, w.taken(id, TakenLine{Application: w.bids[0].ID, Outcome: Agreed}, TakenLine{Application: w.bids[1].ID, Outcome: Reserve})))
		fill := func(i int) Taken {
			x := w.taken("", TakenLine{Application: w.bids[i].ID, Outcome: Agreed})
			x.Matter = "备选递补"
			return x
		}
		_, err := w.room.Record(w.Ctx, w.Handler, fill(0))
		w.Refused(err, fault.KindConflict, "C2")
		w.Confirm(w.room.Record(w.Ctx, w.Handler, fill(1)))
		last := worldtest.Get(w.World, func(t *store.Tx) (Line, error) { l, _, err := LastAbout(t, w.bids[1].ID); return l, err })
		if last.Outcome != Agreed {
			t.Errorf("the reserve's last line: %+v", last)
		}
		if MayRead(w.City).Allowed || !MayRead(supervisor).Allowed || !MayRead(w.City).Hidden {
			t.Error("decisions are read by the office and the supervisor alone")
		}
		w.verify()
	})
}

// A list waits for its decision to be recorded, until the approver has it.
func TestAListWaitsForItsDecision(t *testing.T) {
	each(t, 1, func(w *world) {
		waits := func(actor access.Actor, want int) {
			t.Helper()
			if got := worldtest.Get(w.World, func(t *store.Tx) ([]Task, error) { return Waiting(t, actor) }); len(got) != want {
				t.Errorf("waits: %+v, want %d", got, want)
			}
		}
		waits(w.Handler, 0)
		id := w.list(0)
		waits(w.Handler, 1)
		waits(w.Approver, 0)
		_, err := w.room.Record(w.Ctx, w.Handler, w.taken(id, TakenLine{Application: w.bids[0].ID, Outcome: Agreed}))
		w.Must(err)
		waits(w.Handler, 0)
	})
}
