package app

import (
	"context"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/programme"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// openCounties begins the scoring: all but the last accept, and one of them declares a relation. The substitute who comes
// in for that application waits for his slip.
func (s *story) openCounties(ctx context.Context) error {
	r, err := s.round(ctx, countyPanel)
	if err == nil {
		err = s.Review.Open(ctx, s.handler, r.Panel.ID)
	}
	if err != nil {
		return err
	}
	serving := r.Serving()
	for i, seat := range serving[:len(serving)-1] {
		var relations map[string]string
		if mine := r.AssignedTo(seat.Expert.ID); i == 2 {
			last := mine[len(mine)-1].Application.ID
			relations = map[string]string{strconv.Itoa(r.Ordinal(last)): "曾任该单位改革工作顾问（演示）"}
		}
		if err := s.pledge(ctx, r, seat, relations); err != nil {
			return err
		}
	}
	return nil
}

// pledge lets an expert accept, with the relations that he declares.
func (s *story) pledge(ctx context.Context, r review.Round, seat review.Seat, relations map[string]string) error {
	expert, err := s.seated(ctx, seat)
	if err != nil {
		return err
	}
	return s.Review.AcceptSeat(ctx, expert, r.Panel.ID, true, relations)
}

// seated is the expert of a seat under the account that he was given for it.
func (s *story) seated(ctx context.Context, seat review.Seat) (expert access.Actor, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error { expert, err = unit.ActorOf(t, seat.Account); return err })
	return expert, err
}

// scoreHalf: two experts have scored everything, one a half, with a draft of the next; the others have still to begin.
func (s *story) scoreHalf(ctx context.Context) error {
	r, err := s.round(ctx, countyPanel)
	if err != nil {
		return err
	}
	for k, seat := range r.Serving()[:3] {
		mine := r.AssignedTo(seat.Expert.ID)
		sent := len(mine)
		if k == 2 {
			sent /= 2
		}
		for _, b := range mine[:sent] {
			if err := s.score(ctx, r, seat, b); err != nil {
				return err
			}
		}
		if sent < len(mine) {
			if err := s.draft(ctx, r, seat, mine[sent]); err != nil {
				return err
			}
		}
	}
	return nil
}

// score submits an expert's sheet of an application.
func (s *story) score(ctx context.Context, r review.Round, seat review.Seat, b review.Bid) error {
	expert, err := s.seated(ctx, seat)
	if err != nil {
		return err
	}
	return s.Review.Score(ctx, expert, r.Panel.ID, ordinal(r, b), sheetOf(r, seat, b))
}

// draft leaves a sheet half typed.
func (s *story) draft(ctx context.Context, r review.Round, seat review.Seat, b review.Bid) error {
	expert, err := s.seated(ctx, seat)
	if err != nil {
		return err
	}
	typed := sheetOf(r, seat, b)
	delete(typed.Points, r.Panel.Criteria[len(r.Panel.Criteria)-1].Key)
	_, err = s.Review.SaveDraft(ctx, expert, r.Panel.ID, ordinal(r, b), typed)
	return err
}

func ordinal(r review.Round, b review.Bid) string {
	return strconv.Itoa(r.Ordinal(b.Application.ID))
}

// The invented scores: how good each application of a panel is held to be, and how strict the expert at each place is.
// The fifth application of a panel is judged low; the second of those who score the fourth is far off from the others.
var (
	demoMerits = []int{88, 81, 90, 76, 57, 85, 79}
	demoMoods  = []int{2, -3, 0, 4, -5, 1, -1, 3}
)

// sheetOf is what the expert of a seat gives an application.
func sheetOf(r review.Round, seat review.Seat, b review.Bid) review.Typed {
	n := r.Ordinal(b.Application.ID) - 1
	total := demoMerits[n%len(demoMerits)] + demoMoods[seat.Place%len(demoMoods)]
	if scorers := r.Assigned[b.Application.ID]; n == 3 && len(scorers) > 1 && seat.Expert.ID == scorers[1] {
		total -= 30
	}
	typed := review.Typed{Points: pointsOf(r.Panel.Criteria, total)}
	if review.NeedsComment(r.Panel, total) {
		typed.Comment = "改革措施还不够具体，预期成果难以检查。（演示）"
	}
	return typed
}

// pointsOf spreads a total over the criteria by their weights; what is left over goes to the first that have room.
func pointsOf(criteria []programme.Criterion, total int) map[string]string {
	points := make([]int, len(criteria))
	left := total
	for i, c := range criteria {
		points[i] = c.Weight * total / 100
		left -= points[i]
	}
	typed := map[string]string{}
	for i, c := range criteria {
		more := min(left, c.Weight-points[i])
		left -= more
		typed[c.Key] = strconv.Itoa(points[i] + more)
	}
	return typed
}
