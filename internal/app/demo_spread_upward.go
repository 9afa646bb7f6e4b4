package app

import (
	"context"
	"fmt"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/spread"
)

// recommendsUpward: two persons recommend the public case of a pilot to the body above.
func (s *story) recommendsUpward(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.shownCase(ctx, of)
		if err != nil {
			return err
		}
		proposal, err := s.Spread.Recommend(ctx, s.handler, c.ID, spread.UpwardForm{Reason: "机制成熟，目标全部完成，成效有数据和佐证。（演示）",
			Novelty: "不增加机构和编制，把基层骨干组织起来。（演示）", Copying: "章程、职责清单和年度任务清单可以直接采用。（演示）"})
		return s.confirm(ctx, proposal, err)
	}
}

// upwardLetter: the letter was sent.
func (s *story) upwardLetter(of fate, dated calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.shownCase(ctx, of)
		if err != nil {
			return err
		}
		return s.Spread.RegisterUpwardLetter(ctx, s.handler, c.ID, fmt.Sprintf("鲁科协演示函〔%d〕6号", dated.Year()), dated.String())
	}
}

// upwardAnswered: the body above took the case, or did not.
func (s *story) upwardAnswered(of fate, to act.State) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.shownCase(ctx, of)
		if err != nil {
			return err
		}
		words := map[act.State]string{spread.Taken: "收入典型案例选编。（演示）", spread.NotTaken: "当期选编名额已满，建议继续积累。（演示）"}
		return s.Spread.RegisterOutcome(ctx, s.handler, c.ID, spread.Answer{State: to, On: calendar.DayOf(s.DB.Clock.Now()).String(), Words: words[to]})
	}
}
