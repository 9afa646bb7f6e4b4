package apply

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/programme"
)

// The policy only says how the actor stands to the application; what the application itself allows is a rule.
// writer tells whether the actor was invited to write it.

// owns: a clerk or head of the applying unit, or of the one that came in its place.
func owns(actor access.Actor, a Application) bool {
	return actor.Of(a.Unit) && actor.Has(access.Clerk, access.Head)
}

// shown tells whether an application is past being its unit's own affair: nobody's unsubmitted draft is shown to others.
func shown(a Application) bool { return a.Version > 0 && a.State != StateDraft }

// officeTypes: the office still types this one in (代录); it ends with the unit's confirmation.
func officeTypes(actor access.Actor, a Application) bool {
	return a.TypedIn && !a.Confirmed && a.State == StateDraft && actor.Has(access.Handler)
}

// maySee: the unit and whoever was invited; the recommender of its city and the office once it is submitted.
func maySee(actor access.Actor, a Application, writer bool) access.Verdict {
	switch {
	case owns(actor, a), writer, officeTypes(actor, a):
		return access.Allow()
	case shown(a) && actor.Has(access.Recommender) && actor.Unit != "" && actor.Unit == a.City:
		return access.Allow()
	case shown(a) && actor.Has(access.Handler, access.Approver):
		return access.Allow()
	}
	return access.Hide()
}

// mayWrite: the draft belongs to the unit, to those it invited, and to the office while it types it in.
func mayWrite(actor access.Actor, a Application, writer bool) access.Verdict {
	if owns(actor, a) || writer || officeTypes(actor, a) {
		return access.Allow()
	}
	return otherwise(actor, a, writer, "只有申报单位和它邀请的人可以填写申报材料。")
}

// maySubmit: whom the programme lets submit, the clerk or the head, of the unit itself.
func maySubmit(actor access.Actor, a Application, p *programme.Programme, writer bool) access.Verdict {
	if !owns(actor, a) {
		return otherwise(actor, a, writer, "申报材料由申报单位提交。")
	}
	if p.Settings.SubmittedBy.Value == programme.ByHead && !actor.Has(access.Head) {
		return access.Deny("A4", "这一项目由负责人提交，请本单位负责人登录后提交。")
	}
	return access.Allow()
}

// mayOwn: acts that only the unit itself has: confirm, invite, take back, withdraw.
func mayOwn(actor access.Actor, a Application, writer bool) access.Verdict {
	if owns(actor, a) {
		return access.Allow()
	}
	return otherwise(actor, a, writer, "只有申报单位可以办理。")
}

// otherwise refuses: openly to whoever sees the application anyway, else as if there were none.
func otherwise(actor access.Actor, a Application, writer bool, why string) access.Verdict {
	if maySee(actor, a, writer).Allowed {
		return access.Deny("", why)
	}
	return access.Hide()
}

// mayReturn: the recommender what its own counties submitted, until its endorsement; the office what came to it.
func mayReturn(actor access.Actor, a Application) access.Verdict {
	switch {
	case !maySee(actor, a, false).Allowed:
		return access.Hide()
	case actor.Has(access.Recommender) && actor.Unit == a.City && a.City != "":
		if a.State == StateEndorsed {
			return access.Deny("A6", "已经推荐的由主办单位办理，需要修改的，请联系主办单位退回。")
		}
		return access.Allow()
	case actor.Has(access.Handler):
		if a.City != "" && a.State == StateSubmitted {
			return access.Deny("A6", "正由"+a.CityName+"审核，请由"+a.CityName+"退回。")
		}
		return access.Allow()
	}
	return access.Deny("", "退回由正在办理的单位办理。")
}

// mayStart: for one's own unit.
func mayStart(actor access.Actor) access.Verdict {
	if actor.Unit == "" || !actor.Has(access.Clerk) {
		return access.Deny("", "申报材料由申报单位的填报人填写。")
	}
	return access.Allow()
}

// mayTypeIn: the office.
func mayTypeIn(actor access.Actor) access.Verdict {
	if !actor.Has(access.Handler) {
		return access.Deny("A4", "代录由主办单位经办人办理。")
	}
	return access.Allow()
}

// Holder says who holds the application now (待办单位).
func Holder(a Application, p *programme.Programme) string {
	switch {
	case Editable(a.State):
		return a.UnitName
	case a.State == StateSubmitted && !a.Direct():
		return a.CityName
	case Ended(a.State):
		return ""
	}
	return p.Organiser.Office
}

// Ended tells whether nobody has anything to do any more before the release or after it.
func Ended(s act.State) bool {
	switch s {
	case StateWithdrawn, StateDeclined, StateNotAccepted, StateNotSelected, StateSelected, StateOverQuota:
		return true
	}
	return false
}
