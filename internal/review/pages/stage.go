package pages

import (
	"strconv"

	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
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

// ordinal is what the experts of a blind panel call an application, before its number; "" where they know the number.
func ordinal(r review.Round, application string) string {
	if !r.Panel.Blind {
		return ""
	}
	return "第" + n(r.Ordinal(application)) + "件 "
}
