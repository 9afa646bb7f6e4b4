package spread

import (
	"crypto/rand"
	"encoding/json"
	"fmt"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// LaterMoney is what this room makes of a decision about money.
func (r *Room) LaterMoney() decide.Later {
	return decide.Later{Lines: moneyLines, May: mayDecideMoney, Carry: carryMoney,
		Words: "同意的，按拟定的总额、用途和各笔安排批准，单位立即收到消息，可以登记拨付；不同意的，可以重新拟定。"}
}

// moneyLines are the fundings of a cohort that wait for the body, by the units' numbers.
func moneyLines(t *store.Tx, cohort string) (lines []decide.Ranked, err error) {
	c, err := call.Get(t, cohort)
	if err != nil {
		return nil, err
	}
	all, err := BrandIn(t, everybody, c)
	for _, b := range all {
		if f, open := b.Open(); open {
			lines = append(lines, decide.Ranked{Application: b.Application.ID, Notes: FundingWords(f), Basis: f.ID})
		}
	}
	return lines, err
}

// FundingWords say what is to be given, what for and in which parts.
func FundingWords(f Funding) string {
	text := "总额 " + f.Total.String() + "。用途："
	for i, l := range f.Lines {
		if i > 0 {
			text += "，"
		}
		text += l.What + " " + l.Amount.String()
	}
	text += "。拨付："
	for i, part := range f.Instalments {
		if i > 0 {
			text += "，"
		}
		text += fmt.Sprintf("第%d笔 %s，%s前", part.N, part.Amount, dayInWords(part.By))
		if part.Terms != "" {
			text += "（" + part.Terms + "）"
		}
	}
	return text + "。"
}

func mayDecideMoney(t *store.Tx, application string) error {
	_, _, err := openFunding(t, application)
	return err
}

// openFunding is the funding of an application's pilot that waits for the body; refused when none does.
func openFunding(t *store.Tx, application string) (b Branded, f Funding, err error) {
	p, err := run.ByApplication(t, application)
	if err != nil {
		return b, f, err
	}
	in, err := InBrand(t, p.ID)
	if err != nil {
		return b, f, err
	}
	waits := false
	if in {
		if b, err = BrandOf(t, p.ID); err != nil {
			return b, f, err
		}
		f, waits = b.Open()
	}
	if !waits {
		err = fault.Conflict("J4", "这个单位没有待研究的经费，请刷新页面查看。")
	}
	return b, f, err
}

func carryMoney(t *act.Tx, d decide.Decision) error {
	for _, line := range d.Lines {
		b, f, err := openFunding(t.Tx, line.Application)
		if err != nil {
			return err
		}
		f.State, f.Decision, f.DecidedOn, f.Answer = FundingAgreed, d.ID, d.On, line.Reason
		if line.Outcome != decide.Agreed {
			f.State = FundingStruck
		}
		if err := updateFunding(t, f, rand.Text()); err != nil {
			return err
		}
		if err := t.Along(FundingObject(f.ID), FundingDrawn, f.State); err != nil {
			return err
		}
		if f.State == FundingAgreed {
			text := fmt.Sprintf("经研究，给予贵单位%s经费支持。%s请专款专用，拨付以后报送使用情况。", b.Programme().Stages.Spread.Brand, FundingWords(f))
			if err := tellBrand(t.Tx, b.Case, "经费支持", text); err != nil {
				return err
			}
		}
	}
	return nil
}

// moneyAwaits names the applications about whose money a decision waits for the approver.
func moneyAwaits(t *store.Tx) (map[string]bool, error) {
	proposed, err := recordsAwaiting(t)
	awaits := map[string]bool{}
	for _, params := range proposed {
		x, err := decide.TakenIn(json.RawMessage(params))
		if err != nil {
			return nil, err
		}
		for _, l := range x.Lines {
			awaits[l.Application] = awaits[l.Application] || x.Matter == programme.MatterMoney
		}
	}
	return awaits, err
}

// MoneyAwaits tells whether a decision about the money of an application's pilot waits for the approver.
func MoneyAwaits(t *store.Tx, application string) (bool, error) {
	awaits, err := moneyAwaits(t)
	return awaits[application], err
}
