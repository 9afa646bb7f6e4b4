package spread

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The draft is forgotten once it is handed in or given up.
func TestACasesDraftIsForgottenWhenItIsHandedIn(t *testing.T) {
	each(t, 1, func(w *world) {
		drafted := func(id string) bool {
			return worldtest.Get(w.World, func(t *store.Tx) (has bool, err error) {
				_, has, err = run.DraftOf(t, w.pilots[0], DraftName(w.get(id)))
				return has, err
			})
		}
		for _, end := range []func(string) error{func(id string) error {
			_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, id, body("三长制"))
			return err
		},
			func(id string) error { return w.room.Drop(w.Ctx, w.bids[0].Clerk, id) }} {
			id := w.begun(0)
			if _, kept, err := w.room.KeepDraft(w.Ctx, w.bids[0].Clerk, id, body("草稿"), time.Time{}, ""); err != nil || !kept || !drafted(id) {
				t.Fatalf("not kept: %v %v", kept, err)
			}
			w.Must(end(id))
			if drafted(id) {
				t.Error("the draft outlives the case's next version")
			}
			_, _, err := w.room.KeepDraft(w.Ctx, w.bids[0].Clerk, id, body("草稿"), time.Time{}, "")
			w.Refused(err, fault.KindConflict, "J3")
		}
		id := w.begun(0)
		_, _, err := w.room.KeepDraft(w.Ctx, w.Handler, id, body("别人写的"), time.Time{}, "")
		w.Refused(err, fault.KindForbidden, "R1")
		w.verify()
	})
}

// A draft is written upon the version that its page had shown; a page from before the last return replaces nothing.
func TestAnOldPageReplacesNoDraft(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.handedIn(0, body("三长制"))
		w.Must(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 1, []run.ReturnItem{{Part: "title", Words: "改"}}}))
		_, _, err := w.room.KeepDraft(w.Ctx, w.bids[0].Clerk, id, body("旧"), time.Time{}, "0")
		w.Refused(err, fault.KindConflict, "J3")
		if _, kept, err := w.room.KeepDraft(w.Ctx, w.bids[0].Clerk, id, body("新"), time.Time{}, "1"); err != nil || !kept {
			t.Errorf("not kept: %v", err)
		}
	})
}

// Nothing is asked twice that the program knows: the draft begins with the notice's problem, the plan's measures and the effects
// that were reported.
func TestRule_J3_ADraftBeginsWithWhatIsKnown(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.begun(0)
		b := worldtest.Get(w.World, func(t *store.Tx) (Body, error) {
			c, err := Get(t, id)
			if err != nil {
				return Body{}, err
			}
			pilot, err := run.CaseOf(t, c.Pilot)
			if err != nil {
				return Body{}, err
			}
			b, _, err := DraftBody(t, c, pilot)
			return b, err
		})
		if b.Measures != "健全组织\n建立三长工作机制，推动资源下沉。" || b.Effects != "建立制度：制度5项（目标4项），佐证：印发的文件。" || !strings.Contains(b.Problem, "针对") || len(b.Contents) == 0 {
			t.Errorf("%+v", b)
		}
		again := worldtest.Get(w.World, func(t *store.Tx) ([]Source, error) {
			pilot, err := run.CaseOf(t, w.pilots[0])
			if err != nil {
				return nil, err
			}
			return Sources(t, pilot)
		})
		var from []string
		for _, s := range again {
			from = append(from, s.From)
		}
		if got := strings.Join(from, "；"); !strings.Contains(got, "实施方案第1版：改革目标和工作措施；2022年上半年报告：建立制度") {
			t.Errorf("from %s", got)
		}
	})
}

// The newest report that says that a milestone is reached counts, and none that does not.
func TestRule_J3_EffectsAreThoseThatWereReported(t *testing.T) {
	plan := run.Plan{N: 2, Body: run.PlanBody{Goals: []run.Goal{{Goal: " ", Measures: ""}}, Milestones: []run.Milestone{{Key: "m1", What: "一", Indicator: "数", Unit: "个", Target: "1"}, {Key: "m2", What: "二"}}}}
	line := func(key string, s run.Progress, actual string) run.Report {
		return run.Report{Stocktaking: "s" + actual, Body: run.ReportBody{Lines: []run.ReportLine{{Milestone: key, State: s, Actual: actual}}}}
	}
	got := SourcesOf(worldtest.Pilot(t), nil, plan, []run.Report{line("m1", run.Behind, "9"), line("m1", run.Done, "3"), line("m1", run.Done, "2"), line("m2", run.OnTheWay, "1")},
		map[string]string{"s3": "上半年"})
	if len(got) != 1 || got[0] != (Source{"effects", "上半年报告：一", "一：数3个（目标1个）。"}) {
		t.Errorf("%+v", got)
	}
}
