package run

import (
	"slices"
	"strconv"
	"time"

	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// PlansDue are the dates until when plans are asked for that are not handed in, by pilot.
func PlansDue(t *store.Tx) (map[string]time.Time, error) { return plansDue(t, "") }

// HasPilot tells whether a unit has a pilot, at work or ended.
func HasPilot(t *store.Tx, unit string) (bool, error) {
	_, has, err := selectByUnit(t, unit)
	return has, err
}

// Fact is what this room knows of a unit that applies again (N3): whether it has a living pilot, and how many; false for what
// it does not know.
func Fact(t *store.Tx, unit string, fact programme.Fact) (string, bool, error) {
	if fact != programme.FactLiving && fact != programme.FactUnfinished {
		return "", false, nil
	}
	living, err := selectOfUnits(t, []string{unit})
	switch {
	case fact == programme.FactUnfinished:
		return strconv.Itoa(len(living)), true, err
	case len(living) > 0:
		return "是", true, err
	}
	return "否", true, err
}

// Cohorts are those whose lists were released, the newest first.
func Cohorts(t *store.Tx) (with []call.Cohort, err error) {
	all, err := call.List(t, call.Published, call.Closed)
	if err != nil {
		return nil, err
	}
	for _, c := range all { // a few, and each is answered by the first of its pilots
		has, err := hasPilots(t, c.ID)
		if err != nil {
			return nil, err
		}
		if has {
			with = append(with, c)
		}
	}
	return with, nil
}

// Choose is the cohort asked for among those with pilots, or the newest of them; and all of them.
func Choose(t *store.Tx, cohort string) (chosen call.Cohort, all []call.Cohort, err error) {
	if all, err = Cohorts(t); err != nil || len(all) == 0 {
		return chosen, all, err
	}
	if cohort == "" {
		return all[0], all, nil
	}
	i := slices.IndexFunc(all, func(c call.Cohort) bool { return c.ID == cohort })
	if i < 0 {
		return chosen, all, fault.NotFound()
	}
	return all[i], all, nil
}
