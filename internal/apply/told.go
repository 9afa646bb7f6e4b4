package apply

import (
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
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

// silent are the states into which an application comes without a word to its unit: a result before them that was not
// told yet is still not told.
var silent = []act.State{StateInReview, StateProposed}

// Link is an application's page, as messages and letters lead to it.
func Link(id string) string { return "/applications/" + id }

// told is an application as its reader may know it: before the letter with its result has left the outbox, all but the
// office see it where it stood.
func told(t *store.Tx, actor access.Actor, a Application) (Application, error) {
	if inOffice(actor) {
		return a, nil
	}
	letters, err := notify.LettersWaiting(t, Link(a.ID))
	if err != nil {
		return a, err
	}
	return toldBut(t, actor, a, letters)
}

// AllTold gives applications as their reader may know them: each as [See] gives it.
func AllTold(t *store.Tx, actor access.Actor, list []Application) ([]Application, error) {
	if inOffice(actor) || len(list) == 0 {
		return list, nil
	}
	letters, err := notify.LinksWaiting(t)
	for i := range list {
		if err == nil {
			list[i], err = toldBut(t, actor, list[i], letters[Link(list[i].ID)])
		}
	}
	return list, err
}

// toldBut is told where it is known how many letters about the application wait.
func toldBut(t *store.Tx, actor access.Actor, a Application, letters int) (Application, error) {
	if mayWait(a.State, letters) {
		entries, err := ledger.History(t, Object(a.ID))
		if err != nil {
			return a, err
		}
		if i := untold(actor, a, entries, letters); i < len(entries) {
			a.State = act.State(entries[i].From)
		}
	}
	if a.State == StateProposed && !inOffice(actor) {
		a.State = StateInReview // who is on the list is told by the public notice
	}
	return a, nil
}

// mayWait tells whether a state may be one that a waiting letter tells of.
func mayWait(state act.State, letters int) bool {
	return letters > 0 && (slices.Contains(results, state) || slices.Contains(answered, state) || slices.Contains(silent, state))
}

// untold is the place of the first entry that a letter still has to tell the reader of, of as many results as letters
// wait; that of none: the number of entries.
func untold(actor access.Actor, a Application, entries []ledger.Entry, letters int) int {
	at, state := aloud(entries, a.State)
	if letters == 0 || at < len(entries) && !slices.Contains(results, state) {
		return len(entries)
	}
	asked := actor.Unit == a.City && actor.Has(access.Recommender)
	for ; letters > 0; letters-- {
		i := decided(entries[:at], state)
		if i < 0 {
			return at
		}
		from := act.State(entries[i].From)
		if !slices.Contains(results, state) && (asked || from != StateOverrun || !slices.Contains(answered, state)) {
			return at
		}
		at, state = i, from
	}
	return at
}

// aloud goes back over the states that came silently: to the place of the first of their entries, and the state before.
func aloud(entries []ledger.Entry, state act.State) (int, act.State) {
	at := len(entries)
	for slices.Contains(silent, state) {
		i := decided(entries[:at], state)
		if i < 0 {
			break
		}
		at, state = i, act.State(entries[i].From)
	}
	return at, state
}

// unsaid is a refusal by an application's state, without the state where the actor has not been told of it.
func unsaid(t *act.Tx, a Application, refusal error) error {
	seen, err := told(t.Tx, t.Actor, a)
	if err != nil {
		return err
	}
	if seen.State != a.State && fault.Is(refusal, fault.KindConflict) {
		return fault.Conflict("", "申报材料正在办理，现在不能取回、撤回或者再次提交。办理结果会另行通知。")
	}
	return refusal
}

func inOffice(actor access.Actor) bool { return actor.Has(access.Handler, access.Approver) }

// decided is the last entry that brought an application into a state from another one; -1: none.
func decided(entries []ledger.Entry, state act.State) int {
	for i := len(entries) - 1; i >= 0; i-- {
		if act.State(entries[i].To) == state && entries[i].From != entries[i].To {
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
	letters, err := notify.LettersWaiting(t, Link(id))
	if err != nil {
		return nil, err
	}
	if mayWait(a.State, letters) {
		entries, err := ledger.History(t, Object(id))
		if err != nil {
			return nil, err
		}
		events = events[:untold(actor, a, entries, letters)]
	}
	return slices.DeleteFunc(events, func(e Event) bool { return e.Step == "propose" || e.Step == "reject" || aboutList(e) }), nil
}

// aboutList tells whether an act only moved an application onto the suggested list, or off it again.
func aboutList(e Event) bool {
	return e.To == StateProposed || e.From == StateProposed && e.To == StateInReview
}
