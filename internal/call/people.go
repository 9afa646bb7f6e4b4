package call

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// addressed are the accounts of the units that the notice is addressed to (N1).
func (r *Room) addressed(t *store.Tx, c Cohort) ([]string, error) {
	var units []unit.Unit
	for _, kind := range c.Programme.Kinds {
		if !kind.Addressed {
			continue
		}
		some, err := unit.List(t, unit.Filter{Kind: kind.Key}, t.Now())
		if err != nil {
			return nil, err
		}
		units = append(units, some...)
	}
	return accountsOf(t, units, access.Clerk, access.Head, access.Recommender)
}

// begun are the accounts of those who have begun an application and not submitted it.
func (r *Room) begun(t *store.Tx, c Cohort) ([]string, error) {
	if r.Begun == nil {
		return nil, nil
	}
	return r.Begun(t, c.ID)
}

// applicants are the accounts of all who have an application: who has submitted still owes paper, who withdrew may begin
// again.
func (r *Room) applicants(t *store.Tx, c Cohort) ([]string, error) {
	if r.Applicants == nil {
		return nil, nil
	}
	return r.Applicants(t, c.ID)
}

// passedOn are the accounts of the counties whose city passed the notice on.
func (r *Room) passedOn(t *store.Tx, c Cohort) ([]string, error) {
	cities, err := selectPassers(t, c.ID)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, city := range cities {
		below, err := Below(t, c, city)
		if err != nil {
			return nil, err
		}
		accounts, err := accountsOf(t, below, access.Clerk, access.Head)
		if err != nil {
			return nil, err
		}
		all = append(all, accounts...)
	}
	return all, nil
}

// Below are the units whose applications go through a city, by code: its county associations (A6, N2).
func Below(t *store.Tx, c Cohort, city string) ([]unit.Unit, error) {
	children, err := unit.Children(t, city, "", t.Now())
	return slices.DeleteFunc(children, func(u unit.Unit) bool { return !sendsUp(c.Programme, u.Kind) }), err
}

// concerned are all whom the notice went to and who work with it.
func (r *Room) concerned(t *store.Tx, c Cohort) ([]string, error) {
	var all []string
	for _, of := range []func(*store.Tx, Cohort) ([]string, error){r.addressed, r.passedOn, r.applicants} {
		accounts, err := of(t, c)
		if err != nil {
			return nil, err
		}
		all = append(all, accounts...)
	}
	return all, nil
}

// handlers are the accounts of the office's handlers.
func handlers(t *store.Tx) ([]string, error) {
	accounts, err := unit.AccountsWith(t, access.Handler)
	ids := make([]string, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	return ids, err
}

func accountsOf(t *store.Tx, units []unit.Unit, roles ...access.Role) ([]string, error) {
	var ids []string
	for _, u := range units {
		accounts, err := unit.AccountsOf(t, u.ID, roles...)
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			ids = append(ids, a.ID)
		}
	}
	return ids, nil
}

// distinct keeps the first of each.
func distinct(ids []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(ids, func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}
