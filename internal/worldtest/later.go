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
