package app

import (
	"context"
	"slices"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/programmes"
)

// The scene "two-years": Friday 13 May 2022. The first cohort is at its final evaluation, the second at its midterm, the
// third open for applications. What befell the pilots in between is told by the same acts as everything else.
var (
	yearsThird  = time.Date(2022, 5, 12, 15, 0, 0, 0, clock.Zone)
	yearsBegins = time.Date(2022, 5, 13, 9, 0, 0, 0, clock.Zone)
)

// untilYears is told from the release of the first cohort on. What the two cohorts live through at the same time is told
// in the order of its instants.
func (s *story) untilYears() []step {
	second := &story{House: s.House, cast: castOf2021, cohort: s.cohort}
	steps := slices.Concat(s.firstPilots(), second.secondCohort(), second.secondPilots(), []step{{yearsThird, s.thirdCall}, {yearsBegins, nil}})
	return inOrder(steps)
}

// inOrder puts what several cohorts live through at the same time into the order of its instants. What is planned for one
// instant is done one after the other.
func inOrder(steps []step) []step {
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	for i := range steps[1:] {
		if last := steps[i].at; steps[i+1].at.Before(last.Add(time.Minute)) {
			steps[i+1].at = last.Add(10 * time.Minute)
		}
	}
	return steps
}

// when is nine in the morning of a day.
func when(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 9, 0, 0, 0, clock.Zone)
}

// firstPilots live through their two years: one loses its status, one withdraws, one is given more time, one has to put
// things right and does, one is excused from a report; four are judged at the end.
func (s *story) firstPilots() []step {
	day := calendar.Date
	return []step{
		{when(2020, 7, 10), s.follow}, {when(2020, 7, 28), s.plan}, {when(2020, 7, 31), s.sendPlanBack(withdraws)}, {when(2020, 8, 5), s.mendPlan(withdraws)},
		{when(2020, 8, 10), s.approvePlans}, {when(2020, 10, 20), s.raise(isExcellent, "缺少专家资源（演示）", "培训需要省级学会的专家，县里联系有困难。（演示）")},
		{when(2020, 10, 26), s.solve(isExcellent)}, {when(2020, 11, 12), s.notes},
		{when(2020, 12, 15), s.takeStock(run.Half{From: day(2020, 7, 1), Until: day(2020, 12, 31)}, day(2021, 1, 8), 2020)},
		{when(2021, 1, 6), s.report()}, {when(2021, 1, 15), s.closeStock},
		{when(2021, 3, 8), s.newContact(isGood)},
		{when(2021, 3, 22), s.change(withdraws, run.ChangeAsk{Kind: run.ChangeWithdrawal, Reason: "单位合并重组，无力继续承担。（演示）"})},
		{when(2021, 6, 15), s.takeStock(run.Half{From: day(2021, 1, 1), Until: day(2021, 6, 30)}, day(2021, 7, 9), 2020)},
		{when(2021, 7, 2), s.report()}, {when(2021, 7, 15), s.closeStock},
		{when(2021, 7, 20), s.midterms(rectifies, losesStatus, withdraws)}, {when(2021, 7, 21), s.midterm(rectifies, false)}, {when(2021, 7, 21), s.midterm(losesStatus, false)},
		{when(2021, 10, 12), s.rectified(rectifies)}, {when(2021, 10, 25), s.second(rectifies, true)}, {when(2021, 10, 25), s.second(losesStatus, false)},
		{when(2021, 10, 27), s.hear(losesStatus, day(2021, 11, 10))}, {when(2021, 11, 8), s.stated(losesStatus)}, {when(2021, 11, 18), s.lose(losesStatus, day(2021, 11, 18), 11)},
		{when(2021, 11, 26), s.announce(losesStatus, day(2021, 11, 26))},
		{when(2021, 12, 15), s.takeStock(run.Half{From: day(2021, 7, 1), Until: day(2021, 12, 31)}, day(2022, 1, 10), 2020, 2021)},
		{when(2021, 12, 28), s.excuse(isExcused, "换届期间，经同意免报一次。（演示）")}, {when(2022, 1, 5), s.report(isExcused)}, {when(2022, 1, 17), s.closeStock},
		{when(2022, 3, 10), s.change(isExtended, run.ChangeAsk{Kind: run.ChangeExtension, Until: "2022-12-31", Reason: "疫情期间活动推迟，需要补足。（演示）"})},
		{when(2022, 4, 18), s.takeStock(run.Half{From: day(2022, 1, 1), Until: day(2022, 6, 30)}, day(2022, 5, 20), 2020, 2021)},
		{when(2022, 4, 29), s.report()},
		{when(2022, 5, 9), s.judge(isExcellent, 92)}, {when(2022, 5, 9), s.judge(isGood, 81)}, {when(2022, 5, 10), s.judge(rectifies, 68)}, {when(2022, 5, 10), s.judge(doesNotPass, 52)},
	}
}

// secondPilots are at their midterm: some have passed, one has to put things right, one owes its report, one waits for an
// answer.
func (s *story) secondPilots() []step {
	return []step{
		{when(2021, 7, 12), s.follow}, {when(2021, 7, 29), s.plan}, {when(2021, 8, 9), s.approvePlans},
		{when(2022, 1, 6), s.report()}, {when(2022, 5, 6), s.report(losesStatus, doesNotPass)},
		{when(2022, 5, 9), s.raise(isGood, "活动场地不足（演示）", "县里没有固定场地，请协调。（演示）")},
		{when(2022, 5, 10), s.midterm(isExcellent, true)}, {when(2022, 5, 10), s.midterm(isExtended, true)}, {when(2022, 5, 11), s.midterm(rectifies, false)},
	}
}

// secondCohort is called, applied for, reviewed and released a year later, without objections.
func (s *story) secondCohort() []step {
	steps := slices.Concat(s.untilCheck(), s.untilReview(), s.scoring(), s.listing(), s.deciding(), s.noticing()[:2], []step{{noticeOver, nil}}, s.releasing())
	steps = append([]step{{sceneDrafted, s.callAgain}}, steps...)
	for i := range steps {
		steps[i].at = s.moment(steps[i].at)
	}
	return steps
}

// callAgain publishes the notice of the story's year, and goes on with that cohort.
func (s *story) callAgain(ctx context.Context) error {
	if err := s.sceneCall(ctx, demoCall{programmes.ReformPilot, programmes.ReformPilotNotice, "鲁科协演示〔2021〕1号"}, s.year); err != nil {
		return err
	}
	c, err := s.cohortOf(ctx, s.cohort.Programme.Key, s.year)
	if err != nil {
		return err
	}
	return s.enterCohort(ctx, c)
}

// thirdCall publishes the notice of 2022.
func (s *story) thirdCall(ctx context.Context) error {
	return s.sceneCall(ctx, demoCall{programmes.ReformPilot, programmes.ReformPilotNotice, "鲁科协演示〔2022〕1号"}, 2022)
}

// cohortOf is the cohort of a programme in a year.
func (h *House) cohortOf(ctx context.Context, key string, year int) (c call.Cohort, err error) {
	err = h.DB.Read(ctx, func(t *store.Tx) error {
		all, err := call.List(t, call.Published, call.Closed)
		for _, one := range all {
			if one.Year == year && one.Programme.Key == key {
				c = one
			}
		}
		return err
	})
	return c, err
}
