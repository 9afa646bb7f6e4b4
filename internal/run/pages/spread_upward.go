package pages

import (
	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// upwardsCard is what a pilot's page says of its cases that were recommended to the body above.
type upwardsCard struct {
	Lines []spread.UpwardLine
	Opens bool // the reader may open the recommendations themselves
}

// upwardsOf reads it for those who work with the cases.
func upwardsOf(t *store.Tx, actor access.Actor, pilot run.Case) (c upwardsCard, err error) {
	if !spread.MayReadWork(actor, pilot).Allowed {
		return c, nil
	}
	c.Opens = spread.MayReadUpward(actor).Allowed
	c.Lines, err = spread.UpwardsOfPilot(t, pilot.ID)
	return c, err
}
