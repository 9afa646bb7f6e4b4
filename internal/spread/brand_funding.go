package spread

import (
	"slices"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
)

// Where money and what a unit states of it stand (J4).
const (
	FundingDrawn    act.State = "drawn"    // 待研究
	FundingAgreed   act.State = "agreed"   // 已批准
	FundingStruck   act.State = "struck"   // 不同意
	FundingReplaced act.State = "replaced" // 已改拟: drawn up anew before it was decided
	FundingDropped  act.State = "dropped"  // 已撤回

	SpendingReported  act.State = "reported"  // 待确认
	SpendingConfirmed act.State = "confirmed" // 已确认
	SpendingReturned  act.State = "returned"  // 退回补正
	SpendingReplaced  act.State = "replaced"  // 已重报: stated anew before it was answered
)

// FundingTitles and SpendingTitles are the states' names on the screen.
var (
	FundingTitles  = map[act.State]string{FundingDrawn: "待研究", FundingAgreed: "已批准", FundingStruck: "不同意", FundingReplaced: "已改拟", FundingDropped: "已撤回"}
	SpendingTitles = map[act.State]string{SpendingReported: "待确认", SpendingConfirmed: "已确认", SpendingReturned: "退回补正", SpendingReplaced: "已重报"}
)

// Funding is what a pilot is to be given, what for, and in which parts.
type Funding struct {
	ID          string
	Pilot       string
	N           int // from 1
	State       act.State
	Total       Fen
	Words       string
	At          time.Time
	Account     string
	Decision    string
	DecidedOn   calendar.Day
	Answer      string // why it was dropped, or not agreed to
	Lines       []FundingLine
	Instalments []Instalment
	Payments    []Payment  // as they were registered
	Spendings   []Spending // the oldest first
}

// FundingLine is one thing that money is for (用途).
type FundingLine struct {
	N      int
	What   string
	Amount Fen
}

// Instalment is a part of the money, by when it is to be paid, and what has to be so before.
type Instalment struct {
	N      int
	Amount Fen
	By     calendar.Day
	Terms  string
}

// Payment is money that was paid, as its voucher says.
type Payment struct {
	ID         string
	Funding    string
	Instalment int
	Amount     Fen
	On         calendar.Day
	Voucher    string
	Proof      string // hash of the voucher as a PDF or a picture
	At         time.Time
	Account    string
	ReversedAt time.Time // zero: it stands
	ReversedBy string
	Why        string
	Instead    string // the payment that was registered in its place; "" for none
}

// Stands tells whether the payment was not reversed.
func (p Payment) Stands() bool { return p.ReversedAt.IsZero() }

// Paid is what was paid in all.
func (f Funding) Paid() (sum Fen) {
	for _, i := range f.Instalments {
		sum += f.PaidOf(i.N)
	}
	return sum
}

// PaidOf is what was paid of an instalment.
func (f Funding) PaidOf(n int) (sum Fen) {
	for _, p := range f.Payments {
		if p.Instalment == n && p.Stands() {
			sum += p.Amount
		}
	}
	return sum
}

// Used is what the unit states that it used, confirmed or not yet.
func (f Funding) Used() (sum Fen) {
	for _, l := range f.Lines {
		sum += f.UsedOf(l.N)
	}
	return sum
}

// UsedOf is what the unit states that it used of one line.
func (f Funding) UsedOf(line int) (sum Fen) {
	for _, s := range f.Spendings {
		for _, l := range s.Lines {
			if l.Line == line && s.Counts() {
				sum += l.Amount
			}
		}
	}
	return sum
}

// Confirmed is what the office has confirmed as used.
func (f Funding) Confirmed() (sum Fen) {
	for _, s := range f.Spendings {
		if s.State == SpendingConfirmed {
			sum += s.Sum()
		}
	}
	return sum
}

// Next is the first instalment that is not wholly paid; false when all are, or when the money is not agreed to.
func (f Funding) Next() (Instalment, bool) {
	for _, i := range f.Instalments {
		if f.State == FundingAgreed && f.PaidOf(i.N) < i.Amount {
			return i, true
		}
	}
	return Instalment{}, false
}

// Asked is what the unit stated last, where that stands in a state; false else.
func (f Funding) Asked(s act.State) (Spending, bool) {
	if len(f.Spendings) == 0 {
		return Spending{}, false
	}
	last := f.Spendings[len(f.Spendings)-1]
	return last, last.State == s
}

// Line is one of the lines, by its number.
func (f Funding) Line(n int) (FundingLine, bool) {
	i := slices.IndexFunc(f.Lines, func(l FundingLine) bool { return l.N == n })
	if i < 0 {
		return FundingLine{}, false
	}
	return f.Lines[i], true
}

// Sums are the money of some fundings that were agreed to.
type Sums struct{ Agreed, Paid, Used, Confirmed Fen }

// SumsOf adds up what was agreed to.
func SumsOf(all ...Branded) (s Sums) {
	for _, b := range all {
		for _, f := range b.Agreed() {
			s.Agreed += f.Total
			s.Paid += f.Paid()
			s.Used += f.Used()
			s.Confirmed += f.Confirmed()
		}
	}
	return s
}

// FundingObject is a funding's name in the ledger.
func FundingObject(id string) string { return "funding/" + id }

// DueSoon is a part of the money that is to be paid.
type DueSoon struct {
	Branded
	Funding    Funding
	Instalment Instalment
}

// DueBy are the next instalments of some pilots whose day is not after one, the nearest first.
func DueBy(all []Branded, last calendar.Day) (due []DueSoon) {
	for _, b := range all {
		for _, f := range b.Agreed() {
			if i, has := f.Next(); has && !last.Before(i.By) {
				due = append(due, DueSoon{b, f, i})
			}
		}
	}
	slices.SortStableFunc(due, func(a, b DueSoon) int { return a.Instalment.By.Sub(b.Instalment.By) })
	return due
}
