package pages

import (
	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandCard is what a pilot's page says of the brand programme, for who may read of its money; In is false for others, and while
// it is not in.
type brandCard struct {
	spread.Branded
	In   bool
	Next []spread.Next
}

func brandCardOf(t *store.Tx, actor access.Actor, c run.Case) (card brandCard, err error) {
	if !spread.MayReadBrand(actor, c).Allowed {
		return card, nil
	}
	if card.In, err = spread.InBrand(t, c.ID); err != nil || !card.In {
		return card, err
	}
	card.Branded, err = spread.BrandSeen(t, actor, c.ID)
	card.Next = spread.NextOf(card.Branded, calendar.DayOf(t.Now()))
	return card, err
}

func (c brandCard) terms() []components.Term {
	terms := []components.Term{{Name: "纳入", Value: components.Text(c.Programme().Stages.Spread.Brand + "（" + components.Day(c.At) + "）")}}
	if s := spread.SumsOf(c.Branded); s.Agreed > 0 {
		terms = append(terms, components.Term{Name: "经费", Value: components.Text("批准 " + s.Agreed.String() + "，已拨付 " + s.Paid.String() + "，已使用 " + s.Used.String())})
	}
	if len(c.Next) > 0 {
		terms = append(terms, components.Term{Name: "待办理", Value: components.Text(c.Next[0].Words)})
	}
	return terms
}
