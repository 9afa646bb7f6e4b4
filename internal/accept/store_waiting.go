package accept

import (
	"shidian/internal/apply"
	"shidian/internal/store"
)

// toCheck is MayCheck as a condition over a cohort's ($1) applications. $2 and $3 are StateSubmitted and StateEndorsed.
const toCheck = " FROM application WHERE cohort = $1 AND (state = $2 AND city = '' OR state = $3)"

func toCheckIn(cohort string, more ...any) []any {
	return append([]any{cohort, string(apply.StateSubmitted), string(apply.StateEndorsed)}, more...)
}

// countToCheck counts what may be checked.
func countToCheck(t *store.Tx, cohort string) (int, error) {
	n, _, err := store.One(t, store.Scalar[int], "SELECT COUNT(*)"+toCheck, toCheckIn(cohort)...)
	return n, err
}

// selectToCheck are the first so many that may be checked, behind a number.
func selectToCheck(t *store.Tx, cohort, number string, limit int) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT id"+toCheck+" AND number > $4 ORDER BY number LIMIT $5", toCheckIn(cohort, number, limit)...)
}

// selectUnderWay are a cohort's applications, by number, in which something of the office's is under way: sent back, told
// to mend its paper, waiting for a second look.
func selectUnderWay(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT id FROM application WHERE cohort = $1 AND (state = $2
		OR state IN ($3, $4) AND id IN (SELECT application FROM check_conclusion WHERE outcome = $5)
		OR state = $6 AND id IN (SELECT application FROM check_again WHERE answered_at = 0)) ORDER BY number`,
		cohort, string(apply.StateReturned), string(apply.StateSubmitted), string(apply.StateEndorsed), string(PaperToMend), string(apply.StateNotAccepted))
}
