package apply

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// A later room's act about something else shows in an application's history, with the application's own step.
func TestALaterActCarriesAnApplicationAlong(t *testing.T) {
	row := act.Row{Name: "later.list", Title: "列入名单", Who: []access.Role{access.Handler}, From: []act.State{""}, To: []act.State{"made"},
		With: []act.Step{{From: StateSubmitted, To: StateInReview}}}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.clerk, unit.County)
		_, err := w.room.Door.Do(w.ctx, w.handler, row, "list/1", func(t *act.Tx) error {
			a, err := Lock(t.Tx, id)
			if err != nil {
				return err
			}
			if err := MoveAlong(t, a, StateInReview); err != nil {
				return err
			}
			return t.Move("", "made")
		})
		w.must(err)
		w.read(func(t *store.Tx) error {
			events, err := w.room.History(t, id)
			if err != nil {
				return err
			}
			if last := events[len(events)-1]; last.Act != row.Name || last.From != StateSubmitted || last.To != StateInReview {
				w.t.Errorf("the last event: %+v", last)
			}
			return nil
		})
		w.clean()
	})
}
