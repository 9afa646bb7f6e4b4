package pages

import (
	"shidian/internal/access"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// usesView is what a case's public page says of its use by others.
type usesView struct {
	Case string
	Uses []spread.Use
	Mine string // the statement of the reader's own unit; "" for none
	May  bool   // the reader's unit can state that it uses the case
	Said string // that it was recommended to the body above; "" of any other
	Asks bool   // the reader may write such a recommendation
}

// usesOf reads it for a public case.
func usesOf(t *store.Tx, actor access.Actor, c spread.Case) (v usesView, err error) {
	v.Case, v.Asks = c.ID, spread.MayRecommend(actor).Allowed
	if v.Said, err = spread.UpwardSaid(t, c.ID); err != nil {
		return v, err
	}
	if v.Uses, err = spread.UsesOf(t, c.ID); err != nil || !spread.MayAdopt(actor, c).Allowed {
		return v, err
	}
	mine, has, err := spread.AdoptionBy(t, c.ID, actor)
	v.Mine, v.May = mine.ID, !has && c.Public()
	return v, err
}
