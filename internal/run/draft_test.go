package run

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func (w *world) keep(who access.Actor, what string, when When) error {
	_, _, err := w.room.Keep(w.Ctx, who, Keeping{Pilot: w.pilots[0], What: what, Body: `{"lines":[]}`, When: when})
	return err
}

func (w *world) drafted(what string) bool {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (has bool, err error) {
		_, has, err = DraftOf(t, w.pilots[0], what)
		return has, err
	})
}

// A plan, a report and a change are kept only while they can be handed in; a save that was on its way when one was handed in
// does not bring its draft back.
func TestRule_R1_ADraftIsKeptOnlyWhileItCanBeHandedIn(t *testing.T) {
	each(t, func(w *world) {
		clerk := w.clerk(0)
		w.Must(w.keep(clerk, PlanDraft, WhenPlanning("0")))
		w.submitted(0)
		w.Refused(w.keep(clerk, PlanDraft, WhenPlanning("0")), fault.KindConflict, "R1")
		if w.drafted(PlanDraft) {
			t.Error("a late save brings back a plan that was handed in")
		}
	})
	each(t, func(w *world) {
		w.planned(0, 1)
		clerk, id := w.clerk(0), w.called()
		draft := ReportDraft(id)
		w.Must(w.keep(clerk, draft, WhenReporting(id, "0")))
		w.Must(w.room.Report(w.Ctx, clerk, id, w.pilots[0], "0", reported(1)))
		w.Refused(w.keep(clerk, draft, WhenReporting(id, "0")), fault.KindConflict, "R2")
		if w.drafted(draft) {
			t.Error("a late save brings back a report that was handed in")
		}
		w.Refused(w.room.Report(w.Ctx, clerk, id, w.pilots[0], "0", reported(1)), fault.KindConflict, "R2")
		w.Must(w.room.Report(w.Ctx, clerk, id, w.pilots[0], "1", reported(1)))
		w.Must(w.room.CloseStocktaking(w.Ctx, w.Handler, id, ""))
		w.Refused(w.keep(clerk, draft, WhenReporting(id, "2")), fault.KindConflict, "R2")

		change := ChangeDraft(ChangeExtension)
		w.Must(w.keep(clerk, change, WhenAsking(ChangeExtension, "0")))
		_, err := w.room.AskChange(w.Ctx, clerk, w.pilots[0], ChangeAsk{Kind: ChangeExtension, Until: "2022-12-31", Reason: "需要时间"})
		w.Must(err)
		w.Refused(w.keep(clerk, change, WhenAsking(ChangeExtension, "0")), fault.KindConflict, "R5")
		if w.drafted(change) {
			t.Error("a late save brings back a change that was asked for")
		}
	})
}
