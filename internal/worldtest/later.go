package worldtest

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
)

// rowReviewed stands for the whole review.
var rowReviewed = act.Row{Name: "worldtest.review", Title: "评审", Who: []access.Role{access.Handler}, From: []act.State{apply.StateSubmitted},
	To: []act.State{apply.StateInReview}}

// Reviewed brings submitted applications to where the decision begins, without the rooms between.
func (w *World) Reviewed(bids ...Bid) {
	w.T.Helper()
	for _, b := range bids {
		_, err := w.Door.Do(w.Ctx, w.Handler, rowReviewed, apply.Object(b.ID), func(t *act.Tx) error {
			a, err := apply.Lock(t.Tx, b.ID)
			if err != nil {
				return err
			}
			return apply.SetState(t, a, apply.StateInReview)
		})
		w.Must(err)
	}
}

// rowReleased stands for decision, public notice and release.
var rowReleased = act.Row{Name: "worldtest.release", Title: "发布", Who: []access.Role{access.Handler}, From: []act.State{apply.StateInReview},
	To: []act.State{apply.StateSelected}}

// Released brings reviewed applications to their release; open opens the pilot of each, in the same act.
func (w *World) Released(open func(*act.Tx, apply.Application) error, bids ...Bid) {
	w.T.Helper()
	for _, b := range bids {
		_, err := w.Door.Do(w.Ctx, w.Handler, rowReleased, apply.Object(b.ID), func(t *act.Tx) error {
			a, err := apply.Lock(t.Tx, b.ID)
			if err != nil {
				return err
			}
			if err := open(t, a); err != nil {
				return err
			}
			return apply.SetState(t, a, apply.StateSelected)
		})
		w.Must(err)
	}
}
