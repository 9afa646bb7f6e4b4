package spread

import (
	"shidian/internal/run"
	"shidian/internal/store"
)

// tellBrand tells a pilot's unit at once: what concerns one unit is no result that all learn at one moment.
func tellBrand(t *store.Tx, c run.Case, title, text string) error {
	return tellUnit(t, c.Pilot.Unit, unitPeople, title, text, BrandLink(c.ID))
}
