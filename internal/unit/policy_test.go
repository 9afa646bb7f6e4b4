package unit

import (
	"strings"
	"testing"

	"shidian/internal/access"
)

// The people of the table: who, and of which unit.
var cast = map[string]access.Actor{
	"visitor":     {},
	"clerk":       {Account: "1", Unit: "county", UnitKind: County, Roles: []access.Role{access.Clerk, access.Head}},
	"society":     {Account: "2", Unit: "society", UnitKind: Society, Roles: []access.Role{access.Clerk}},
	"recommender": {Account: "3", Unit: "city", UnitKind: City, Roles: []access.Role{access.Recommender, access.Clerk}},
	"cityclerk":   {Account: "4", Unit: "city", UnitKind: City, Roles: []access.Role{access.Clerk}},
	"neighbour":   {Account: "5", Unit: "city2", UnitKind: City, Roles: []access.Role{access.Recommender}},
	"handler":     {Account: "6", Unit: "root", UnitKind: Office, Roles: []access.Role{access.Handler}},
	"approver":    {Account: "7", Unit: "root", UnitKind: Office, Roles: []access.Role{access.Approver}},
	"department":  {Account: "8", Unit: "dep", UnitKind: Department, Roles: []access.Role{access.Department}},
	"expert":      {Account: "9", Unit: "exp", UnitKind: Experts, Roles: []access.Role{access.Expert}},
	"supervisor":  {Account: "10", Unit: "sup", UnitKind: Supervision, Roles: []access.Role{access.Supervisor}},
	"finance":     {Account: "11", Unit: "fin", UnitKind: Finance, Roles: []access.Role{access.Finance}},
	"sysadmin":    {Account: "12", Unit: "root", UnitKind: Office, Roles: []access.Role{access.SystemAdmin}},
	"secadmin":    {Account: "13", Unit: "root", UnitKind: Office, Roles: []access.Role{access.Security}},
	"auditor":     {Account: "14", Unit: "sup", UnitKind: Supervision, Roles: []access.Role{access.Auditor}},
	"system":      access.SystemActor,
}

var castUnits = map[string]Unit{
	"root": {ID: "root", Kind: Office}, "city": {ID: "city", Kind: City, Parent: "root"}, "county": {ID: "county", Kind: County, Parent: "city"},
	"society": {ID: "society", Kind: Society, Parent: "root"}, "enterprise": {ID: "ent", Kind: Enterprise, Parent: "root"},
	"department": {ID: "dep", Kind: Department, Parent: "root"}, "experts": {ID: "exp", Kind: Experts, Parent: "root"},
	"supervision": {ID: "sup", Kind: Supervision, Parent: "root"}, "finance": {ID: "fin", Kind: Finance, Parent: "root"},
}

// Every verb with every unit: those who may; hidden are those for whom the unit does not exist; all others are refused
// in words. Written by hand from life.md, "The people".
const expected = `
see root:         sysadmin handler approver secadmin auditor supervisor system | *
see city:         recommender cityclerk sysadmin handler approver secadmin auditor supervisor system | *
see county:       clerk recommender sysadmin handler approver secadmin auditor supervisor system | *
see society:      society sysadmin handler approver secadmin auditor supervisor system | *
issue root handler:      sysadmin system | visitor clerk society recommender cityclerk neighbour department expert finance
issue root sysadmin:     sysadmin system | visitor clerk society recommender cityclerk neighbour department expert finance
issue city recommender:  handler approver system | visitor clerk society neighbour department expert finance
issue county clerk:      recommender system | visitor society cityclerk neighbour department expert finance
issue society clerk:     handler approver system | visitor clerk recommender cityclerk neighbour department expert finance
issue enterprise clerk:  handler approver system | visitor clerk society recommender cityclerk neighbour department expert finance
issue department department: handler approver system | visitor clerk society recommender cityclerk neighbour expert finance
issue department secadmin: sysadmin system | visitor clerk society recommender cityclerk neighbour expert finance
issue supervision supervisor: handler approver system | visitor clerk society recommender cityclerk neighbour department expert finance
issue supervision auditor: sysadmin system | visitor clerk society recommender cityclerk neighbour department expert finance
issue experts expert:    handler approver system | visitor clerk society recommender cityclerk neighbour department finance
issue finance finance:   handler approver system | visitor clerk society recommender cityclerk neighbour department expert
stop county clerk:       recommender secadmin system | visitor society cityclerk neighbour department expert finance
stop city recommender:   handler approver secadmin system | visitor clerk society neighbour department expert finance
setup city:       handler approver system | visitor clerk society recommender cityclerk neighbour department expert finance
setup county:     handler approver system | visitor clerk society recommender cityclerk neighbour department expert finance
setup department: handler approver sysadmin system | visitor clerk society recommender cityclerk neighbour department expert finance
setup root:       sysadmin system | visitor clerk society recommender cityclerk neighbour department expert finance
list:             recommender neighbour handler approver supervisor sysadmin secadmin auditor system |
import:           handler approver sysadmin system |
people county:    clerk recommender handler approver sysadmin secadmin |
people society:   society handler approver sysadmin secadmin |
`

func TestEveryCellOfThePermissions(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(expected), "\n") {
		head, rest, _ := strings.Cut(line, ":")
		allowed, hidden, _ := strings.Cut(rest, "|")
		what := strings.Fields(head)
		for name, actor := range cast {
			want := "refused"
			switch {
			case contains(allowed, name):
				want = "allowed"
			case contains(hidden, name), strings.TrimSpace(hidden) == "*":
				want = "hidden"
			}
			if got := answerOf(judge(what, actor)); got != want {
				t.Errorf("%s %s: %s, want %s", name, head, got, want)
			}
		}
	}
}

func contains(list, name string) bool { return strings.Contains(" "+list+" ", " "+name+" ") }

func answerOf(v access.Verdict) string {
	switch {
	case v.Allowed:
		return "allowed"
	case v.Hidden:
		return "hidden"
	default:
		return "refused"
	}
}

func judge(what []string, a access.Actor) access.Verdict {
	u := Unit{}
	if len(what) > 1 {
		u = castUnits[what[1]]
	}
	switch what[0] {
	case "see":
		return maySee(a, u)
	case "issue":
		return mayIssue(a, u, []access.Role{access.Role(what[2])})
	case "stop":
		return mayStop(a, u, Account{ID: "x", Roles: []access.Role{access.Role(what[2])}})
	case "setup":
		return maySetUp(a, u.Kind)
	case "list":
		return mayList(a)
	case "import":
		return mayImport(a)
	default:
		if maySeePeople(a, u) {
			return access.Allow()
		}
		return access.Deny("", "")
	}
}

func TestNobodyStopsOrResetsHimself(t *testing.T) {
	for name, actor := range cast {
		if name == "visitor" {
			continue
		}
		own := Account{ID: actor.Account, Roles: actor.Roles}
		for _, u := range castUnits {
			if mayStop(actor, u, own).Allowed || mayReset(actor, u, own).Allowed {
				t.Errorf("%s may stop or reset himself in %s", name, u.ID)
			}
		}
	}
}
