package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"shidian/internal/run"
	"shidian/internal/store"
)

// fate is what befalls a pilot in its two years. Which of them it meets depends on the experts' scores, which are different
// every time: each fate meets the pilot at its place.
type fate int

// The fates of a cohort's pilots.
const (
	isExcellent fate = iota
	isGood
	rectifies
	losesStatus
	withdraws
	isExtended
	isExcused
	doesNotPass
)

// meets is the pilot that a fate meets, with its part.
func (s *story) meets(ctx context.Context, f fate) (c run.Case, part string, err error) {
	parts, err := s.pilotParts(ctx)
	if err != nil {
		return c, "", err
	}
	part = parts[int(f)%len(parts)]
	c, err = s.pilotOf(ctx, part)
	return c, part, err
}

// pilotOf reads the pilot of a part.
func (s *story) pilotOf(ctx context.Context, of string) (c run.Case, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		p, err := run.ByApplication(t, s.filed[of])
		if err == nil {
			c, err = run.CaseOf(t, p.ID)
		}
		return err
	})
	return c, err
}

// pilotParts are the parts that were released, in the order of the applicants.
func (s *story) pilotParts(ctx context.Context) (parts []string, err error) {
	released := map[string]bool{}
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := run.Of(t, s.cohort.ID)
		for _, p := range all {
			released[p.Application] = true
		}
		return err
	})
	for _, a := range applicants {
		if released[s.filed[a.unit]] {
			parts = append(parts, a.unit)
		}
	}
	return parts, err
}

// each does something with every pilot at work, in order; n counts from 0.
func (s *story) each(do func(ctx context.Context, part string, n int) error) func(context.Context) error {
	return func(ctx context.Context) error {
		parts, err := s.pilotParts(ctx)
		for n, part := range parts {
			if err == nil {
				if err = do(ctx, part, n); err != nil {
					err = fmt.Errorf("%s：%w", s.name(part), err)
				}
			}
		}
		return err
	}
}

// follow names the contact department of every pilot.
func (s *story) follow(ctx context.Context) error {
	desk, err := s.actorBy(ctx, "bushi")
	if err != nil {
		return err
	}
	return s.each(func(ctx context.Context, part string, _ int) error {
		c, err := s.pilotOf(ctx, part)
		if err != nil {
			return err
		}
		return s.Run.Follow(ctx, s.handler, c.ID, desk.Unit, "联系部室联系人（演示）")
	})(ctx)
}

// demoSteps are the milestones of each content: after so many months, what, by which indicator, how much.
var demoSteps = []struct {
	months          int
	what, indicator string
	target          int
	unit, evidence  string
}{
	{5, "制定工作制度，明确责任分工", "印发制度文件", 2, "项", "正式印发的文件"},
	{11, "面向基层开展培训和活动", "培训和活动", 12, "场次", "通知、签到表、照片"},
	{17, "在乡镇、街道或者会员单位推开", "覆盖率", 80, "%", "统计表"},
	{22, "总结经验，形成可推广的做法", "典型案例", 2, "个", "案例文本"},
}

// planBody is a pilot's plan.
func planBody(c run.Case) run.PlanBody {
	b := run.PlanBody{Leader: run.Person{Name: "分管领导（演示）", Post: "副主席", Phone: "13800000101"}, Department: "改革工作办公室",
		Contact: run.Person{Name: "联络人（演示）", Post: "科长", Phone: "13800000102"}, Organisation: "成立工作专班，分管领导每季度听取一次汇报。（演示）"}
	for _, n := range c.Granted() {
		content, _ := c.Programme().Content(n)
		b.Goals = append(b.Goals, run.Goal{Content: n, Goal: "两年内建成“" + content.Short + "”方面可复制、可推广的工作机制。（演示）",
			Measures: "调研摸底，制定制度；分批试行，逐步推开；每半年自查一次，及时总结。（演示）"})
		for _, step := range demoSteps {
			b.Milestones = append(b.Milestones, run.Milestone{Key: "m" + strconv.Itoa(len(b.Milestones)+1), Content: n, What: step.what, By: c.From.AddMonths(step.months),
				Indicator: step.indicator, Target: strconv.Itoa(step.target), Unit: step.unit, Evidence: step.evidence})
		}
	}
	slices.SortStableFunc(b.Milestones, func(a, b run.Milestone) int { return a.By.Sub(b.By) })
	return b
}

// plan: every unit hands in its plan, some of them a day later than the others.
func (s *story) plan(ctx context.Context) error {
	return s.each(func(ctx context.Context, part string, _ int) error {
		c, err := s.pilotOf(ctx, part)
		if err != nil {
			return err
		}
		_, err = s.Run.SubmitPlan(ctx, s.clerks[part], c.ID, planBody(c))
		return err
	})(ctx)
}

// sendPlanBack: one of them is not exact enough.
func (s *story) sendPlanBack(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.Run.ReturnPlan(ctx, s.handler, run.PlanReturn{Pilot: c.ID, N: 1, Until: s.day(8, 12),
			Items: []run.ReturnItem{{Part: run.PartGoal(c.Granted()[0]), Words: "请写明两年后可以检查的目标。（演示）"}}})
	}
}

// mendPlan hands it in again.
func (s *story) mendPlan(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		b := planBody(c)
		b.Goals[0].Goal = "两年内制度健全、覆盖率达到80%，形成2个可推广的案例。（演示）"
		_, err = s.Run.SubmitPlan(ctx, s.clerks[part], c.ID, b)
		return err
	}
}

// approvePlans: two persons approve all of them.
func (s *story) approvePlans(ctx context.Context) error {
	return s.each(func(ctx context.Context, part string, _ int) error {
		c, err := s.pilotOf(ctx, part)
		if err != nil {
			return err
		}
		var n int
		err = s.DB.Read(ctx, func(t *store.Tx) error {
			plans, err := run.PlansOf(t, c.ID)
			n = plans[0].N
			return err
		})
		if err != nil {
			return err
		}
		proposal, err := s.Run.ApprovePlan(ctx, s.handler, run.Approval{Pilot: c.ID, N: n})
		return s.confirm(ctx, proposal, err)
	})(ctx)
}
