package apply

import (
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// judges is an act of a later room that only this test has: it decides, and puts the result into the outbox.
var judges = act.Row{Name: "test.judge", Title: "不予受理", Who: []access.Role{access.Handler},
	From: []act.State{StateSubmitted}, To: []act.State{StateNotAccepted}}

// Nobody learns a result before its letter has left the outbox, and no unit learns what is only proposed.
func TestAResultIsToldByItsLetter(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.society, "society")
		_, err := w.room.Door.Do(w.ctx, w.handler, judges, Object(id), func(t *act.Tx) error {
			a, err := Lock(t.Tx, id)
			if err != nil {
				return err
			}
			if err := SetState(t, a, StateNotAccepted); err != nil {
				return err
			}
			return notify.Hold(t, notify.Letter{Unit: a.Unit, Title: "申报不予受理", Text: "理由", Link: Link(id), Cause: "不予受理"})
		})
		w.must(err)
		if a := w.seen(w.society, id); a.State != StateSubmitted || w.listed(w.society) != StateSubmitted {
			t.Errorf("before its letter the unit sees %s and in its list %s", a.State, w.listed(w.society))
		}
		if a := w.seen(w.handler, id); a.State != StateNotAccepted {
			t.Errorf("the office sees %s", a.State)
		}
		if got := w.told(w.society, id); got != "apply.start apply.submit" {
			t.Errorf("before the letter the unit reads of %s", got)
		}
		if got := w.told(w.handler, id); got != "apply.start apply.submit test.judge" {
			t.Errorf("the office reads of %s", got)
		}
		outbox := notify.Outbox{Door: w.room.Door, Receivers: func(*store.Tx, string, []access.Role) ([]string, error) { return []string{w.society.Account}, nil }}
		letters := get(w, notify.Waiting)
		w.must(outbox.Release(w.ctx, w.handler, []string{letters[0].ID}))
		if a := w.seen(w.society, id); a.State != StateNotAccepted || w.listed(w.society) != StateNotAccepted {
			t.Errorf("after its letter the unit sees %s", a.State)
		}
		if got := w.told(w.society, id); got != "apply.start apply.submit test.judge" {
			t.Errorf("after the letter the unit reads of %s", got)
		}
	})
}

// What was proposed stands in the office's history alone; the unit reads of what was done.
func TestAProposalIsNotTold(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	id := w.begun(w.clerk, "county")
	w.at("2020-05-19 09:00")
	w.late(id, "2020-05-22")
	if got := w.told(w.clerk, id); got != "apply.start "+rowLate.Name {
		t.Errorf("the unit reads of %s", got)
	}
	if got := w.told(w.handler, id); got != "apply.start "+rowLate.Name+" "+rowLate.Name {
		t.Errorf("the office reads of %s", got)
	}
}

func (w *world) seen(actor access.Actor, id string) Application {
	w.t.Helper()
	return get(w, func(t *store.Tx) (Application, error) { return See(t, actor, id) })
}

func (w *world) listed(actor access.Actor) act.State {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]Application, error) { return Mine(t, actor, "") })[0].State
}

// told are the acts that a reader's history names.
func (w *world) told(actor access.Actor, id string) (acts string) {
	w.t.Helper()
	for i, e := range get(w, func(t *store.Tx) ([]Event, error) { return w.room.HistoryFor(t, actor, id) }) {
		if i > 0 {
			acts += " "
		}
		acts += e.Act
	}
	return acts
}
