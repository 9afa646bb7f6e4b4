package apply

import (
	"encoding/json"

	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectReturn = "SELECT id, application, version, unit, at, until, items, answered, salt FROM application_return"

func scanReturn(row store.Scanner) (Return, error) {
	var r Return
	var items string
	var at, until int64
	if err := row.Scan(&r.ID, &r.Application, &r.Version, &r.Unit, &at, &until, &items, &r.Answered, &r.salt); err != nil {
		return r, err
	}
	r.At, r.Until = clock.FromMicros(at), clock.FromMicros(until)
	return r, json.Unmarshal([]byte(items), &r.Items)
}

// encodeItems writes the items of a return; they are also the words of its reason.
func encodeItems(items []ReturnItem) string {
	c := canonical(`[`)
	for i, item := range items {
		if i > 0 {
			c = append(c, ',')
		}
		c = append(canonical(append(c, '{')).member("key", item.Key, true).member("reason", item.Reason, false), '}')
	}
	return string(append(c, ']'))
}

func insertReturn(t *store.Tx, r Return, salt string) error {
	_, err := t.Exec(`INSERT INTO application_return (id, application, version, unit, at, until, items, salt, answered)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, r.ID, r.Application, r.Version, r.Unit, clock.Micros(r.At),
		clock.Micros(r.Until), encodeItems(r.Items), salt, r.Answered)
	return err
}

func updateReturn(t *store.Tx, id string, answered int) error {
	_, err := t.Exec("UPDATE application_return SET answered = $2 WHERE id = $1", id, answered)
	return err
}

func selectReturns(t *store.Tx, application string) ([]Return, error) {
	return store.Rows(t, scanReturn, selectReturn+" WHERE application = $1 ORDER BY at DESC, id DESC", application)
}

func selectOpenReturn(t *store.Tx, application string) (Return, bool, error) {
	return store.One(t, scanReturn, selectReturn+" WHERE application = $1 AND answered = 0 ORDER BY at DESC, id DESC LIMIT 1", application)
}

func insertLate(t *store.Tx, d LateDoor, salt string) error {
	_, err := t.Exec(`INSERT INTO late_door (id, application, at, until, reason, evidence, salt) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		d.ID, d.Application, clock.Micros(d.At), clock.Micros(d.Until), d.Reason, d.Evidence, salt)
	return err
}

func selectLate(t *store.Tx, application string) ([]LateDoor, error) {
	return store.Rows(t, func(row store.Scanner) (LateDoor, error) {
		var d LateDoor
		var at, until int64
		err := row.Scan(&d.ID, &d.Application, &at, &until, &d.Reason, &d.Evidence)
		d.At, d.Until = clock.FromMicros(at), clock.FromMicros(until)
		return d, err
	}, `SELECT id, application, at, until, reason, evidence FROM late_door
		WHERE ($1 = '' OR application = $1) ORDER BY at DESC, id DESC`, application)
}

// missedMost is how many a search for what missed the deadline gives.
const missedMost = 50

func selectMissed(t *store.Tx, cohort, name string) ([]Application, error) {
	return store.Rows(t, scanApplication, "SELECT "+applicationColumns+` FROM application WHERE cohort = $1 AND state IN ($2, $3)
		AND unit_name LIKE $4 ESCAPE '!' ORDER BY id LIMIT $5`, cohort, string(StateDraft), string(StateReturned), "%"+likeText(name)+"%", missedMost)
}
