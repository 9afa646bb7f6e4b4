package decide

import "shidian/internal/access"

// mayPrepare: the office's handlers draw up lists and put records before the approvers, who confirm them.
func mayPrepare(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Deny("C2", "研究事项由主办单位办理。")
}

// MayRead judges who reads decisions, the ranking and who left the room: the office and the supervisor. Others are not
// told that there is something.
func MayRead(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// MayBring judges who brings the excerpt of a decision: the office's handlers.
func MayBring(a access.Actor) error { return rowRecord.Permits(a) }
