package review

import (
	"slices"

	"shidian/internal/access"
)

// insiders look after the review and see who was drawn; of them the office acts.
var insiders = []access.Role{access.Handler, access.Approver, access.Supervisor}

// bystanders are the roles a witness may have: bodies that neither apply nor score.
var bystanders = []access.Role{access.Supervisor, access.Handler, access.Approver, access.Department, access.Finance, access.Auditor}

// mayRun: the office runs experts, panels and draws; the door asks for the handler where it is an act.
func mayRun(actor access.Actor) access.Verdict {
	if actor.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Deny("C1", "专家和评审组由主办单位管理。")
}

// MayBring judges who brings the scan of a signed sheet: the office's handlers.
func MayBring(actor access.Actor) error { return rowTypeIn.Permits(actor) }

// maySeeNames: who was drawn is known to the office and the supervisor only.
func maySeeNames(actor access.Actor) access.Verdict {
	if actor.Has(insiders...) {
		return access.Allow()
	}
	return access.Hide()
}

// mayWitness: whoever was named for this draw.
func mayWitness(actor access.Actor, d Draw) access.Verdict {
	if actor.SignedIn() && slices.ContainsFunc(d.Witnesses, func(w Witness) bool { return w.Account == actor.Account }) {
		return access.Allow()
	}
	return access.Hide()
}

// MaySeeNames is for the pages: who may see experts and seats.
func MaySeeNames(actor access.Actor) access.Verdict { return maySeeNames(actor) }

// MaySeeDraw is for the pages: insiders, and the witnesses of one of the draws; these see codes only.
func MaySeeDraw(actor access.Actor, draws []Draw) access.Verdict {
	if maySeeNames(actor).Allowed {
		return access.Allow()
	}
	for _, d := range draws {
		if mayWitness(actor, d).Allowed {
			return access.Allow()
		}
	}
	return access.Hide()
}

// MayReview is for the pages: an expert's own desk.
func MayReview(actor access.Actor) access.Verdict {
	if actor.Has(access.Expert) {
		return access.Allow()
	}
	return access.Hide()
}
