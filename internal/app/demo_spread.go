package app

import (
	"context"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// The scene "spread": Friday 14 October 2022. The first cohort's grades are told, and what came of it is spread; the second is
// at work in its second year, the third in its first.
var (
	spreadOpens  = yearsBegins.Add(10 * time.Minute)
	spreadBegins = time.Date(2022, 10, 14, 9, 0, 0, 0, clock.Zone)
)

// castOf2022 begins on 10 May 2022: 728 days, 104 weeks, later.
var castOf2022 = cast{year: 2022, shift: 728,
	named: map[string]string{"甲市科协": "庚市科协", "乙市科协": "辛市科协", "丙市科协": "壬市科协",
		"甲县科协": "午县科协", "乙县科协": "未县科协", "丙县科协": "申县科协", "丁县科协": "酉县科协", "戊县科协": "戌县科协", "己县科协": "亥县科协", "庚县科协": "天县科协", "辛县科协": "地县科协",
		"省甲学会": "省子学会", "省乙学会": "省丑学会", "省丙学会": "省寅学会", "省丁学会": "省卯学会", "省戊学会": "省辰学会", "甲企业科协": "戊企业科协", "乙企业科协": "己企业科协"},
	logins: map[string]string{"jiashi": "gengshi", "yishi": "xinshi", "bingshi": "renshi"},
	units: []unit.NewUnit{
		{Kind: unit.City, Name: "庚市科学技术协会", Short: "庚市科协"}, {Kind: unit.City, Name: "辛市科学技术协会", Short: "辛市科协"}, {Kind: unit.City, Name: "壬市科学技术协会", Short: "壬市科协"},
		{Kind: unit.County, Name: "午县科学技术协会", Short: "午县科协", Parent: "庚市科协"}, {Kind: unit.County, Name: "未县科学技术协会", Short: "未县科协", Parent: "庚市科协"},
		{Kind: unit.County, Name: "申县科学技术协会", Short: "申县科协", Parent: "庚市科协"}, {Kind: unit.County, Name: "酉县科学技术协会", Short: "酉县科协", Parent: "辛市科协"},
		{Kind: unit.County, Name: "戌县科学技术协会", Short: "戌县科协", Parent: "辛市科协"}, {Kind: unit.County, Name: "亥县科学技术协会", Short: "亥县科协", Parent: "辛市科协"},
		{Kind: unit.County, Name: "天县科学技术协会", Short: "天县科协", Parent: "壬市科协"}, {Kind: unit.County, Name: "地县科学技术协会", Short: "地县科协", Parent: "壬市科协"},
		{Kind: unit.Society, Name: "山东省子学会", Short: "省子学会"}, {Kind: unit.Society, Name: "山东省丑学会", Short: "省丑学会"}, {Kind: unit.Society, Name: "山东省寅学会", Short: "省寅学会"},
		{Kind: unit.Society, Name: "山东省卯学会", Short: "省卯学会"}, {Kind: unit.Society, Name: "山东省辰学会", Short: "省辰学会"},
		{Kind: unit.Enterprise, Name: "戊企业科学技术协会", Short: "戊企业科协"}, {Kind: unit.Enterprise, Name: "己企业科学技术协会", Short: "己企业科协"},
	},
	people: []demoPerson{
		{login: "gengshi", unit: "庚市科协", name: "庚市推荐审核人", roles: []access.Role{access.Recommender}},
		{login: "xinshi", unit: "辛市科协", name: "辛市推荐审核人", roles: []access.Role{access.Recommender}},
		{login: "renshi", unit: "壬市科协", name: "壬市推荐审核人", roles: []access.Role{access.Recommender}},
	}}

// untilSpread is told from the first cohort's last weeks on. What the three cohorts live through at the same time is told in
// the order of its instants.
func (s *story) untilSpread() []step {
	first, second, third := &story{House: s.House, cast: castOf2020}, &story{House: s.House, cast: castOf2021}, &story{House: s.House, cast: castOf2022}
	enter := func(ctx context.Context) error {
		for _, of := range []*story{first, second, third} {
			c, err := s.cohortOf(ctx, s.cohort.Programme.Key, of.year)
			if err != nil {
				return err
			}
			if err := of.enterCohort(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}
	steps := slices.Concat([]step{{spreadOpens, enter}}, first.lastWeeks(), second.secondYear(), third.thirdCohort(),
		first.spread(second, third), first.brand(), second.visited(), third.invited(), []step{{spreadBegins, nil}})
	return inOrder(steps)
}

// lastWeeks: the one who was excused is judged too, the body decides, and the letters leave at one moment.
func (s *story) lastWeeks() []step {
	return []step{
		{when(2022, 5, 23), s.closeStock}, {when(2022, 6, 13), s.judge(isExcused, 79)},
		{when(2022, 7, 7), s.grade(calendar.Date(2022, 7, 7), 9)}, {when(2022, 7, 8), s.sendLetters},
	}
}

// secondYear: the second cohort passes its midterm, one after putting things right.
func (s *story) secondYear() []step {
	return []step{
		{when(2022, 5, 19), s.report(isExcellent, isGood, rectifies, withdraws, isExtended, isExcused)},
		{when(2022, 6, 1), s.midterms(isExcellent, isExtended, rectifies)},
		{when(2022, 8, 1), s.rectified(rectifies)}, {when(2022, 8, 10), s.second(rectifies, true)},
	}
}

// thirdCohort applies, is chosen and released, and its plans are approved.
func (s *story) thirdCohort() []step {
	steps := slices.Concat(s.untilCheck(), s.untilReview(), s.scoring(), s.listing(), s.deciding(), s.noticing()[:2], []step{{noticeOver, nil}}, s.releasing())
	for i := range steps {
		if steps[i].at = s.moment(steps[i].at); !steps[i].at.After(spreadOpens) {
			steps[i].at = spreadOpens.Add(10 * time.Minute)
		}
	}
	return append(steps, step{when(2022, 7, 12), s.follow}, step{when(2022, 7, 28), s.plan}, step{when(2022, 8, 9), s.approvePlans})
}

// spread: three cases are public, one came back before, one was taken down, one of the second cohort waits to be checked; others
// use the best, and it is recommended upward.
func (s *story) spread(second, third *story) []step {
	const best = "一张清单办好十件实事"
	return []step{
		{when(2022, 6, 27), s.beginCase(isExcellent)}, {when(2022, 7, 5), s.handInCase(isExcellent, best)}, {when(2022, 7, 7), s.returnCase(isExcellent)},
		{when(2022, 7, 12), s.handInCase(isExcellent, best)}, {when(2022, 7, 14), s.checkCase(isExcellent)}, {when(2022, 7, 15), s.publishCase(isExcellent)},
		{when(2022, 7, 19), s.caseOut(isGood, "流动科普进乡村")}, {when(2022, 8, 3), s.caseOut(isExcused, "小学会办成大智库")},
		{when(2022, 8, 5), s.caseOut(rectifies, "“三长”带动基层组织全覆盖")}, {when(2022, 9, 20), s.takeDownCase(rectifies)},
		{when(2022, 10, 8), second.beginCase(isExcellent)}, {when(2022, 10, 11), second.handInCase(isExcellent, "科技人才的家门口驿站")},
		{when(2022, 10, 12), third.beginCase(isGood)},
		{when(2022, 9, 1), s.uses(isExcellent, second, isGood, calendar.Date(2022, 8, 1))}, {when(2022, 9, 6), s.useChecked(isExcellent, second, isGood, true)},
		{when(2022, 9, 13), s.uses(isExcellent, second, isExtended, calendar.Date(2022, 8, 15))}, {when(2022, 9, 16), s.useChecked(isExcellent, second, isExtended, true)},
		{when(2022, 10, 10), s.uses(isExcellent, third, isExcellent, calendar.Date(2022, 9, 1))},
		{when(2022, 9, 22), s.recommendsUpward(isExcellent)}, {when(2022, 9, 26), s.upwardLetter(isExcellent, calendar.Date(2022, 9, 26))},
	}
}

// brand: the body takes the excellent one into the brand programme; of its money the first part is paid, and some of it used.
func (s *story) brand() []step {
	return []step{
		{when(2022, 7, 21), s.intoBrand(isExcellent, calendar.Date(2022, 7, 21), 10)},
		{when(2022, 8, 2), s.drawMoney(isExcellent, calendar.Date(2022, 9, 10), calendar.Date(2022, 12, 20))},
		{when(2022, 8, 18), s.agreeMoney(isExcellent, calendar.Date(2022, 8, 18), 11)},
		{when(2022, 9, 5), s.payMoney(isExcellent, 1, "6万元", calendar.Date(2022, 9, 5))}, {when(2022, 10, 9), s.useMoney(isExcellent, "2万元")},
	}
}

// visited: the second cohort has visited one of its own.
func (s *story) visited() []step {
	return []step{
		{when(2022, 8, 8), s.visits(isExcellent, "科技人才服务现场观摩（演示）", calendar.Date(2022, 8, 25), calendar.Date(2022, 8, 18))},
		{when(2022, 8, 16), s.visitAnswers()}, {when(2022, 8, 29), s.visitSummedUp},
	}
}

// invited: the third cohort is invited to a visit; two have not answered yet.
func (s *story) invited() []step {
	return []step{
		{when(2022, 9, 30), s.visits(isGood, "现代科普工作现场观摩（演示）", calendar.Date(2022, 10, 27), calendar.Date(2022, 10, 20))},
		{when(2022, 10, 11), s.visitAnswers(isExcellent, isExtended)},
	}
}

// grade has the body's decision on every grade that waits recorded: agreed as it was proposed.
func (s *story) grade(on calendar.Day, session int) func(context.Context) error {
	return func(ctx context.Context) error {
		x := decide.Taken{Decision: store.NewID(), Cohort: s.cohort.ID, Matter: programme.MatterGrade}
		err := s.DB.Read(ctx, func(t *store.Tx) error {
			lines, err := s.Decide.Offered(t, s.cohort.ID, programme.MatterGrade)
			for _, l := range lines {
				x.Lines = append(x.Lines, decide.TakenLine{Application: l.Application, Outcome: decide.Agreed})
			}
			return err
		})
		if err != nil {
			return err
		}
		return s.recordIn(ctx, x, on, session)
	}
}
