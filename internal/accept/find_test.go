package accept

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// The desk opens where something waits for whoever opens it, not merely at the newest cohort; else at the newest.
func TestTheDeskOpensWhereWorkWaits(t *testing.T) {
	each(t, func(w *world) {
		here := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		idle := here
		idle.ID = "idle"
		opensFor := func(actor access.Actor) string {
			return worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return WithWork(t, actor, []call.Cohort{idle, here}) }).ID
		}
		opens := func() string { return opensFor(w.Handler) }
		if got := opens(); got != idle.ID {
			w.T.Errorf("with nothing to do it opens %s", got)
		}
		b := w.Submitted(w.Society)
		if got := opens(); got != here.ID {
			w.T.Errorf("with a check to do it opens %s", got)
		}
		w.kept(b)
		w.Must(w.room.Accept(w.Ctx, w.Handler, b.ID, 1))
		if got := opens(); got != idle.ID {
			w.T.Errorf("with all done it opens %s", got)
		}
		refused := w.Submitted(w.Issue(w.Add(unit.Society, "", "丙学会", w.Handler.Unit), "bing", access.Clerk))
		if got := opensFor(w.Approver); got != idle.ID {
			w.T.Errorf("with a check for another to do it opens %s for the approver", got)
		}
		w.kept(refused, late)
		_, err := w.room.ProposeReject(w.Ctx, w.Handler, refused.ID, 1, "纸质件逾期送达。")
		w.Must(err)
		if office, approver := opens(), opensFor(w.Approver); office != idle.ID || approver != here.ID {
			w.T.Errorf("with a proposal it opens %s for the handler, %s for the approver", office, approver)
		}
	})
}

// A name at the counter is looked for in every cohort that asks for paper, and in no other.
func TestTheCounterLooksInEveryCohort(t *testing.T) {
	each(t, func(w *world) {
		first, second := w.County(), w.County()
		here := worldtest.Get(w.World, func(t *store.Tx) (call.Cohort, error) { return call.Get(t, w.Cohort) })
		elsewhere := here
		elsewhere.ID = "elsewhere"
		find := func(text string, cohorts ...call.Cohort) (ids []string) {
			for _, a := range worldtest.Get(w.World, func(t *store.Tx) ([]apply.Application, error) { return PaperOf(t, cohorts, text) }) {
				ids = append(ids, a.ID)
			}
			return ids
		}
		if got := find("县科学技术协会", elsewhere, here); len(got) != 2 || got[0] != first.ID || got[1] != second.ID {
			w.T.Errorf("by a common name: %v", got)
		}
		if got := find("第2县", elsewhere, here); len(got) != 1 || got[0] != second.ID {
			w.T.Errorf("by its own name: %v", got)
		}
		if got := find("第2县", elsewhere); len(got) != 0 {
			w.T.Errorf("in another cohort: %v", got)
		}
	})
}
