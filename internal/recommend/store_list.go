package recommend

import (
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/store"
)

// selectWaiting are the applications that wait for a recommender in a cohort.
func selectWaiting(t *store.Tx, cohort, recommender string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT id FROM application WHERE city = $1 AND cohort = $2 AND state = $3 ORDER BY number",
		recommender, cohort, string(apply.StateSubmitted))
}

func selectInState(t *store.Tx, cohort string, state act.State) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT id FROM application WHERE cohort = $1 AND state = $2 ORDER BY number", cohort, string(state))
}

// selectIdle are the names of the recommenders for whom something waits in a cohort.
func selectIdle(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT city_name FROM application WHERE cohort = $1 AND state = $2 AND city <> ''
		GROUP BY city, city_name ORDER BY MIN(number)`, cohort, string(apply.StateSubmitted))
}

// selectRecommenders are the units through which somebody has submitted in a cohort, in the order of the first number.
func selectRecommenders(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT city FROM application WHERE cohort = $1 AND city <> '' AND version > 0 AND state <> 'draft'
		GROUP BY city ORDER BY MIN(number)`, cohort)
}
