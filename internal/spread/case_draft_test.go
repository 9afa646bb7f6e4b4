package spread

import (
	"slices"
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
		if got := strings.Join(from, "；"); !strings.Contains(got, "实施方案第1版：改革目标和工作措施；2022年上半年报告：建立制度（已完成）") {
			t.Errorf("from %s", got)
		}
	})
}

// Of each milestone the newest report that says how it stands is offered, with its number and its state, and of the reports the newest
// one's summary; what is not begun or given up does not go into the text by itself.
func TestRule_J3_EffectsAreThoseThatWereReported(t *testing.T) {
	plan := run.Plan{N: 2, Body: run.PlanBody{Goals: []run.Goal{{Goal: " ", Measures: ""}}, Milestones: []run.Milestone{{Key: "m1", What: "一", Indicator: "数", Unit: "个", Target: "1"}, {Key: "m2", What: "二"}}}}
	line := func(key string, s run.Progress, actual string) run.Report {
		return run.Report{Stocktaking: "s" + actual, Body: run.ReportBody{Lines: []run.ReportLine{{Milestone: key, State: s, Actual: actual}}}}
	}
	plan.Body.Milestones = append(plan.Body.Milestones, run.Milestone{Key: "m3", What: "三", Indicator: "数", Unit: "个", Target: "7"}, run.Milestone{Key: "m4", What: "四"})
	summed := line("m2", run.OnTheWay, "1")
	summed.Body.Summary = " 总的情况很好。 "
	reports := []run.Report{line("m1", run.Behind, "9"), line("m1", run.Done, "3"), line("m3", run.NoProgress, "5"), summed, line("m3", run.NotBegun, "")}
	got := SourcesOf(worldtest.Pilot(t), nil, plan, reports, map[string]string{"s9": "下半年", "s1": "上半年", "s": "头一年"})
	want := []Source{{Part: "effects", From: "下半年报告：一（进度滞后）", Text: "一：数9个（目标1个），进度滞后。"}, {Part: "effects", From: "上半年报告：二（按计划推进）", Text: "二：1（目标），按计划推进。"},
		{Part: "effects", From: "头一年报告：三（未开始）", Text: "三：数目标7个，未开始。", Beside: true}, {Part: "effects", From: "上半年报告：总体情况", Text: "总的情况很好。"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if b := Prefilled(nil, got); b.Effects != "一：数9个（目标1个），进度滞后。\n二：1（目标），按计划推进。\n总的情况很好。" {
		t.Errorf("begins with %q", b.Effects)
	}
	if got := SourcesOf(worldtest.Pilot(t), nil, plan, nil, nil); len(got) != 0 {
		t.Errorf("without a report: %+v", got)
	}
}
