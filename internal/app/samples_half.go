package app

import (
	"bytes"
	"context"
	"errors"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/run"
	"shidian/internal/store"
)

// halfYear is the first half year: the county with a plan reports, another one without it, one is excused, the rest have not
// answered when the office writes its report.
func (s *sampler) halfYear(ctx context.Context, of *story) error {
	on := func(day calendar.Day) context.Context { return clock.WithReceived(ctx, day.Start().Add(10*time.Hour)) }
	id, err := s.Run.Stocktake(on(calendar.Date(2020, 12, 10)), of.handler, run.Calling{Title: "2020年下半年", Cohorts: []string{of.cohort.ID},
		Half: run.MonthsOf(calendar.Date(2020, 12, 10), 6), Due: calendar.Date(2021, 1, 15), Words: "请对照审定的实施方案逐项填写。"})
	if err != nil {
		return err
	}
	clerk, err := s.actorBy(ctx, "jiaxian")
	if err != nil {
		return err
	}
	var cases []run.Case
	err = s.DB.Read(ctx, func(t *store.Tx) (err error) {
		cases, err = run.Cases(t, of.handler, of.cohort)
		return err
	})
	if err != nil {
		return err
	}
	reported := ""
	for i, c := range cases {
		switch {
		case clerk.Of(c.Pilot.Unit):
			reported = c.Pilot.ID
			err = s.reports(on(calendar.Date(2020, 12, 28)), clerk, id, reported)
		case i == len(cases)-1:
			err = s.Run.Excuse(on(calendar.Date(2020, 12, 29)), of.handler, id, c.Pilot.ID, "机构改革期间，工作暂由有关部门承接")
		}
		if err != nil {
			return err
		}
	}
	at := on(calendar.Date(2021, 1, 18))
	if err := s.Run.CloseStocktaking(at, of.handler, id, "总体进展平稳。请各单位对照时间进度抓紧落实，进度滞后的要明确补进措施。"); err != nil {
		return err
	}
	pdf, err := s.Run.ReportFile(at, clerk, id, reported)
	err = s.write("half-year.pdf", pdf, err)
	table, no := s.Run.TableFile(at, of.handler, id)
	err = errors.Join(err, s.write("stocktaking.xlsx", table, no))
	summary, no := s.Run.SummaryFile(at, of.handler, id)
	return errors.Join(err, s.write("stocktaking.docx", summary, no))
}

// reports hands in a report on the plan in force.
func (s *sampler) reports(ctx context.Context, clerk access.Actor, stocktaking, pilot string) error {
	var plan run.Plan
	err := s.DB.Read(ctx, func(t *store.Tx) (err error) {
		plan, _, err = run.PlanOf(t, pilot)
		return err
	})
	if err != nil {
		return err
	}
	proof, err := s.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nproof")), 1<<20)
	if err != nil {
		return err
	}
	body := run.ReportBody{Plan: plan.N, Summary: "成立工作专班，完成底数摸排，服务平台投入试运行。"}
	for i, m := range plan.Body.Milestones {
		l := run.ReportLine{Milestone: m.Key, State: run.NotBegun}
		switch i % 5 {
		case 0:
			l.State, l.Actual, l.Evidence, l.Files = run.Done, m.Target, "台账已建立并按月更新", []string{proof.Hash}
		case 1:
			l.State, l.Actual, l.Problem, l.Next = run.Behind, "4", "两个站点的场所还没有落实", "会同街道在3月底前落实场所"
		case 2:
			l.State, l.Actual, l.Next = run.OnTheWay, "3", "按清单逐项推进"
		}
		body.Lines = append(body.Lines, l)
	}
	return s.Run.Report(ctx, clerk, stocktaking, pilot, "", body)
}
