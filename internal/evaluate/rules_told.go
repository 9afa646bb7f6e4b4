package evaluate

// ToldOf is what a unit reads of its evaluations: every look and hearing at once, without the experts' names, the points and
// the signed sheets; and no grade before all of its cohort are told. Whoever else may see the pilot reads the same, but not what
// the unit said for itself in a hearing: only that it was heard.
func ToldOf(e Evaluation, graded, own bool) Evaluation {
	told := Evaluation{Case: e.Case, Rectified: e.Rectified}
	for _, l := range e.Losses {
		if !own {
			l.Statement, l.Files = "", nil
		}
		told.Losses = append(told.Losses, l)
	}
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
