package spread

import (
	"crypto/rand"
	"encoding/json"
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/store"
)

const adoptionColumns = `a.id, a.of_case, a.unit, a.unit_name, a.since_day, a.how, a.outcome, a.count, a.counted, a.proof, a.files, a.state, a.at, a.account,
	a.answered_at, a.answered_by, a.reason`

// adoptionTo are the places for adoptionColumns, and what reads the rest once they are filled.
func adoptionTo(a *Adoption) (to []any, read func() error) {
	var since, names string
	var at, answered int64
	to = []any{&a.ID, &a.Case, &a.Unit, &a.UnitName, &since, &a.How, &a.Outcome, &a.Count, &a.Counted, &a.Proof, &names, &a.State, &at, &a.Account, &answered,
		&a.AnsweredBy, &a.Reason}
	return to, func() (err error) {
		a.At, a.AnsweredAt = clock.FromMicros(at), clock.FromMicros(answered)
		if a.Since, err = calendar.ParseDay(since); err != nil {
			return err
		}
		return json.Unmarshal([]byte(names), &a.Files)
	}
}

func scanAdoption(row store.Scanner) (a Adoption, err error) {
	to, read := adoptionTo(&a)
	if err = row.Scan(to...); err == nil {
		err = read()
	}
	return a, err
}

// selectAdoptionsOf are a case's statements, the oldest first.
func selectAdoptionsOf(t *store.Tx, of string) ([]Adoption, error) {
	return store.Rows(t, scanAdoption, "SELECT "+adoptionColumns+" FROM adoption a WHERE a.of_case = $1 ORDER BY a.at, a.id", of)
}

// selectAdoptionLine reads statements with their case, which is named by the version that is public, else by the one that was last:
// the newest that was handed in before it was let out. Who uses a case reads no title that was never public.
const selectAdoptionLine = "SELECT " + adoptionColumns + `, v.title, c.pilot, c.unit, c.unit_name, c.city, c.shown FROM adoption a JOIN spread_case c ON c.id = a.of_case
	JOIN spread_version v ON v.id = c.id AND v.n = CASE WHEN c.shown > 0 THEN c.shown ELSE
	COALESCE((SELECT MAX(w.n) FROM spread_version w WHERE w.id = c.id AND w.at < c.shown_at), 1) END`

func scanAdoptionLine(row store.Scanner) (l AdoptionLine, err error) {
	to, read := adoptionTo(&l.Adoption)
	if err = row.Scan(append(to, &l.Title, &l.Of.Pilot, &l.Of.Unit, &l.Of.UnitName, &l.Of.City, &l.Of.Shown)...); err == nil {
		err = read()
	}
	l.Of.ID = l.Case
	return l, err
}

func selectAdoption(t *store.Tx, id string) (AdoptionLine, bool, error) {
	return store.One(t, scanAdoptionLine, selectAdoptionLine+" WHERE a.id = $1", id)
}

// selectAdoptions are all statements, or those by some units and about their cases: what waits first, the oldest of it at the
// top, then the newest.
func selectAdoptions(t *store.Tx, units []string) ([]AdoptionLine, error) {
	where, args := "", []any{}
	if len(units) > 0 {
		places := make([]string, len(units))
		for i, u := range units {
			places[i], args = "$"+strconv.Itoa(i+1), append(args, u)
		}
		in := " IN (" + strings.Join(places, ", ") + ")"
		where = " WHERE a.unit" + in + " OR c.unit" + in
	}
	return store.Rows(t, scanAdoptionLine, selectAdoptionLine+where+` ORDER BY CASE a.state WHEN 'stated' THEN 0 ELSE 1 END,
		CASE a.state WHEN 'stated' THEN a.at ELSE -a.at END, a.id`, args...)
}

func selectAdoptionsOfPilot(t *store.Tx, pilot string) ([]AdoptionLine, error) {
	return store.Rows(t, scanAdoptionLine, selectAdoptionLine+" WHERE c.pilot = $1 ORDER BY a.at DESC, a.id", pilot)
}

// selectStatedAdoptions are those that wait for the office, the oldest first.
func selectStatedAdoptions(t *store.Tx) ([]AdoptionLine, error) {
	return store.Rows(t, scanAdoptionLine, selectAdoptionLine+" WHERE a.state = $1 ORDER BY a.at, a.id", string(AdoptionStated))
}

func insertAdoption(t *act.Tx, a Adoption) error {
	names, err := json.Marshal(append([]string{}, a.Files...))
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO adoption (id, of_case, unit, unit_name, since_day, how, outcome, count, counted, proof, files, state, at, account, answered_at,
		answered_by, reason, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, '', '', $15)`, a.ID, a.Case, a.Unit, a.UnitName,
		a.Since.String(), a.How, a.Outcome, a.Count, a.Counted, a.Proof, string(names), string(a.State), clock.Micros(a.At), a.Account, rand.Text())
	t.Touch("adoption", a.ID)
	return err
}

// updateAdoption writes what became of a statement; what it says never changes.
func updateAdoption(t *act.Tx, a Adoption, salt string) error {
	_, err := t.Exec("UPDATE adoption SET state = $2, answered_at = $3, answered_by = $4, reason = $5, salt = $6 WHERE id = $1", a.ID, string(a.State),
		clock.Micros(a.AnsweredAt), a.AnsweredBy, a.Reason, salt)
	t.Touch("adoption", a.ID)
	return err
}

// adoptionBlobs are the files that prove uses.
func adoptionBlobs(t *store.Tx) (hashes []string, err error) {
	texts, err := store.Rows(t, store.Scalar[string], "SELECT files FROM adoption WHERE files <> '[]'")
	for _, text := range texts {
		hashes = append(hashes, files.Named(text)...)
	}
	return hashes, err
}
