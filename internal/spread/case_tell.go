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

// tellUsers tells the units whose use of a case was confirmed that it is public no more. Why is for the case's unit and the office.
func tellUsers(t *store.Tx, c Case, title string) error {
	all, err := selectAdoptionsOf(t, c.ID)
	for _, a := range all {
		if err == nil && a.State == AdoptionConfirmed {
			err = tellUnit(t, a.Unit, adopters, "应用的案例已经撤下："+title, "贵单位应用的典型案例“"+title+"”已经撤下，不再公开，推广应用不再在案例页面显示。", AdoptionLink(a.ID))
		}
	}
	return err
}

func sendAbout(t *store.Tx, c Case, accounts []unit.Account, title, text string, err error) error {
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "spread", Title: title, Text: text, Link: Link(c.ID)})
		}
	}
	return err
}
