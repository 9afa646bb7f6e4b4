package run

import (
	"crypto/rand"
	"encoding/json"

	"shidian/internal/act"
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

// updatePilot writes what may change of a pilot: its contents, its dates and where it stands.
func updatePilot(t *act.Tx, p Pilot) error {
	contents, err := json.Marshal(p.Contents)
	if err != nil {
		return err
	}
	_, err = t.Exec("UPDATE pilot SET contents = $2, from_day = $3, until_day = $4, state = $5 WHERE id = $1", p.ID, string(contents),
		p.From.String(), p.Until.String(), string(p.State))
	t.Touch("pilot", p.ID)
	return err
}

const selectPilot = "SELECT id, cohort, application, unit, contents, from_day, until_day, state, opened_at FROM pilot"

func scanPilot(row store.Scanner) (Pilot, error) {
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
}

func selectByID(t *store.Tx, id string) (Pilot, bool, error) {
	return store.One(t, scanPilot, selectPilot+" WHERE id = $1", id)
}

func selectByApplication(t *store.Tx, id string) (Pilot, bool, error) {
	return store.One(t, scanPilot, selectPilot+" WHERE application = $1", id)
}

func selectByUnit(t *store.Tx, unit string) (Pilot, bool, error) {
	return store.One(t, scanPilot, selectPilot+" WHERE unit = $1 ORDER BY id LIMIT 1", unit)
}

// keep keeps a pilot from everybody else until the transaction ends.
func keep(t *store.Tx, id string) error {
	_, err := t.Exec("UPDATE pilot SET state = state WHERE id = $1", id)
	return err
}

func selectPilots(t *store.Tx, cohort string) ([]Pilot, error) {
	return store.Rows(t, scanPilot, selectPilot+" WHERE cohort = $1 ORDER BY application", cohort)
}

func putDraft(t *store.Tx, pilot, what string, d Draft) error {
	_, err := t.Exec(`INSERT INTO work_draft (pilot, what, body, account, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (pilot, what) DO UPDATE SET body = excluded.body, account = excluded.account, at = excluded.at`,
		pilot, what, d.Body, d.Account, clock.Micros(d.At))
	return err
}

// dropDraft forgets a draft whose work was handed in.
func dropDraft(t *store.Tx, pilot, what string) error {
	_, err := t.Exec("DELETE FROM work_draft WHERE pilot = $1 AND what = $2", pilot, what)
	return err
}

func selectDraft(t *store.Tx, pilot, what string) (Draft, bool, error) {
	return store.One(t, func(row store.Scanner) (d Draft, err error) {
		var at int64
		err = row.Scan(&d.Body, &d.Account, &at)
		d.At = clock.FromMicros(at)
		return d, err
	}, "SELECT body, account, at FROM work_draft WHERE pilot = $1 AND what = $2", pilot, what)
}

func selectContact(t *store.Tx, pilot string) (Contact, bool, error) {
	return store.One(t, scanContact, selectedContact+" WHERE c.pilot = $1", pilot)
}

func putContact(t *act.Tx, c Contact) error {
	_, err := t.Exec(`INSERT INTO pilot_contact (pilot, department, person, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (pilot) DO UPDATE SET department = excluded.department, person = excluded.person, at = excluded.at, account = excluded.account,
		salt = excluded.salt`, c.Pilot, c.Department, c.Person, clock.Micros(c.At), t.Actor.Account, rand.Text())
	t.Touch("pilot_contact", c.Pilot)
	return err
}

const selectedContact = "SELECT c.pilot, c.department, c.person, c.at FROM pilot_contact c"

func scanContact(row store.Scanner) (c Contact, err error) {
	var at int64
	err = row.Scan(&c.Pilot, &c.Department, &c.Person, &at)
	c.At = clock.FromMicros(at)
	return c, err
}

// selectContacts are the contact departments of a cohort's pilots, by pilot.
func selectContacts(t *store.Tx, cohort string) (map[string]Contact, error) {
	all, err := store.Rows(t, scanContact, selectedContact+" JOIN pilot p ON p.id = c.pilot WHERE p.cohort = $1", cohort)
	contacts := make(map[string]Contact, len(all))
	for _, c := range all {
		contacts[c.Pilot] = c
	}
	return contacts, err
}

func hasPilots(t *store.Tx, cohort string) (has bool, err error) {
	return has, t.QueryRow("SELECT EXISTS (SELECT 1 FROM pilot WHERE cohort = $1)", cohort).Scan(&has)
}

// EvaluatedIn are a cohort's pilots for which an evaluation may wait: in one of its states, or at work and begun by a day or ending
// by another.
func EvaluatedIn(t *store.Tx, cohort string, begun, ending calendar.Day) ([]Pilot, error) {
	return store.Rows(t, scanPilot, selectPilot+` WHERE cohort = $1 AND (state IN ($2, $3, $4, $5) OR state IN ($6, $7) AND (from_day <= $8 OR until_day <= $9)) ORDER BY id`,
		cohort, string(Rectifying), string(LossProposed), string(Final), string(Disqualified), string(Running), string(MidtermPassed), begun.String(), ending.String())
}
