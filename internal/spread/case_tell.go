package spread

import (
	"shidian/internal/access"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// tellCaseWriters puts a word about a case into the inboxes of those who write it, and of its unit in any case: it is about
// its work.
func tellCaseWriters(t *store.Tx, c Case, title, text string) error {
	stands, err := unit.SuccessorOf(t, c.Unit, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, unitPeople...)
	if err == nil && c.Office {
		err = tellCaseOffice(t, c, title, text)
	}
	return sendAbout(t, c, accounts, title, text, err)
}

// tellCaseOffice puts a word about a case into the inboxes of the office's handlers.
func tellCaseOffice(t *store.Tx, c Case, title, text string) error {
	accounts, err := unit.AccountsWith(t, access.Handler)
	return sendAbout(t, c, accounts, title, text, err)
}

func sendAbout(t *store.Tx, c Case, accounts []unit.Account, title, text string, err error) error {
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "spread", Title: title, Text: text, Link: Link(c.ID)})
		}
	}
	return err
}
