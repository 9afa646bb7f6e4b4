package spread

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Exchanges are the activities in which the reader has a part, those to come first and the nearest of them at the top.
func Exchanges(t *store.Tx, actor access.Actor) ([]Exchange, error) {
	if err := MayListExchanges(actor).Err(); err != nil {
		return nil, err
	}
	all, err := selectExchanges(t)
	if err != nil || MaySeeExchanges(actor).Allowed {
		return all, err
	}
	cases, err := run.AllCases(t, actor)
	own := map[string]bool{}
	for _, c := range cases {
		if takesPart(actor, c) {
			own[c.Cohort.ID], own[c.ID] = true, true
		}
	}
	return slices.DeleteFunc(all, func(e Exchange) bool {
		return !own[e.Host] && !slices.ContainsFunc(e.Cohorts, func(c string) bool { return own[c] })
	}), err
}
