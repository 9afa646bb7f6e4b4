package unit

import (
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

func selectSuccessions(t *store.Tx) ([]Succession, error) {
	return store.Rows(t, scanSuccession, selectSuccession+" ORDER BY at, unit")
}

func selectSuccessionOf(t *store.Tx, unit string) (Succession, bool, error) {
	return store.One(t, scanSuccession, selectSuccession+" WHERE unit = $1", unit)
}

// selectSucceeded are the units in whose place a unit came, by code.
func selectSucceeded(t *store.Tx, successor string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT s.unit FROM unit_successor s JOIN unit u ON u.id = s.unit
		WHERE s.successor = $1 ORDER BY u.region, u.id`, successor)
}

const selectSuccession = "SELECT unit, successor, at, reason FROM unit_successor"

func scanSuccession(row store.Scanner) (Succession, error) {
	var s Succession
	var at int64
	err := row.Scan(&s.Unit, &s.Successor, &at, &s.Reason)
	s.At = clock.FromMicros(at)
	return s, err
}

func saveSuccession(t *act.Tx, s Succession, salt string) error {
	_, err := t.Exec("INSERT INTO unit_successor (unit, successor, at, reason, salt) VALUES ($1, $2, $3, $4, $5)",
		s.Unit, s.Successor, clock.Micros(s.At), s.Reason, salt)
	t.Touch("unit_successor", s.Unit)
	changed(t.Tx)
	return err
}
