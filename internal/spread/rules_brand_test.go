package spread

import (
	"fmt"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
)

func refusedJ4(t *testing.T, what string, err error, words string) {
	t.Helper()
	if f, is := fault.As(err); !is || !strings.Contains(f.Message+fmt.Sprint(f.Fields), words) {
		t.Errorf("%s: %v, want %q", what, err, words)
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
	refusedJ4(t, "endless reason", MayDropFunding(drawn, false, strings.Repeat("长", MostMoneyWords+1)), "不要超过")
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
