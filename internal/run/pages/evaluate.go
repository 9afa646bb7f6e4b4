package pages

import (
	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/evaluate"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// evaluateCard is what a pilot's page says of its evaluations, as much as the reader may know.
type evaluateCard struct {
	evaluate.Evaluation
	Due evaluate.Due // for the office; "" for others
	Day calendar.Day
}

func evaluationsOf(t *store.Tx, actor access.Actor, pilot string) (c evaluateCard, err error) {
	whole, err := evaluate.Of(t, pilot)
	if err != nil {
		return c, err
	}
	if evaluate.MayWork(actor).Allowed {
		c.Due, c.Day = evaluate.DueOf(whole, calendar.DayOf(t.Now()))
	}
	c.Evaluation, err = evaluate.Seen(t, actor, whole)
	return c, err
}

func (c evaluateCard) terms() (terms []components.Term) {
	if c.Due != "" {
		terms = append(terms, components.Term{Name: "待办理", Value: components.Text(evaluate.DueTitles[c.Due])})
	}
	for _, l := range c.Looks {
		found := evaluate.ConclusionTitles[l.Conclusion]
		if l.Kind == evaluate.Final {
			found = map[bool]string{true: l.Grade, false: "建议" + l.Grade}[l.State == evaluate.Agreed]
		}
		terms = append(terms, components.Term{Name: evaluate.KindTitles[l.Kind], Value: components.Text(found + "（" + components.Day(l.At) + "）")})
	}
	return terms
}
