package spread

import (
	"math/rand/v2"
	"strings"
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
)

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
