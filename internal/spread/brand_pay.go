package spread

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Pay registers what was paid of an instalment (J4).
func (r *Room) Pay(ctx context.Context, actor access.Actor, x Paying) error {
	if err := r.proven(x.Proof); err != nil {
		return err
	}
	return r.onFunding(ctx, actor, rowPay, x.Pilot, x.Funding, func(t *act.Tx, b Branded, f Funding) error {
		p, err := r.paid(t, f, x, "")
		if err != nil {
			return err
		}
		text := fmt.Sprintf("第%d笔经费 %s 已于%s拨付，请查收。使用以后请报送使用情况。", p.Instalment, p.Amount, dayInWords(p.On))
		if err := tellBrand(t.Tx, b.Case, "经费已拨付", text); err != nil {
			return err
		}
		return t.Move(f.State, FundingAgreed)
	})
}

// paid judges and writes one payment. but is the payment in whose place it comes.
func (r *Room) paid(t *act.Tx, f Funding, x Paying, but string) (p Payment, err error) {
	if err := MayPay(f, x.Instalment); err != nil {
		return p, err
	}
	p, wrong := PaidAs(f, x, today(t.Tx))
	taken, err := voucherTaken(t.Tx, p.Voucher, but)
	if err != nil {
		return p, err
	}
	if taken && p.Voucher != "" {
		wrong = append(wrong, fault.Field{Key: "voucher", Message: "这个凭证号已经登记过，不能重复。"})
	}
	if len(wrong) > 0 {
		return p, fault.Invalid("拨付还不能登记，请先补正以下各处。", wrong...)
	}
	p.ID, p.At, p.Account = store.NewID(), t.Now(), t.Actor.Account
	t.Froze(proofHash(p.Proof))
	return p, insertPayment(t, p)
}

// Reversing is a payment that was mistaken, and what is right in its place.
type Reversing struct {
	Payment string
	Why     string
	Again   bool // register what is right at once
	Paying
}

// Reverse takes back a payment that was registered by mistake (J4): it stays to be read, with the reason, and counts no more. What
// is right can be registered in the same act, so that nothing that rests on it falls in between.
func (r *Room) Reverse(ctx context.Context, actor access.Actor, x Reversing) error {
	if err := r.proven(x.Proof); err != nil {
		return err
	}
	return r.onFunding(ctx, actor, rowReverse, x.Pilot, x.Funding, func(t *act.Tx, b Branded, f Funding) error {
		i := slices.IndexFunc(f.Payments, func(p Payment) bool { return p.ID == x.Payment })
		if i < 0 {
			return fault.NotFound()
		}
		if err := MayReverse(f.Payments[i], x.Why); err != nil {
			return err
		}
		f.Payments = slices.Clone(f.Payments)
		old := &f.Payments[i]
		old.ReversedAt, old.ReversedBy, old.Why = t.Now(), actor.Account, strings.TrimSpace(x.Why)
		if x.Again {
			x.Instalment = old.Instalment
			p, err := r.paid(t, f, x.Paying, old.ID)
			if err != nil {
				return err
			}
			old.Instead = p.ID
			f.Payments = append(f.Payments, p)
			old = &f.Payments[i]
		}
		if err := Sound(f); err != nil {
			return err
		}
		if err := reversePayment(t, *old, t.Because(old.Why)); err != nil {
			return err
		}
		text := fmt.Sprintf("第%d笔经费 %s（凭证%s）的登记有误，已经冲正。理由：%s", old.Instalment, old.Amount, old.Voucher, old.Why)
		if err := tellBrand(t.Tx, b.Case, "经费拨付登记已冲正", text); err != nil {
			return err
		}
		return t.Move(f.State, FundingAgreed)
	})
}
