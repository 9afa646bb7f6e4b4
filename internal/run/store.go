package run

import (
	"encoding/json"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

func insertPilot(t *store.Tx, p Pilot, salt string) error {
	contents, err := json.Marshal(p.Contents)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, p.ID, p.Cohort, p.Application, p.Unit, string(contents), p.From.String(),
		p.Until.String(), string(p.State), clock.Micros(p.OpenedAt), salt)
	return err
}

func selectPilots(t *store.Tx, cohort string) ([]Pilot, error) {
	return store.Rows(t, func(row store.Scanner) (Pilot, error) {
		var p Pilot
		var contents, from, until string
		var opened int64
		err := row.Scan(&p.ID, &p.Cohort, &p.Application, &p.Unit, &contents, &from, &until, &p.State, &opened)
		if err != nil {
			return p, err
		}
		if p.From, err = calendar.ParseDay(from); err != nil {
			return p, err
		}
		if p.Until, err = calendar.ParseDay(until); err != nil {
			return p, err
		}
		p.OpenedAt = clock.FromMicros(opened)
		return p, json.Unmarshal([]byte(contents), &p.Contents)
	}, "SELECT id, cohort, application, unit, contents, from_day, until_day, state, opened_at FROM pilot WHERE cohort = $1 ORDER BY application", cohort)
}
