package spread

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
)

// Earned tells whether a grade opens the brand programme (J4).
func Earned(p *programme.Programme, grade string) bool {
	return slices.ContainsFunc(p.Stages.Evaluate.Grades.Value, func(g programme.Grade) bool { return g.Brand && g.Name == grade })
}

// MayChoose judges whether a pilot may be taken into the brand programme (J4): it has ended, with a grade that opens it and that
// its cohort was told, and is not in yet.
func MayChoose(p *programme.Programme, state act.State, grade string, told, in bool) error {
	switch {
	case !p.Stages.Spread.On || p.Stages.Spread.Brand == "":
		return fault.Conflict("J4", "本项目没有设品牌培育。")
	case in:
		return fault.Conflict("J4", "这个单位已经纳入品牌培育，请刷新页面查看。")
	case state != run.Ended || !Earned(p, grade):
		return fault.Conflict("J4", "通过终期评估并且等级符合条件的，才能纳入品牌培育。")
	case !told:
		return fault.Conflict("J4", "终期评估结果还没有告知各单位，请先在“待阅发信件”发出。")
	}
	return nil
}

// Drawing is what a pilot is to be given, as the office draws it up. Amounts are as they were typed.
type Drawing struct {
	Pilot       string
	Upon        string // what its page had shown, see UponFunding; "" where there was none
	Total       string
	Words       string
	Lines       []DrawnLine
	Instalments []DrawnInstalment
}

// DrawnLine is one thing that the money is for.
type DrawnLine struct{ What, Amount string }

// DrawnInstalment is a part of the money.
type DrawnInstalment struct{ Amount, By, Terms string }

// MostMoneyWords bounds what is typed in one field of the money, in characters.
const MostMoneyWords = 500

// MayDraw judges whether money may be drawn up (J4): where the programme gives some, and while nothing about it is before the
// approver.
func MayDraw(p *programme.Programme, awaiting bool) error {
	switch {
	case !p.Stages.Spread.Money:
		return fault.Conflict("J4", "本项目不给予经费支持。")
	case awaiting:
		return fault.Conflict("J4", "研究决定正在提请审签。要重新拟定的，请先请审签人退回。")
	}
	return nil
}

// DrawUp reads what was drawn up, and lists what is wrong with it (J4): the lines and the instalments each sum up to the total.
// Rows with nothing in them are none.
func DrawUp(x Drawing, today calendar.Day) (f Funding, wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	read := func(key, text string) Fen {
		amount, what := typedAmount(text)
		add(key, what)
		return amount
	}
	f.Words = strings.TrimSpace(x.Words)
	f.Total = read("total", x.Total)
	add("words", tooLong(f.Words))
	var lines, parts Fen
	for i, l := range x.Lines {
		key, what := strconv.Itoa(i+1), strings.TrimSpace(l.What)
		if what == "" && strings.TrimSpace(l.Amount) == "" {
			continue
		}
		if what == "" {
			add("what."+key, "请写明用途。")
		}
		add("what."+key, tooLong(what))
		line := FundingLine{N: len(f.Lines) + 1, What: what, Amount: read("amount."+key, l.Amount)}
		lines += line.Amount
		f.Lines = append(f.Lines, line)
	}
	for i, d := range x.Instalments {
		key := strconv.Itoa(i + 1)
		if strings.TrimSpace(d.Amount)+strings.TrimSpace(d.By)+strings.TrimSpace(d.Terms) == "" {
			continue
		}
		part := Instalment{N: len(f.Instalments) + 1, Amount: read("part."+key, d.Amount), Terms: strings.TrimSpace(d.Terms)}
		var said string
		part.By, said = dueDay(d.By, today, f.Instalments)
		add("by."+key, said)
		add("terms."+key, tooLong(part.Terms))
		parts += part.Amount
		f.Instalments = append(f.Instalments, part)
	}
	if len(f.Lines) == 0 {
		add("what.1", "请至少写明一项用途。")
	}
	if len(f.Instalments) == 0 {
		add("part.1", "请至少安排一笔拨付。")
	}
	if len(wrong) > 0 {
		return f, wrong
	}
	add("amount.1", unequal("各项用途", lines, f.Total))
	add("part.1", unequal("各笔拨付", parts, f.Total))
	return f, wrong
}

func typedAmount(text string) (amount Fen, wrong string) {
	amount, err := ParseAmount(text)
	switch f, is := fault.As(err); {
	case is:
		return 0, f.Message
	case amount == 0:
		return 0, "金额应当大于零。"
	}
	return amount, ""
}

func tooLong(text string) string {
	if utf8.RuneCountInString(text) > MostMoneyWords {
		return fmt.Sprintf("请不要超过%d字。", MostMoneyWords)
	}
	return ""
}

// unequal says how far a sum is from the total.
func unequal(what string, sum, total Fen) string {
	switch {
	case sum < total:
		return fmt.Sprintf("%s合计 %s，比总额 %s 少 %s。", what, sum, total, total-sum)
	case sum > total:
		return fmt.Sprintf("%s合计 %s，比总额 %s 多 %s。", what, sum, total, sum-total)
	}
	return ""
}

// dueDay reads by when an instalment is to be paid: not before today, nor before the one in front of it.
func dueDay(text string, today calendar.Day, before []Instalment) (calendar.Day, string) {
	day, err := calendar.ParseDay(text)
	switch {
	case err != nil:
		return day, "请填写应拨日期。"
	case day.Before(today):
		return day, "应拨日期不能早于今天。"
	case len(before) > 0 && day.Before(before[len(before)-1].By):
		return day, "应拨日期不能早于前一笔。"
	}
	return day, ""
}

// MayDropFunding judges whether money that was drawn up may be taken back (J4): while nothing is decided, with a reason.
func MayDropFunding(f Funding, awaiting bool, reason string) error {
	switch {
	case f.State != FundingDrawn:
		return fault.Conflict("J4", "这份经费方案已经研究或者撤回，请刷新页面查看。")
	case awaiting:
		return fault.Conflict("J4", "研究决定正在提请审签。要撤回的，请先请审签人退回。")
	case strings.TrimSpace(reason) == "":
		return fault.InvalidField("drop_reason", "请写明撤回的理由。")
	case tooLong(reason) != "":
		return fault.InvalidField("drop_reason", tooLong(reason))
	}
	return nil
}

// Paying is what was paid, as the office registers it. The amount is as it was typed.
type Paying struct {
	Pilot      string
	Funding    string
	Instalment int
	Amount     string
	On         string // 2020-05-18
	Voucher    string
	Proof      string // hash of a PDF or a picture
	Met        bool   // the instalment's terms are met
}

// MayPay judges whether an instalment can be paid now (J4): the money was agreed to, it is a part of it, the parts before are wholly
// paid, and it is not.
func MayPay(f Funding, n int) error {
	i := slices.IndexFunc(f.Instalments, func(i Instalment) bool { return i.N == n })
	if f.State != FundingAgreed || i < 0 {
		return fault.Conflict("J4", "经费经研究同意以后，才能按批准的安排拨付。请刷新页面查看。")
	}
	if f.PaidOf(n) >= f.Instalments[i].Amount {
		return fault.Conflict("J4", fmt.Sprintf("第%d笔已经拨付，不能重复登记。登记错了的，请办理冲正。", n))
	}
	for _, before := range f.Instalments[:i] {
		if f.PaidOf(before.N) < before.Amount {
			return fault.Conflict("J4", fmt.Sprintf("第%d笔还没有拨付完，请按顺序办理。", before.N))
		}
	}
	return nil
}

// PaidAs reads what was paid, and lists what is wrong with it (J4): no more than is left of the instalment, on a day from the
// decision until today, with a number and a proof, and its terms met.
func PaidAs(f Funding, x Paying, today calendar.Day) (p Payment, wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	var said string
	p = Payment{Funding: f.ID, Instalment: x.Instalment, Voucher: strings.TrimSpace(x.Voucher), Proof: x.Proof}
	p.Amount, said = typedAmount(x.Amount)
	add("amount", said)
	i := slices.IndexFunc(f.Instalments, func(i Instalment) bool { return i.N == x.Instalment })
	if left := f.Instalments[i].Amount - f.PaidOf(x.Instalment); said == "" && p.Amount > left {
		add("amount", fmt.Sprintf("第%d笔还应拨付 %s，不能超过。", x.Instalment, left))
	}
	day, err := calendar.ParseDay(x.On)
	switch p.On = day; {
	case err != nil:
		add("on", "请填写拨付日期。")
	case today.Before(day):
		add("on", "拨付日期不能晚于今天。")
	case day.Before(f.DecidedOn):
		add("on", "拨付日期不能早于研究决定的日期。")
	}
	if p.Voucher == "" {
		add("voucher", "请填写凭证号。")
	}
	add("voucher", tooLong(p.Voucher))
	if p.Proof == "" {
		add("proof", "请上传拨付凭证，PDF 或者图片。")
	}
	if f.Instalments[i].Terms != "" && !x.Met {
		add("met", "请核对拨付条件，满足以后勾选。")
	}
	return p, wrong
}

// Sound judges money after a correction (J4): no part was paid before the one in front of it, and no more is used than was paid.
func Sound(f Funding) error {
	for i, part := range f.Instalments {
		if i > 0 && f.PaidOf(part.N) > 0 && f.PaidOf(f.Instalments[i-1].N) < f.Instalments[i-1].Amount {
			return fault.Conflict("J4", fmt.Sprintf("第%d笔已经拨付。请同时登记正确的拨付，或者先冲正后面的。", part.N))
		}
	}
	if f.Used() > f.Paid() {
		return fault.Conflict("J4", fmt.Sprintf("单位已经报送使用 %s，冲正以后的拨付不够。请同时登记正确的拨付，或者先退回使用情况。", f.Used()))
	}
	return nil
}

// MayReverse judges whether a payment may be reversed (J4): it stands, and a reason is given.
func MayReverse(p Payment, reason string) error {
	switch {
	case !p.Stands():
		return fault.Conflict("J4", "这一笔已经冲正，请刷新页面查看。")
	case strings.TrimSpace(reason) == "":
		return fault.InvalidField("why", "请写明冲正的理由。")
	case tooLong(reason) != "":
		return fault.InvalidField("why", tooLong(reason))
	}
	return nil
}

// Stating is what a unit states that it used. Amounts are as they were typed, by the lines' numbers; "" is nothing.
type Stating struct {
	Pilot   string
	Funding string
	Upon    string // what its page had shown, see UponSpending; "" where there was none
	Amounts map[int]string
	Details map[int]string // what it was used for, in words
	Words   string
	Files   []string
}

// Stated reads what a unit states, and lists what is wrong with it (J4): of no line more than was agreed, and in all no more than
// was paid; with words to each amount, and a proof.
func Stated(f Funding, x Stating) (s Spending, wrong []fault.Field) {
	add := func(key, what string) {
		if what != "" {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	s = Spending{Funding: f.ID, Words: strings.TrimSpace(x.Words), Files: x.Files}
	add("words", tooLong(s.Words))
	for _, l := range f.Lines {
		key, text, words := strconv.Itoa(l.N), strings.TrimSpace(x.Amounts[l.N]), strings.TrimSpace(x.Details[l.N])
		if text == "" && words == "" {
			continue
		}
		amount, said := typedAmount(text)
		add("used."+key, said)
		if left := l.Amount - f.UsedOf(l.N); said == "" && amount > left {
			add("used."+key, fmt.Sprintf("这项用途批准 %s，还可以使用 %s，不能超过。", l.Amount, left))
		}
		if words == "" {
			add("detail."+key, "请写明用在什么地方。")
		}
		add("detail."+key, tooLong(words))
		s.Lines = append(s.Lines, SpendingLine{Line: l.N, Amount: amount, Words: words})
	}
	first := strconv.Itoa(f.Lines[0].N)
	if len(s.Lines) == 0 {
		add("used."+first, "请至少填写一项使用情况。")
	}
	if left := f.Paid() - f.Used(); len(wrong) == 0 && s.Sum() > left {
		add("used."+first, fmt.Sprintf("这次合计 %s，已经拨付还没有报送使用的只有 %s，不能超过。", s.Sum(), left))
	}
	if len(s.Files) == 0 {
		add("files", "请上传证明材料，PDF 或者图片。")
	}
	return s, wrong
}

// MayState judges whether a unit can state what it used (J4): once money was paid.
func MayState(f Funding) error {
	if f.State != FundingAgreed || f.Paid() == 0 {
		return fault.Conflict("J4", "经费拨付以后，再报送使用情况。")
	}
	return nil
}

// MaySettle judges whether the office may answer what a unit states (J4): once, and with words where it asks again.
func MaySettle(s Spending, to act.State, words string) error {
	switch {
	case s.State != SpendingReported:
		return fault.Conflict("J4", "这份使用情况已经确认、退回或者重报，请刷新页面查看。")
	case to != SpendingConfirmed && to != SpendingReturned:
		return fault.InvalidField("settle", "请选择确认，或者退回补正。")
	case to == SpendingReturned && strings.TrimSpace(words) == "":
		return fault.InvalidField("answer", "请写明需要补正什么。")
	case tooLong(words) != "":
		return fault.InvalidField("answer", tooLong(words))
	}
	return nil
}
