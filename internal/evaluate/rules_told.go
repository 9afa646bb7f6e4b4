package evaluate

import "time"

// ToldOf is what a unit has been told of its evaluations, where letters of some causes have waited since an instant: nothing
// of a look or a hearing whose letter waits, nothing of a loss that was decided, and no grade before all are told.
func ToldOf(e Evaluation, held map[string]time.Time, graded bool) Evaluation {
	waits := func(cause string, at time.Time) bool {
		since, has := held[cause]
		return has && !at.Before(since)
	}
	told := Evaluation{Case: e.Case, Rectified: e.Rectified}
	for _, l := range e.Looks {
		if l.Kind == Final && !(l.State == Agreed && graded) || waits(causeMidterm, l.At) {
			continue
		}
		l.Experts, l.Scan, l.Reason, l.Proposed, l.Total = "", "", "", "", 0
		if l.Kind == Final {
			l.Sheet, l.Words = nil, ""
		}
		told.Looks = append(told.Looks, l)
	}
	for _, l := range e.Losses {
		if waits(causeHearing, l.AskedAt) {
			continue
		}
		if _, decided := held[causeLoss]; decided && l.State != LossAsked {
			l.State, l.Decision = LossAsked, ""
		}
		told.Losses = append(told.Losses, l)
	}
	return told
}
