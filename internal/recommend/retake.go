package recommend

import (
	"crypto/rand"

	"shidian/internal/act"
	"shidian/internal/apply"
)

// Retake gives a place back to an application that lost its own by a not-acceptance which a second look reversed
// (复核). Where the others have taken all places meanwhile, the province's word on the second look is its word on the
// place beyond them (A7).
func Retake(t *act.Tx, a apply.Application, reason string) error {
	l, err := lineOf(t.Tx, a)
	if err != nil || l.Endorsement == nil || l.Place != 0 {
		return err
	}
	over, err := admit(t, a, reason)
	if err != nil || !over {
		return err
	}
	if l.Overrun == nil {
		o := Overrun{Application: a.ID, Version: a.Version, Reason: reason, At: t.Now()}
		if err := insertOverrun(t.Tx, o, t.Actor.Account, rand.Text()); err != nil {
			return err
		}
		t.Touch("overrun", a.ID)
		if err := insertAnswer(t.Tx, Answer{Application: a.ID, Agreed: true, Reason: reason, At: t.Now()}, t.Actor.Account, rand.Text()); err != nil {
			return err
		}
		t.Touch("overrun_answer", a.ID)
	}
	return beyond(t, a)
}
