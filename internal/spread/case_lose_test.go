package spread

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

var rowLosing = act.Row{Name: "worldtest.losing", Title: "取消资格", Who: []access.Role{access.Handler}, With: []act.Step{{From: Published, To: TakenDown}, {From: HandedIn, To: TakenDown}}}

// What is public of a pilot goes down with the act that takes its status; what is not public stays as it stands.
func TestRule_J5_WhatIsPublicGoesDownWithThePilot(t *testing.T) {
	each(t, 2, func(w *world) {
		public, handed, other := w.shows(0, body("三长制")), w.shows(0, body("轮值制")), w.shows(1, body("专家下乡"))
		_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, handed, body("轮值制第二版"))
		w.Must(err)
		begun := w.begun(0)
		for _, to := range []act.State{run.Disqualified, run.Ended} {
			_, err := w.Door.Do(w.Ctx, w.Handler, rowLosing, run.Object(w.pilots[0]), func(t *act.Tx) error {
				p, err := run.Get(t.Tx, w.pilots[0])
				if err != nil {
					return err
				}
				p.State = to
				return Lose(t, p)
			})
			w.Must(err)
		}
		for id, want := range map[string]act.State{public: TakenDown, handed: TakenDown, other: Published, begun: Draft} {
			if c := w.get(id); c.State != want || c.Public() != (want == Published) || want == TakenDown && c.Down != "单位取消资格" {
				t.Errorf("%+v, want %s", c, want)
			}
		}
		if w.inbox(w.bids[0].Clerk, "已经撤下") != 2 || w.inbox(w.Handler, "已经撤下") != 2 || w.inbox(w.bids[1].Clerk, "已经撤下") != 0 {
			t.Error("who is told")
		}
		w.verify()
	})
}

// A public case of an act that does not name the step stops the act: nothing stays public by oversight.
func TestAnActThatDoesNotNameTheStepTakesNothingDown(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, run.Object(w.pilots[0]), func(t *act.Tx) error {
			p, err := run.Get(t.Tx, w.pilots[0])
			if err != nil {
				return err
			}
			return Lose(t, p)
		})
		if err == nil || !worldtest.Get(w.World, func(t *store.Tx) (Case, error) { return Get(t, id) }).Public() {
			t.Errorf("%v", err)
		}
	})
}
