package app

import (
	"fmt"

	"shidian/internal/decide"
	"shidian/internal/review"
	"shidian/internal/store"
)

// ranking is the closed review's ranking as the body that decides is shown it.
func ranking(t *store.Tx, cohort string) ([]decide.Ranked, error) {
	all, err := review.RankedOfCohort(t, cohort)
	list := make([]decide.Ranked, len(all))
	for i, r := range all {
		list[i] = decide.Ranked{Application: r.Application, Place: r.Place, Score: r.Combined.String(), Spread: fmt.Sprint(r.Spread), Notes: r.Notes()}
	}
	return list, err
}
