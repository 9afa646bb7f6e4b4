package review

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// A witness who never comes: the draw is given up with a reason and stays on record, nobody learns the numbers that were
// in, and the next one has its own number and fresh codes.
func TestRule_C1_ABegunDrawIsGivenUpWithAReason(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.frozen(1)
		w.Refused(w.room.DropDraw(w.Ctx, w.Handler, id, "没有开始"), fault.KindConflict, "C1")
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Must(w.room.Enter(w.Ctx, w.supervisor, id, "42"))
		w.Refused(w.room.RetireExpert(w.Ctx, w.Handler, w.experts[0].ID), fault.KindConflict, "")
		w.Refused(w.room.DropDraw(w.Ctx, w.Handler, id, " "), fault.KindInvalid, "")
		w.Refused(w.room.DropDraw(w.Ctx, w.City, id, "不来"), fault.KindForbidden, "")
		w.Must(w.room.DropDraw(w.Ctx, w.Handler, id, "见证人出差，两周内不能到场"))
		w.Refused(w.room.DropDraw(w.Ctx, w.Handler, id, "又一次"), fault.KindConflict, "C1")
		w.Refused(w.room.Enter(w.Ctx, w.Approver, id, "7"), fault.KindConflict, "C1")
		w.Must(w.room.RetireExpert(w.Ctx, w.Handler, w.experts[7].ID))
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.expert(Expert{Name: "某己", Employer: "某院"}).ID, "", Declared, "来电"}))
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.enter(id)
		d := w.draws(id)
		if len(d) != 2 || d[0].Done() || d[0].Dropped == "" || d[0].Witnesses[0].Number != "" || d[1].N != 2 || d[0].PoolHash == d[1].PoolHash {
			t.Fatalf("%+v", d)
		}
		if d[1].Reason != "第1次抽取作废：见证人出差，两周内不能到场" {
			t.Fatalf("the second draw does not say why: %q", d[1].Reason)
		}
		w.Refused(w.room.DropDraw(w.Ctx, w.Handler, id, "不满意"), fault.KindConflict, "C1")
		for _, c := range worldtest.Get(w.World, func(t *store.Tx) ([]Code, error) { return Codes(t, id, 1) }) {
			if strings.Contains(d[1].Pool, c.Code) {
				t.Fatal("a code came back")
			}
		}
		w.holds()
	})
}

// A redraw that is given up brings the seats of the earlier draw not back.
func TestRule_C1_AGivenUpRedrawLeavesNobodySeated(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.drawn(1)
		w.Must(w.room.Redraw(w.Ctx, w.Handler, id, w.witnesses(), "三位专家不能参加"))
		w.Must(w.room.DropDraw(w.Ctx, w.Handler, id, "见证人不能到场"))
		w.is(id, PanelFrozen)
		if len(w.seats(id)) != 0 {
			t.Fatal("somebody is seated")
		}
		w.Refused(w.room.Drop(w.Ctx, w.Handler, id, "换一组人"), fault.KindConflict, "C1")
		w.holds()
	})
}

// A panel that was formed by mistake gives its applications back, and the cohort's review does not wait for it.
func TestRule_C1_APanelFormedByMistakeIsDropped(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.frozen(2)
		w.Refused(w.room.Drop(w.Ctx, w.Handler, id, " "), fault.KindInvalid, "")
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Refused(w.room.Drop(w.Ctx, w.Handler, id, "组错了"), fault.KindConflict, "C1")
		w.Must(w.room.DropDraw(w.Ctx, w.Handler, id, "组错了"))
		w.Must(w.room.Drop(w.Ctx, w.Handler, id, "把两类申报书放在了一组"))
		w.is(id, PanelDropped)
		for _, err := range []error{w.room.Drop(w.Ctx, w.Handler, id, "又一次"), w.room.Freeze(w.Ctx, w.Handler, id),
			w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()), w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{})} {
			w.Refused(err, fault.KindConflict, "C1")
		}
		w.Must(w.room.RetireExpert(w.Ctx, w.Handler, w.expert(Expert{Name: "某己", Employer: "某院"}).ID))
		free := worldtest.Get(w.World, func(t *store.Tx) ([]apply.Application, error) { return Formable(t, w.Cohort) })
		closed := worldtest.Get(w.World, func(t *store.Tx) (bool, error) { return Closed(t, w.Cohort) })
		if len(free) != 2 || closed {
			t.Fatalf("%d free, closed %v", len(free), closed)
		}
		again := w.frozenOf("第二评审组")
		w.Must(w.room.Begin(w.Ctx, w.Handler, again, w.witnesses()))
		w.enter(again)
		w.Must(w.room.Open(w.Ctx, w.Handler, again))
		experts := w.invited(again)
		w.Refused(w.room.Drop(w.Ctx, w.Handler, again, "晚了"), fault.KindConflict, "C1")
		w.accept(again, experts...)
		w.score(again, "1", experts, 90, 80, 80, 80, 70)
		w.score(again, "2", experts, 80, 80, 80, 80, 80)
		w.Must(w.room.Close(w.Ctx, w.Handler, again, ""))
		ranked := worldtest.Get(w.World, func(t *store.Tx) ([]Ranked, error) { return RankedOfCohort(t, w.Cohort) })
		if len(ranked) != 2 {
			t.Fatalf("%+v", ranked)
		}
		w.holds()
	})
}

// A drawn panel whose applications have all been withdrawn can only be dropped.
func TestADrawnPanelWithNothingLeftIsDropped(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, bids := w.drawn(1)
		w.Refused(w.room.Drop(w.Ctx, w.Handler, id, "换一组人"), fault.KindConflict, "C1")
		w.Must(w.Apply.Withdraw(w.Ctx, bids[0].Clerk, bids[0].ID, "不申报了", "某甲"))
		w.Refused(w.room.Open(w.Ctx, w.Handler, id), fault.KindConflict, "C1")
		w.Must(w.room.Drop(w.Ctx, w.Handler, id, "申报单位撤回"))
		w.is(id, PanelDropped)
		w.holds()
	})
}

// The date until which is scored moves with a reason, and nobody's account ends before it.
func TestTheEndOfScoringIsMoved(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _, experts := w.scoring(1)
		was := w.panel(id).ScoringUntil
		later := was.Add(30 * 24 * time.Hour)
		w.Refused(w.room.Extend(w.Ctx, w.Handler, id, later, " "), fault.KindInvalid, "")
		w.Refused(w.room.Extend(w.Ctx, w.Handler, id, was, "同一天"), fault.KindInvalid, "")
		w.Refused(w.room.Extend(w.Ctx, w.Handler, id, w.DB.Clock.Now(), "现在"), fault.KindInvalid, "")
		w.Must(w.room.Extend(w.Ctx, w.Handler, id, later, "汛期，专家不能按时评完"))
		ends := func() time.Time {
			return worldtest.Get(w.World, func(t *store.Tx) (unit.Account, error) { return unit.AccountByID(t, experts[0].Account) }).To
		}
		if !w.panel(id).ScoringUntil.Equal(later) || !ends().After(later) {
			t.Fatalf("until %v, the account ends %v", w.panel(id).ScoringUntil, ends())
		}
		far := ends()
		w.Must(w.room.Extend(w.Ctx, w.Handler, id, was, "提前评完"))
		if !ends().Equal(far) {
			t.Fatal("an account was shortened")
		}
		list := worldtest.Get(w.World, func(t *store.Tx) ([]Extension, error) { return ExtensionsOf(t, id) })
		if len(list) != 2 || !list[0].Before.Equal(was) || !list[1].Before.Equal(later) || list[0].Reason != "汛期，专家不能按时评完" {
			t.Fatalf("%+v", list)
		}
		w.accept(id, experts...)
		w.score(id, "1", experts, 90, 80, 80, 80, 70)
		w.Must(w.room.Close(w.Ctx, w.Handler, id, ""))
		w.Refused(w.room.Extend(w.Ctx, w.Handler, id, later.Add(time.Hour), "晚了"), fault.KindConflict, "C1")
		w.holds()
	})
}
