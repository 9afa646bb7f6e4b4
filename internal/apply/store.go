package apply

import (
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/store"
)

const applicationColumns = `id, cohort, definition, unit, unit_name, kind, subject, city, city_name, number, state, version,
	contents, typed_in, confirmed, started_at, submitted_at, saved_at, revision`

func scanApplication(row store.Scanner) (Application, error) {
	var a Application
	var contents string
	var started, submitted, saved int64
	err := row.Scan(&a.ID, &a.Cohort, &a.Definition, &a.Unit, &a.UnitName, &a.Kind, &a.Subject, &a.City, &a.CityName,
		&a.Number, &a.State, &a.Version, &contents, &a.TypedIn, &a.Confirmed, &started, &submitted, &saved, &a.Revision)
	a.Contents = parseNumbers(contents)
	a.StartedAt, a.Submitted, a.SavedAt = clock.FromMicros(started), clock.FromMicros(submitted), clock.FromMicros(saved)
	return a, err
}

// lineColumns are what a line of the list shows of an application.
const lineColumns = "id, unit_name, kind, subject, city, city_name, number, state, version, contents, submitted_at"

func scanLine(row store.Scanner) (a Application, err error) {
	var contents, state string
	var version, submitted int64
	err = row.Scan(&a.ID, &a.UnitName, &a.Kind, &a.Subject, &a.City, &a.CityName, &a.Number, &state, &version, &contents, &submitted)
	a.State, a.Version, a.Contents, a.Submitted = act.State(state), int(version), parseNumbers(contents), clock.FromMicros(submitted)
	return a, err
}

// formatNumbers writes contents so that one of them is found with LIKE '%,3,%'.
func formatNumbers(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	text := ","
	for _, n := range numbers {
		text += strconv.Itoa(n) + ","
	}
	return text
}

func parseNumbers(text string) []int {
	var numbers []int
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		if n, err := strconv.Atoi(part); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// Get reads an application without asking who wants to know; NotFound when there is none.
func Get(t *store.Tx, id string) (Application, error) {
	return orNotFound(store.One(t, scanApplication, "SELECT "+applicationColumns+" FROM application WHERE id = $1", id))
}

// ByNumber reads an application by its number.
func ByNumber(t *store.Tx, number string) (Application, error) {
	return orNotFound(store.One(t, scanApplication,
		"SELECT "+applicationColumns+" FROM application WHERE number = $1 AND number <> ''", number))
}

func orNotFound[T any](one T, found bool, err error) (T, error) {
	if err == nil && !found {
		err = fault.NotFound()
	}
	return one, err
}

// lock reads an application and keeps it from everybody else until the transaction ends: an UPDATE … RETURNING locks
// the row on both engines.
func lock(t *store.Tx, id string) (Application, error) {
	return orNotFound(store.One(t, scanApplication,
		"UPDATE application SET revision = revision WHERE id = $1 RETURNING "+applicationColumns, id))
}

// lockToWrite is lock for whoever changes the draft: its revision grows.
func lockToWrite(t *store.Tx, id string) (Application, error) {
	return orNotFound(store.One(t, scanApplication,
		"UPDATE application SET revision = revision + 1, saved_at = $2 WHERE id = $1 RETURNING "+applicationColumns,
		id, clock.Micros(t.Now())))
}

// insertApplication begins one; slot is "" for a unit's own, and the application's id for a person's.
func insertApplication(t *store.Tx, a Application, slot, salt string) error {
	_, err := t.Exec(`INSERT INTO application (id, cohort, definition, unit, unit_name, kind, city, city_name, number, state,
		version, contents, typed_in, confirmed, started_at, submitted_at, salt, saved_at, revision, slot)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, 0, '', $10, $11, $12, 0, $13, $12, 0, $14)`,
		a.ID, a.Cohort, a.Definition, a.Unit, a.UnitName, a.Kind, a.City, a.CityName, string(a.State),
		a.TypedIn, a.Confirmed, clock.Micros(a.StartedAt), salt, slot)
	return err
}

// updateApplication writes what acts change: state, version, number, contents, confirmation, instant of the submit, and
// the person's name, which a submit takes from the form.
func updateApplication(t *store.Tx, a Application) error {
	_, err := t.Exec(`UPDATE application SET state = $2, version = $3, number = $4, contents = $5, confirmed = $6,
		submitted_at = $7, subject = $8 WHERE id = $1`,
		a.ID, string(a.State), a.Version, a.Number, formatNumbers(a.Contents), a.Confirmed, clock.Micros(a.Submitted), a.Subject)
	return err
}

// selectPersons are the applications about persons, and whatever else stands in a place of theirs.
func selectPersons(t *store.Tx) ([]Application, error) {
	return store.Rows(t, scanApplication, "SELECT "+applicationColumns+" FROM application WHERE slot <> '' OR subject <> '' ORDER BY id")
}

// selectSlot is the place of an application among those of its unit in a cohort.
func selectSlot(t *store.Tx, id string) (string, error) {
	slot, _, err := store.One(t, store.Scalar[string], "SELECT slot FROM application WHERE id = $1", id)
	return slot, err
}

// nameSubject keeps the person's name while nothing was submitted yet.
func nameSubject(t *store.Tx, id, name string) error {
	_, err := t.Exec("UPDATE application SET subject = $2 WHERE id = $1 AND version = 0", id, name)
	return err
}

// ofUnit reads a unit's applications in a cohort, the newest first.
func ofUnit(t *store.Tx, cohort, unit string) ([]Application, error) {
	return store.Rows(t, scanApplication,
		"SELECT "+applicationColumns+" FROM application WHERE cohort = $1 AND unit = $2 ORDER BY id DESC", cohort, unit)
}

// nextNumber gives the next number of a prefix in the year. The row is locked until the transaction ends, so there are no gaps.
func nextNumber(t *store.Tx, prefix string, year int) (int, error) {
	last, _, err := store.One(t, store.Scalar[int], `INSERT INTO application_counter (year, last) VALUES ($1, 1)
		ON CONFLICT (year) DO UPDATE SET last = application_counter.last + 1 RETURNING last`, prefix+"-"+strconv.Itoa(year))
	return last, err
}

func isWriter(t *store.Tx, id, account string) (bool, error) {
	_, found, err := store.One(t, store.Scalar[int], "SELECT 1 FROM application_writer WHERE application = $1 AND account = $2", id, account)
	return found, err
}

func insertWriter(t *store.Tx, id, account string) (bool, error) {
	res, err := t.Exec(`INSERT INTO application_writer (application, account, invited_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		id, account, clock.Micros(t.Now()))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

func deleteWriter(t *store.Tx, id, account string) (bool, error) {
	res, err := t.Exec("DELETE FROM application_writer WHERE application = $1 AND account = $2", id, account)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Writers lists the accounts that were invited, in the order of their invitation.
func Writers(t *store.Tx, id string) ([]string, error) {
	return store.Rows(t, store.Scalar[string],
		"SELECT account FROM application_writer WHERE application = $1 ORDER BY invited_at, account", id)
}

// reason is a row of application_reason.
type reason struct {
	id, application, act, words, headName, salt string
}

func insertReason(t *store.Tx, r reason) error {
	_, err := t.Exec(`INSERT INTO application_reason (id, application, act, words, head_name, salt, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, r.id, r.application, r.act, r.words, r.headName, r.salt, clock.Micros(t.Now()))
	return err
}

func selectReasons(t *store.Tx, id string) ([]Reason, error) {
	return store.Rows(t, func(row store.Scanner) (Reason, error) {
		var r Reason
		err := row.Scan(&r.Words, &r.Head, &r.Salt)
		return r, err
	}, "SELECT words, head_name, salt FROM application_reason WHERE application = $1 ORDER BY at, id", id)
}
