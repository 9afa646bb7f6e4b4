package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/store"
)

// takeStock asks all pilots of the cohorts of some years for a half year.
func (s *story) takeStock(half run.Half, due calendar.Day, years ...int) func(context.Context) error {
	return func(ctx context.Context) error {
		x := run.Calling{Title: half.Name(), Half: half, Due: due, Words: "请对照实施方案逐项填写，如实反映问题。（演示）"}
		for _, year := range years {
			c, err := s.cohortOf(ctx, s.cohort.Programme.Key, year)
			if err != nil {
				return err
			}
			x.Cohorts = append(x.Cohorts, c.ID)
		}
		_, err := s.Run.Stocktake(ctx, s.handler, x)
		return err
	}
}

// stocktaking is the newest one.
func (s *story) stocktaking(ctx context.Context) (one run.Stocktaking, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := run.Stocktakings(t)
		if err == nil {
			one = all[0]
		}
		return err
	})
	return one, err
}

// report: the pilots at work report the newest half year, but for some; two are behind.
func (s *story) report(but ...fate) func(context.Context) error {
	return func(ctx context.Context) error {
		half, err := s.stocktaking(ctx)
		if err != nil {
			return err
		}
		return s.each(func(ctx context.Context, part string, n int) error {
			c, err := s.pilotOf(ctx, part)
			if err != nil || !run.Living(c.State) || slices.Contains(but, fate(n)) {
				return err
			}
			return s.reportOne(ctx, half, c, part, fate(n))
		})(ctx)
	}
}

func (s *story) reportOne(ctx context.Context, half run.Stocktaking, c run.Case, part string, f fate) error {
	var plan run.Plan
	err := s.DB.Read(ctx, func(t *store.Tx) (err error) { plan, _, err = run.PlanOf(t, c.ID); return err })
	if err != nil {
		return err
	}
	body := run.ReportBody{Plan: plan.N, Summary: "对照实施方案，各项工作按时间进度推进，制度、培训和推广同步开展。（演示）"}
	for _, m := range plan.Body.Milestones {
		body.Lines = append(body.Lines, reportLine(m, c, half.Until, f == losesStatus || f == doesNotPass))
	}
	return s.Run.Report(ctx, s.clerks[part], half.ID, c.ID, "", body)
}

// reportLine is a milestone at the end of a half year: done when its day has come, behind where the pilot is slow.
func reportLine(m run.Milestone, c run.Case, end calendar.Day, slow bool) run.ReportLine {
	target, _ := strconv.Atoi(m.Target)
	l := run.ReportLine{Milestone: m.Key, Evidence: m.Evidence + "（演示）"}
	gone, whole := max(end.Sub(c.From), 0), max(m.By.Sub(c.From), 1)
	switch {
	case slow && gone > 100:
		l.State, l.Actual, l.Problem, l.Next = run.Behind, strconv.Itoa(target*min(gone, whole)/whole/2), "人员少，推进慢（演示）", "下半年集中开展（演示）"
	case !end.Before(m.By.AddMonths(-1)):
		l.State, l.Actual = run.Done, m.Target
	default:
		l.State, l.Actual, l.Next = run.OnTheWay, strconv.Itoa(target*gone/whole), "按计划推进（演示）"
	}
	return l
}

// excuse excuses a pilot from the newest half year.
func (s *story) excuse(of fate, reason string) func(context.Context) error {
	return func(ctx context.Context) error {
		half, err := s.stocktaking(ctx)
		if err != nil {
			return err
		}
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.Run.Excuse(ctx, s.handler, half.ID, c.ID, reason)
	}
}

// closeStock sums the newest half year up.
func (s *story) closeStock(ctx context.Context) error {
	half, err := s.stocktaking(ctx)
	if err != nil {
		return err
	}
	return s.Run.CloseStocktaking(ctx, s.handler, half.ID, fmt.Sprintf("%s总体按计划推进，个别单位进度滞后，已请联系部室跟踪。（演示）", half.Title))
}
