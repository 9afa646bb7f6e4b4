package app

import (
	"context"
	"strconv"

	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/store"
)

// plan is a pilot's plan, handed in, approved by two persons and kept.
func (s *sampler) plan(ctx context.Context, of *story) error {
	clerk, err := s.actorBy(ctx, "jiaxian")
	if err != nil {
		return err
	}
	var p run.Pilot
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := run.Of(t, of.cohort.ID)
		for _, one := range all {
			if clerk.Of(one.Unit) {
				p = one
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	n, err := s.Run.SubmitPlan(ctx, clerk, p.ID, samplePlan(p))
	if err != nil {
		return err
	}
	proposal, err := s.Run.ApprovePlan(ctx, of.handler, run.Approval{Pilot: p.ID, N: n})
	if err != nil {
		return err
	}
	approver, err := s.actorBy(ctx, "shenqian")
	if err != nil {
		return err
	}
	if _, err := s.Door.Confirm(ctx, approver, proposal); err != nil {
		return err
	}
	if err := s.Run.RenderPlan(ctx, run.RenderPlan{Pilot: p.ID, N: n}); err != nil {
		return err
	}
	pdf, err := s.Run.PlanFile(ctx, clerk, p.ID, n)
	return s.write("plan.pdf", pdf, err)
}

// samplePlan is a plan as a county writes one: for each content an office, a platform, a list of deeds and a rule that stays.
func samplePlan(p run.Pilot) run.PlanBody {
	b := run.PlanBody{Leader: run.Person{Name: "某甲", Post: "副主席", Phone: "0531-82000001"}, Department: "学会学术部", Contact: run.Person{Name: "某乙", Post: "部长", Phone: "13900000000"},
		Organisation: "成立由主席任组长的工作专班，每月调度一次。\n所需经费列入年度预算，专款专用。"}
	for _, content := range p.Contents {
		b.Goals = append(b.Goals, run.Goal{Content: content, Goal: "两年内形成机构健全、渠道畅通、制度管用的工作体系，做法能够在同类单位推开。",
			Measures: "一是摸清底数，建立台账，明确联系人。\n二是搭建平台，线上线下同步开展服务。\n三是办好实事，每年公布清单，逐项销号。\n四是总结提炼，形成制度文件。"})
		for _, m := range []struct {
			months                               int
			what, indicator, target, unit, proof string
		}{{3, "摸清底数，建立台账", "台账", "1", "项", "台账"}, {6, "建成服务平台并投入使用", "服务站点", "6", "个", "挂牌照片、运行记录"},
			{12, "办好第一年实事清单", "实事", "10", "件", "清单及完成情况"}, {18, "组织集中服务活动", "活动", "24", "场", "活动通知、照片、签到表"}, {23, "总结经验，形成制度文件", "制度文件", "3", "件", "印发文件"}} {
			b.Milestones = append(b.Milestones, run.Milestone{Key: "m" + strconv.Itoa(len(b.Milestones)+1), Content: content, What: m.what, By: endOfMonth(p.From, m.months), Indicator: m.indicator,
				Target: m.target, Unit: m.unit, Evidence: m.proof})
		}
	}
	return b
}

// endOfMonth is the last day of the month that lies so many months after a day's.
func endOfMonth(d calendar.Day, months int) calendar.Day {
	first := calendar.Date(d.Year(), d.Start().Month(), 1)
	return first.AddMonths(months).Add(-1)
}
