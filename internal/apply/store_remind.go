package apply

import (
	"shidian/internal/act"
	"shidian/internal/store"
)

// SubmittedTo tells how many submissions of a cohort wait for each recommending unit; for reminders.
func SubmittedTo(t *store.Tx, cohort string) (map[string]int, error) {
	n := map[string]int{}
	err := eachBelow(t, cohort, StateSubmitted, func(city, _ string) { n[city]++ })
	return n, err
}

// DraftingBelow names, for each recommending unit, those below it who have begun and not submitted, as they were called
// then; for reminders.
func DraftingBelow(t *store.Tx, cohort string) (map[string][]string, error) {
	names := map[string][]string{}
	err := eachBelow(t, cohort, StateDraft, func(city, name string) { names[city] = append(names[city], name) })
	return names, err
}

// Applicants names the accounts that speak for the units with an application of the cohort in whatever state: for word of
// a change that concerns all of them, from which nobody can tell how far his own has come.
func Applicants(t *store.Tx, cohort string) ([]string, error) {
	units, err := store.Rows(t, store.Scalar[string], "SELECT DISTINCT unit FROM application WHERE cohort = $1 ORDER BY unit", cohort)
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, u := range units {
		some, err := speakers(t, Application{Unit: u})
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, some...)
	}
	return accounts, nil
}

// eachBelow reads the applications in a state that another unit recommends.
func eachBelow(t *store.Tx, cohort string, state act.State, each func(city, name string)) error {
	rows, err := store.Rows(t, func(row store.Scanner) (r [2]string, err error) {
		err = row.Scan(&r[0], &r[1])
		return r, err
	}, "SELECT city, unit_name FROM application WHERE cohort = $1 AND state = $2 AND city <> '' ORDER BY id", cohort, string(state))
	for _, r := range rows {
		each(r[0], r[1])
	}
	return err
}
