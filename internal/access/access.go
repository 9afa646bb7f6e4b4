// Package access says who acts: a plain value, and the verdict on what he wants.
// The relations (own unit, own city's county …) are judged by each room's policy.go.
package access

import (
	"slices"

	"shidian/internal/fault"
)

// Role is what an account is for; life.md, "The people". One person's roles add up.
type Role string

// The roles.
const (
	Clerk       Role = "clerk"       // 填报人（联络人）
	Head        Role = "head"        // 负责人
	Recommender Role = "recommender" // 推荐审核人, a city's
	Handler     Role = "handler"     // 省科协办公室经办
	Approver    Role = "approver"    // 省科协办公室审签
	Department  Role = "department"  // 联系部室
	Expert      Role = "expert"      // 专家
	Supervisor  Role = "supervisor"  // 监督（机关纪委）
	Finance     Role = "finance"     // 财务
	SystemAdmin Role = "sysadmin"    // 系统管理员: accounts and settings
	Security    Role = "secadmin"    // 安全保密管理员: permissions and locks
	Auditor     Role = "auditor"     // 安全审计员: the ledger
	System      Role = "system"      // the program itself: jobs and due dates
	Visitor     Role = "visitor"     // 公众: nobody logged in
)

// Titles are the roles' names on the screen.
var Titles = map[Role]string{
	Clerk: "填报人", Head: "负责人", Recommender: "推荐审核人", Handler: "经办", Approver: "审签",
	Department: "联系部室", Expert: "专家", Supervisor: "监督", Finance: "财务",
	SystemAdmin: "系统管理员", Security: "安全保密管理员", Auditor: "安全审计员", System: "系统", Visitor: "公众",
}

// All lists every role in the order of life.md.
var All = []Role{Visitor, Clerk, Head, Recommender, Handler, Approver, Department, Expert, Supervisor, Finance,
	SystemAdmin, Security, Auditor, System}

// Actor is who acts. The zero value is a visitor.
type Actor struct {
	Account  string   // account id, "" for a visitor
	Name     string   // for the screen only: never into a log or a ledger entry
	Unit     string   // unit id
	UnitName string   // the unit's short name today, for the screen
	UnitKind string   // the programme's kinds ("city", "county", …) or the province's own ("office", "department", "supervision", "finance")
	Before   []string // ids of the units in whose place his unit came: what those began is his unit's now
	Roles    []Role
	Fresh    bool // logged in anew within the last minutes: asked of whoever confirms a grave act
}

// SystemActor is the program itself, for jobs and due dates.
var SystemActor = Actor{Account: "system", Roles: []Role{System}}

// Of tells whether a unit is his own, or one in whose place his came.
func (a Actor) Of(unit string) bool {
	return unit != "" && (unit == a.Unit || slices.Contains(a.Before, unit))
}

// SignedIn tells whether somebody is logged in.
func (a Actor) SignedIn() bool { return a.Account != "" }

// Has tells whether one of the roles is his; every actor has the visitor's.
func (a Actor) Has(roles ...Role) bool {
	for _, want := range roles {
		if want == Visitor {
			return true
		}
		for _, role := range a.Roles {
			if role == want {
				return true
			}
		}
	}
	return false
}

// As gives the first of the wanted roles that he has, for the ledger entry; "" when none.
func (a Actor) As(roles ...Role) Role {
	for _, want := range roles {
		if a.Has(want) {
			return want
		}
	}
	return ""
}

// Verdict is the answer of a policy: allowed, or why not and by which rule. Hidden refuses without admitting that the thing exists.
type Verdict struct {
	Allowed bool
	Hidden  bool
	Why     string
	Rule    string
}

// Allow is the verdict that lets pass.
func Allow() Verdict { return Verdict{Allowed: true} }

// Deny refuses with the reason in Chinese and the rule's number ("" when it is no numbered rule).
func Deny(rule, why string) Verdict { return Verdict{Why: why, Rule: rule} }

// Hide refuses a foreign object: the answer is that of a missing one.
func Hide() Verdict { return Verdict{Hidden: true} }

// Err is nil when allowed, else the fault to return.
func (v Verdict) Err() error {
	switch {
	case v.Allowed:
		return nil
	case v.Hidden:
		return fault.NotFound()
	default:
		return fault.Forbidden(v.Rule, v.Why)
	}
}
