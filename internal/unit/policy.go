package unit

import (
	"slices"

	"shidian/internal/access"
)

// The level above: sysadmin makes the office and the other administrators; the office makes cities, societies,
// enterprise associations, departments, supervisors, experts; a city makes its counties (life.md, "The people").

func office(a access.Actor) bool { return a.Has(access.Handler, access.Approver) }

// overseer sees all units, and what became of them.
func overseer(a access.Actor) bool {
	return office(a) || a.Has(access.System, access.SystemAdmin, access.Security, access.Auditor, access.Supervisor)
}

// maySee: one's own unit; a city its counties; the province all.
func maySee(a access.Actor, u Unit) access.Verdict {
	if overseer(a) || (a.SignedIn() && a.Unit == u.ID) || ofCity(a, u) {
		return access.Allow()
	}
	return access.Hide()
}

func ofCity(a access.Actor, u Unit) bool {
	return a.Has(access.Recommender) && a.Unit != "" && u.Kind == County && u.Parent == a.Unit
}

// mayList: those who look after more units than their own.
func mayList(a access.Actor) access.Verdict {
	if overseer(a) || a.Has(access.Recommender) {
		return access.Allow()
	}
	return access.Deny("", "单位名单由省科协办公室和市科协管理。您可以查看本单位的页面。")
}

// maySetUp: who may add, change and close units of this kind.
func maySetUp(a access.Actor, kind string) access.Verdict {
	switch {
	case a.Has(access.System):
		return access.Allow()
	case office(a) && kind != Office:
		return access.Allow()
	case a.Has(access.SystemAdmin) && slices.Contains([]string{Office, Department, Supervision, Finance}, kind):
		return access.Allow()
	case overseer(a):
		return access.Deny("", KindTitles[kind]+"由省科协办公室设立和变更；办公室本身由系统管理员变更。")
	default:
		return access.Hide()
	}
}

// mayIssue: who may issue, change and reset an account of this unit with these roles.
func mayIssue(a access.Actor, u Unit, roles []access.Role) access.Verdict {
	forAdmin := len(adminRoles(roles)) > 0
	switch {
	case a.Has(access.System):
		return access.Allow()
	case a.Has(access.SystemAdmin) && (u.Kind == Office || forAdmin):
		return access.Allow()
	case office(a) && u.Kind != Office && u.Kind != County && !forAdmin:
		return access.Allow()
	case ofCity(a, u):
		return access.Allow()
	case !maySee(a, u).Allowed:
		return access.Hide()
	default:
		return access.Deny("", "账号由上一级开通和重置："+issuerOf(u, roles))
	}
}

// issuerOf names the level above, for whoever has to go there.
func issuerOf(u Unit, roles []access.Role) string {
	switch {
	case u.Kind == Office || len(adminRoles(roles)) > 0:
		return "省科协办公室和各管理员的账号请找系统管理员。"
	case u.Kind == County:
		return "县级科协的账号请找所属市科协。"
	default:
		return "请找省科协办公室。"
	}
}

// mayStop: who may close the account: the level above, and the security administrator; nobody his own.
func mayStop(a access.Actor, u Unit, account Account) access.Verdict {
	switch {
	case a.Account == account.ID:
		return access.Deny("", "不能停用自己的账号，请找为您开通账号的上级。")
	case a.Has(access.Security):
		return access.Allow()
	default:
		return mayIssue(a, u, account.Roles)
	}
}

// mayReset: as issuing; nobody his own, for he can change the password himself.
func mayReset(a access.Actor, u Unit, account Account) access.Verdict {
	if a.Account == account.ID {
		return access.Deny("", "自己的密码请在“我的账号”里修改；忘记密码请找为您开通账号的上级。")
	}
	return mayIssue(a, u, account.Roles)
}

// maySeePeople: whose names and numbers are shown on a unit's page.
func maySeePeople(a access.Actor, u Unit) bool {
	return office(a) || a.Has(access.SystemAdmin, access.Security) || a.Unit == u.ID || ofCity(a, u)
}

// mayImport: whoever may set up a kind of unit at all; the rows are judged one by one.
func mayImport(a access.Actor) access.Verdict {
	if office(a) || a.Has(access.System, access.SystemAdmin) {
		return access.Allow()
	}
	return access.Deny("", "单位名单由省科协办公室和系统管理员导入。")
}
