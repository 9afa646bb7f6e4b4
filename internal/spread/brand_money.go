package spread

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// The rows of the table of acts.
var (
	rowDraw = act.Row{Name: "spread.draw_funding", Title: "拟定经费", Who: handlers, From: []act.State{""}, To: []act.State{FundingDrawn},
		With:  []act.Step{{From: FundingDrawn, To: FundingReplaced}},
		Guard: "没有纳入品牌培育；本项目不给予经费支持；金额没有写明单位；用途合计、各笔合计和总额不等；正在提请审签（J4）"}
	rowDropFunding = act.Row{Name: "spread.drop_funding", Title: "撤回经费方案", Who: handlers, From: []act.State{FundingDrawn}, To: []act.State{FundingDropped},
		Guard: "没有写明理由；已经研究；正在提请审签（J4）"}
	rowPay = act.Row{Name: "spread.pay", Title: "登记拨付", Who: handlers, From: []act.State{FundingAgreed}, To: []act.State{FundingAgreed},
		Guard: "没有经研究同意；超过这一笔的余额；前一笔没有拨付完；已经拨付；日期晚于今天或者早于研究决定；凭证号重复；没有凭证；没有核对拨付条件（J4）"}
	rowReverse = act.Row{Name: "spread.reverse", Title: "冲正拨付", Who: handlers, From: []act.State{FundingAgreed}, To: []act.State{FundingAgreed},
		Guard: "没有写明理由；已经冲正；后面的各笔已经拨付；单位报送的使用超过余下的拨付（J4）"}
	rowSpend = act.Row{Name: "spread.report_use", Title: "报送经费使用情况", Who: unitPeople, From: []act.State{""}, To: []act.State{SpendingReported},
		With:  []act.Step{{From: SpendingReported, To: SpendingReplaced}},
		Guard: "没有拨付；一项用途超过批准的金额；合计超过已经拨付的金额；没有证明材料（J4）"}
	rowSettle = act.Row{Name: "spread.settle", Title: "答复经费使用情况", Who: handlers, From: []act.State{SpendingReported},
		To: []act.State{SpendingConfirmed, SpendingReturned}, Guard: "已经答复；退回没有写明补正什么（J4）"}
)

func today(t *store.Tx) calendar.Day { return calendar.DayOf(t.Now()) }

// money reads a pilot of the brand programme for an act, kept from everybody else, and asks the policy.
func (r *Room) money(t *act.Tx, pilot string, may func(access.Actor, run.Case) access.Verdict) (Branded, error) {
	b, err := lockedBrand(t.Tx, pilot)
	if err == nil {
		err = t.Allow(may(t.Actor, b.Case))
	}
	return b, err
}

// onFunding performs an act on a funding of a pilot.
func (r *Room) onFunding(ctx context.Context, actor access.Actor, row act.Row, pilot, id string, work func(*act.Tx, Branded, Funding) error) error {
	_, err := r.Door.Do(ctx, actor, row, FundingObject(id), func(t *act.Tx) error {
		b, err := r.money(t, pilot, mayFund)
		if err != nil {
			return err
		}
		f, err := fundingOf(b, id)
		if err != nil {
			return err
		}
		return work(t, b, f)
	})
	return err
}

func fundingOf(b Branded, id string) (Funding, error) {
	i := slices.IndexFunc(b.Fundings, func(f Funding) bool { return f.ID == id })
	if i < 0 {
		return Funding{}, fault.NotFound()
	}
	return b.Fundings[i], nil
}

func replaceFunding(t *act.Tx, f Funding) error {
	f.State = FundingReplaced
	if err := updateFunding(t, f, rand.Text()); err != nil {
		return err
	}
	return t.Along(FundingObject(f.ID), FundingDrawn, FundingReplaced)
}

// Draw draws up what a pilot of the brand programme is to be given (J4). One that was drawn up and not decided is replaced.
func (r *Room) Draw(ctx context.Context, actor access.Actor, x Drawing) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowDraw, FundingObject(id), func(t *act.Tx) error {
		b, err := r.money(t, x.Pilot, mayFund)
		if err != nil {
			return err
		}
		awaits, err := moneyAwaits(t.Tx)
		if err != nil {
			return err
		}
		if err := MayDraw(b.Programme(), awaits[b.Application.ID]); err != nil {
			return err
		}
		if err := run.Older("J4", x.Upon, UponFunding(b)); err != nil {
			return err
		}
		f, wrong := DrawUp(x, today(t.Tx))
		if len(wrong) > 0 {
			return fault.Invalid("经费还不能拟定，请先补正以下各处。", wrong...)
		}
		if old, open := b.Open(); open {
			if err := replaceFunding(t, old); err != nil {
				return err
			}
		}
		f.ID, f.Pilot, f.N, f.State, f.At, f.Account = id, x.Pilot, len(b.Fundings)+1, FundingDrawn, t.Now(), actor.Account
		if err := insertFunding(t, f); err != nil {
			return err
		}
		if err := run.ForgetDraft(t.Tx, x.Pilot, DraftFunding); err != nil {
			return err
		}
		return t.Move("", FundingDrawn)
	})
	return id, err
}

// DropFunding takes back what was drawn up, before it is decided (J4).
func (r *Room) DropFunding(ctx context.Context, actor access.Actor, pilot, id, reason string) error {
	return r.onFunding(ctx, actor, rowDropFunding, pilot, id, func(t *act.Tx, b Branded, f Funding) error {
		awaits, err := moneyAwaits(t.Tx)
		if err != nil {
			return err
		}
		if err := MayDropFunding(f, awaits[b.Application.ID], reason); err != nil {
			return err
		}
		f.State, f.Answer = FundingDropped, strings.TrimSpace(reason)
		if err := updateFunding(t, f, t.Because(f.Answer)); err != nil {
			return err
		}
		return t.Move(FundingDrawn, FundingDropped)
	})
}

// proven refuses a voucher that is none of the file store's; that there has to be one, the rules say.
func (r *Room) proven(hash string) error {
	if hash == "" {
		return nil
	}
	return r.stored("proof", hash)
}

func proofHash(hash string) []byte {
	sum, _ := hex.DecodeString(hash) // a hash of the file store
	return sum
}
