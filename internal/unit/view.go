package unit

import (
	"cmp"
	"context"
	"slices"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// View is a unit's page as this actor may see it.
type View struct {
	Unit
	Above     Unit // the zero Unit for the root
	Below     int  // living units right below
	Eras      []NamedEra
	Accounts  []Account // only for whom names and numbers are shown
	People    bool      // names and numbers are shown
	MayIssue  bool
	MayChange bool
	Issuer    string // who issues the accounts, for whoever may not
	Successor Unit   // the one that came in its place; the zero Unit: none
	Before    []Unit // those in whose place it came
	History   []ledger.Entry
}

// NamedEra is an Era with the name that the parent bore then.
type NamedEra struct {
	Era
	Above string
}

// known sends visitors to the log-in, whether the thing exists or not: they may just have been logged out.
func known(actor access.Actor) error {
	if !actor.SignedIn() {
		return fault.Unauthorized("请先登录。")
	}
	return nil
}

// View reads a unit's page.
func (r *Room) View(ctx context.Context, actor access.Actor, id string) (v View, err error) {
	if err := known(actor); err != nil {
		return v, err
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		if v.Unit, err = Get(t, id, t.Now()); err != nil {
			return err
		}
		if err := maySee(actor, v.Unit).Err(); err != nil {
			return err
		}
		v.People, v.MayChange = maySeePeople(actor, v.Unit), maySetUp(actor, v.Kind).Allowed
		v.MayIssue, v.Issuer = len(IssuableRoles(actor, v.Unit)) > 0, issuerOf(v.Unit, nil)
		return v.fill(t)
	})
	return v, err
}

func (v *View) fill(t *store.Tx) (err error) {
	if v.Parent != "" {
		if v.Above, err = Get(t, v.Parent, t.Now()); err != nil {
			return err
		}
	}
	below, err := Children(t, v.ID, "", t.Now())
	if err != nil {
		return err
	}
	v.Below = len(below)
	if v.People {
		if v.Accounts, err = AllAccountsOf(t, v.ID); err != nil {
			return err
		}
	}
	eras, err := Eras(t, v.ID)
	if err != nil {
		return err
	}
	for _, e := range eras {
		named := NamedEra{Era: e}
		if e.Parent != "" {
			above, err := Get(t, e.Parent, e.From)
			if err != nil {
				return err
			}
			named.Above = above.Short
		}
		v.Eras = append(v.Eras, named)
	}
	if err := v.fillSuccession(t); err != nil {
		return err
	}
	v.History, err = ledger.History(t, unitObject(v.ID))
	return err
}

func (v *View) fillSuccession(t *store.Tx) (err error) {
	if v.Before, err = Predecessors(t, v.ID); err != nil {
		return err
	}
	s, ended, err := selectSuccessionOf(t, v.ID)
	if err == nil && ended {
		v.Successor, err = Get(t, s.Successor, t.Now())
	}
	return err
}

// IssuableRoles lists the roles that this actor may issue in a unit.
func IssuableRoles(actor access.Actor, u Unit) []access.Role {
	return slices.DeleteFunc(slices.Clone(RolesOf(u.Kind)), func(role access.Role) bool {
		return !mayIssue(actor, u, []access.Role{role}).Allowed
	})
}

// SetUpKinds lists the kinds of unit that this actor may add, in the order of the screen.
func SetUpKinds(actor access.Actor) []string {
	return slices.DeleteFunc(slices.Clone(Kinds), func(kind string) bool { return kind == Office || !maySetUp(actor, kind).Allowed })
}

// MayImport tells whether this actor may upload lists of units.
func MayImport(actor access.Actor) bool { return mayImport(actor).Allowed }

// Item is a line of the list of units.
type Item struct {
	Unit
	Above  string // short name of the unit above
	Active int    // accounts in use
	Issued int    // accounts whose slip is still out
}

// Listing is the list of units that an actor looks after, with counts by kind (before the kind is chosen).
type Listing struct {
	Items  []Item
	Kinds  map[string]int
	Total  int // of all kinds
	Silent int // units without any account
}

// ListFilter chooses lines of a Listing.
type ListFilter struct {
	Kind   string
	City   string // id: its counties, and itself
	Search string
	Silent bool // only those without an account
	Closed bool
}

// Listing reads the list: the province's people see all units, a city itself and its counties.
func (r *Room) Listing(ctx context.Context, actor access.Actor, f ListFilter) (l Listing, err error) {
	if err := cmp.Or(known(actor), mayList(actor).Err()); err != nil {
		return l, err
	}
	l.Kinds = map[string]int{}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		all, err := List(t, Filter{Search: f.Search, Closed: f.Closed}, t.Now())
		if err != nil {
			return err
		}
		items, err := itemsOf(t, slices.DeleteFunc(all, func(u Unit) bool { return !maySee(actor, u).Allowed }))
		if err != nil {
			return err
		}
		l.choose(items, f)
		return nil
	})
	return l, err
}

func (l *Listing) choose(items []Item, f ListFilter) {
	for _, item := range items {
		if f.City != "" && item.ID != f.City && item.Parent != f.City {
			continue
		}
		silent := item.Active+item.Issued == 0
		if silent {
			l.Silent++
		}
		if f.Silent && !silent {
			continue
		}
		l.Kinds[item.Kind]++
		l.Total++
		if f.Kind == "" || f.Kind == item.Kind {
			l.Items = append(l.Items, item)
		}
	}
}

func itemsOf(t *store.Tx, units []Unit) ([]Item, error) {
	accounts, err := AccountsWith(t)
	if err != nil {
		return nil, err
	}
	names, err := List(t, Filter{Closed: true}, t.Now())
	if err != nil {
		return nil, err
	}
	above := map[string]string{}
	for _, u := range names {
		above[u.ID] = u.Short
	}
	active, issued := map[string]int{}, map[string]int{}
	for _, a := range accounts {
		if a.State == Active {
			active[a.Unit]++
		} else {
			issued[a.Unit]++
		}
	}
	items := make([]Item, len(units))
	for i, u := range units {
		items[i] = Item{Unit: u, Above: above[u.Parent], Active: active[u.ID], Issued: issued[u.ID]}
	}
	return items, nil
}

// AccountView is an account's page for the level above.
type AccountView struct {
	Account
	At        Unit
	MayChange bool // amend and reset
	MayStop   bool
	Grantable []access.Role // the roles that this actor may give
	Why       string        // why it may not be changed
	History   []ledger.Entry
}

// AccountView reads an account's page.
func (r *Room) AccountView(ctx context.Context, actor access.Actor, id string) (v AccountView, err error) {
	if err := known(actor); err != nil {
		return v, err
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		if v.Account, err = AccountByID(t, id); err != nil {
			return err
		}
		if v.At, err = Get(t, v.Unit, t.Now()); err != nil {
			return err
		}
		if !maySeePeople(actor, v.At) {
			return fault.NotFound()
		}
		reset := mayReset(actor, v.At, v.Account)
		v.MayChange, v.Why, v.Grantable = reset.Allowed && v.State != Closed, reset.Why, IssuableRoles(actor, v.At)
		v.MayStop = mayStop(actor, v.At, v.Account).Allowed && v.State != Closed
		v.History, err = ledger.History(t, accountObject(id))
		return err
	})
	return v, err
}

// Own reads one's own account and unit.
func (r *Room) Own(ctx context.Context, actor access.Actor) (a Account, u Unit, err error) {
	if err := known(actor); err != nil {
		return a, u, err
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		if a, err = AccountByID(t, actor.Account); err != nil {
			return err
		}
		u, err = Get(t, a.Unit, t.Now())
		return err
	})
	return a, u, err
}

// named are the kinds in the letters in which they are typed in China.
var named = map[string]string{Office: "bangongshi", City: "shikexie", County: "xiankexie", Society: "xuehui", Enterprise: "qikexie",
	Department: "bushi", Supervision: "jiandu", Finance: "caiwu", Experts: "zhuanjia"}

// SuggestLogin offers a login name that is free: the division's code, else the kind in pinyin, and a number; neither is
// typed wrong from a slip.
func (r *Room) SuggestLogin(ctx context.Context, u Unit) (login string, err error) {
	base := u.Region
	if base == "" || u.Kind == Office {
		base = named[u.Kind]
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		for n := 1; ; n++ {
			login = base + "-" + itoa(n)
			if _, taken, err := selectAccountByLogin(t, login); err != nil || !taken {
				return err
			}
		}
	})
	return login, err
}
