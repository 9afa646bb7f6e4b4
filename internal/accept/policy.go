package accept

import (
	"shidian/internal/access"
	"shidian/internal/apply"
)

// The policy only says how the actor stands to the application. Whoever calls it has read the application by apply.See,
// so a foreign one is not there already.

// mayCheck: the office.
func mayCheck(actor access.Actor) access.Verdict {
	if actor.Has(access.Handler) {
		return access.Allow()
	}
	return access.Deny("", "形式审查由主办单位经办人办理。")
}

// MayDesk judges who sees the office's desk, the counter and the list of calls: phones stand there.
func MayDesk(actor access.Actor) access.Verdict {
	if actor.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Deny("", "受理工作由主办单位办理。")
}

// mayAsk: the unit itself.
func mayAsk(actor access.Actor, a apply.Application) access.Verdict {
	if actor.Of(a.Unit) && actor.Has(access.Clerk, access.Head) {
		return access.Allow()
	}
	return access.Deny("", "复核由申报单位申请。")
}

// mayCorrect: a clerk of the unit, and the office on its word.
func mayCorrect(actor access.Actor, a apply.Application) access.Verdict {
	if actor.Has(access.Handler) || actor.Of(a.Unit) && actor.Has(access.Clerk) {
		return access.Allow()
	}
	return access.Deny("", "电话和邮箱由申报单位填报人或者主办单位更正。")
}

// MaySeeContacts: those of the unit, and the office that calls them.
func MaySeeContacts(actor access.Actor, a apply.Application) bool {
	return actor.Has(access.Handler, access.Approver) || actor.Of(a.Unit) && actor.Has(access.Clerk, access.Head)
}

// MayRegister tells whether the actor registers papers, for what a page offers; Register judges.
func MayRegister(actor access.Actor) bool { return mayCheck(actor).Allowed }
