package app

import (
	"context"
	"fmt"
	"slices"

	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/store"
)

const demoJudges = "专家甲、专家乙、专家丙（演示）"

// looked is a sheet on which every criterion has one result but the last, which has another.
func (s *story) looked(last evaluate.Result) (found []evaluate.Finding) {
	sheet := s.cohort.Programme.Stages.Evaluate.Sheet()
	for i, c := range sheet {
		f := evaluate.Finding{Key: c.Key, Result: evaluate.Reached, Words: "对照实施方案和半年报告，" + evaluate.ResultTitles[evaluate.Reached] + "要求。（演示）"}
		if i == len(sheet)-1 {
			f.Result, f.Words = last, "按报告和现场查看的情况评定。（演示）"
		}
		found = append(found, f)
	}
	return found
}

// midterm looks at a pilot in the middle: it passes, or has to put things right.
func (s *story) midterm(of fate, passed bool) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		x := evaluate.Looking{Pilot: c.ID, Conclusion: evaluate.Passed, Sheet: s.looked(evaluate.Mostly), Experts: demoJudges}
		if !passed {
			x.Conclusion, x.Sheet = evaluate.Failed, s.looked(evaluate.Missed)
			x.Items = []string{"制度文件没有按计划印发，请补齐（演示）", "培训场次不到计划的一半，请补足（演示）"}
		}
		return s.Evaluate.LookMidterm(ctx, s.handler, x)
	}
}

// midterms lets all others pass.
func (s *story) midterms(but ...fate) func(context.Context) error {
	return s.each(func(ctx context.Context, _ string, n int) error {
		if slices.Contains(but, fate(n)) {
			return nil
		}
		return s.midterm(fate(n), true)(ctx)
	})
}

// rectified: a unit reports what it has put right.
func (s *story) rectified(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		var e evaluate.Evaluation
		if err := s.DB.Read(ctx, func(t *store.Tx) (err error) { e, err = evaluate.Of(t, c.ID); return err }); err != nil {
			return err
		}
		look, _ := e.Last(evaluate.Midterm)
		x := evaluate.Rectifying{Pilot: c.ID}
		for _, what := range look.Items {
			x.Items = append(x.Items, evaluate.Mended{What: what, Did: "已按要求补齐。（演示）", Evidence: "文件和签到表（演示）"})
		}
		return s.Evaluate.Rectified(ctx, s.clerks[part], x)
	}
}

// second looks again, after rectifying.
func (s *story) second(of fate, passed bool) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		x := evaluate.Looking{Pilot: c.ID, Conclusion: evaluate.Passed, Sheet: s.looked(evaluate.Mostly), Experts: demoJudges}
		if !passed {
			x.Conclusion, x.Sheet, x.Words = evaluate.Failed, s.looked(evaluate.Missed), "整改事项多数没有完成。（演示）"
		}
		return s.Evaluate.LookAgain(ctx, s.handler, x)
	}
}

// hear asks a unit for its view before its status is decided.
func (s *story) hear(of fate, until calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.Evaluate.Hear(ctx, s.handler, c.ID, "拟提请研究取消资格，请对评估意见陈述看法。（演示）", until.String())
	}
}

// stated: the unit says what it has to say.
func (s *story) stated(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.Evaluate.State(ctx, s.clerks[part], c.ID, "", "人员调整较多，两年内难以完成，没有异议。（演示）", nil)
	}
}

// lose: the body decides that a status is lost.
func (s *story) lose(of fate, on calendar.Day, session int) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.recordIn(ctx, decide.Taken{Decision: store.NewID(), Cohort: s.cohort.ID, Matter: programme.MatterLoss,
			Lines: []decide.TakenLine{{Application: c.Application.ID, Outcome: decide.Agreed}}}, on, session)
	}
}

// recordIn has a decision recorded as of a session in the year of its day.
func (s *story) recordIn(ctx context.Context, x decide.Taken, on calendar.Day, n int) error {
	told := *s
	told.year = on.Year()
	return told.record(ctx, x, on, n)
}

// announce registers the document about a loss, by two persons.
func (s *story) announce(of fate, dated calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		pdf, err := s.Evaluate.LossFile(ctx, s.handler, c.ID, false)
		if err != nil {
			return err
		}
		x := evaluate.Announcing{Pilot: c.ID, Registration: call.Registration{Number: fmt.Sprintf("鲁科协演示〔%d〕3号", dated.Year()), Signer: "（演示签发人）",
			Dated: programme.Day(dated.String())}}
		if x.Issued, err = s.keep(pdf); err != nil {
			return err
		}
		proposal, err := s.Evaluate.Announce(ctx, s.handler, x)
		return s.confirm(ctx, proposal, err)
	}
}

// judge looks at a pilot at the end: so many points of a hundred on every criterion.
func (s *story) judge(of fate, share int) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		e := s.cohort.Programme.Stages.Evaluate
		x := evaluate.Judging{Pilot: c.ID, Experts: demoJudges, Words: "对照实施方案逐项核对，按评估标准打分。（演示）"}
		for _, criterion := range e.Sheet() {
			x.Sheet = append(x.Sheet, evaluate.Finding{Key: criterion.Key, Points: criterion.Weight * share, Words: "按佐证材料评定。（演示）"})
		}
		x.Grade = evaluate.GradeFor(e, evaluate.Total(x.Sheet))
		return s.Evaluate.Judge(ctx, s.handler, x)
	}
}
