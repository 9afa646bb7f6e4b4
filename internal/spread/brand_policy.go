package spread

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/run"
)

// overseers read all of the money: the finance, the office and the supervisor.
var overseers = []access.Role{access.Finance, access.Handler, access.Approver, access.Supervisor}

// MayOverseeBrand judges who reads the desk of the brand programme with all its money. Others are not told of it.
func MayOverseeBrand(a access.Actor) access.Verdict {
	if a.Has(overseers...) {
		return access.Allow()
	}
	return access.Hide()
}

// MayReadBrand judges who reads of a pilot's money: those who oversee all of it, its unit, and the one that recommended it.
func MayReadBrand(a access.Actor, c run.Case) access.Verdict {
	if MayOverseeBrand(a).Allowed || a.Has(unitPeople...) && a.Of(c.Pilot.Unit) || recommended(a, c) {
		return access.Allow()
	}
	return access.Hide()
}

func recommended(a access.Actor, c run.Case) bool {
	return a.Has(access.Recommender) && a.Of(c.Application.City)
}

// SeenBrand is what an actor reads of a pilot's money: those who oversee it all; the others only what a body agreed to, and
// the one that recommended the pilot no vouchers and no proofs.
func SeenBrand(a access.Actor, b Branded) Branded {
	if MayOverseeBrand(a).Allowed {
		return b
	}
	b.Fundings = b.Agreed()
	if a.Has(unitPeople...) && a.Of(b.Pilot.Unit) {
		return b
	}
	for i, f := range b.Fundings {
		f.Payments, f.Spendings = slices.Clone(f.Payments), slices.Clone(f.Spendings)
		for n := range f.Payments {
			f.Payments[n].Voucher, f.Payments[n].Proof = "", ""
		}
		for n := range f.Spendings {
			f.Spendings[n].Files = nil
		}
		b.Fundings[i] = f
	}
	return b
}

// mayFund judges who draws up money, registers what was paid, and confirms what was used: the office's handlers.
func mayFund(a access.Actor, c run.Case) access.Verdict {
	if a.Has(handlers...) {
		return access.Allow()
	}
	return hiddenUnless(MayReadBrand(a, c), "J4", "由主办单位的办公室办理。")
}

// maySpend judges who states what the money was used for: the people of the pilot's unit.
func maySpend(a access.Actor, c run.Case) access.Verdict {
	if a.Has(unitPeople...) && a.Of(c.Pilot.Unit) {
		return access.Allow()
	}
	return hiddenUnless(MayReadBrand(a, c), "J4", "由承担单位办理。")
}

// MayFund tells a page who handles the money.
func MayFund(a access.Actor, c run.Case) access.Verdict { return mayFund(a, c) }

// MaySpend tells a page who states what it was used for.
func MaySpend(a access.Actor, c run.Case) access.Verdict { return maySpend(a, c) }
