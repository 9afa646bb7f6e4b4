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

// mayTakePart: whoever follows a pilot, its own people, and the office (R3, R4, R5).
func mayTakePart(a access.Actor, c Case) access.Verdict {
	if mayFollow(a, c).Allowed || mayReport(a, c).Allowed || mayDirect(a, c).Allowed {
		return access.Allow()
	}
	return hiddenUnless(MayRead(a, c), "R3", "由联系部室、承担单位或者牵头协调的办公室办理。")
}

// mayAnswer: the contact department while a problem is its own; the office at any time, and alone once it was escalated
// (R3, R5).
func mayAnswer(a access.Actor, c Case, p Problem) access.Verdict {
	if mayDirect(a, c).Allowed {
		return access.Allow()
	}
	if !mayFollow(a, c).Allowed {
		return hiddenUnless(MayRead(a, c), "R3", "由联系部室或者牵头协调的办公室答复。")
	}
	if p.State == ProblemEscalated {
		return access.Deny("R5", "已经提请协调，由牵头协调的办公室答复。")
	}
	return access.Allow()
}

// mayEscalate: the contact department and the pilot's own people (R5).
func mayEscalate(a access.Actor, c Case, _ Problem) access.Verdict {
	if mayFollow(a, c).Allowed || mayReport(a, c).Allowed {
		return access.Allow()
	}
	return hiddenUnless(MayRead(a, c), "R5", "由联系部室或者承担单位提请协调。")
}

// mayCloseProblem: the people of the unit that raised it (R3).
func mayCloseProblem(a access.Actor, c Case, _ Problem) access.Verdict {
	if mayReport(a, c).Allowed {
		return access.Allow()
	}
	return hiddenUnless(MayRead(a, c), "R3", "由提出问题的单位办结。")
}

// MayReach judges who sees the phone numbers of a pilot's people: those who work with it.
func MayReach(a access.Actor, c Case) access.Verdict {
	if mayTakePart(a, c).Allowed || a.Has(access.Recommender) && a.Of(c.Application.City) {
		return access.Allow()
	}
	return access.Hide()
}

// MaySeeProblems judges who sees the list of all pilots' problems: the office and the supervisor all, a department those that
// it follows.
func MaySeeProblems(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Supervisor, access.Department) {
		return access.Allow()
	}
	return access.Hide()
}

// MayNameContacts judges who names contact departments: the office's handlers (R5).
func MayNameContacts(a access.Actor) access.Verdict {
	if a.Has(handlers...) {
		return access.Allow()
	}
	return access.Hide()
}

// The pages ask what an actor may do to a pilot, to show him the forms for it.

// MayDirect judges who coordinates: the office.
func MayDirect(a access.Actor, c Case) access.Verdict { return mayDirect(a, c) }

// MaySpeak judges who speaks for a pilot: the people of its unit.
func MaySpeak(a access.Actor, c Case) access.Verdict { return mayReport(a, c) }

// MayTakePart judges who notes contacts, visits and exchanges.
func MayTakePart(a access.Actor, c Case) access.Verdict { return mayTakePart(a, c) }

// MayAnswer judges who answers a problem as it stands.
func MayAnswerProblem(a access.Actor, c Case, p Problem) access.Verdict { return mayAnswer(a, c, p) }

// MayEscalate judges who puts a problem before the office.
func MayEscalate(a access.Actor, c Case, p Problem) access.Verdict { return mayEscalate(a, c, p) }
