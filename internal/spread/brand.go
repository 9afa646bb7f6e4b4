package spread

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Where a pilot, its money and what it states of it stand (J4).
const (
	Chosen act.State = "chosen" // 已入选: in the brand programme, for good

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

// Branded is a pilot in the brand programme, with its money.
type Branded struct {
	run.Case
	Decision string
	Look     int // the look at the end that the body saw
	At       time.Time
	Fundings []Funding // the oldest first
}

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

// Spending is what a unit states that it used, since it stated something last.
type Spending struct {
	ID         string
	Funding    string
	N          int // from 1
	State      act.State
	Lines      []SpendingLine
	Words      string
	Files      []string // hashes of the proofs
	At         time.Time
	Account    string
	AnsweredAt time.Time
	AnsweredBy string
	Answer     string // what is to be mended
}

// SpendingLine is what was used of one line of the funding.
type SpendingLine struct {
	Line   int
	Amount Fen
	Words  string
}

// Sum is all that was used.
func (s Spending) Sum() (sum Fen) {
	for _, l := range s.Lines {
		sum += l.Amount
	}
	return sum
}

// Counts tells whether what a spending states is held against what was paid.
func (s Spending) Counts() bool {
	return s.State == SpendingReported || s.State == SpendingConfirmed
}

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

// Asked is the spending that waits for the office, or for the unit once it was returned; false for none.
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

// Open is the funding that is not decided yet; false for none.
func (b Branded) Open() (Funding, bool) {
	i := slices.IndexFunc(b.Fundings, func(f Funding) bool { return f.State == FundingDrawn })
	if i < 0 {
		return Funding{}, false
	}
	return b.Fundings[i], true
}

// Agreed are the fundings that a body agreed to.
func (b Branded) Agreed() (agreed []Funding) {
	for _, f := range b.Fundings {
		if f.State == FundingAgreed {
			agreed = append(agreed, f)
		}
	}
	return agreed
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

// BrandObject, FundingObject and SpendingObject are the names in the ledger.
func BrandObject(pilot string) string { return "brand/" + pilot }

// FundingObject is a funding's name in the ledger.
func FundingObject(id string) string { return "funding/" + id }

// SpendingObject is the name in the ledger of what a unit stated.
func SpendingObject(id string) string { return "spending/" + id }

// BrandLink is the page of a pilot in the brand programme.
func BrandLink(pilot string) string { return "/brand/" + pilot }

// BrandOf reads a pilot of the brand programme whole, without asking who wants to know; NotFound when it is none.
func BrandOf(t *store.Tx, pilot string) (b Branded, err error) {
	all, err := brandsOf(t, "WHERE b.pilot = $1", pilot)
	if err == nil && len(all) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return b, err
	}
	b = all[0]
	b.Case, err = run.CaseOf(t, pilot)
	return b, err
}

// InBrand tells whether a pilot is in the brand programme.
func InBrand(t *store.Tx, pilot string) (bool, error) { return brandHas(t, pilot) }

// BrandIn are a cohort's pilots in the brand programme that the actor may see, by number, as much of them as he may read; a few
// queries, however many there are.
func BrandIn(t *store.Tx, actor access.Actor, c call.Cohort) (seen []Branded, err error) {
	all, err := brandsOf(t, "JOIN pilot p ON p.id = b.pilot WHERE p.cohort = $1", c.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	cases, err := run.Cases(t, actor, c)
	for _, one := range cases {
		i := slices.IndexFunc(all, func(b Branded) bool { return b.Pilot.ID == one.ID })
		if i >= 0 && MayReadBrand(actor, one).Allowed {
			all[i].Case = one
			seen = append(seen, SeenBrand(actor, all[i]))
		}
	}
	return seen, err
}

// BrandSeen reads a pilot of the brand programme, as much of it as the actor may; NotFound when that is nothing.
func BrandSeen(t *store.Tx, actor access.Actor, pilot string) (Branded, error) {
	b, err := BrandOf(t, pilot)
	if err == nil {
		err = MayReadBrand(actor, b.Case).Err()
	}
	return SeenBrand(actor, b), err
}

// PublicBranded is what everybody reads of a pilot in the brand programme.
type PublicBranded struct {
	UnitName string
	Cohort   call.Cohort
	Contents []int // granted, by their numbers in the notice
	At       time.Time
}

// PublicBrand are all pilots in brand programmes, the newest first, for everybody: no amounts.
func PublicBrand(t *store.Tx) (list []PublicBranded, err error) {
	all, err := brandsOf(t, "")
	for _, b := range slices.Backward(all) {
		c, err := run.CaseOf(t, b.Pilot.ID) // few: the best of a few cohorts
		if err != nil {
			return nil, err
		}
		list = append(list, PublicBranded{UnitName: c.Application.UnitName, Cohort: c.Cohort, Contents: c.Contents, At: b.At})
	}
	return list, err
}

// lockedBrand reads a pilot of the brand programme and keeps it from everybody else until the transaction ends.
func lockedBrand(t *store.Tx, pilot string) (Branded, error) {
	if _, err := run.Lock(t, pilot); err != nil {
		return Branded{}, err
	}
	return BrandOf(t, pilot)
}

// tellBrand tells a pilot's unit at once: what concerns one unit is no result that all learn at one moment.
func tellBrand(t *store.Tx, c run.Case, title, text string) error {
	stands, err := unit.SuccessorOf(t, c.Pilot.Unit, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, access.Clerk, access.Head)
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "spread", Title: title, Text: text, Link: BrandLink(c.ID)})
		}
	}
	return err
}

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

// BrandBody is the body that decides a matter of the brand programme.
func BrandBody(p *programme.Programme, m programme.Matter) string { return decide.BodyFor(p, m) }

var brandRows = []act.Row{rowDraw, rowDropFunding, rowPay, rowReverse, rowSpend, rowSettle}

var brandCovers = []ledger.Cover{
	{Table: "spread_brand", Key: []string{"pilot"}, Columns: []string{"decision", "look", "at", "salt"}},
	{Table: "spread_funding", Key: []string{"id"}, Columns: []string{"pilot", "n", "state", "total", "words", "at", "account", "decision", "decided_on", "answer", "salt"}},
	{Table: "spread_funding_line", Key: []string{"funding", "n"}, Columns: []string{"what", "amount", "salt"}},
	{Table: "spread_instalment", Key: []string{"funding", "n"}, Columns: []string{"amount", "by_day", "terms", "salt"}},
	{Table: "spread_payment", Key: []string{"id"}, Columns: []string{"funding", "instalment", "amount", "on_day", "voucher", "proof", "at", "account", "reversed_at",
		"reversed_by", "why", "instead", "salt"}},
	{Table: "spread_spending", Key: []string{"id"}, Columns: []string{"funding", "n", "state", "words", "files", "at", "account", "answered_at", "answered_by", "answer", "salt"}},
	{Table: "spread_spending_line", Key: []string{"spending", "line"}, Columns: []string{"amount", "words", "salt"}},
}
