package evaluate

import (
	"shidian/internal/access"
	"shidian/internal/store"
)

// Seen is what an actor may read of a pilot's evaluations: the office and the supervisor all of it; the unit what it has been
// told, without the experts' names, the sheets' points and the signed sheets; who follows it, recommended it or pays it the same
// without the unit's statements.
func Seen(t *store.Tx, actor access.Actor, e Evaluation) (Evaluation, error) {
	if MayWork(actor).Allowed {
		return e, nil
	}
	graded, err := GradesTold(t, e.Cohort.ID)
	return ToldOf(e, graded, mayAnswer(actor, e.Case).Allowed), err
}
