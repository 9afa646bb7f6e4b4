package spread

import (
	"encoding/json"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/run"
	"shidian/internal/store"
)

const selectCase = `SELECT c.id, c.pilot, c.cohort, c.unit, c.unit_name, c.kind, c.city, c.city_name, c.office, c.state, c.n, c.shown, c.begun_at, c.shown_at,
	c.down FROM spread_case c`

func scanCase(row store.Scanner) (c Case, err error) {
	var begun, shown int64
	err = row.Scan(&c.ID, &c.Pilot, &c.Cohort, &c.Unit, &c.UnitName, &c.Kind, &c.City, &c.CityName, &c.Office, &c.State, &c.N, &c.Shown, &begun, &shown, &c.Down)
	c.BegunAt, c.ShownAt = clock.FromMicros(begun), clock.FromMicros(shown)
	return c, err
}

func selectByID(t *store.Tx, id string) (Case, bool, error) {
	return store.One(t, scanCase, selectCase+" WHERE c.id = $1", id)
}

func selectOf(t *store.Tx, pilot string) ([]Case, error) {
	return store.Rows(t, scanCase, selectCase+" WHERE c.pilot = $1 ORDER BY c.begun_at, c.id", pilot)
}

// keep keeps a case from everybody else until the transaction ends.
func keep(t *store.Tx, id string) error {
	_, err := t.Exec("UPDATE spread_case SET state = state WHERE id = $1", id)
	return err
}

func insertCase(t *act.Tx, c Case, salt string) error {
	_, err := t.Exec(`INSERT INTO spread_case (id, pilot, cohort, unit, unit_name, kind, city, city_name, office, state, n, shown, begun_at, shown_at, down, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, c.ID, c.Pilot, c.Cohort, c.Unit, c.UnitName, c.Kind, c.City, c.CityName, c.Office,
		string(c.State), c.N, c.Shown, clock.Micros(c.BegunAt), clock.Micros(c.ShownAt), c.Down, salt)
	t.Touch("spread_case", c.ID)
	return err
}

// updateCase writes where a case stands.
func updateCase(t *act.Tx, c Case) error {
	_, err := t.Exec("UPDATE spread_case SET state = $2, n = $3, shown = $4, shown_at = $5, down = $6 WHERE id = $1", c.ID, string(c.State), c.N, c.Shown,
		clock.Micros(c.ShownAt), c.Down)
	t.Touch("spread_case", c.ID)
	return err
}

// saltCase keeps the salt of the reason that the row holds now: with it the ledger's hash of the reason can be checked.
func saltCase(t *act.Tx, id, salt string) error {
	_, err := t.Exec("UPDATE spread_case SET salt = $2 WHERE id = $1", id, salt)
	t.Touch("spread_case", id)
	return err
}

const selectVersions = "SELECT v.id, v.n, v.body, v.words, v.at, v.account, v.returned, v.cleared, v.answered_at, v.answered_by, v.salt FROM spread_version v"

func scanVersion(row store.Scanner) (v Version, err error) {
	var body, returned, cleared string
	var at, answered int64
	if err = row.Scan(&v.Case, &v.N, &body, &v.Text, &at, &v.Account, &returned, &cleared, &answered, &v.AnsweredBy, &v.salt); err != nil {
		return v, err
	}
	v.At, v.AnsweredAt = clock.FromMicros(at), clock.FromMicros(answered)
	for _, one := range []struct {
		text string
		to   any
	}{{body, &v.Body}, {returned, &v.Returned}, {cleared, &v.Cleared}} {
		if err = json.Unmarshal([]byte(one.text), one.to); err != nil {
			return v, err
		}
	}
	return v, nil
}

func selectVersion(t *store.Tx, id string, n int) (Version, bool, error) {
	return store.One(t, scanVersion, selectVersions+" WHERE v.id = $1 AND v.n = $2", id, n)
}

func insertVersion(t *act.Tx, v Version) error {
	body, err := json.Marshal(v.Body)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO spread_version (id, n, title, contents, body, words, at, account, returned, cleared, answered_at, answered_by, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '[]', '[]', 0, '', $9)`, v.Case, v.N, v.Body.Title, numbers(v.Body.Contents), string(body), v.Text, clock.Micros(v.At),
		v.Account, v.salt)
	t.Touch("spread_version", v.Case+"/"+strconv.Itoa(v.N))
	return err
}

// updateVersion writes what was found of a version; nothing else of it ever changes.
func updateVersion(t *act.Tx, v Version) error {
	returned, err := json.Marshal(append([]run.ReturnItem{}, v.Returned...))
	if err != nil {
		return err
	}
	cleared, err := json.Marshal(append([]string{}, v.Cleared...))
	if err != nil {
		return err
	}
	_, err = t.Exec("UPDATE spread_version SET returned = $3, cleared = $4, answered_at = $5, answered_by = $6 WHERE id = $1 AND n = $2", v.Case, v.N,
		string(returned), string(cleared), clock.Micros(v.AnsweredAt), v.AnsweredBy)
	t.Touch("spread_version", v.Case+"/"+strconv.Itoa(v.N))
	return err
}

// numbers writes contents so that one of them is found with LIKE '%,3,%'.
func numbers(contents []int) string {
	text := ","
	for _, n := range contents {
		text += strconv.Itoa(n) + ","
	}
	return text
}

// caseBlobs are the pictures of all versions, and those of drafts.
func caseBlobs(t *store.Tx) (hashes []string, err error) {
	texts, err := store.Rows(t, store.Scalar[string], "SELECT body FROM spread_version UNION ALL SELECT body FROM work_draft WHERE what LIKE '%case/%'")
	for _, text := range texts {
		hashes = append(hashes, files.Named(text)...)
	}
	return hashes, err
}

// selectWorked reads cases with the titles of their newest versions; "" before one was handed in.
var selectWorked = strings.Replace(selectCase, " FROM", ", COALESCE(v.title, '') FROM", 1) + " LEFT JOIN spread_version v ON v.id = c.id AND v.n = c.n"

func scanWorked(row store.Scanner) (w Worked, err error) {
	w.Case, err = scanCase(titled{row, &w.Title})
	return w, err
}

// selectCasesWaiting are the cases that wait for somebody, the oldest first.
func selectCasesWaiting(t *store.Tx) ([]Worked, error) {
	return store.Rows(t, scanWorked, selectWorked+" WHERE c.state IN ($1, $2, $3, $4, $5) ORDER BY c.begun_at, c.id", string(Draft), string(HandedIn), string(Returned),
		string(Checked), string(TakenDown))
}

// selectVersionsOf are all versions of a case, the newest first.
func selectVersionsOf(t *store.Tx, id string) ([]Version, error) {
	return store.Rows(t, scanVersion, selectVersions+" WHERE v.id = $1 ORDER BY v.n DESC", id)
}

// seenBy is the condition under which an actor sees a case that is being worked on, as [MaySeeCase] judges it of one.
func seenBy(a access.Actor) (where string, args []any) {
	any := func(of []string) string {
		marks := make([]string, len(of))
		for i, id := range of {
			args = append(args, id)
			marks[i] = "$" + strconv.Itoa(len(args))
		}
		return "(" + strings.Join(marks, ", ") + ")"
	}
	own := append([]string{a.Unit}, a.Before...)
	var ways []string
	if a.Has(access.Handler, access.Approver, access.Supervisor) {
		ways = append(ways, "c.n > 0")
	}
	if a.Has(handlers...) {
		ways = append(ways, "c.office")
	}
	if a.Has(unitPeople...) {
		ways = append(ways, "(c.n > 0 OR NOT c.office) AND c.unit IN "+any(own))
	}
	if a.Has(access.Recommender) {
		ways = append(ways, "c.n > 0 AND c.city IN "+any(own))
	}
	if a.Has(access.Department) {
		ways = append(ways, "c.n > 0 AND c.pilot IN (SELECT pilot FROM pilot_contact WHERE department IN "+any(own)+")")
	}
	if len(ways) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(ways, " OR ") + ")", args
}

// countWork counts the cases that an actor sees, by state.
func countWork(t *store.Tx, a access.Actor) (map[act.State]int, error) {
	where, args := seenBy(a)
	type counted struct {
		state act.State
		n     int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (c counted, err error) { return c, row.Scan(&c.state, &c.n) },
		"SELECT c.state, COUNT(*) FROM spread_case c WHERE "+where+" GROUP BY c.state", args...)
	counts := map[act.State]int{}
	for _, c := range rows {
		counts[c.state] = c.n
	}
	return counts, err
}

// selectWork is a page of the cases that an actor sees, the newest first.
func selectWork(t *store.Tx, a access.Actor, state act.State, offset, limit int) ([]Worked, error) {
	where, args := seenBy(a)
	if state != "" {
		args = append(args, string(state))
		where += " AND c.state = $" + strconv.Itoa(len(args))
	}
	args = append(args, limit, offset)
	return store.Rows(t, scanWorked, selectWorked+" WHERE "+where+" ORDER BY c.begun_at DESC, c.id LIMIT $"+strconv.Itoa(len(args)-1)+" OFFSET $"+strconv.Itoa(len(args)), args...)
}

// titled scans a case's row that has its title at the end.
type titled struct {
	store.Scanner
	title *string
}

func (t titled) Scan(to ...any) error { return t.Scanner.Scan(append(to, t.title)...) }
