package apply

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// results are the states that a unit learns of by a letter, which waits in the outbox until the office has read it
// (life.md: letters that wait in an outbox until the office has read them).
var results = []act.State{StateAccepted, StateNotAccepted, StateSelected, StateReserve, StateNotSelected}

// answered are the states that the answer to an overrun leads to. Its unit learns of them by a letter too, the
// recommender that asked at once. A recommendation within the places has no letter.
var answered = []act.State{StateEndorsed, StateOverQuota}

// Link is an application's page, as messages and letters lead to it.
func Link(id string) string { return "/applications/" + id }

// told is an application as its reader may know it: before the letter with its result has left the outbox, all but the
// office see it where it stood.
func told(t *store.Tx, actor access.Actor, a Application) (Application, error) {
	waits, err := untold(t, actor, a)
	if err != nil {
		return a, err
	}
	if waits {
		entries, err := ledger.History(t, Object(a.ID))
		if err != nil {
			return a, err
		}
		if i := decided(entries, a.State); i >= 0 {
			a.State = act.State(entries[i].From)
		}
	}
	if a.State == StateProposed && !inOffice(actor) {
		a.State = StateInReview // who is on the list is told by the public notice
	}
	return a, nil
}

// untold tells whether the letter with the application's result still waits, and the reader learns of it by that letter.
func untold(t *store.Tx, actor access.Actor, a Application) (bool, error) {
	asked := actor.Unit == a.City && actor.Has(access.Recommender)
	if inOffice(actor) || !slices.Contains(results, a.State) && (asked || !slices.Contains(answered, a.State)) {
		return false, nil
	}
	return notify.LetterWaits(t, Link(a.ID))
}

func inOffice(actor access.Actor) bool { return actor.Has(access.Handler, access.Approver) }

// decided is the last entry that brought an application into a state; -1: none.
func decided(entries []ledger.Entry, state act.State) int {
	for i := len(entries) - 1; i >= 0; i-- {
		if act.State(entries[i].To) == state {
			return i
		}
	}
	return -1
}

// HistoryFor gives the acts on an application that the reader may know of: to all but the office what was proposed and
// sent back among its own people is not told, and a result not before its letter.
func (r *Room) HistoryFor(t *store.Tx, actor access.Actor, id string) ([]Event, error) {
	events, err := r.History(t, id)
	if err != nil || inOffice(actor) {
		return events, err
	}
	a, err := Get(t, id)
	if err != nil {
		return nil, err
	}
	waits, err := untold(t, actor, a)
	if err != nil {
		return nil, err
	}
	if waits {
		entries, err := ledger.History(t, Object(id))
		if err != nil {
			return nil, err
		}
		events = events[:max(decided(entries, a.State), 0)]
	}
	return slices.DeleteFunc(events, func(e Event) bool { return e.Step == "propose" || e.Step == "reject" || aboutList(e) }), nil
}

// aboutList tells whether an act only moved an application onto the suggested list, or off it again.
func aboutList(e Event) bool {
	return e.To == StateProposed || e.From == StateProposed && e.To == StateInReview
}
