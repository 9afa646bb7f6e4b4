package apply

import (
	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// tell puts a word about an application into the inboxes of accounts.
func tell(t *store.Tx, accounts []string, a Application, title, text string) error {
	for _, account := range accounts {
		err := notify.Send(t, notify.Message{Account: account, Kind: "apply", Title: title, Text: text, Link: Link(a.ID)})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellUnit tells those who speak for the applying unit.
func tellUnit(t *store.Tx, a Application, title, text string) error {
	accounts, err := speakers(t, a)
	if err != nil {
		return err
	}
	return tell(t, accounts, a, title, text)
}

// tellNext tells those who would act next: the recommenders of the city, or the office.
func tellNext(t *store.Tx, a Application, title, text string) error {
	accounts, err := nextOnes(t, a)
	if err != nil {
		return err
	}
	return tell(t, accounts, a, title, text)
}

// definitionOf is the programme that an application is filled in by: what things are called in words about it.
func definitionOf(t *store.Tx, a Application) (*programme.Programme, error) {
	c, err := call.Get(t, a.Cohort)
	return c.Programme, err
}

func speakers(t *store.Tx, a Application) ([]string, error) {
	today, err := unit.SuccessorOf(t, a.Unit, t.Now())
	if err != nil {
		return nil, err
	}
	return ids(unit.Speakers(t, today))
}

func nextOnes(t *store.Tx, a Application) ([]string, error) {
	if a.Direct() {
		return ids(unit.AccountsWith(t, access.Handler))
	}
	return ids(unit.AccountsOf(t, a.City, access.Recommender))
}

func ids(accounts []unit.Account, err error) ([]string, error) {
	list := make([]string, len(accounts))
	for i, a := range accounts {
		list[i] = a.ID
	}
	return list, err
}
