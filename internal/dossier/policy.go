package dossier

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/publish"
)

// MayExport judges who takes a cohort's record out of the house: the office. Not the administrators, who see no content of
// applications, and not the supervisor, who reads in the house.
func MayExport(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Hide()
}

// mayHold: as MayExport, and nobody of whom an objection complains: what was found about it is in the dossier, and he is
// told neither that nor what.
func mayHold(a access.Actor, objections []publish.Objection) access.Verdict {
	if slices.ContainsFunc(objections, func(o publish.Objection) bool { return o.Concerns != "" && o.Concerns == a.Account }) {
		return access.Deny("C3", "本批次的归档案卷须由另一位经办人或审签人整理、下载，请与他联系。")
	}
	return MayExport(a)
}
