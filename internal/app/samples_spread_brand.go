package app

import (
	"bytes"
	"context"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandLedger is the ledger of the money of one pilot that was just released: decision, payments and uses are made up.
func (s *sampler) brandLedger(ctx context.Context, of *story) error {
	var out bytes.Buffer
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		pilots, err := run.Of(t, of.cohort.ID)
		if err != nil || len(pilots) == 0 {
			return err
		}
		c, err := run.CaseOf(t, pilots[0].ID)
		if err != nil {
			return err
		}
		return spread.WriteBrandLedger(&out, []spread.Branded{{Case: c, Fundings: []spread.Funding{sampleFunding()}}}, t.Now())
	})
	return s.write("brand-ledger.xlsx", out.Bytes(), err)
}

// sampleFunding is made-up money of 100 000 yuan in two parts: the first was paid, by a slip reversed and paid again, and the
// use of half of it is confirmed.
func sampleFunding() spread.Funding {
	const tenThou spread.Fen = 1000000
	day := func(month time.Month, day int) calendar.Day { return calendar.Date(2022, month, day) }
	use := func(n int, state act.State, on calendar.Day, amount spread.Fen, words string) spread.Spending {
		return spread.Spending{N: n, State: state, At: on.Start(), Lines: []spread.SpendingLine{{Line: 1, Amount: amount, Words: words}}}
	}
	return spread.Funding{N: 1, State: spread.FundingAgreed, Total: 10 * tenThou, DecidedOn: day(7, 20),
		Lines:       []spread.FundingLine{{N: 1, What: "骨干培训（示例）", Amount: 6 * tenThou}, {N: 2, What: "教材编印（示例）", Amount: 4 * tenThou}},
		Instalments: []spread.Instalment{{N: 1, Amount: 6 * tenThou, By: day(8, 31)}, {N: 2, Amount: 4 * tenThou, By: day(12, 15), Terms: "第一笔使用情况已经确认"}},
		Payments: []spread.Payment{
			{ID: "1", Instalment: 1, Amount: 6 * tenThou, On: day(8, 20), Voucher: "示例-11", ReversedAt: day(8, 22).Start(), Why: "凭证号填错（示例）", Instead: "2"},
			{ID: "2", Instalment: 1, Amount: 6 * tenThou, On: day(8, 22), Voucher: "示例-12"}},
		Spendings: []spread.Spending{use(1, spread.SpendingConfirmed, day(9, 20), 3*tenThou, "举办骨干培训班两期（示例）"),
			use(2, spread.SpendingReported, day(10, 12), tenThou, "教师课酬、场地（示例）")}}
}
