package unit

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// The states of an account; the last is Closed.
const (
	Issued act.State = "issued" // 待首次登录: a slip is out
	Active act.State = "active" // 正常
)

// AccountTitles are the states' names on the screen.
var AccountTitles = map[act.State]string{Issued: "待首次登录", Active: "正常", Closed: "已停用"}

// Account is one person's way in, for one unit. His roles add up.
type Account struct {
	ID    string
	Unit  string
	Login string // 登录名: small letters, digits, - _ .
	Name  string
	Phone string
	Email string
	Roles []access.Role
	From  time.Time // zero: at once
	To    time.Time // zero: without end; experts always have one
	State act.State
}

// Has tells whether the account has one of the roles; no roles asked is yes.
func (a Account) Has(roles ...access.Role) bool {
	return len(roles) == 0 || slices.ContainsFunc(roles, func(r access.Role) bool { return slices.Contains(a.Roles, r) })
}

// Usable tells whether somebody may act with it at that instant (business time).
func (a Account) Usable(at time.Time) bool {
	return a.State != Closed && !at.Before(a.From) && (a.To.IsZero() || at.Before(a.To))
}

// NewAccount is what is written down when an account is issued.
type NewAccount struct {
	Unit  string
	Login string
	Name  string
	Phone string
	Email string
	Roles []access.Role
	To    time.Time // the last instant; zero: without end
}

// Slip is the paper slip (纸条) that a new or reset account is handed: the code is known only here and now.
type Slip struct {
	Account Account
	Unit    Unit
	Code    string    // one-time code, in groups: 7K3M-92QF-XB4T
	Expires time.Time // wall clock
}

// AccountByID reads an account.
func AccountByID(t *store.Tx, id string) (Account, error) {
	a, found, err := selectAccount(t, id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return a, err
}

// AccountsOf reads the accounts of a unit that were not closed, with one of the roles (none: all), by login.
func AccountsOf(t *store.Tx, unit string, roles ...access.Role) ([]Account, error) {
	all, err := selectAccountsOf(t, unit)
	return slices.DeleteFunc(all, func(a Account) bool { return a.State == Closed || !a.Has(roles...) }), err
}

// AllAccountsOf reads the accounts of a unit, closed ones too.
func AllAccountsOf(t *store.Tx, unit string) ([]Account, error) { return selectAccountsOf(t, unit) }

// AccountsWith reads every account, in all units, that was not closed and has one of the roles.
func AccountsWith(t *store.Tx, roles ...access.Role) ([]Account, error) {
	all, err := selectAccounts(t)
	return slices.DeleteFunc(all, func(a Account) bool { return a.State == Closed || !a.Has(roles...) }), err
}

// Speakers reads who speaks for a unit now: its clerks and heads who may act at this instant.
func Speakers(t *store.Tx, unit string) ([]Account, error) {
	all, err := AccountsOf(t, unit, access.Clerk, access.Head)
	return slices.DeleteFunc(all, func(a Account) bool { return !a.Usable(t.Now()) }), err
}

// ActorOf is the account as an actor now, for a job or a test that acts in somebody's name.
func ActorOf(t *store.Tx, id string) (access.Actor, error) {
	a, err := AccountByID(t, id)
	if err != nil {
		return access.Actor{}, err
	}
	p, err := placeOf(t, a.Unit)
	if err != nil {
		return access.Actor{}, err
	}
	return p.actor(a), nil
}
