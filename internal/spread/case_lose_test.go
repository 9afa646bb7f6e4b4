package spread

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

var rowLosing = act.Row{Name: "worldtest.losing", Title: "取消资格", Who: []access.Role{access.Handler}, With: []act.Step{{From: Published, To: TakenDown}, {From: HandedIn, To: TakenDown}}}

// lose takes down what is public of a pilot that comes into a state.
func (w *world) lose(i int, to act.State) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowLosing, run.Object(w.pilots[i]), func(t *act.Tx) error {
		p, err := run.Get(t.Tx, w.pilots[i])
		if err != nil {
			return err
		}
		p.State = to
		return Lose(t, p)
	})
	w.Must(err)
}

// What is public of a pilot goes down with the act that takes its status; what is not public stays as it stands.
func TestRule_J5_WhatIsPublicGoesDownWithThePilot(t *testing.T) {
	each(t, 2, func(w *world) {
		public, handed, other := w.shows(0, body("三长制")), w.shows(0, body("轮值制")), w.shows(1, body("专家下乡"))
		_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, handed, body("轮值制第二版"))
		w.Must(err)
		begun := w.begun(0)
		for _, to := range []act.State{run.Disqualified, run.Ended} {
			w.lose(0, to)
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

// Who uses a case is told when it is taken down, in what way ever, and not why.
func TestWhoUsesACaseIsToldWhenItGoes(t *testing.T) {
	each(t, 2, func(w *world) {
		other := w.bids[1].Clerk
		first, second, third := w.shows(0, body("甲制")), w.shows(0, body("乙制")), w.shows(0, body("丙制"))
		for _, id := range []string{first, second} {
			w.Must(w.room.CheckAdoption(w.Ctx, w.Handler, w.adopted(other, uses(id)), true, ""))
		}
		w.adopted(other, uses(third)) // not confirmed
		w.Must(w.room.TakeDown(w.Ctx, w.Handler, first, "数据有误"))
		if m := w.told(other); m.Title != "应用的案例已经撤下：甲制" || strings.Contains(m.Text, "数据有误") {
			w.T.Errorf("told %+v", m)
		}
		w.lose(0, run.Disqualified)
		if w.inbox(other, "应用的案例已经撤下：乙制") != 1 || w.inbox(other, "应用的案例已经撤下：丙制") != 0 {
			w.T.Error("of the lost pilot's cases: told of one it does not use, or not of one it does")
		}
	})
}
