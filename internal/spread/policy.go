package spread

import (
	"shidian/internal/access"
	"shidian/internal/run"
)

var (
	unitPeople = []access.Role{access.Clerk, access.Head}
	handlers   = []access.Role{access.Handler}
	office     = []access.Role{access.Handler, access.Approver}
)

// mayWrite judges who writes a case: the people of the pilot's unit, or the office's handlers where it is theirs.
func mayWrite(a access.Actor, c Case, pilot run.Case) access.Verdict {
	if c.Office && a.Has(handlers...) || !c.Office && run.MaySpeak(a, pilot).Allowed {
		return access.Allow()
	}
	return hiddenUnless(MayReadWork(a, pilot), "J3", "由撰写这个案例的单位办理。")
}

// mayCheck judges who checks cases and lets them out: the office (J5, R5).
func mayCheck(a access.Actor, pilot run.Case) access.Verdict {
	if a.Has(office...) {
		return access.Allow()
	}
	return hiddenUnless(MayReadWork(a, pilot), "J5", "由主办单位的办公室办理。")
}

// hiddenUnless refuses with words whoever may see the thing, and hides it from others.
func hiddenUnless(read access.Verdict, rule, why string) access.Verdict {
	if read.Allowed {
		return access.Deny(rule, why)
	}
	return read
}

// The pages ask what an actor may do, to show him the forms for it.

// MayWrite judges who writes a case.
func MayWrite(a access.Actor, c Case, pilot run.Case) access.Verdict { return mayWrite(a, c, pilot) }

// MayCheck judges who checks a case.
func MayCheck(a access.Actor, pilot run.Case) access.Verdict { return mayCheck(a, pilot) }
