package evaluate

import (
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// keep keeps something of a piece of work as a page does that was written upon something.
func (w *world) keep(who access.Actor, i int, what, upon string) error {
	_, _, err := w.run.Keep(w.Ctx, who, run.Keeping{Pilot: w.pilots[i], What: what, Body: `{"words":["写到一半"]}`, Before: time.Time{}, When: When(what, upon)})
	return err
}

func (w *world) drafted(i int, what string) bool {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (has bool, err error) {
		_, has, err = run.DraftOf(t, w.pilots[i], what)
		return has, err
	})
}

// A draft is kept only while its piece of work can be handed in, and a save that was on its way when it was handed in does not
// bring it back.
func TestRule_J1_ADraftIsKeptOnlyWhileItCanBeHandedIn(t *testing.T) {
	each(t, 1, func(w *world) {
		clerk := w.bids[0].Clerk
		for _, what := range []string{DraftLook(Second), DraftLook(Final)} {
			w.Refused(w.keep(w.Handler, 0, what, ""), fault.KindConflict, "J1")
		}
		for _, what := range []string{DraftRectify, DraftStatement} {
			w.Refused(w.keep(clerk, 0, what, ""), fault.KindConflict, "J1")
		}
		w.Must(w.keep(w.Handler, 0, DraftLook(Midterm), ""))
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(0, Failed)))
		w.Refused(w.keep(w.Handler, 0, DraftLook(Midterm), ""), fault.KindConflict, "J1")

		upon := UponOf(w.of(0), DraftRectify)
		w.Must(w.keep(clerk, 0, DraftRectify, upon))
		w.Must(w.room.Rectified(w.Ctx, clerk, w.rectifying(0, true)))
		w.Refused(w.keep(clerk, 0, DraftRectify, upon), fault.KindConflict, "J1")
		if w.drafted(0, DraftRectify) {
			t.Error("a late save brings back the draft of what was handed in")
		}
		w.Must(w.keep(clerk, 0, DraftRectify, UponOf(w.of(0), DraftRectify))) // reported anew, knowing what stands
		w.Must(w.keep(w.Handler, 0, DraftLook(Second), ""))
		w.Must(w.room.LookAgain(w.Ctx, w.Handler, w.looking(0, Failed)))
		w.Refused(w.keep(clerk, 0, DraftRectify, ""), fault.KindConflict, "J1")

		w.Refused(w.keep(clerk, 0, DraftStatement, ""), fault.KindConflict, "J1") // not asked yet
		w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-10"))
		w.Must(w.keep(clerk, 0, DraftStatement, ""))
		w.At("2021-07-11 09:00")
		w.Refused(w.keep(clerk, 0, DraftStatement, ""), fault.KindConflict, "J1")
	})
}

// An old page replaces nothing that a colleague has handed in since: the statement, the report of the rectifying, the final look.
func TestRule_J1_AnOldPageReplacesNothing(t *testing.T) {
	each(t, 2, func(w *world) {
		clerk := w.bids[0].Clerk
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(0, Failed)))
		mine, theirs := w.rectifying(0, true), w.rectifying(0, true)
		mine.Upon, theirs.Upon = UponOf(w.of(0), DraftRectify), UponOf(w.of(0), DraftRectify)
		w.Must(w.room.Rectified(w.Ctx, clerk, mine))
		w.Refused(w.room.Rectified(w.Ctx, clerk, theirs), fault.KindConflict, "J1")
		theirs.Upon = UponOf(w.of(0), DraftRectify)
		w.Must(w.room.Rectified(w.Ctx, clerk, theirs))
		w.Must(w.room.LookAgain(w.Ctx, w.Handler, w.looking(0, Failed)))

		w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-10"))
		upon := UponOf(w.of(0), DraftStatement)
		w.Must(w.room.State(w.Ctx, clerk, w.pilots[0], upon, "我们的意见", nil))
		w.Refused(w.room.State(w.Ctx, clerk, w.pilots[0], upon, "另一份", nil), fault.KindConflict, "J1")
		if l, _ := w.of(0).Hearing(); l.Statement != "我们的意见" {
			t.Errorf("stated: %s", l.Statement)
		}
		w.Must(w.room.State(w.Ctx, clerk, w.pilots[0], UponOf(w.of(0), DraftStatement), "改过的意见", nil))

		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(1, Passed)))
		w.half("h2", "2021年上半年", "2021-01-01", "2021-06-30")
		w.half("h3", "2021年下半年", "2021-07-01", "2021-12-31")
		w.report("h2", 1, "4")
		w.report("h3", 1, "4")
		w.At("2022-06-20 09:00")
		x := w.judging(1, "良好", 15, 28, 20, 15)
		x.Upon = UponOf(w.of(1), DraftLook(Final))
		w.Must(w.room.Judge(w.Ctx, w.Handler, x))
		w.Refused(w.room.Judge(w.Ctx, w.Handler, x), fault.KindConflict, "J1")
		x.Upon = UponOf(w.of(1), DraftLook(Final))
		w.Must(w.room.Judge(w.Ctx, w.Handler, x))
	})
}
