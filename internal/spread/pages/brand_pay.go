package pages

import (
	"net/http"
	"slices"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

func (v *moneyView) paying(_ *store.Tx, about string) error {
	if err := spread.MayFund(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if err := v.about(about); err != nil {
		return err
	}
	next, has := v.Funding.Next()
	if !has {
		return fault.Conflict("J4", "现在没有要拨付的。请刷新页面查看。")
	}
	v.Part = next
	if v.Form == nil {
		v.Form = kit.Typed{"amount": {(next.Amount - v.Funding.PaidOf(next.N)).String()}}
	}
	return nil
}

func (v *moneyView) reversing(_ *store.Tx, about string) error {
	if err := spread.MayFund(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	for _, f := range v.Fundings {
		i := slices.IndexFunc(f.Payments, func(p spread.Payment) bool { return p.ID == about })
		if i < 0 {
			continue
		}
		v.Funding, v.Payment = f, f.Payments[i]
		v.Part = f.Instalments[slices.IndexFunc(f.Instalments, func(part spread.Instalment) bool { return part.N == v.Payment.Instalment })]
		if v.Form == nil {
			v.Form = kit.Typed{"amount": {v.Payment.Amount.String()}, "on": {v.Payment.On.String()}, "voucher": {v.Payment.Voucher}}
		}
		return nil
	}
	return fault.NotFound()
}

func paymentIn(r *http.Request, form *kit.Form, came kit.Came) spread.Paying {
	instalment, _ := strconv.Atoi(form.Text("instalment"))
	return spread.Paying{Pilot: r.PathValue("id"), Funding: form.Text("funding"), Instalment: instalment, Amount: form.Text("amount"), On: form.Text("on"), Voucher: form.Line("voucher"),
		Proof: came.One("proof"), Met: form.Ticked("met")}
}

// Pay registers a payment: POST /brand/{id}/pay.
func (p *Pages) Pay(w http.ResponseWriter, r *http.Request) error {
	return p.postMoney(w, r, moneyPosted{Which: "pay", About: "funding", Done: "拨付已登记，单位已收到消息。", Most: 1, May: spread.MayFund,
		Do: func(r *http.Request, actor access.Actor, form *kit.Form, came kit.Came) error {
			return p.Room.Pay(r.Context(), actor, paymentIn(r, form, came))
		}})
}

// Reverse takes back a payment that was mistaken: POST /brand/{id}/reverse.
func (p *Pages) Reverse(w http.ResponseWriter, r *http.Request) error {
	return p.postMoney(w, r, moneyPosted{Which: "reverse", About: "payment", Done: "已冲正，原来的登记和理由保留在页面上。", Most: 1, May: spread.MayFund,
		Do: func(r *http.Request, actor access.Actor, form *kit.Form, came kit.Came) error {
			return p.Room.Reverse(r.Context(), actor, spread.Reversing{Payment: form.Text("payment"), Why: form.Text("why"), Again: form.Ticked("again"), Paying: paymentIn(r, form, came)})
		}})
}
