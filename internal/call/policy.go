package call

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/programme"
	"shidian/internal/unit"
)

// inOffice: the programme's organiser, who drafts and publishes.
func inOffice(a access.Actor) bool {
	return a.UnitKind == unit.Office && a.Has(access.Handler, access.Approver)
}

// MayRead judges who may see a cohort: once published everybody, before that its makers alone.
func MayRead(a access.Actor, c Cohort) access.Verdict {
	if c.Version > 0 || inOffice(a) || a.Has(access.System) {
		return access.Allow()
	}
	return access.Hide()
}

// MayDraft judges who may open a cohort, see and write its draft, and propose what is to be registered.
func MayDraft(a access.Actor) access.Verdict {
	if a.UnitKind == unit.Office && a.Has(access.Handler) {
		return access.Allow()
	}
	return access.Deny("N1", "通知由主办单位经办人起草、登记。")
}

// MaySeeDraft judges who may look at a draft and at what was proposed.
func MaySeeDraft(a access.Actor) access.Verdict {
	if inOffice(a) {
		return access.Allow()
	}
	return access.Hide()
}

// mayRegister judges both persons of a registration: they are of the office. That they are two is the door's rule.
func mayRegister(a access.Actor) access.Verdict {
	if inOffice(a) {
		return access.Allow()
	}
	return access.Deny("N1", "通知由主办单位登记发布。")
}

// sendsUp tells whether what units of this kind bring is checked and recommended by one above them (A6).
func sendsUp(p *programme.Programme, kind string) bool {
	return slices.ContainsFunc(p.Kinds, func(above programme.Kind) bool { return slices.Contains(p.Below(above.Key), kind) })
}

// MayPass judges who may pass the notice on and see the answers: the recommender of a city (N1).
func MayPass(a access.Actor, c Cohort) access.Verdict {
	if c.Version == 0 {
		return access.Hide()
	}
	if len(c.Programme.Below(a.UnitKind)) > 0 && a.Has(access.Recommender) {
		return access.Allow()
	}
	return access.Deny("N1", "通知由推荐单位的审核人转发到本市各县（市、区）。")
}

// MayIntend judges who may answer whether his unit means to apply: a county that its city asked. found says whether
// there is a letter to his unit.
func MayIntend(a access.Actor, l Letter, found bool) access.Verdict {
	if !found || l.City == a.Unit {
		return access.Hide()
	}
	if !a.Has(access.Clerk, access.Head) {
		return access.Deny("", "申报意向由本单位填报人或负责人回复。")
	}
	if !l.Asks {
		return access.Deny("", "本市没有开展意向摸底，不需要回复。有意申报的，直接填写即可。")
	}
	return access.Allow()
}
