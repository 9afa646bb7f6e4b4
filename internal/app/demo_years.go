package app

import (
	"context"
	"slices"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
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
	steps := slices.Concat(second.secondCohort(), []step{{yearsThird, s.thirdCall}, {yearsBegins, nil}})
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	return steps
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
