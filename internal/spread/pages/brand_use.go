package pages

import (
	"fmt"
	"net/http"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// stating begins with what was returned, or was stated and not answered.
func (v *moneyView) stating(t *store.Tx, about string) error {
	if err := spread.MaySpend(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if err := v.about(about); err != nil {
		return err
	}
	if err := spread.MayState(v.Funding); err != nil {
		return err
	}
	return v.draft(t, spread.DraftSpending(v.Funding.N), func() kit.Typed {
		typed := kit.Typed{}
		last := v.last()
		typed["words"] = []string{last.Words}
		for _, l := range last.Lines {
			k := fmt.Sprint(l.Line)
			typed["used."+k], typed["detail."+k] = []string{l.Amount.String()}, []string{l.Words}
		}
		return typed
	})
}

// last is what was stated last where it is stated anew; zero where it was confirmed.
func (v moneyView) last() spread.Spending {
	for _, s := range []act.State{spread.SpendingReturned, spread.SpendingReported} {
		if last, is := v.Funding.Asked(s); is {
			return last
		}
	}
	return spread.Spending{}
}

// left is what may still be stated of a line: also what stands in a statement that is stated anew.
func (v moneyView) left(l spread.FundingLine) spread.Fen {
	left := l.Amount - v.Funding.UsedOf(l.N)
	if last := v.last(); last.Counts() {
		for _, line := range last.Lines {
			if line.Line == l.N {
				left += line.Amount
			}
		}
	}
	return left
}

// unused is what was paid and not stated, in the same way.
func (v moneyView) unused() spread.Fen {
	left := v.Funding.Paid() - v.Funding.Used()
	if last := v.last(); last.Counts() {
		left += last.Sum()
	}
	return left
}

// Settle answers what a unit states: POST /brand/{id}/settle.
func (p *Pages) Settle(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.inline("已答复，单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.Settle(r.Context(), actor, spread.Settling{Pilot: id, Spending: form.Text("spending"), To: act.State(form.Text("settle")), Words: form.Text("answer")})
	}, w, r)
}

// StateUse states what money was used for: POST /brand/{id}/use.
func (p *Pages) StateUse(w http.ResponseWriter, r *http.Request) error {
	return p.postMoney(w, r, moneyPosted{Which: "use", About: "funding", Done: "使用情况已报送，由办公室确认。", Most: mostProofs, May: spread.MaySpend,
		Do: func(r *http.Request, actor access.Actor, form *kit.Form, came kit.Came) (err error) {
			x := spread.Stating{Pilot: r.PathValue("id"), Funding: form.Text("funding"), Upon: form.Upon(), Words: form.Text("words"), Files: came["files"], Amounts: map[int]string{}, Details: map[int]string{}}
			if len(x.Files) == 0 {
				if x.Files, err = p.proofsBefore(r, actor, x.Funding); err != nil {
					return err
				}
			}
			for i := range mostRows {
				k := strconv.Itoa(i + 1)
				x.Amounts[i+1], x.Details[i+1] = form.Text("used."+k), form.Text("detail."+k)
			}
			return p.Room.StateUse(r.Context(), actor, x)
		}})
}

// proofsBefore are the proofs of what is stated anew: a unit that mends a word does not bring them again.
func (p *Pages) proofsBefore(r *http.Request, actor access.Actor, funding string) (files []string, err error) {
	v := moneyView{}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.Branded, err = spread.BrandSeen(t, actor, r.PathValue("id")); err == nil {
			err = v.about(funding)
		}
		return err
	})
	if err == nil && spread.MaySpend(actor, v.Case).Allowed {
		files = v.last().Files
	}
	return files, err
}

// filesHint says which proofs are asked for, or that those of before stay.
func (v moneyView) filesHint() string {
	if n := len(v.last().Files); n > 0 {
		return fmt.Sprintf("上次报送的%d个附件继续使用；需要换的，全部重新选择。", n)
	}
	return fmt.Sprintf("发票、合同等，PDF 或者图片，最多%d个，单个不超过 20 MB。请遮盖身份证号、银行卡号。", mostProofs)
}

// settles is the id of the form in which a use of money is answered: one for each that waits. The first bears the short name, to
// which the next act leads.
func (v brandView) settles(s spread.Spending) string {
	for _, f := range v.Fundings {
		if first, waits := f.Asked(spread.SpendingReported); waits {
			if first.ID == s.ID {
				return "settle"
			}
			break
		}
	}
	return "settle-" + s.ID
}

// answered is what was typed of the answer to a use, where that very form was sent.
func (v brandView) answered(s spread.Spending, field string) string {
	if v.Form.Text("spending") != s.ID {
		return ""
	}
	return v.Form.Text(field)
}

// mends is what is to be mended of it.
func (v brandView) mends(s spread.Spending, field string) string {
	if v.Form.Text("spending") != s.ID {
		return ""
	}
	return v.Wrong.Of(field)
}
