package app

import (
	"context"
	"fmt"

	"shidian/internal/calendar"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// shownCase is the first public case of the pilot that a fate meets.
func (s *story) shownCase(ctx context.Context, of fate) (c spread.Case, err error) {
	pilot, _, err := s.meets(ctx, of)
	if err != nil {
		return c, err
	}
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := spread.Of(t, pilot.ID)
		for _, one := range all {
			if one.Public() && c.ID == "" {
				c = one
			}
		}
		if err == nil && c.ID == "" {
			err = fmt.Errorf("%s has no public case", pilot.Application.UnitName)
		}
		return err
	})
	return c, err
}

// uses: the unit of a pilot of another cohort states that it uses a case since a day.
func (s *story) uses(of fate, other *story, by fate, since calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.shownCase(ctx, of)
		if err != nil {
			return err
		}
		_, part, err := other.meets(ctx, by)
		if err != nil {
			return err
		}
		_, err = s.Spread.Adopt(ctx, other.clerks[part], spread.Adopting{Case: c.ID, Since: since.String(), How: "学习这个案例的做法，结合本地实际制定了工作制度。（演示）",
			Outcome: "已在三个乡镇推开，服务有了固定的渠道。（演示）", Count: "320", Counted: "人次", Proof: "印发的制度文件和活动签到表（演示）"})
		return err
	}
}

// useChecked: the office confirms what the unit of a pilot has stated of a case, or does not.
func (s *story) useChecked(of fate, other *story, by fate, confirms bool) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.shownCase(ctx, of)
		if err != nil {
			return err
		}
		_, part, err := other.meets(ctx, by)
		if err != nil {
			return err
		}
		var x spread.Adoption
		err = s.DB.Read(ctx, func(t *store.Tx) (err error) {
			x, _, err = spread.AdoptionBy(t, c.ID, other.clerks[part])
			return err
		})
		if err != nil {
			return err
		}
		reason := ""
		if !confirms {
			reason = "佐证材料看不出和这个案例的关系，请补充。（演示）"
		}
		return s.Spread.CheckAdoption(ctx, s.handler, x.ID, confirms, reason)
	}
}
