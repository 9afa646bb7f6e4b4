package spread

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/worldtest"
)

func refusedJ4(t *testing.T, what string, err error, words string) {
	t.Helper()
	if f, is := fault.As(err); !is || !strings.Contains(f.Message+fmt.Sprint(f.Fields), words) {
		t.Errorf("%s: %v, want %q", what, err, words)
	}
}

func TestRule_J4_OnlyAToldGradeOpensTheBrandProgramme(t *testing.T) {
	p := worldtest.Pilot(t)
	if !Earned(p, "优秀") || Earned(p, "良好") || Earned(p, "") {
		t.Error("优秀 alone opens it")
	}
	if err := MayChoose(p, run.Ended, "优秀", true, false); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "good", MayChoose(p, run.Ended, "良好", true, false), "等级符合条件")
	refusedJ4(t, "not ended", MayChoose(p, run.Final, "优秀", true, false), "通过终期评估")
	refusedJ4(t, "not told", MayChoose(p, run.Ended, "优秀", false, false), "待阅发信件")
	refusedJ4(t, "in already", MayChoose(p, run.Ended, "优秀", true, true), "已经纳入")
	without := *p
	without.Stages.Spread.Brand = ""
	refusedJ4(t, "no brand", MayChoose(&without, run.Ended, "优秀", true, false), "没有设品牌培育")
	without = *p
	without.Stages.Spread.On = false
	refusedJ4(t, "off", MayChoose(&without, run.Ended, "优秀", true, false), "没有设品牌培育")
	without = *p
	without.Stages.Spread.Money = false
	refusedJ4(t, "no money", MayDraw(&without, false), "不给予经费")
	refusedJ4(t, "awaiting", MayDraw(p, true), "提请审签")
	if err := MayDraw(p, false); err != nil {
		t.Error(err)
	}
}

var sept = calendar.Date(2022, 9, 1)

func drawing() Drawing {
	return Drawing{Pilot: "p", Total: "10万元", Words: "推广三长制", Lines: []DrawnLine{{"培训", "6万元"}, {"印刷", "40000元"}, {}},
		Instalments: []DrawnInstalment{{"7万元", "2022-09-30", ""}, {"30,000元", "2023-03-31", "第一笔使用情况已确认"}, {}}}
}

// wrongAt are the fields that are wrong, with what is said there.
func wrongAt(wrong []fault.Field) (text string) {
	for _, f := range wrong {
		text += f.Key + "：" + f.Message + " "
	}
	return text
}

func TestRule_J4_LinesAndInstalmentsSumUpToTheTotal(t *testing.T) {
	f, wrong := DrawUp(drawing(), sept)
	if len(wrong) > 0 || f.Total != 10*tenThou || len(f.Lines) != 2 || f.Lines[1] != (FundingLine{2, "印刷", 4 * tenThou}) || len(f.Instalments) != 2 ||
		f.Instalments[1] != (Instalment{2, 3 * tenThou, calendar.Date(2023, 3, 31), "第一笔使用情况已确认"}) || f.Words != "推广三长制" {
		t.Fatalf("%+v %v", f, wrong)
	}
	for want, spoil := range map[string]func(*Drawing){
		"amount.1：各项用途合计 99,999.99元，比总额 100,000元 少 0.01元。": func(x *Drawing) { x.Lines[1].Amount = "39,999.99元" },
		"part.1：各笔拨付合计 110,000元，比总额 100,000元 多 10,000元。":   func(x *Drawing) { x.Instalments[0].Amount = "8万元" },
		"total：请写明金额的单位":                                   func(x *Drawing) { x.Total = "10" },
		"total：金额应当大于零":                                    func(x *Drawing) { x.Total = "0元" },
		"what.1：请写明用途":                                     func(x *Drawing) { x.Lines[0].What = "" },
		"amount.2：金额没有看懂":                                  func(x *Drawing) { x.Lines[1].Amount = "-4万元" },
		"by.1：请填写应拨日期":                                     func(x *Drawing) { x.Instalments[0].By = "" },
		"by.1：应拨日期不能早于今天":                                  func(x *Drawing) { x.Instalments[0].By = "2022-08-31" },
		"by.2：应拨日期不能早于前一笔":                                 func(x *Drawing) { x.Instalments[1].By = "2022-09-29" },
		"what.1：请至少写明一项用途":                                 func(x *Drawing) { x.Lines = []DrawnLine{{}, {}} },
		"part.1：请至少安排一笔拨付":                                 func(x *Drawing) { x.Instalments = nil },
		"words：请不要超过500字":                                  func(x *Drawing) { x.Words = strings.Repeat("长", 501) },
		"what.2：请不要超过500字":                                 func(x *Drawing) { x.Lines[1].What = strings.Repeat("长", 501) },
		"terms.2：请不要超过500字":                                func(x *Drawing) { x.Instalments[1].Terms = strings.Repeat("长", 501) },
		"part.1：请写明金额的单位，例如":                               func(x *Drawing) { x.Instalments[0].Amount = "7" },
		"part.2：请写明金额的单位，例如 50":                            func(x *Drawing) { x.Instalments[1].Amount = "" },
	} {
		x := drawing()
		spoil(&x)
		if _, wrong := DrawUp(x, sept); !strings.Contains(wrongAt(wrong), want) {
			t.Errorf("want %q, got %q", want, wrongAt(wrong))
		}
	}
	if _, wrong := DrawUp(drawing(), calendar.Date(2022, 9, 30)); len(wrong) > 0 {
		t.Errorf("today is not too early: %v", wrong)
	}
}

// agreed is the money of drawing, as a body agreed to it.
func agreed() Funding {
	f, _ := DrawUp(drawing(), sept)
	f.ID, f.State, f.DecidedOn = "f", FundingAgreed, calendar.Date(2022, 9, 5)
	return f
}

// with is money of which something was paid.
func (f Funding) with(n int, amount Fen) Funding {
	f.Payments = append(append([]Payment{}, f.Payments...), Payment{ID: fmt.Sprint(len(f.Payments)), Instalment: n, Amount: amount})
	return f
}

// using is money of which something was used.
func (f Funding) using(s act.State, line int, amount Fen) Funding {
	f.Spendings = append(append([]Spending{}, f.Spendings...), Spending{State: s, At: sept.Add(20).Start(), Lines: []SpendingLine{{Line: line, Amount: amount}}})
	return f
}

func TestRule_J4_MoneyIsDroppedWithAReasonBeforeItIsDecided(t *testing.T) {
	drawn := agreed()
	drawn.State = FundingDrawn
	if err := MayDropFunding(drawn, false, "改用途"); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "decided", MayDropFunding(agreed(), false, "改用途"), "已经研究")
	refusedJ4(t, "awaiting", MayDropFunding(drawn, true, "改用途"), "提请审签")
	refusedJ4(t, "no reason", MayDropFunding(drawn, false, " "), "理由")
}

func paying(n int, amount string) Paying {
	return Paying{Instalment: n, Amount: amount, On: "2022-09-08", Voucher: "记-12", Proof: "hash", Met: true}
}

func TestRule_J4_InstalmentsArePaidInOrderAndOnce(t *testing.T) {
	if err := MayPay(agreed(), 1); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "order", MayPay(agreed(), 2), "第1笔还没有拨付完")
	refusedJ4(t, "order, half paid", MayPay(agreed().with(1, 6*tenThou), 2), "第1笔还没有拨付完")
	if err := MayPay(agreed().with(1, 7*tenThou), 2); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "twice", MayPay(agreed().with(1, 7*tenThou), 1), "已经拨付")
	refusedJ4(t, "none such", MayPay(agreed(), 3), "经研究同意以后")
	struck := agreed()
	struck.State = FundingStruck
	refusedJ4(t, "struck", MayPay(struck, 1), "经研究同意以后")

	day := calendar.Date(2022, 9, 10)
	p, wrong := PaidAs(agreed(), paying(1, "7万元"), day)
	if len(wrong) > 0 || p.Amount != 7*tenThou || p.On != calendar.Date(2022, 9, 8) || p.Voucher != "记-12" || p.Proof != "hash" || p.Funding != "f" {
		t.Fatalf("%+v %v", p, wrong)
	}
	for want, spoil := range map[string]func(*Paying){
		"amount：第1笔还应拨付 70,000元，不能超过": func(x *Paying) { x.Amount = "70,000.01元" },
		"amount：请写明金额的单位":             func(x *Paying) { x.Amount = "7" },
		"on：拨付日期不能晚于今天":               func(x *Paying) { x.On = "2022-09-11" },
		"on：拨付日期不能早于研究决定":             func(x *Paying) { x.On = "2022-09-04" },
		"on：请填写拨付日期":                  func(x *Paying) { x.On = "昨天" },
		"voucher：请填写凭证号":              func(x *Paying) { x.Voucher = " " },
		"voucher：请不要超过":               func(x *Paying) { x.Voucher = strings.Repeat("1", 501) },
		"proof：请上传拨付凭证":               func(x *Paying) { x.Proof = "" },
	} {
		x := paying(1, "7万元")
		spoil(&x)
		if _, wrong := PaidAs(agreed(), x, day); !strings.Contains(wrongAt(wrong), want) {
			t.Errorf("want %q, got %q", want, wrongAt(wrong))
		}
	}
	x := paying(2, "3万元")
	x.Met = false
	if _, wrong := PaidAs(agreed(), x, day); !strings.Contains(wrongAt(wrong), "met：请核对拨付条件") {
		t.Errorf("terms: %v", wrong)
	}
	if _, wrong := PaidAs(agreed().with(1, 6*tenThou), paying(1, "20000元"), day); !strings.Contains(wrongAt(wrong), "还应拨付 10,000元") {
		t.Errorf("what is left: %v", wrong)
	}
	if i, has := agreed().with(1, 7*tenThou).Next(); !has || i.N != 2 {
		t.Errorf("next is %+v", i)
	}
	if _, has := struck.Next(); has {
		t.Error("nothing is due of what was struck")
	}
}

func TestRule_J4_APaymentIsReversedAndNeverDeleted(t *testing.T) {
	full := agreed().with(1, 7*tenThou).with(2, 3*tenThou)
	if err := MayReverse(full.Payments[1], "金额填错"); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "no reason", MayReverse(full.Payments[1], ""), "理由")
	refusedJ4(t, "long", MayReverse(full.Payments[1], strings.Repeat("长", 501)), "不要超过")
	if err := Sound(full); err != nil {
		t.Error(err)
	}
	last := full
	last.Payments = append([]Payment{}, full.Payments...)
	last.Payments[1].ReversedAt = sept.Start()
	refusedJ4(t, "twice", MayReverse(last.Payments[1], "金额填错"), "已经冲正")
	if err := Sound(last); err != nil || last.Paid() != 7*tenThou {
		t.Errorf("the last one: %v, %s", err, last.Paid())
	}
	first := full
	first.Payments = append([]Payment{}, full.Payments...)
	first.Payments[0].ReversedAt = sept.Start()
	refusedJ4(t, "before another", Sound(first), "第2笔已经拨付")
	refusedJ4(t, "used", Sound(last.using(SpendingReported, 1, 7*tenThou+1)), "不够")
	if err := Sound(last.using(SpendingReported, 1, 7*tenThou)); err != nil {
		t.Error(err)
	}
}

func stating(amount string) Stating {
	return Stating{Amounts: map[int]string{1: amount}, Details: map[int]string{1: "培训两期"}, Files: []string{"hash"}}
}

func TestRule_J4_NoMoreIsUsedThanWasPaidAndAgreed(t *testing.T) {
	refusedJ4(t, "nothing paid", MayState(agreed()), "拨付以后")
	paid := agreed().with(1, 7*tenThou)
	if err := MayState(paid); err != nil {
		t.Error(err)
	}
	s, wrong := Stated(paid, stating("6万元"))
	if len(wrong) > 0 || s.Sum() != 6*tenThou || len(s.Lines) != 1 || s.Lines[0].Words != "培训两期" {
		t.Fatalf("%+v %v", s, wrong)
	}
	for want, x := range map[string]Stating{
		"used.1：这项用途批准 60,000元，还可以使用 60,000元": stating("6.1万元"),
		"used.1：请写明金额的单位":                     stating("6"),
		"detail.1：请写明用在什么地方":                  {Amounts: map[int]string{1: "1元"}, Files: []string{"hash"}},
		"detail.1：请不要超过":                      {Amounts: map[int]string{1: "1元"}, Details: map[int]string{1: strings.Repeat("长", 501)}, Files: []string{"hash"}},
		"words：请不要超过":                         {Words: strings.Repeat("长", 501)},
		"used.1：请至少填写一项":                      {Files: []string{"hash"}},
		"files：请上传证明材料":                       {Amounts: map[int]string{1: "1元"}, Details: map[int]string{1: "x"}},
		"used.1：这次合计 80,000元，已经拨付还没有报送使用的只有 70,000元": {Amounts: map[int]string{1: "5万元", 2: "3万元"}, Details: map[int]string{1: "x", 2: "y"}, Files: []string{"hash"}},
	} {
		if _, wrong := Stated(paid, x); !strings.Contains(wrongAt(wrong), want) {
			t.Errorf("want %q, got %q", want, wrongAt(wrong))
		}
	}
	used := paid.using(SpendingConfirmed, 1, 4*tenThou).using(SpendingReturned, 1, tenThou).using(SpendingReported, 2, 2*tenThou)
	if used.Used() != 6*tenThou || used.Confirmed() != 4*tenThou || used.UsedOf(1) != 4*tenThou {
		t.Errorf("used %s, confirmed %s", used.Used(), used.Confirmed())
	}
	if _, wrong := Stated(used, stating("1.5万元")); !strings.Contains(wrongAt(wrong), "只有 10,000元") {
		t.Errorf("beyond what was paid: %v", wrong)
	}
	if _, wrong := Stated(used, stating("3万元")); !strings.Contains(wrongAt(wrong), "还可以使用 20,000元") {
		t.Errorf("beyond the line: %v", wrong)
	}
}

func TestRule_J4_TheOfficeAnswersAUseOnce(t *testing.T) {
	s := Spending{State: SpendingReported}
	if MaySettle(s, SpendingConfirmed, "") != nil || MaySettle(s, SpendingReturned, "缺发票") != nil {
		t.Error("a use is confirmed, or returned with words")
	}
	refusedJ4(t, "no words", MaySettle(s, SpendingReturned, " "), "补正什么")
	refusedJ4(t, "long", MaySettle(s, SpendingReturned, strings.Repeat("长", 501)), "不要超过")
	refusedJ4(t, "neither", MaySettle(s, SpendingReported, ""), "请选择")
	s.State = SpendingReplaced
	refusedJ4(t, "answered", MaySettle(s, SpendingConfirmed, ""), "已经确认")
}

// However payments, reversals and uses come, what is taken never breaks the sums.
func TestRule_J4_NoWayLeadsBeyondTheSums(t *testing.T) {
	from := rand.New(rand.NewPCG(4, 7))
	today := calendar.Date(2022, 9, 10)
	for range 300 {
		f, taken := agreed(), 0
		for range 40 {
			amount := Fen(from.Int64N(int64(4 * tenThou))).String()
			switch from.IntN(4) {
			case 0, 1:
				x := paying(1+from.IntN(3), amount)
				if MayPay(f, x.Instalment) != nil {
					continue
				}
				if p, wrong := PaidAs(f, x, today); len(wrong) == 0 {
					f = f.with(p.Instalment, p.Amount)
					taken++
				}
			case 2:
				if len(f.Payments) == 0 {
					continue
				}
				less := f
				less.Payments = append([]Payment{}, f.Payments...)
				if p := &less.Payments[from.IntN(len(less.Payments))]; p.Stands() {
					p.ReversedAt = sept.Start()
					if Sound(less) == nil {
						f = less
					}
				}
			case 3:
				if s, wrong := Stated(f, stating(amount)); len(wrong) == 0 && MayState(f) == nil {
					s.State = []act.State{SpendingReported, SpendingConfirmed, SpendingReturned}[from.IntN(3)]
					f.Spendings = append(f.Spendings, s)
				}
			}
			if f.Used() > f.Paid() || f.Paid() > f.Total || f.PaidOf(1) > 7*tenThou || f.PaidOf(2) > 3*tenThou || f.UsedOf(1) > 6*tenThou ||
				f.PaidOf(2) > 0 && f.PaidOf(1) < 7*tenThou {
				t.Fatalf("after %d payments: %+v", taken, f)
			}
		}
	}
}

func TestRule_J4_WhoReadsTheMoney(t *testing.T) {
	c := run.Case{Pilot: run.Pilot{ID: "p", Unit: "u"}, Application: apply.Application{City: "c"}}
	drawn, paid := agreed(), agreed().with(1, tenThou).using(SpendingReported, 1, tenThou)
	drawn.State = FundingDrawn
	paid.Payments[0].Voucher, paid.Payments[0].Proof, paid.Spendings[0].Files = "记-1", "hash", []string{"hash"}
	b := Branded{Case: c, Fundings: []Funding{drawn, paid}}
	who := func(role access.Role, unit string) access.Actor {
		return access.Actor{Account: "a", Unit: unit, Roles: []access.Role{role}}
	}
	for _, role := range []access.Role{access.Finance, access.Handler, access.Approver, access.Supervisor} {
		if seen := SeenBrand(who(role, "x"), b); !MayOverseeBrand(who(role, "x")).Allowed || !MayReadBrand(who(role, "x"), c).Allowed || len(seen.Fundings) != 2 || seen.Fundings[1].Payments[0].Voucher == "" {
			t.Errorf("%s oversees the money", role)
		}
	}
	unit, city := SeenBrand(who(access.Clerk, "u"), b), SeenBrand(who(access.Recommender, "c"), b)
	if len(unit.Fundings) != 1 || unit.Fundings[0].Payments[0].Voucher != "记-1" || unit.Fundings[0].Spendings[0].Files == nil {
		t.Errorf("the unit reads its own, once it is agreed to: %+v", unit.Fundings)
	}
	if f := city.Fundings[0]; len(city.Fundings) != 1 || f.Payments[0].Voucher+f.Payments[0].Proof != "" || f.Spendings[0].Files != nil || f.Paid() != tenThou {
		t.Errorf("the city reads no vouchers: %+v", city.Fundings)
	}
	if b.Fundings[1].Payments[0].Voucher == "" || b.Fundings[1].Spendings[0].Files == nil {
		t.Error("what one reads was taken from all")
	}
	for _, a := range []access.Actor{who(access.Clerk, "other"), who(access.Recommender, "other"), who(access.Department, "d"), who(access.Expert, "e"), who(access.Auditor, "a"), {}} {
		if v := MayReadBrand(a, c); v.Allowed || !v.Hidden || MayOverseeBrand(a).Allowed {
			t.Errorf("%+v reads the money", a)
		}
	}
	if mayFund(who(access.Finance, "x"), c).Allowed || mayFund(who(access.Clerk, "u"), c).Allowed || !mayFund(who(access.Handler, "x"), c).Allowed || !mayFund(who(access.Clerk, "other"), c).Hidden {
		t.Error("the office handles the money")
	}
	if maySpend(who(access.Handler, "x"), c).Allowed || !maySpend(who(access.Head, "u"), c).Allowed || !maySpend(who(access.Head, "other"), c).Hidden {
		t.Error("the unit states what it used")
	}
}

func TestRule_J4_WhatIsToBeDoneNext(t *testing.T) {
	p := worldtest.Pilot(t)
	b := Branded{Case: run.Case{}}
	b.Cohort.Programme = p
	words := func(f ...Funding) (text string) {
		b.Fundings = f
		for _, n := range NextOf(b, sept) {
			text += n.Words + "/" + string(n.Holder) + " "
		}
		return strings.TrimSpace(text)
	}
	drawn, struck := agreed(), agreed()
	drawn.State, struck.State = FundingDrawn, FundingStruck
	late := agreed()
	late.Instalments = []Instalment{{1, 10 * tenThou, sept.Add(SoonDays + 1), ""}}
	for want, f := range map[string][]Funding{
		"待拟定经费/office":     nil,
		"经费待研究/office":     {drawn},
		"":                 {struck},
		"第1笔待拨付/office":    {agreed()},
		"经费使用情况待报送/unit":   {agreed().with(1, 7*tenThou)},
		"经费使用情况待确认/office": {agreed().with(1, 7*tenThou).using(SpendingReported, 1, 7*tenThou)},
		"经费使用情况退回补正/unit":  {agreed().with(1, 7*tenThou).using(SpendingReturned, 1, 7*tenThou)},
		"第1笔待拨付/office 经费使用情况待报送/unit": {agreed().with(1, tenThou)},
	} {
		if got := words(f...); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := words(late); got != "" {
		t.Errorf("too early: %q", got)
	}
	b.Fundings = []Funding{agreed(), late}
	if due := DueBy([]Branded{b}, sept.Add(SoonDays)); len(due) != 1 || due[0].Instalment.N != 1 || due[0].Funding.ID != "f" {
		t.Errorf("due: %+v", due)
	}
	without := *p
	without.Stages.Spread.Money = false
	b.Cohort.Programme = &without
	if got := words(); got != "" {
		t.Errorf("no money: %q", got)
	}
	if BrandBody(p, programme.MatterMoney) == "" {
		t.Error("nobody decides on money")
	}
}

// The ledger of the money: after its last line nothing else is left than what the sums say.
func TestTheLedgerOfTheMoneyEndsWithWhatIsLeft(t *testing.T) {
	f := agreed().with(1, 6*tenThou).with(1, 7*tenThou).using(SpendingConfirmed, 1, 2*tenThou).using(SpendingReturned, 1, tenThou).using(SpendingReported, 2, tenThou)
	f.Payments[0].ReversedAt, f.Payments[0].Why = sept.Add(9).Start(), "金额填错"
	f.Payments[0].On, f.Payments[1].On = sept.Add(7), sept.Add(9)
	unpaid, unused, said := Fen(0), Fen(0), ""
	var last calendar.Day
	for _, l := range linesOfFunding(f) {
		unpaid, unused = unpaid+l.agreed-l.paid, unused+l.paid-l.use
		said += l.what + " "
		if l.day.Before(last) {
			t.Errorf("%s stands before an earlier day", l.what)
		}
		last = l.day
	}
	if unpaid != f.Total-f.Paid() || unused != f.Paid()-f.Used() {
		t.Errorf("left %s and %s", unpaid, unused)
	}
	if strings.Contains(said, "退回") || !strings.Contains(said, "第1笔冲正") || !strings.Contains(said, "第2笔应拨") {
		t.Errorf("said: %s", said)
	}
}
