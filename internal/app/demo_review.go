package app

import (
	"context"
	"fmt"
	"time"

	"shidian/internal/accept"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/notify"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// The scene "review": Monday 8 June 2020. The formal check is over: thirteen are accepted, one is not, one was not
// recommended. The panel of the counties was drawn and scores; that of societies, enterprises and cities waits for its
// witnesses' numbers.
var (
	reviewLastDay  = time.Date(2020, 5, 18, 15, 0, 0, 0, clock.Zone)
	reviewLate     = time.Date(2020, 5, 20, 10, 0, 0, 0, clock.Zone)
	reviewMended   = time.Date(2020, 5, 22, 16, 0, 0, 0, clock.Zone)
	reviewAccepted = time.Date(2020, 5, 26, 9, 0, 0, 0, clock.Zone)
	reviewTold     = time.Date(2020, 5, 27, 9, 0, 0, 0, clock.Zone)
	reviewFormed   = time.Date(2020, 6, 1, 9, 0, 0, 0, clock.Zone)
	reviewKept     = time.Date(2020, 6, 2, 9, 0, 0, 0, clock.Zone)
	reviewDrawn    = time.Date(2020, 6, 3, 9, 30, 0, 0, clock.Zone)
	reviewInvited  = time.Date(2020, 6, 3, 15, 0, 0, 0, clock.Zone)
	reviewOpened   = time.Date(2020, 6, 4, 9, 0, 0, 0, clock.Zone)
	reviewScored   = time.Date(2020, 6, 5, 9, 0, 0, 0, clock.Zone)
	reviewBegun    = time.Date(2020, 6, 8, 8, 30, 0, 0, clock.Zone)
	reviewBegins   = time.Date(2020, 6, 8, 9, 0, 0, 0, clock.Zone)
)

// untilReview is told in the three weeks from the deadline to the review.
func (s *story) untilReview() []step {
	return []step{{reviewLastDay, s.recommendRest}, {reviewLastDay.Add(time.Hour), s.papersInTime}, {reviewLate, s.decideOverrun},
		{reviewLate.Add(time.Hour), s.paperLate}, {reviewMended, s.supplemented}, {reviewAccepted, s.checkRest}, {reviewTold, s.sendLetters},
		{reviewFormed, s.formPanels}, {reviewKept, s.keepAway}, {reviewDrawn, s.beginCounties},
		{reviewDrawn.Add(10 * time.Minute), s.drawCounties}, {reviewInvited, s.refuseFirst},
		{reviewOpened, s.openCounties}, {reviewScored, s.scoreHalf}, {reviewBegun, s.beginOthers}, {reviewBegins, nil}}
}

// recommendRest: on the last day the cities finish, and the county that had it back submits again.
func (s *story) recommendRest(ctx context.Context) error {
	if err := s.retype(ctx, "庚县科协", "expected_results", "形成制度文件2项、典型案例3个，培训基层科协干部200人次。（演示数据）"); err != nil {
		return err
	}
	if err := s.submit(ctx, "庚县科协"); err != nil {
		return err
	}
	for _, e := range []struct{ city, county string }{{"jiashi", "甲县科协"}, {"jiashi", "乙县科协"}, {"bingshi", "辛县科协"}, {"bingshi", "庚县科协"}} {
		city, err := s.actorBy(ctx, s.login(e.city))
		if err != nil {
			return err
		}
		a, err := s.bid(ctx, e.county)
		if err == nil {
			err = s.Recommend.Endorse(ctx, city, a.ID, a.Version, recommend.Opinion{Text: "情况属实，同意推荐。"}, "")
		}
		if err != nil {
			return fmt.Errorf("%s：%w", e.county, err)
		}
	}
	city, err := s.actorBy(ctx, s.login("jiashi"))
	if err != nil {
		return err
	}
	return s.Recommend.Decline(ctx, city, s.filed["丙县科协"], 1, "本市名额已满，该县改革内容与甲县相近。（演示）")
}

// papersInTime: the sealed copies that reach the counter before the deadline.
func (s *story) papersInTime(ctx context.Context) error {
	for i, of := range []string{"甲县科协", "乙县科协", "丁县科协", "戊县科协", "己县科协", "庚县科协", "辛县科协", "乙市科协", "省丙学会", "甲企业科协", "乙企业科协"} {
		if err := s.paper(ctx, of, s.day(time.May, 18), fmt.Sprintf("YANSHI%04d", 11+i)); err != nil {
			return err
		}
	}
	return nil
}

// paper registers three sealed copies of the version in force.
func (s *story) paper(ctx context.Context, of string, received calendar.Day, courier string) error {
	a, err := s.bid(ctx, of)
	if err == nil {
		_, err = s.Accept.Register(ctx, s.handler, accept.Paper{Application: a.ID, Version: a.Version, Copies: 3, Sealed: 3, Seal: accept.SealOwn,
			Pages: 12, Received: received, Courier: courier})
	}
	return err
}

// decideOverrun: the third county of a city is agreed to, by two persons.
func (s *story) decideOverrun(ctx context.Context) error {
	proposal, err := s.Recommend.ProposeAnswer(ctx, s.handler, recommend.Decision{Application: s.filed["己县科协"], Agreed: true,
		Reason: "经研究，该县改革内容与已推荐的不重复，同意超出名额推荐。（演示）"})
	return s.confirm(ctx, proposal, err)
}

// paperLate: the copies of one come two days after the deadline.
func (s *story) paperLate(ctx context.Context) error {
	return s.paper(ctx, "省丁学会", s.day(time.May, 20), "YANSHI0031")
}

// supplemented: the society mends what it was asked for and sends the new copies.
func (s *story) supplemented(ctx context.Context) error {
	err := s.retype(ctx, "省乙学会", "work_plan", "工作目标：两年建成可复制的机制。实施步骤：第一年6月至12月调研起草，次年试行，第三年5月前总结推广。保障措施：成立工作组，每季度检查。（演示数据）")
	if err == nil {
		err = s.submit(ctx, "省乙学会")
	}
	if err == nil {
		err = s.paper(ctx, "省乙学会", s.day(time.May, 22), "YANSHI0032")
	}
	return err
}

// checkRest: everybody else is accepted, but the one whose paper came too late.
func (s *story) checkRest(ctx context.Context) error {
	for _, of := range append(append([]string{}, countyBids...), otherBids...) {
		if of == "省甲学会" {
			continue // on 17 May
		}
		if err := s.accept(ctx, of); err != nil {
			return fmt.Errorf("%s：%w", of, err)
		}
	}
	if err := s.checked(ctx, "省丁学会", "in_time", accept.Fatal, "纸质版5月20日收到，超过截止时间（演示）"); err != nil {
		return err
	}
	proposal, err := s.Accept.ProposeReject(ctx, s.handler, s.filed["省丁学会"], 1, "纸质版未在截止时间前送达。（演示）")
	return s.confirm(ctx, proposal, err)
}

// sendLetters: the office has read the letters that wait, and sends them all.
func (s *story) sendLetters(ctx context.Context) error {
	var ids []string
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		waiting, err := notify.Waiting(t)
		for _, l := range waiting {
			ids = append(ids, l.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.Outbox.Release(ctx, s.handler, ids)
}
