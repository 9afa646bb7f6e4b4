package run

import (
	"shidian/internal/access"
)

// office are those who run the programme.
var office = []access.Role{access.Handler, access.Approver}

// MayRead judges who sees a pilot: its unit, the one that recommended it, its contact department, the office, the supervisor
// and the finance. Others are not told that there is one.
func MayRead(a access.Actor, c Case) access.Verdict {
	switch {
	case a.Has(access.Handler, access.Approver, access.Supervisor, access.Finance),
		a.Has(access.Clerk, access.Head) && a.Of(c.Pilot.Unit),
		a.Has(access.Recommender) && a.Of(c.Application.City),
		mayFollow(a, c).Allowed:
		return access.Allow()
	}
	return access.Hide()
}

// mayReport: the people of the pilot's unit.
func mayReport(a access.Actor, c Case) access.Verdict {
	if a.Has(access.Clerk, access.Head) && a.Of(c.Pilot.Unit) {
		return access.Allow()
	}
	return hiddenUnless(MayRead(a, c), "R1", "由承担单位办理。")
}

// mayFollow: the people of its contact department (R3).
func mayFollow(a access.Actor, c Case) access.Verdict {
	if a.Has(access.Department) && a.Of(c.Department) {
		return access.Allow()
	}
	return access.Hide()
}

// mayDirect: the office, which coordinates (R5).
func mayDirect(a access.Actor, c Case) access.Verdict {
	if a.Has(office...) {
		return access.Allow()
	}
	return hiddenUnless(MayRead(a, c), "R5", "由牵头协调的办公室办理。")
}

// hiddenUnless refuses with words whoever may see the thing, and hides it from others.
func hiddenUnless(read access.Verdict, rule, why string) access.Verdict {
	if read.Allowed {
		return access.Deny(rule, why)
	}
	return read
}
