package app

import (
	"context"
	"fmt"

	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandLine records what the body decided of one pilot in a matter of the brand programme.
func (s *story) brandLine(m programme.Matter, of fate, on calendar.Day, session int) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		return s.recordIn(ctx, decide.Taken{Decision: store.NewID(), Cohort: s.cohort.ID, Matter: m,
			Lines: []decide.TakenLine{{Application: c.Application.ID, Outcome: decide.Agreed}}}, on, session)
	}
}

// intoBrand: the body takes a pilot into the brand programme.
func (s *story) intoBrand(of fate, on calendar.Day, session int) func(context.Context) error {
	return s.brandLine(programme.MatterBrand, of, on, session)
}

// agreeMoney: the body agrees to the money that was drawn up.
func (s *story) agreeMoney(of fate, on calendar.Day, session int) func(context.Context) error {
	return s.brandLine(programme.MatterMoney, of, on, session)
}

// drawMoney draws up what a pilot is to be given, in two parts.
func (s *story) drawMoney(of fate, first, second calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		_, err = s.Spread.Draw(ctx, s.handler, spread.Drawing{Pilot: c.ID, Total: "10万元", Words: "支持形成可以推广的制度和培训教材。（演示）",
			Lines:       []spread.DrawnLine{{What: "骨干培训", Amount: "5万元"}, {What: "教材编印", Amount: "3万元"}, {What: "成果展示", Amount: "2万元"}},
			Instalments: []spread.DrawnInstalment{{Amount: "6万元", By: first.String()}, {Amount: "4万元", By: second.String(), Terms: "第一笔使用情况已经确认"}}})
		return err
	}
}

// fundingOf is the newest money of a pilot.
func (s *story) fundingOf(ctx context.Context, of fate) (f spread.Funding, part string, err error) {
	c, part, err := s.meets(ctx, of)
	if err != nil {
		return f, part, err
	}
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		b, err := spread.BrandOf(t, c.ID)
		if err == nil {
			f = b.Fundings[len(b.Fundings)-1]
		}
		return err
	})
	return f, part, err
}

// payMoney registers that an instalment was paid.
func (s *story) payMoney(of fate, instalment int, amount string, on calendar.Day) func(context.Context) error {
	return func(ctx context.Context) error {
		f, _, err := s.fundingOf(ctx, of)
		if err != nil {
			return err
		}
		voucher, err := s.stored("拨付凭证", fmt.Sprintf("第%d笔 %s，%s拨付。（演示）", instalment, amount, on))
		if err != nil {
			return err
		}
		return s.Spread.Pay(ctx, s.handler, spread.Paying{Pilot: f.Pilot, Funding: f.ID, Instalment: instalment, Amount: amount, On: on.String(),
			Voucher: fmt.Sprintf("演示〔%d〕%d-%d", on.Year(), f.N, instalment), Proof: voucher, Met: true})
	}
}

// useMoney: the unit states what it used of the first line.
func (s *story) useMoney(of fate, amount string) func(context.Context) error {
	return func(ctx context.Context) error {
		f, part, err := s.fundingOf(ctx, of)
		if err != nil {
			return err
		}
		proof, err := s.stored("支出凭证", "发票和签到表。（演示）")
		if err != nil {
			return err
		}
		return s.Spread.StateUse(ctx, s.clerks[part], spread.Stating{Pilot: f.Pilot, Funding: f.ID, Amounts: map[int]string{1: amount},
			Details: map[int]string{1: "举办两期骨干培训班。（演示）"}, Files: []string{proof}})
	}
}

// confirmUse: the office confirms what was stated last.
func (s *story) confirmUse(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		f, _, err := s.fundingOf(ctx, of)
		if err != nil {
			return err
		}
		last, _ := f.Asked(spread.SpendingReported)
		return s.Spread.Settle(ctx, s.handler, spread.Settling{Pilot: f.Pilot, Spending: last.ID, To: spread.SpendingConfirmed})
	}
}
