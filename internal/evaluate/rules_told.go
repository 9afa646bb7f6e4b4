package evaluate

// ToldOf is what a unit reads of its evaluations: every look and hearing at once, without the experts' names, the points and
// the signed sheets; and no grade before all of its cohort are told.
func ToldOf(e Evaluation, graded bool) Evaluation {
	told := Evaluation{Case: e.Case, Rectified: e.Rectified, Losses: e.Losses}
	for _, l := range e.Looks {
		if l.Kind == Final && !(l.State == Agreed && graded) {
			continue
		}
		l.Experts, l.Scan, l.Reason, l.Proposed, l.Total = "", "", "", "", 0
		if l.Kind == Final {
			l.Sheet, l.Words = nil, ""
		}
		told.Looks = append(told.Looks, l)
	}
	return told
}
