package dossier

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// years brings the first pilot through its plan, a half year and its evaluations to the loss of its status.
func (w *world) years() {
	w.T.Helper()
	w.released()
	clerk := w.bids[0].Clerk
	p := worldtest.Get(w.World, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, w.bids[0].ID) })
	plan := run.PlanBody{Leader: run.Person{Name: "某甲", Post: "副主席", Phone: "13800000000"}, Department: "学会部", Contact: run.Person{Name: "某乙", Phone: "0531-82000000"}, Organisation: "成立专班"}
	for i, n := range p.Contents {
		by := p.From.AddMonths(6)
		plan.Goals = append(plan.Goals, run.Goal{Content: n, Goal: "建立机制", Measures: "开展试行"})
		plan.Milestones = append(plan.Milestones, run.Milestone{Key: "m" + string(rune('1'+i)), Content: n, What: "出台办法", By: by, Indicator: "制度文件", Target: "2", Unit: "项", Evidence: "印发件"})
	}
	w.At("2020-07-02 09:00")
	n, err := w.run.SubmitPlan(w.Ctx, clerk, p.ID, plan)
	w.Must(err)
	w.Confirm(w.run.ApprovePlan(w.Ctx, w.Handler, run.Approval{Pilot: p.ID, N: n}))
	w.Must(w.run.RenderPlan(w.Ctx, run.RenderPlan{Pilot: p.ID, N: n}))
	_, err = w.run.RaiseProblem(w.Ctx, clerk, p.ID, "经费没有到位", "请协调")
	w.Must(err)
	w.At("2020-12-10 09:00")
	half, err := w.run.Stocktake(w.Ctx, w.Handler, run.Calling{Title: "2020年下半年", Cohorts: []string{w.Cohort}, Half: run.Half{From: p.From, Until: p.From.AddMonths(6)}, Due: p.From.AddMonths(7), Words: "请如实填写。"})
	w.Must(err)
	body := run.ReportBody{Plan: n, Summary: "总体平稳。"}
	for _, m := range plan.Milestones {
		body.Lines = append(body.Lines, run.ReportLine{Milestone: m.Key, State: run.Done, Actual: "2", Evidence: "印发件", Files: []string{w.pdf("proof")}})
	}
	w.Must(w.run.Report(w.Ctx, clerk, half, p.ID, "", body))
	body.Summary = "改正一处。"
	w.Must(w.run.Report(w.Ctx, clerk, half, p.ID, "", body))
	w.At("2021-07-01 09:00")
	looking := evaluate.Looking{Pilot: p.ID, Conclusion: evaluate.Failed, Experts: "某丙、某丁", Words: "意见", Scan: w.pdf("sheet"), Items: []string{"补齐制度"}}
	e := worldtest.Get(w.World, func(t *store.Tx) (evaluate.Evaluation, error) { return evaluate.Of(t, p.ID) })
	for _, c := range e.Programme().Stages.Evaluate.Sheet() {
		looking.Sheet = append(looking.Sheet, evaluate.Finding{Key: c.Key, Result: evaluate.Missed, Words: "差距较大"})
	}
	w.Must(w.evaluate.LookMidterm(w.Ctx, w.Handler, looking))
	w.Must(w.evaluate.Rectified(w.Ctx, clerk, evaluate.Rectifying{Pilot: p.ID, Asks: true, Items: []evaluate.Mended{{What: "补齐制度", Did: "已印发", Files: []string{w.pdf("mended")}}}}))
	looking.Items, looking.Scan = nil, w.pdf("second sheet")
	w.Must(w.evaluate.LookAgain(w.Ctx, w.Handler, looking))
	w.Must(w.evaluate.Hear(w.Ctx, w.Handler, p.ID, "请陈述", "2021-07-10"))
	w.Must(w.evaluate.State(w.Ctx, clerk, p.ID, "", "尊重评估意见", []string{w.pdf("view")}))
	w.decide.Later = map[programme.Matter]decide.Later{programme.MatterLoss: w.evaluate.LaterLoss()}
	w.Confirm(w.decide.Record(w.Ctx, w.Handler, decide.Taken{Cohort: w.Cohort, Matter: programme.MatterLoss, Session: "第7次", On: "2021-07-01", Excerpt: w.pdf("loss excerpt"),
		Lines: []decide.TakenLine{{Application: w.bids[0].ID, Outcome: decide.Agreed}}}))
	w.Confirm(w.evaluate.Announce(w.Ctx, w.Handler, evaluate.Announcing{Pilot: p.ID, Registration: call.Registration{Number: "鲁科协发〔2021〕13号", Signer: "某某", Dated: "2021-07-01", Issued: w.pdf("loss issued")}}))
}

// The years after the release go along: plans, half years, what was asked, evaluations and the loss, each as a paper and where an
// act fixed it as the very bytes; each is named, linked, and proved by its hash.
func TestTheYearsAfterTheReleaseGoAlong(t *testing.T) {
	each(t, func(w *world) {
		w.years()
		files := w.unpacked(w.export())
		report, err := Check(files, nil)
		w.Must(err)
		if len(report.Problems) > 0 {
			w.T.Fatalf("%v", report.Problems)
		}
		opens(w.T, files)
		cover := string(files[fileIndex].Data)
		for _, want := range []string{"实施方案（第1版）", "2020年下半年工作进展情况（第2次报送）", "已由后一次报送代替", "联系、问题和变更", "中期评估表", "整改后再次评估表", "整改情况（第1次报送）",
			"听取陈述记录", "鲁科协发〔2021〕13号", "第7次摘录"} {
			if !strings.Contains(cover, want) {
				w.T.Errorf("the cover lacks %s", want)
			}
		}
		acts := string(files[fileActs].Data)
		for _, want := range []string{"半年调度", "问题", "取消资格", "限期整改"} {
			if !strings.Contains(acts, want) {
				w.T.Errorf("the acts lack %s", want)
			}
		}
		if w.Holds(w.Verify(nil)); report.Frozen < 14 {
			w.T.Errorf("%d files are fixed by acts", report.Frozen)
		}
		for what, ending := range map[string]string{"实施方案数据": "实施方案第1版数据.json", "半年报告数据": "2020年下半年第2次数据.json", "签字的评估表": "1 中期评估表（签字）.pdf", "取消资格的通知": "鲁科协发〔2021〕13号.pdf"} {
			place := named(w.T, files, fileName(strings.TrimSuffix(ending, ending[strings.LastIndex(ending, "."):]), "")+ending[strings.LastIndex(ending, "."):])
			changed := relisted(tampered(files, func(m fstest.MapFS) { m[place] = flipped(m[place], len(m[place].Data)/2) }))
			if said := first(w.T, changed); !strings.Contains(said, what) {
				w.T.Errorf("%s changed, and the check file with it: %q", place, said)
			}
		}
	})
}

// A later room adds a part of its own.
func TestALaterRoomAddsItsPart(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		doc := paper.Document{Title: "案例", Blocks: []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: "案例"}}}
		w.room.Later = []Later{{Dir: "10推广", Title: "推广", Things: func(*store.Tx, string) ([]string, error) { return nil, nil },
			Items: func(_ *store.Tx, c call.Cohort, at time.Time) ([]Item, error) {
				return []Item{{By: "某县科协", Title: "一个案例", Date: at, Folder: "案例", Papers: []Paper{{Name: "案例", Set: &doc}, {Name: "附件", Hash: w.pdf("case")}}}}, nil
			}}}
		files := w.unpacked(w.export())
		if report, err := Check(files, nil); err != nil || len(report.Problems) > 0 {
			w.T.Errorf("%v %v", report.Problems, err)
		}
		opens(w.T, files)
		for _, want := range []string{"10推广/案例/案例.pdf", "10推广/案例/附件.pdf"} {
			if files[want] == nil {
				w.T.Errorf("%s is not there", want)
			}
		}
	})
}
