package pages

import (
	"strconv"

	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// overTitle is what stands over a panel's name: the cohort, and the stage where there are two.
func overTitle(cohort string, p review.Panel) string {
	if title := review.StageTitles[p.Stage]; title != "" {
		return cohort + " · " + title
	}
	return cohort
}

// letterOf is how a cohort's letter review came out; nil while it has not ended, or where there is none.
func letterOf(t *store.Tx, cohort string) (*review.LetterResult, error) {
	result, err := review.LetterOf(t, cohort)
	if _, refused := fault.As(err); refused {
		return nil, nil
	}
	return &result, err
}

// readStage finds out which stage the new panel is of, and what it may be formed of; where it may not be formed it says why.
func (v *formView) readStage(t *store.Tx) (err error) {
	two := false
	for _, c := range v.Cohorts {
		two = two || c.ID == v.Cohort && c.Programme.Stages.Review.Letter != nil
	}
	if two {
		if v.Letter, err = letterOf(t, v.Cohort); err != nil {
			return err
		}
		v.Stage = stageIn(v.Form)
		if v.Stage == review.OnlyStage {
			v.Stage = review.LetterStage
			if v.Letter != nil && len(v.Letter.Waiting()) > 0 {
				v.Stage = review.PanelStage
			}
		}
	}
	v.Open, err = review.FormableAt(t, v.Cohort, v.Stage)
	if f, refused := fault.As(err); refused {
		v.Refused, err = f.Message, nil
	}
	return err
}

// stageIn is the stage that a form asks for.
func stageIn(form *kit.Form) int {
	stage, err := strconv.Atoi(form.Text("stage"))
	if err != nil {
		return review.OnlyStage
	}
	return stage
}

func (v formView) stageField() components.Field {
	f := components.Field{Name: "stage", Label: "环节", Value: n(v.Stage)}
	for _, stage := range []int{review.LetterStage, review.PanelStage} {
		f.Options = append(f.Options, components.Option{Value: n(stage), Label: review.StageTitles[stage]})
	}
	return f
}

// ordinal is what an expert of a blind panel calls an application, before its number; "" where he knows the number.
func ordinal(r review.Round, m review.Missing) string {
	if !r.Panel.Blind {
		return ""
	}
	return "第" + n(r.For(m.Seat.Expert.ID).Ordinal(m.Bid.Application.ID)) + "件 "
}

// ownPacks is a set for each expert, each with his name in front for whoever hands them out.
func ownPacks(t *store.Tx, round review.Round) (doc paper.Document, err error) {
	for i, seat := range round.Serving() {
		readings, err := review.ReadingsOf(t, round, seat.Expert.ID)
		if err != nil {
			return doc, err
		}
		own := review.PackPaper(round.Panel, readings, t.Now())
		if i > 0 {
			doc.Blocks = append(doc.Blocks, paper.PageBreak{})
		}
		doc.Blocks = append(append(doc.Blocks, paper.Para{Style: paper.Title, Level: 1, Text: "专家：" + seat.Expert.Name}, paper.PageBreak{}), own.Blocks...)
		own.Blocks = doc.Blocks
		doc = own
	}
	return doc, nil
}
