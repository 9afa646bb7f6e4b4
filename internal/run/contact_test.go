package run

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The office names a department; who follows a pilot sees it, another department does not (R3, R5).
func TestRule_R3_ADepartmentFollowsAPilot(t *testing.T) {
	each(t, func(w *world) {
		w.Refused(w.room.Follow(w.Ctx, w.Handler, w.pilots[1], w.City.Unit, ""), fault.KindInvalid, "")
		w.Refused(w.room.Follow(w.Ctx, w.clerk(0), w.pilots[0], w.desk.Unit, ""), fault.KindForbidden, "")
		followed := func(i int) Case {
			return worldtest.Get(w.World, func(t *store.Tx) (Case, error) { return CaseOf(t, w.pilots[i]) })
		}
		if first, second := followed(0), followed(1); !MayRead(w.desk, first).Allowed || MayRead(w.desk, second).Allowed || first.Department != w.desk.Unit {
			t.Errorf("followed %q, not %q", first.Department, second.Department)
		}
		for i, who := range []access.Actor{w.Handler, w.Approver, w.clerk(0), w.City} {
			if !MayRead(who, followed(0)).Allowed {
				t.Errorf("reader %d sees nothing", i)
			}
		}
		if MayRead(w.clerk(1), followed(0)).Allowed || MayRead(w.Society, followed(0)).Allowed || MayRead(w.Other, followed(0)).Allowed {
			t.Error("a stranger sees it")
		}
		w.verify()
	})
}

// Whoever only reads a plan does not get the phones of those who answer for it: not on the page, not in the paper.
func TestPhonesAreForThoseWhoWorkWithAPilot(t *testing.T) {
	each(t, func(w *world) {
		b := PlanBody{Leader: Person{Name: "某甲", Phone: "13800000101"}, Contact: Person{Name: "某乙", Phone: "13800000102"}}
		c := worldtest.Get(w.World, func(t *store.Tx) (Case, error) { return CaseOf(t, w.pilots[0]) })
		for i, who := range []access.Actor{w.Handler, w.clerk(0), w.desk, w.City} {
			if got := b.For(who, c); got.Contact.Phone == "" || got.Leader.Phone == "" {
				t.Errorf("reader %d cannot call", i)
			}
		}
		if got := b.For(w.Supervisor(), c); got.Leader.Phone+got.Contact.Phone != "" || got.Contact.Name != "某乙" || b.Contact.Phone == "" {
			t.Errorf("the supervisor reads %+v", got)
		}
	})
}
