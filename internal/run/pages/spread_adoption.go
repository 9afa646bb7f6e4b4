package pages

import (
	"shidian/internal/access"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// adoptionsCard is what a pilot's page says of the use of its cases by others.
type adoptionsCard struct {
	Lines []spread.AdoptionLine
}

// adoptionsOf reads it for those who work with the cases.
func adoptionsOf(t *store.Tx, actor access.Actor, pilot string) (c adoptionsCard, err error) {
	all, err := spread.AdoptionsOfPilot(t, pilot)
	for _, l := range all {
		may := false
		if err == nil {
			may, err = spread.MayReadAdoption(t, actor, l)
		}
		if may && (l.State == spread.AdoptionStated || l.State == spread.AdoptionConfirmed) {
			c.Lines = append(c.Lines, l)
		}
	}
	return c, err
}
