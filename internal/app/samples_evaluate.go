package app

import (
	"context"

	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// evaluated are the sheets of a midterm and a final look, and the document about a loss of the status, of one pilot that
// was just released: what was found is made up, for its two years have not passed.
func (s *sampler) evaluated(ctx context.Context, of *story) error {
	papers := map[string]paper.Document{}
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := run.Of(t, of.cohort.ID)
		if err != nil || len(all) == 0 {
			return err
		}
		e, err := evaluate.Of(t, all[0].ID)
		if err != nil {
			return err
		}
		mid, end := sampleLooks(e)
		papers["midterm"] = evaluate.LookPaper(e, mid, nil, t.Now())
		papers["final"] = evaluate.LookPaper(e, end, sampleTargets(e), t.Now())
		decided, err := decide.Of(t, of.cohort.ID)
		if err != nil {
			return err
		}
		papers["loss-of-status"], err = evaluate.LossPaper(t, e.Case, evaluate.Loss{Decision: decided[len(decided)-1].ID})
		return err
	})
	if err != nil {
		return err
	}
	for _, name := range []string{"midterm", "final", "loss-of-status"} {
		pdf, err := paper.PDF(papers[name], s.Fonts)
		if err := s.write(name+".pdf", pdf, err); err != nil {
			return err
		}
	}
	docx, err := paper.DOCX(papers["loss-of-status"])
	return s.write("loss-of-status.docx", docx, err)
}

func sampleLooks(e evaluate.Evaluation) (mid, end evaluate.Look) {
	mid = evaluate.Look{Kind: evaluate.Midterm, Conclusion: evaluate.Failed, Experts: "某丙、某丁", Words: "机制已经建立，完成的进度落后于方案。",
		Items: []string{"按方案补齐未印发的制度文件", "补报两次活动的台账"}, Until: e.From.AddMonths(15), At: e.From.AddMonths(12).Start()}
	end = evaluate.Look{Kind: evaluate.Final, Experts: "某丙、某丁、某戊", Words: "整改后各项任务完成，做法可供同类单位借鉴。", Grade: "良好", Proposed: "良好", At: e.Until.Start()}
	words := []string{"分管领导每季度调度", "十件实事完成九件", "服务对象满意度提高", "已印发制度四项"}
	for i, c := range e.Programme().Stages.Evaluate.Sheet() {
		result := evaluate.Mostly
		if i == 1 {
			result = evaluate.Missed
		}
		mid.Sheet = append(mid.Sheet, evaluate.Finding{Key: c.Key, Name: c.Name, Weight: c.Weight, Result: result, Words: words[i%len(words)]})
		end.Sheet = append(end.Sheet, evaluate.Finding{Key: c.Key, Name: c.Name, Weight: c.Weight, Points: c.Weight * 82, Words: words[i%len(words)]})
	}
	end.Total = evaluate.Total(end.Sheet)
	return mid, end
}

func sampleTargets(e evaluate.Evaluation) []evaluate.Target {
	plan := run.PlanBody{}
	report := run.ReportBody{}
	for _, m := range []struct{ key, what, indicator, target, unit, actual, proof string }{
		{"m1", "出台工作制度", "制度文件", "4", "项", "4", "印发件"}, {"m2", "办好实事清单", "实事", "10", "件", "9", "台账和照片"}, {"m3", "搭建服务平台", "平台", "1", "个", "1", "网址"}} {
		plan.Milestones = append(plan.Milestones, run.Milestone{Key: m.key, What: m.what, Indicator: m.indicator, Target: m.target, Unit: m.unit, By: calendar.DayOf(e.Until.Start())})
		report.Lines = append(report.Lines, run.ReportLine{Milestone: m.key, State: run.Done, Actual: m.actual, Evidence: m.proof})
	}
	return evaluate.Compare(plan, report)
}
