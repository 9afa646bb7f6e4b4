package spread

import (
	"shidian/internal/access"
	"shidian/internal/notify"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// tellBrand tells a pilot's unit at once: what concerns one unit is no result that all learn at one moment.
func tellBrand(t *store.Tx, c run.Case, title, text string) error {
	stands, err := unit.SuccessorOf(t, c.Pilot.Unit, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, access.Clerk, access.Head)
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "spread", Title: title, Text: text, Link: BrandLink(c.ID)})
		}
	}
	return err
}
