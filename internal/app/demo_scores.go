package app

import (
	"context"
	"time"

	"shidian/internal/clock"
	"shidian/internal/review"
)

var (
	scoresDrawn  = time.Date(2020, 6, 8, 10, 0, 0, 0, clock.Zone)
	scoresOpened = time.Date(2020, 6, 9, 9, 0, 0, 0, clock.Zone)
	scoresIn     = time.Date(2020, 6, 10, 9, 0, 0, 0, clock.Zone)
	scoresVoid   = time.Date(2020, 6, 11, 15, 0, 0, 0, clock.Zone)
	scoresClosed = time.Date(2020, 6, 12, 16, 0, 0, 0, clock.Zone)
)

// scoring is told in the week of the review: the second panel is drawn, all sheets come in, a relation that is found late
// makes one score void, both panels close.
func (s *story) scoring() []step {
	return []step{{scoresDrawn, s.drawOthers}, {scoresOpened, s.openOthers}, {scoresIn, s.scoreAll}, {scoresVoid, s.findRelation},
		{scoresVoid.Add(2 * time.Hour), s.scoreAll}, {scoresClosed, s.closePanels}}
}

// drawOthers lets the two witnesses of the second panel enter their numbers.
func (s *story) drawOthers(ctx context.Context) error {
	return s.enter(ctx, otherPanel, otherWitnesses, "20200608", "42")
}

func (s *story) openOthers(ctx context.Context) error {
	p, err := s.panel(ctx, otherPanel)
	if err != nil {
		return err
	}
	return s.Review.Open(ctx, s.handler, p.ID)
}

// scoreAll brings in what is missing in both panels: slips for those who have none, their pledges, their sheets.
func (s *story) scoreAll(ctx context.Context) error {
	for _, name := range []string{countyPanel, otherPanel} {
		if err := s.invite(ctx, name); err != nil {
			return err
		}
		r, err := s.round(ctx, name)
		if err != nil {
			return err
		}
		for _, seat := range r.Serving() {
			if seat.State != review.SeatInvited {
				continue
			}
			if err := s.pledge(ctx, r, seat, nil); err != nil {
				return err
			}
		}
		for _, m := range r.Missing() {
			if m.Seat.Expert.ID == "" {
				continue // nobody is left for that place
			}
			if err := s.score(ctx, r, m.Seat, m.Bid); err != nil {
				return err
			}
		}
	}
	return nil
}

// findRelation: it comes out that one who has scored an application is tied to it.
func (s *story) findRelation(ctx context.Context) error {
	r, err := s.round(ctx, countyPanel)
	if err != nil {
		return err
	}
	of := s.filed["丁县科协"]
	sheet := r.Counted(of)[0]
	return s.Review.LateRelation(ctx, s.handler, r.Panel.ID, sheet.Expert, of, "经核实，该专家2019年受聘为该县科技顾问（演示）")
}

// closePanels ends the scoring; where no substitute was left, with the reason.
func (s *story) closePanels(ctx context.Context) error {
	for _, name := range []string{countyPanel, otherPanel} {
		r, err := s.round(ctx, name)
		if err != nil {
			return err
		}
		reason := ""
		if len(r.Missing()) > 0 {
			reason = "专家回避后备选已用完，其余评分均已提交（演示）"
		}
		if err := s.Review.Close(ctx, s.handler, r.Panel.ID, reason); err != nil {
			return err
		}
	}
	return nil
}
