package unit

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// The kinds of unit: the programme's own (N2) and the province's.
const (
	Office      = "office"      // 省科协办公室, the root: nothing is above it
	City        = "city"        // 市科协
	County      = "county"      // 县级科协, those of development zones included
	Society     = "society"     // 省级学会
	Enterprise  = "enterprise"  // 省科协直属企事业科协
	Department  = "department"  // a department of the province 联系部室
	Supervision = "supervision" // 机关纪委
	Finance     = "finance"     // 财务
	Experts     = "experts"     // 专家组: experts' accounts, each with an end date
)

// Kinds lists them in the order of the screen.
var Kinds = []string{City, County, Society, Enterprise, Department, Supervision, Finance, Experts, Office}

// KindTitles are the kinds' names on the screen.
var KindTitles = map[string]string{Office: "省科协办公室", City: "市科协", County: "县级科协", Society: "省级学会",
	Enterprise: "省科协直属企事业科协", Department: "省科协机关部室", Supervision: "监督机构", Finance: "财务部门", Experts: "专家组"}

// The states of a unit.
const (
	Open   act.State = "open"   // 存续
	Closed act.State = "closed" // 已撤销 (a unit), 已停用 (an account)
)

// Unit is a unit with the name and the parent that it had at the instant of the reading.
type Unit struct {
	ID     string
	Kind   string
	Region string    // code of the division (GB/T 2260), "" for units that stand for none
	Name   string    // 济南市科学技术协会
	Short  string    // 济南市科协
	Parent string    // the unit above; "" for the root
	From   time.Time // zero: before anything recorded here
	To     time.Time // zero: still; the first instant at which it is no more
}

// Living tells whether the unit stands at that instant.
func (u Unit) Living(at time.Time) bool {
	return !at.Before(u.From) && (u.To.IsZero() || at.Before(u.To))
}

// Era is one line of a unit's past: from when on it bore this name under this parent.
type Era struct {
	From        time.Time // zero: from the beginning
	Name, Short string
	Parent      string
}

// Filter chooses units of a list. Zero values choose all.
type Filter struct {
	Kind   string
	Parent string
	Search string // part of a name that it bears or bore, or one of those in whose place it came did; or the code
	Closed bool   // those no longer living too
}

// Get reads a unit, living or not, with its name at that instant.
func Get(t *store.Tx, id string, at time.Time) (Unit, error) {
	u, found, err := selectUnit(t, id, at)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return u, err
}

// Root is the office of the province, at the top.
func Root(t *store.Tx, at time.Time) (Unit, error) {
	units, err := selectUnits(t, Filter{Kind: Office}, at)
	if err == nil && len(units) == 0 {
		return Unit{}, fault.NotFound()
	}
	if err != nil {
		return Unit{}, err
	}
	return units[0], nil
}

// List reads the units of a filter, by code, then by when they were added.
func List(t *store.Tx, f Filter, at time.Time) ([]Unit, error) { return selectUnits(t, f, at) }

// Children reads the living units right below one, of one kind or (kind "") of all.
func Children(t *store.Tx, parent, kind string, at time.Time) ([]Unit, error) {
	return selectUnits(t, Filter{Kind: kind, Parent: parent}, at)
}

// ByRegion reads the living unit of a division by its code.
func ByRegion(t *store.Tx, code string, at time.Time) (Unit, error) {
	u, found, err := selectUnitByRegion(t, code, at)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return u, err
}

// Eras reads a unit's names and parents over time, the oldest first.
func Eras(t *store.Tx, id string) ([]Era, error) { return selectEras(t, id) }

// rolesOfKind says what an account of a unit of this kind may be for.
var rolesOfKind = map[string][]access.Role{
	Office:      {access.Handler, access.Approver, access.SystemAdmin, access.Security, access.Auditor},
	City:        {access.Clerk, access.Head, access.Recommender},
	County:      {access.Clerk, access.Head},
	Society:     {access.Clerk, access.Head, access.Recommender}, // who nominates persons recommends them too
	Enterprise:  {access.Clerk, access.Head},
	Department:  {access.Department, access.SystemAdmin, access.Security, access.Auditor},
	Supervision: {access.Supervisor, access.Auditor},
	Finance:     {access.Finance},
	Experts:     {access.Expert},
}

// RolesOf lists what an account of a unit of this kind may be for.
func RolesOf(kind string) []access.Role { return rolesOfKind[kind] }
