package apply

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
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
		w.refuse(id)
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

// A city that recommends reads lists, by state and with counts: of its own application they tell it no more than its page.
func TestNoListTellsAResultBeforeItsLetter(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.city, "city")
		w.refuse(id)
		for _, c := range []struct {
			actor     access.Actor
			shown     act.State
			submitted int
		}{{w.city, StateSubmitted, 1}, {w.handler, StateNotAccepted, 0}} {
			all, some, none := w.list(c.actor, Filter{}), w.list(c.actor, Filter{State: StateSubmitted}), w.list(c.actor, Filter{State: StateNotAccepted})
			if all.Applications[0].State != c.shown || all.Counts[StateSubmitted] != c.submitted || all.Counts[StateNotAccepted] != 1-c.submitted {
				t.Errorf("%v reads %s, counts %v", c.actor.Roles, all.Applications[0].State, all.Counts)
			}
			if len(some.Applications) != c.submitted || some.Total != c.submitted || len(none.Applications) != 1-c.submitted {
				t.Errorf("%v finds by state %d and %d", c.actor.Roles, len(some.Applications), len(none.Applications))
			}
		}
		_, again := w.room.Start(w.ctx, w.city, w.cohort)
		for what, err := range map[string]error{"beginning": again, "taking back": w.room.TakeBack(w.ctx, w.city, id), "withdrawing": w.room.Withdraw(w.ctx, w.city, id, "人员变动", "某某")} {
			if err == nil || strings.Contains(err.Error(), Titles[StateNotAccepted]) {
				t.Errorf("%s tells the result: %v", what, err)
			}
		}
	})
}

// Where two letters wait, neither result is told: a unit that does not know the answer to its overrun knows no check.
func TestTwoResultsAreToldByTwoLetters(t *testing.T) {
	entries := []ledger.Entry{{From: "", To: "draft"}, {From: "draft", To: "submitted"}, {From: "submitted", To: "overrun"},
		{From: "overrun", To: "endorsed"}, {From: "endorsed", To: "endorsed"}, {From: "endorsed", To: "accepted"}}
	unit, city := access.Actor{Unit: "county", Roles: []access.Role{access.Clerk}}, access.Actor{Unit: "city", Roles: []access.Role{access.Recommender}}
	for _, c := range []struct {
		actor   access.Actor
		letters int
		want    int
	}{{unit, 0, 6}, {unit, 1, 5}, {unit, 2, 3}, {unit, 3, 3}, {city, 2, 5}} {
		if got := untold(c.actor, Application{City: "city", State: StateAccepted}, entries, c.letters); got != c.want {
			t.Errorf("%v with %d letters waiting is told of %d entries, want %d", c.actor.Roles, c.letters, got, c.want)
		}
	}
}

// An acceptance whose letter still waits is not told by the panel that has opened since.
func TestAPanelTellsNoResult(t *testing.T) {
	entries := []ledger.Entry{{From: "", To: "draft"}, {From: "draft", To: "submitted"}, {From: "submitted", To: "endorsed"},
		{From: "endorsed", To: "accepted"}, {From: "accepted", To: "in_review"}, {From: "in_review", To: "proposed"}}
	for state, n := range map[act.State]int{StateInReview: 5, StateProposed: 6} {
		for _, actor := range []access.Actor{{Unit: "county", Roles: []access.Role{access.Clerk}}, {Unit: "city", Roles: []access.Role{access.Recommender}}} {
			for letters, want := range []int{n, 3} {
				if got := untold(actor, Application{City: "city", State: state}, entries[:n], letters); got != want {
					t.Errorf("%v, %s with %d letters waiting is told of %d entries, want %d", actor.Roles, state, letters, got, want)
				}
			}
		}
	}
	fresh := []ledger.Entry{{From: "", To: "in_review"}}
	if got := untold(access.Actor{}, Application{State: StateInReview}, fresh, 1); got != 1 {
		t.Errorf("without a result before it the panel is hidden: %d", got)
	}
}

// refuse lets the office not accept an application; its letter waits.
func (w *world) refuse(id string) {
	w.t.Helper()
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
