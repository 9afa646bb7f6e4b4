package review

import (
	"slices"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// The stages of a review.
const (
	OnlyStage   = 0 // the programme has one stage
	LetterStage = 1 // 函评: every expert by himself
	PanelStage  = 2 // 会评: of those that went on
)

// StageTitles are the stages' names on the screen.
var StageTitles = map[int]string{OnlyStage: "", LetterStage: "函评", PanelStage: "会评"}

// enters is the state in which an application comes into a panel of its stage.
func (p Panel) enters() act.State {
	if p.Stage == PanelStage {
		return apply.StateInReview
	}
	return apply.StateAccepted
}

// LetterResult is how the letter review of a cohort came out.
type LetterResult struct {
	How   programme.GoOn
	Line  Hundredths // who has at least this goes on
	Fixed bool       // a panel was formed with it: it stands, whatever changes in the letter scores later
	Lines []LetterLine
}

// LetterLine is an application in the letter review's ranking of the whole cohort.
type LetterLine struct {
	Ranked
	In bool // it sits in a panel of the second stage
	On bool // it goes on: it sits there, or has the line's score
}

// Waiting are the applications that go on and sit in no panel yet.
func (r LetterResult) Waiting() (ids []string) {
	for _, l := range r.Lines {
		if l.On && !l.In {
			ids = append(ids, l.Application)
		}
	}
	return ids
}

// Of is an application's line; false when it was not in the letter review.
func (r LetterResult) Of(application string) (LetterLine, bool) {
	i := slices.IndexFunc(r.Lines, func(l LetterLine) bool { return l.Application == application })
	if i < 0 {
		return LetterLine{}, false
	}
	return r.Lines[i], true
}

// LetterOf is how a cohort's letter review came out, all its panels as one list; refused while one has not ended, and where
// the programme has no letter review (C1).
func LetterOf(t *store.Tx, cohort string) (result LetterResult, err error) {
	c, err := call.Get(t, cohort)
	if err != nil {
		return result, err
	}
	letter := c.Programme.Stages.Review.Letter
	if letter == nil {
		return result, fault.NotFound()
	}
	panels, err := living(t, cohort)
	if err != nil {
		return result, err
	}
	ranked, err := letterRanking(t, panels)
	if err != nil {
		return result, err
	}
	result.How = letter.GoOn.Value
	var scores []Hundredths
	for _, r := range ranked {
		if len(r.Raw) > 0 {
			scores = append(scores, r.Combined)
		}
	}
	result.Line = LineOf(result.How, scores)
	return result, result.goOn(t, panels, ranked)
}

// letterRanking is the ranking of all letter panels as one list.
func letterRanking(t *store.Tx, panels []Panel) (all []Ranked, err error) {
	if slices.ContainsFunc(panels, func(p Panel) bool { return p.Stage == LetterStage && p.State != PanelClosed }) {
		return nil, notLettered() // before anything is ranked: every desk asks
	}
	var ties []string
	for _, p := range panels {
		if p.Stage != LetterStage {
			continue
		}
		list, err := RankedOf(t, p.ID)
		if err != nil {
			return nil, err
		}
		all, ties = append(all, list...), p.Ties
	}
	if ties == nil {
		return nil, notLettered()
	}
	return Rank(ties, all), nil
}

func notLettered() error {
	return fault.Conflict("C1", "函评还没有结束，不能确定进入会评的申报书。请先完成各函评组的评分。")
}

// goOn says who goes on. The line of the first panel that was formed stands for all that come after it.
func (r *LetterResult) goOn(t *store.Tx, panels []Panel, ranked []Ranked) error {
	in := map[string]bool{}
	for _, p := range panels {
		if p.Stage != PanelStage {
			continue
		}
		if !r.Fixed {
			r.Line, r.Fixed = p.Line, true
		}
		bids, err := Bids(t, p.ID)
		if err != nil {
			return err
		}
		for _, b := range bids {
			in[b.Application.ID] = true
		}
	}
	for _, one := range ranked {
		sits := in[one.Application]
		r.Lines = append(r.Lines, LetterLine{one, sits, sits || len(one.Raw) > 0 && one.Combined >= r.Line})
	}
	return nil
}

// candidates are the applications that a new panel may be formed of; a panel of the second stage takes its line from the
// letter review.
func (p *Panel) candidates(t *store.Tx) ([]apply.Application, error) {
	if p.Stage != PanelStage {
		return Formable(t, p.Cohort)
	}
	result, err := LetterOf(t, p.Cohort)
	if err != nil {
		return nil, err
	}
	if left, err := Formable(t, p.Cohort); err != nil {
		return nil, err
	} else if len(left) > 0 && !result.Fixed {
		return nil, fault.Conflict("C1", left[0].Number+"等已受理的申报书还没有函评，不能组建会评组。请先完成函评。")
	}
	p.Line = result.Line
	return goingOn(t, result)
}

// goingOn are those who go on and are still under review.
func goingOn(t *store.Tx, result LetterResult) (open []apply.Application, err error) {
	waiting := result.Waiting()
	units, err := apply.ByIDs(t, waiting)
	if err != nil {
		return nil, err
	}
	for _, id := range waiting {
		if a := units[id]; a.State == apply.StateInReview {
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		err = fault.Conflict("C1", "没有可以组建会评组的申报书：达到入围线的都已在会评组中，或者没有一件达到。")
	}
	return open, err
}

// FormableAt are a cohort's applications that a panel of a stage may be formed of, by number, or by place where the letter
// review placed them.
func FormableAt(t *store.Tx, cohort string, stage int) ([]apply.Application, error) {
	p := Panel{Cohort: cohort, Stage: stage}
	return p.candidates(t)
}

// ReviewedBefore finds, for a panel of the second stage, whom the letter review keeps from its applications (C1).
func ReviewedBefore(t *store.Tx, p Panel, experts []Expert, bids []Bid) (found []Finding, err error) {
	if p.Stage != PanelStage {
		return nil, nil
	}
	c, err := call.Get(t, p.Cohort)
	if err != nil {
		return nil, err
	}
	panels, err := living(t, p.Cohort)
	for _, letter := range panels {
		if letter.Stage != LetterStage {
			continue
		}
		r, err := RoundOf(t, letter.ID)
		if err != nil {
			return nil, err
		}
		for _, e := range experts {
			for _, b := range bids {
				if ground, why := CarriedOver(r, c.Programme.Stages.Review.Letter.Again.Value, e.ID, b.Application.ID); ground != "" {
					found = append(found, Finding{e, b, ground, why})
				}
			}
		}
	}
	return found, err
}

// Why says in words why an application goes on or does not.
func (r LetterResult) Why(l LetterLine) string {
	switch {
	case len(l.Raw) == 0:
		return "没有有效的评分"
	case l.On && l.Combined < r.Line:
		return "进入以后评分有变，仍在会评组中"
	case l.On:
		return "达到入围线" + r.Line.String() + "分"
	}
	return "低于入围线" + r.Line.String() + "分"
}
