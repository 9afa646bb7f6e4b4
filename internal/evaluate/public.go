package evaluate

import (
	"cmp"
	"slices"

	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Announced is a loss of the status that was made public.
type Announced struct {
	Loss
	Case run.Case
}

// AnnouncedIn are a cohort's losses that were made public, the newest first.
func AnnouncedIn(t *store.Tx, cohort string) ([]Announced, error) {
	losses, err := lossesIn(t, cohort)
	if err != nil {
		return nil, err
	}
	var all []Announced
	for _, l := range losses {
		if !l.Announced() {
			continue
		}
		c, err := run.CaseOf(t, l.Pilot)
		if err != nil {
			return nil, err
		}
		all = append(all, Announced{Loss: l, Case: c})
	}
	slices.SortStableFunc(all, func(a, b Announced) int { return b.AnnouncedAt.Compare(a.AnnouncedAt) })
	return all, nil
}

// AnnouncedByID reads one that was made public; NotFound otherwise.
func AnnouncedByID(t *store.Tx, id string) (a Announced, err error) {
	l, found, err := lossByID(t, id)
	if err == nil && (!found || !l.Announced()) {
		err = fault.NotFound()
	}
	if err != nil {
		return a, err
	}
	a.Loss = l
	a.Case, err = run.CaseOf(t, l.Pilot)
	return a, err
}

// Graded is a pilot that has passed its final evaluation, as the public sees it.
type Graded struct {
	Case  run.Case
	Grade string
	Place int // of the grade among the programme's, for the order
}

// GradedIn are a cohort's pilots that have passed, the best grade first; none before all were told.
func GradedIn(t *store.Tx, cohort string) (graded []Graded, err error) {
	told, err := GradesTold(t, cohort)
	if err != nil || !told {
		return nil, err
	}
	_, err = linesOf(t, cohort, run.Ended, func(e Evaluation) (decide.Ranked, bool) {
		settings, grade := e.Programme().Stages.Evaluate, e.Grade()
		if grade != "" && grade != settings.NotPassed {
			graded = append(graded, Graded{Case: e.Case, Grade: grade, Place: slices.Index(Grades(settings), grade)})
		}
		return decide.Ranked{}, false
	})
	slices.SortStableFunc(graded, func(a, b Graded) int { return cmp.Compare(a.Place, b.Place) })
	return graded, err
}

// PublicIn tells what of a cohort's evaluations is before the public: whether grades are, and which losses.
func PublicIn(t *store.Tx, c call.Cohort) (graded bool, lost []Announced, err error) {
	grades, err := GradedIn(t, c.ID)
	if err != nil {
		return false, nil, err
	}
	lost, err = AnnouncedIn(t, c.ID)
	return len(grades) > 0, lost, err
}
