package apply

import (
	"shidian/internal/act"
	"shidian/internal/store"
)

// Lock reads an application for an act of a later room and keeps it from everybody else until the transaction ends.
func Lock(t *store.Tx, id string) (Application, error) { return lock(t, id) }

// SetState moves an application by an act of a later room. The facts of that act are the later room's own.
func SetState(t *act.Tx, a Application, to act.State) error {
	from := a.State
	a.State = to
	return change(t, a, from)
}

// MoveAlong moves an application by an act of a later room about another thing, a list or a panel, that carries it along.
func MoveAlong(t *act.Tx, a Application, to act.State) error {
	from := a.State
	a.State = to
	if err := write(t, a, from); err != nil {
		return err
	}
	return t.Along(Object(a.ID), from, to)
}

// TellUnit puts a word about an application into the inboxes of those who speak for its unit.
func TellUnit(t *store.Tx, a Application, title, text string) error {
	return tellUnit(t, a, title, text)
}

// TellNext tells those who act next: the recommenders of its city, or the office.
func TellNext(t *store.Tx, a Application, title, text string) error {
	return tellNext(t, a, title, text)
}

// Tell puts a word about an application into the inboxes of accounts.
func Tell(t *store.Tx, accounts []string, a Application, title, text string) error {
	return tell(t, accounts, a, title, text)
}
