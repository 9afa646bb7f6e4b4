package worldtest

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/unit"
)

// rowAccepted stands for the formal check, for rooms whose tests begin behind it.
var rowAccepted = act.Row{Name: "accept.accept", Title: "受理", Who: []access.Role{access.Handler},
	From: []act.State{apply.StateSubmitted}, To: []act.State{apply.StateAccepted}}

// Accepted is a county's application that was accepted.
func (w *World) Accepted() Bid {
	w.T.Helper()
	b := w.County()
	w.Accept(b)
	return b
}

// Accept accepts what was submitted, without the formal check.
func (w *World) Accept(b Bid) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowAccepted, apply.Object(b.ID), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, b.ID)
		if err != nil {
			return err
		}
		return apply.SetState(t, a, apply.StateAccepted)
	})
	w.Must(err)
}

// Supervisor makes the supervising body with one of its people.
func (w *World) Supervisor() access.Actor {
	w.T.Helper()
	return w.Issue(w.Add(unit.Supervision, "", "机关纪委", w.Handler.Unit), "supervisor", access.Supervisor)
}

// ExpertGroup makes the unit that experts' accounts stand under.
func (w *World) ExpertGroup() string {
	w.T.Helper()
	return w.Add(unit.Experts, "", "评审专家组", w.Handler.Unit)
}
