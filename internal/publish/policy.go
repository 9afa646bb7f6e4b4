package publish

import "shidian/internal/access"

// mayWork: the office.
func mayWork(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Deny("C3", "公示和发布由主办单位办理。")
}

// MayRead judges who sees the office's work on notices and objections: the office and the supervisor.
func MayRead(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// MayReadObjection: as MayRead, and never whom it complains of.
func MayReadObjection(a access.Actor, o Objection) access.Verdict {
	if o.Concerns != "" && o.Concerns == a.Account {
		return access.Hide()
	}
	return MayRead(a)
}

// mayFind: the named handler alone.
func mayFind(a access.Actor, o Objection) access.Verdict {
	if o.Handler != a.Account {
		return access.Deny("C3", "这件异议由指定的经办人核查、答复。")
	}
	return access.Allow()
}

// MayReadReports: the supervisor alone, never the office.
func MayReadReports(a access.Actor) access.Verdict {
	if a.Has(access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// MayBring judges who brings files for a notice, its release or an objection that is typed in: the office's handlers.
func MayBring(a access.Actor) error { return rowStart.Permits(a) }
