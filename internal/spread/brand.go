package spread

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Chosen is the one state of a pilot in the brand programme: it is in for good (J4).
const Chosen act.State = "chosen" // 已入选

// Branded is a pilot in the brand programme, with its money.
type Branded struct {
	run.Case
	Decision string
	Look     int // the look at the end that the body saw
	At       time.Time
	Fundings []Funding // the oldest first
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

// BrandObject is the name in the ledger of a pilot in the brand programme.
func BrandObject(pilot string) string { return "brand/" + pilot }

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
