package recommend

import (
	"context"
	"encoding/json"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
)

// Decision is what the province proposes to answer to a recommendation beyond the places (A7).
type Decision struct {
	Application string `json:"application"`
	Agreed      bool   `json:"agreed"`
	Reason      string `json:"reason"`
}

// Object is the application that it is about.
func (d Decision) Object() string { return apply.Object(d.Application) }

// ProposeAnswer proposes the province's answer to an overrun; an approver confirms it. It gives the proposal.
func (r *Room) ProposeAnswer(ctx context.Context, actor access.Actor, d Decision) (string, error) {
	return r.Door.Propose(ctx, actor, rowOverrun, d.Object(), d, d.Reason)
}

// answer performs the decision: agreed, the application takes the next place, above the cap; refused, it ends.
func (r *Room) answer(t *act.Tx, params json.RawMessage) error {
	d, err := act.Proposed[Decision](t, params)
	if err != nil {
		return err
	}
	a, err := apply.Lock(t.Tx, d.Application)
	if err != nil {
		return err
	}
	if err := MayDecide(a, d.Reason); err != nil {
		return err
	}
	answer := Answer{Application: a.ID, Agreed: d.Agreed, Reason: d.Reason, At: t.Now()}
	if err := insertAnswer(t.Tx, answer, t.Actor.Account, t.Because(d.Reason)); err != nil {
		return err
	}
	t.Touch("overrun_answer", a.ID)
	if !d.Agreed {
		if err := apply.SetState(t, a, apply.StateOverQuota); err != nil {
			return err
		}
		return tellAnswer(t, a, answer)
	}
	if err := beyond(t, a); err != nil {
		return err
	}
	if err := moveOn(t, a); err != nil {
		return err
	}
	return tellAnswer(t, a, answer)
}

// beyond takes the next free place, whatever the cap.
func beyond(t *act.Tx, a apply.Application) error {
	s, err := shareOf(t.Tx, a)
	if err != nil {
		return err
	}
	for range 100 {
		taken, err := selectTaken(t.Tx, a.Cohort, s.Quota, s.Holder)
		if err != nil {
			return err
		}
		if took, err := take(t, a, s, FreePlace(taken)); err != nil || took {
			return err
		}
	}
	return fault.Busy(errCrowded)
}
