package evaluate

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// Seen is what an actor may read of a pilot's evaluations: the office and the supervisor all of it; the unit and who follows
// it what its letters have told, without the experts' names, the sheets' points and the signed sheets.
func Seen(t *store.Tx, actor access.Actor, e Evaluation) (Evaluation, error) {
	if MayWork(actor).Allowed {
		return e, nil
	}
	waiting, err := notify.Waiting(t)
	if err != nil {
		return e, err
	}
	held := map[string]time.Time{} // by cause, since when the pilot's oldest letter waits
	graded := true
	for _, l := range slices.Backward(waiting) {
		if l.Link == Link(e.ID) {
			held[l.Cause] = l.At
		}
		graded = graded && !(l.Cause == causeGrade && l.Cohort == e.Cohort.ID)
	}
	return ToldOf(e, held, graded), nil
}
