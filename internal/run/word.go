package run

import (
	"strconv"

	"shidian/internal/access"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// word is what the inboxes of those are told whom a thing waits for or concerns.
type word struct{ Title, Text, Link string }

// to tells the people of a unit, or of the one that came in its place, who may act now.
func (w word) to(t *store.Tx, of string, roles ...access.Role) error {
	stands, err := unit.SuccessorOf(t, of, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, roles...)
	return w.send(t, accounts, err)
}

// toOffice tells those of the office with one of the roles.
func (w word) toOffice(t *store.Tx, roles ...access.Role) error {
	accounts, err := unit.AccountsWith(t, roles...)
	return w.send(t, accounts, err)
}

func (w word) send(t *store.Tx, accounts []unit.Account, err error) error {
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "run", Title: w.Title, Text: w.Text, Link: w.Link})
		}
	}
	return err
}

func itoa(n int) string { return strconv.Itoa(n) }
