package evaluate

import (
	"shidian/internal/access"
	"shidian/internal/run"
)

// everything sees all pilots, for what the program itself counts.
var everything = access.Actor{Roles: []access.Role{access.Supervisor}}

// mayJudge: the office judges, with the experts.
func mayJudge(a access.Actor, c run.Case) access.Verdict {
	if a.Has(office...) {
		return access.Allow()
	}
	return hiddenUnless(run.MayRead(a, c), "J1", "由主办单位办理。")
}

// mayAnswer: the people of the pilot's unit put right and state their view.
func mayAnswer(a access.Actor, c run.Case) access.Verdict {
	if a.Has(unitPeople...) && a.Of(c.Pilot.Unit) {
		return access.Allow()
	}
	return hiddenUnless(run.MayRead(a, c), "J1", "由承担单位办理。")
}

// MayWork judges who sees the desk of the evaluations: the office and the supervisor. Others are not told of it.
func MayWork(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// hiddenUnless refuses with words whoever may see the thing, and hides it from others.
func hiddenUnless(read access.Verdict, rule, why string) access.Verdict {
	if read.Allowed {
		return access.Deny(rule, why)
	}
	return read
}
