package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// visits: the office announces a visit at the pilot that a fate meets, for the pilots of its own cohort.
func (s *story) visits(host fate, title string, on, answerBy calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, host)
		if err != nil {
			return err
		}
		_, err = s.Spread.AnnounceExchange(ctx, s.handler, spread.AnnouncingExchange{Title: title, Kind: spread.ExchangeVisit, From: on.String(), Hours: "上午9时",
			Place: c.Application.UnitName + "（演示）", Host: c.ID, Cohorts: []string{s.cohort.ID}, Words: "看三处现场，每个单位不超过5人，食宿统一安排。（演示）", AnswerBy: answerBy.String()})
		return err
	}
}

// visitOf is the newest activity of the story's cohort that is announced.
func (s *story) visitOf(ctx context.Context) (roll spread.ExchangeRoll, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := spread.Exchanges(t, s.handler)
		for _, e := range all {
			if e.State == spread.ExchangeAnnounced && slices.Contains(e.Cohorts, s.cohort.ID) && err == nil && !roll.At.After(e.At) {
				roll, err = spread.ExchangeByID(t, s.handler, e.ID)
			}
		}
		if err == nil && roll.Exchange.ID == "" {
			err = fmt.Errorf("%s has no activity", s.cohort.Title())
		}
		return err
	})
	return roll, err
}

// visitAnswers: the units that are invited answer, all but some; every third does not come.
func (s *story) visitAnswers(but ...fate) func(context.Context) error {
	return s.each(func(ctx context.Context, part string, n int) error {
		roll, err := s.visitOf(ctx)
		if err != nil {
			return err
		}
		c, err := s.pilotOf(ctx, part)
		if err != nil || c.ID == roll.Host.ID || !run.Living(c.State) || slices.Contains(but, fate(n)) {
			return err
		}
		x := spread.AnsweringExchange{Pilot: c.ID, Coming: "yes", People: strconv.Itoa(2 + n%3)}
		if n%3 == 2 {
			x = spread.AnsweringExchange{Pilot: c.ID, Coming: "no", Note: "当天有换届会议。（演示）"}
		}
		return s.Spread.AnswerExchange(ctx, s.clerks[part], roll.Exchange.ID, x)
	})
}

// visitSummedUp: the activity is summed up; those were there who said so.
func (s *story) visitSummedUp(ctx context.Context) error {
	roll, err := s.visitOf(ctx)
	if err != nil {
		return err
	}
	x := spread.SummingUp{Words: "看了三处现场，座谈交流了制度、队伍和经费的做法，商定结对两组。（演示）", Attended: map[string]string{}}
	for _, l := range roll.Lines {
		if l.Answer.Coming {
			x.Attended[l.ID] = strconv.Itoa(l.Answer.People)
		}
	}
	return s.Spread.SumUpExchange(ctx, s.handler, roll.Exchange.ID, x)
}

// visitCalledOff: the activity is called off.
func (s *story) visitCalledOff(ctx context.Context) error {
	roll, err := s.visitOf(ctx)
	if err != nil {
		return err
	}
	return s.Spread.CallOffExchange(ctx, s.handler, roll.Exchange.ID, "防汛需要，另行安排。（演示）")
}
