package pages

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// mostProofs bounds the proofs of one use.
const mostProofs = 10

// BrandLimits are the routes of the brand programme that take more than a form.
func BrandLimits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /brand/{id}/pay", Max: files.AttachmentLimit + 1<<20, Stream: true}, {Pattern: "POST /brand/{id}/reverse", Max: files.AttachmentLimit + 1<<20, Stream: true},
		{Pattern: "POST /brand/{id}/use", Max: mostProofs*files.AttachmentLimit + 1<<20, Stream: true}}
}

// moneyView is a form about a pilot's money.
type moneyView struct {
	brandView
	Funding spread.Funding
	Payment spread.Payment // that is reversed
	Part    spread.Instalment
	Kept    []string
	Draft   run.Draft
	Refused *fault.Fault // why it was not taken, where something newer stands
}

// brandForms are the pages of the acts about money: what each needs, who has it, and the form.
var brandForms = map[string]func(*moneyView, *store.Tx, string) error{"funding": (*moneyView).drawing, "pay": (*moneyView).paying, "reverse": (*moneyView).reversing, "use": (*moneyView).stating}

// BrandForm is the page of a form: GET /brand/{id}/funding, /pay?funding=, /reverse?payment= and /use?funding=.
func (p *Pages) BrandForm(which string) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		query, err := kit.ReadQuery(r)
		if err != nil {
			return err
		}
		return p.moneyPage(w, r, http.StatusOK, which, query.Text("funding")+query.Text("payment"), moneyView{})
	}
}

func (p *Pages) moneyPage(w http.ResponseWriter, r *http.Request, status int, which, about string, v moneyView) error {
	if err := p.loadBrand(r, &v.brandView); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return brandForms[which](&v, t, about) }); err != nil {
		return err
	}
	if v.Form == nil {
		v.Form = kit.Typed{}
	}
	page := map[string]func(moneyView) templ.Component{"funding": fundingPage, "pay": payPage, "reverse": reversePage, "use": usePage}[which]
	return kit.RenderStatus(w, r, status, page(v))
}

// draft fills the form with what is kept of it, unless it is shown again.
func (v *moneyView) draft(t *store.Tx, what string, begin func() kit.Typed) (err error) {
	found := false
	if v.Draft, found, err = run.DraftOf(t, v.Case.ID, what); err != nil || v.Form != nil {
		return err
	}
	if found {
		v.Form, err = kit.ReadTyped(v.Draft.Body)
		return err
	}
	v.Form = begin()
	return nil
}

// drawing begins with what was drawn up and not decided.
func (v *moneyView) drawing(t *store.Tx, _ string) error {
	if err := spread.MayFund(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if v.Refused == nil {
		if err := spread.MayDraw(v.Programme(), v.Awaits); err != nil {
			return err
		}
	}
	return v.draft(t, spread.DraftFunding, func() kit.Typed {
		typed, f := kit.Typed{}, spread.Funding{}
		if f, _ = v.Open(); f.ID == "" {
			return typed
		}
		typed["total"], typed["words"] = []string{f.Total.String()}, []string{f.Words}
		for i, l := range f.Lines {
			typed["what."+fmt.Sprint(i+1)], typed["amount."+fmt.Sprint(i+1)] = []string{l.What}, []string{l.Amount.String()}
		}
		for i, part := range f.Instalments {
			k := fmt.Sprint(i + 1)
			typed["part."+k], typed["by."+k], typed["terms."+k] = []string{part.Amount.String()}, []string{part.By.String()}, []string{part.Terms}
		}
		return typed
	})
}

// rows are how many rows of a kind the form shows: those with something in them and two more.
func (v moneyView) rows(least int, names ...string) (keys []string) {
	last := 0
	for name := range v.Form {
		kind, key, _ := strings.Cut(name, ".")
		if n, err := strconv.Atoi(key); err == nil && slices.Contains(names, kind) && strings.TrimSpace(v.Form.Text(name)) != "" {
			last = max(last, n)
		}
	}
	for i := range min(max(least, last+2), mostRows) {
		keys = append(keys, strconv.Itoa(i+1))
	}
	return keys
}

// mostRows bounds the rows of a form.
const mostRows = 20

// about finds the funding that a form is about.
func (v *moneyView) about(id string) error {
	i := slices.IndexFunc(v.Fundings, func(f spread.Funding) bool { return f.ID == id })
	if i < 0 {
		return fault.NotFound()
	}
	v.Funding = v.Fundings[i]
	return nil
}

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

// moneyPosted is a form with files that asks for an act about money.
type moneyPosted struct {
	Which, About, Done string
	Do                 func(actor access.Actor, form *kit.Form, kept []string) error
}

func (p *Pages) postMoney(w http.ResponseWriter, r *http.Request, form *kit.Form, kept []string, err error, x moneyPosted) error {
	actor, no := signedIn(r.Context())
	if no != nil {
		return no
	}
	if err == nil {
		err = x.Do(actor, form, kept)
	}
	again := moneyView{brandView: brandView{Form: form.Typed("before")}, Kept: kept}
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindInvalid:
		again.Wrong = kit.ProblemsOf(err)
		return p.moneyPage(w, r, http.StatusUnprocessableEntity, x.Which, x.About, again)
	case is && refused.Kind == fault.KindConflict && (x.Which == "funding" || x.Which == "use"):
		again.Refused = refused
		return p.moneyPage(w, r, http.StatusConflict, x.Which, x.About, again)
	case err != nil:
		return err
	}
	return kit.Done(w, r, x.Done, spread.BrandLink(r.PathValue("id")))
}

// Draw draws up money: POST /brand/{id}/funding.
func (p *Pages) Draw(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	return p.postMoney(w, r, form, nil, form.Err(), moneyPosted{Which: "funding", Done: "经费已拟定。下一步：会议研究以后，登记研究决定。", Do: func(actor access.Actor, form *kit.Form, _ []string) error {
		x := spread.Drawing{Pilot: r.PathValue("id"), Upon: form.Upon(), Total: form.Text("total"), Words: form.Text("words")}
		for i := range mostRows {
			k := strconv.Itoa(i + 1)
			x.Lines = append(x.Lines, spread.DrawnLine{What: form.Line("what." + k), Amount: form.Text("amount." + k)})
			x.Instalments = append(x.Instalments, spread.DrawnInstalment{Amount: form.Text("part." + k), By: form.Text("by." + k), Terms: form.Line("terms." + k)})
		}
		_, err := p.Room.Draw(r.Context(), actor, x)
		return err
	}})
}

// DropFunding takes back what was drawn up: POST /brand/{id}/drop.
func (p *Pages) DropFunding(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.inline("经费方案已撤回。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.DropFunding(r.Context(), actor, id, form.Text("funding"), form.Text("drop_reason"))
	}, w, r)
}

// Settle answers what a unit states: POST /brand/{id}/settle.
func (p *Pages) Settle(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.inline("已答复，单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.Settle(r.Context(), actor, spread.Settling{Pilot: id, Spending: form.Text("spending"), To: act.State(form.Text("settle")), Words: form.Text("answer")})
	}, w, r)
}

// inline performs an act whose form stands on the pilot's page.
func (p *Pages) inline(done string, do func(access.Actor, *kit.Form) error, w http.ResponseWriter, r *http.Request) error {
	return kit.Posted{SignIn: "请先登录，再办理。", Done: done, To: spread.BrandLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.brandPage(w, r, http.StatusUnprocessableEntity, brandView{Form: form.Typed(), Wrong: wrong})
		}}.Answer(w, r)
}

// readProofs reads a form with files of whoever may hand it in: what was kept before a refusal comes back under proof_before.
func (p *Pages) readProofs(r *http.Request, field string, may func(access.Actor, run.Case) access.Verdict) (_ *http.Request, form *kit.Form, kept []string, err error) {
	wrong := false
	brings := func() error {
		return p.DB.Read(r.Context(), func(t *store.Tx) error {
			b, err := spread.BrandOf(t, r.PathValue("id"))
			if err == nil {
				err = may(kit.Actor(r.Context()), b.Case).Err()
			}
			return err
		})
	}
	r, form, err = kit.ReadUpload(r, brings, func(_, _ string, content io.Reader) error {
		blob, err := p.Room.Files.Put(content, files.AttachmentLimit, proofTypes...)
		if _, is := fault.As(err); is {
			wrong = true
			return nil
		}
		if err == nil && len(kept) < mostProofs {
			kept = append(kept, blob.Hash)
		}
		return err
	})
	if err != nil {
		return r, form, kept, err
	}
	if len(kept) == 0 {
		for _, value := range form.All(field + "_before") {
			if hash := kit.KeptHash(r.Context(), value); hash != "" && len(kept) < mostProofs {
				kept = append(kept, hash)
			}
		}
	}
	if wrong {
		form.Mend(field, "有文件不能用。请选择 PDF 或者图片，单个不超过 20 MB。")
	}
	return r, form, kept, nil
}

func firstProof(kept []string) string {
	if len(kept) == 0 {
		return ""
	}
	return kept[0]
}

func (p *Pages) paymentIn(r *http.Request, form *kit.Form, kept []string) spread.Paying {
	instalment, _ := strconv.Atoi(form.Text("instalment"))
	return spread.Paying{Pilot: r.PathValue("id"), Funding: form.Text("funding"), Instalment: instalment, Amount: form.Text("amount"), On: form.Text("on"), Voucher: form.Line("voucher"),
		Proof: firstProof(kept), Met: form.Ticked("met")}
}

// Pay registers a payment: POST /brand/{id}/pay.
func (p *Pages) Pay(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	r, form, kept, err := p.readProofs(r, "proof", spread.MayFund)
	if err != nil {
		return err
	}
	return p.postMoney(w, r, form, kept, form.Err(), moneyPosted{"pay", form.Text("funding"), "拨付已登记，单位已收到消息。", func(actor access.Actor, form *kit.Form, kept []string) error {
		return p.Room.Pay(r.Context(), actor, p.paymentIn(r, form, kept))
	}})
}

// Reverse takes back a payment that was mistaken: POST /brand/{id}/reverse.
func (p *Pages) Reverse(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	r, form, kept, err := p.readProofs(r, "proof", spread.MayFund)
	if err != nil {
		return err
	}
	return p.postMoney(w, r, form, kept, form.Err(), moneyPosted{"reverse", form.Text("payment"), "已冲正，原来的登记和理由保留在页面上。", func(actor access.Actor, form *kit.Form, kept []string) error {
		return p.Room.Reverse(r.Context(), actor, spread.Reversing{Payment: form.Text("payment"), Why: form.Text("why"), Again: form.Ticked("again"), Paying: p.paymentIn(r, form, kept)})
	}})
}

// StateUse states what money was used for: POST /brand/{id}/use.
func (p *Pages) StateUse(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, kept, err := p.readProofs(r, "files", spread.MaySpend)
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		if kept, err = p.proofsBefore(r, actor, form); err != nil {
			return err
		}
	}
	return p.postMoney(w, r, form, kept, form.Err(), moneyPosted{"use", form.Text("funding"), "使用情况已报送，由办公室确认。", func(actor access.Actor, form *kit.Form, kept []string) error {
		x := spread.Stating{Pilot: r.PathValue("id"), Funding: form.Text("funding"), Upon: form.Upon(), Words: form.Text("words"), Files: kept, Amounts: map[int]string{}, Details: map[int]string{}}
		for i := range mostRows {
			k := strconv.Itoa(i + 1)
			x.Amounts[i+1], x.Details[i+1] = form.Text("used."+k), form.Text("detail."+k)
		}
		return p.Room.StateUse(r.Context(), actor, x)
	}})
}

// proofsBefore are the proofs of what is stated anew: a unit that mends a word does not bring them again.
func (p *Pages) proofsBefore(r *http.Request, actor access.Actor, form *kit.Form) (kept []string, err error) {
	v := moneyView{}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.Branded, err = spread.BrandSeen(t, actor, r.PathValue("id")); err == nil {
			err = v.about(form.Text("funding"))
		}
		return err
	})
	if err == nil && spread.MaySpend(actor, v.Case).Allowed {
		kept = v.last().Files
	}
	return kept, err
}

// KeepMoney is what is typed of the money, every two seconds: PUT /brand/{id}/draft/{what}.
func (p *Pages) KeepMoney(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	body, err := work.Form.JSON()
	if err != nil {
		return err
	}
	at, kept, err := p.Room.KeepBrandDraft(r.Context(), actor, r.PathValue("id"), r.PathValue("what"), body, kit.ReadInstant(work.Before), work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}

func (v moneyView) field(name, label, hint string, required bool) components.Field {
	return components.Field{Name: name, Label: label, Hint: hint, Value: v.Form.Text(name), Error: v.Wrong.Of(name), Required: required}
}

func (v moneyView) dayField(name, label string, required bool) components.Field {
	f := v.field(name, label, "", required)
	f.Type = "date"
	return f
}

func (v moneyView) textField(name, label, hint string, rows int, required bool) components.Field {
	f := v.field(name, label, hint, required)
	f.Rows, f.Max = rows, 500
	return f
}

// proofHint says what may be uploaded, or that it was.
func (v moneyView) proofHint(hint string) string {
	if len(v.Kept) > 0 {
		return "已上传，不用再选；需要换的再选一次。"
	}
	return hint
}

// filesHint says which proofs are asked for, or that those of before stay.
func (v moneyView) filesHint() string {
	if n := len(v.last().Files); n > 0 {
		return fmt.Sprintf("上次报送的%d个附件继续使用；需要换的，全部重新选择。", n)
	}
	return fmt.Sprintf("发票、合同等，PDF 或者图片，最多%d个，单个不超过 20 MB。请遮盖身份证号、银行卡号。", mostProofs)
}

func brandDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
