package call

import (
	"sync"
	"time"

	"shidian/internal/clock"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// definitions are the definitions read so far, by hash: a hash names its content, so none ever goes stale.
var definitions sync.Map // hash -> *programme.Programme

func definition(t *store.Tx, hash string) (*programme.Programme, error) {
	if p, ok := definitions.Load(hash); ok {
		return p.(*programme.Programme), nil
	}
	body, _, err := store.One(t, store.Scalar[string], "SELECT body FROM definition WHERE hash = $1", hash)
	if err != nil {
		return nil, err
	}
	p, err := programme.FromCanonical([]byte(body))
	if err != nil {
		return nil, err
	}
	if p.Hash() == hash { // else somebody changed it by hand: read it anew each time, verify names it
		definitions.Store(hash, p)
	}
	return p, nil
}

// insertDefinition keeps a definition; false when it was already kept.
func insertDefinition(t *store.Tx, p *programme.Programme) (bool, error) {
	res, err := t.Exec("INSERT INTO definition (hash, programme, name, body) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
		p.Hash(), p.Key, p.Name, string(p.Canonical()))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

const selectCohort = "SELECT id, definition, year, state, version, number, opened_at, published_at FROM cohort"

// scanCohort reads a row; the definition is fetched by fill, after the rows are closed.
func scanCohort(row store.Scanner) (Cohort, error) {
	var c Cohort
	var opened, published int64
	err := row.Scan(&c.ID, &c.Hash, &c.Year, &c.State, &c.Version, &c.Number, &opened, &published)
	c.OpenedAt, c.PublishedAt = clock.FromMicros(opened), clock.FromMicros(published)
	return c, err
}

func selectCohorts(t *store.Tx) ([]Cohort, error) {
	all, err := store.Rows(t, scanCohort, selectCohort+" ORDER BY year DESC, published_at DESC, id DESC")
	for i := range all {
		if err == nil {
			all[i].Programme, err = definition(t, all[i].Hash)
		}
	}
	return all, err
}

func selectCohortByID(t *store.Tx, id string) (Cohort, bool, error) {
	c, found, err := store.One(t, scanCohort, selectCohort+" WHERE id = $1", id)
	if err == nil && found {
		c.Programme, err = definition(t, c.Hash)
	}
	return c, found, err
}

func insertCohort(t *store.Tx, c Cohort) error {
	_, err := t.Exec(`INSERT INTO cohort (id, definition, year, state, version, number, opened_at, published_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, c.ID, c.Hash, c.Year, string(c.State), c.Version, c.Number,
		clock.Micros(c.OpenedAt), clock.Micros(c.PublishedAt))
	return err
}

func updateCohort(t *store.Tx, c Cohort) error {
	_, err := t.Exec("UPDATE cohort SET state = $1, version = $2, number = $3, published_at = $4 WHERE id = $5",
		string(c.State), c.Version, c.Number, clock.Micros(c.PublishedAt), c.ID)
	return err
}

type kindAt struct {
	kind string
	at   time.Time
}

// datesByKind are the dates in force, by the programme's keys.
func datesByKind(t *store.Tx, cohort string) (map[string]time.Time, error) {
	rows, err := store.Rows(t, func(row store.Scanner) (kindAt, error) {
		var k kindAt
		var at int64
		err := row.Scan(&k.kind, &at)
		k.at = clock.FromMicros(at)
		return k, err
	}, "SELECT kind, at FROM cohort_date WHERE cohort = $1", cohort)
	at := map[string]time.Time{}
	for _, k := range rows {
		at[k.kind] = k.at
	}
	return at, err
}

// putDate sets or, with a zero instant, removes a date in force; false when nothing had to be written.
func putDate(t *store.Tx, cohort, kind string, before, at time.Time) (bool, error) {
	if at.Equal(before) {
		return false, nil
	}
	query, args := `INSERT INTO cohort_date (cohort, kind, at) VALUES ($1, $2, $3)
		ON CONFLICT (cohort, kind) DO UPDATE SET at = excluded.at`, []any{cohort, kind, clock.Micros(at)}
	if at.IsZero() {
		query, args = "DELETE FROM cohort_date WHERE cohort = $1 AND kind = $2", args[:2]
	}
	_, err := t.Exec(query, args...)
	return true, err
}

const selectVersion = "SELECT cohort, n, number, signer, dated, issued, note, body, body_hash, published_at FROM notice_version"

func scanVersion(row store.Scanner) (Version, error) {
	var v Version
	var body string
	var at int64
	err := row.Scan(&v.Cohort, &v.N, &v.Number, &v.Signer, &v.Dated, &v.Issued, &v.Note, &body, &v.Hash, &at)
	if err == nil {
		v.Text, err = decode[Text](body)
	}
	v.At = clock.FromMicros(at)
	return v, err
}

func selectVersions(t *store.Tx, cohort string) ([]Version, error) {
	return store.Rows(t, scanVersion, selectVersion+" WHERE cohort = $1 ORDER BY n DESC", cohort)
}

func selectAllVersions(t *store.Tx) ([]Version, error) {
	return store.Rows(t, scanVersion, selectVersion+" ORDER BY published_at DESC, cohort DESC, n DESC")
}

// selectAllDates are the dates in force of all cohorts, by cohort and the programme's keys.
func selectAllDates(t *store.Tx) (map[string]map[string]time.Time, error) {
	all := map[string]map[string]time.Time{}
	_, err := store.Rows(t, func(row store.Scanner) (struct{}, error) {
		var cohort, kind string
		var at int64
		err := row.Scan(&cohort, &kind, &at)
		if all[cohort] == nil {
			all[cohort] = map[string]time.Time{}
		}
		all[cohort][kind] = clock.FromMicros(at)
		return struct{}{}, err
	}, "SELECT cohort, kind, at FROM cohort_date")
	return all, err
}

func selectVersionN(t *store.Tx, cohort string, n int) (Version, bool, error) {
	return store.One(t, scanVersion, selectVersion+" WHERE cohort = $1 AND n = $2", cohort, n)
}

func insertVersion(t *store.Tx, v Version, salt string) error {
	_, err := t.Exec(`INSERT INTO notice_version (cohort, n, number, signer, dated, issued, note, body, body_hash, published_at, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, v.Cohort, v.N, v.Number, v.Signer, string(v.Dated), v.Issued, v.Note,
		canonical(v.Text), v.Hash, clock.Micros(v.At), salt)
	return err
}

func selectDraft(t *store.Tx, cohort string) (DraftText, bool, error) {
	return store.One(t, func(row store.Scanner) (DraftText, error) {
		var d DraftText
		var body string
		var at int64
		err := row.Scan(&body, &d.Editor, &at)
		if err == nil {
			d.Text, err = decode[Text](body)
		}
		d.At = clock.FromMicros(at)
		return d, err
	}, "SELECT body, editor, saved_at FROM notice_draft WHERE cohort = $1", cohort)
}

func putDraft(t *store.Tx, cohort string, text Text, editor string) error {
	_, err := t.Exec(`INSERT INTO notice_draft (cohort, body, editor, saved_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (cohort) DO UPDATE SET body = excluded.body, editor = excluded.editor, saved_at = excluded.saved_at`,
		cohort, canonical(text), editor, clock.Micros(t.Now()))
	return err
}

// markReminder notes that a reminder goes out; false when it went out before.
func markReminder(t *store.Tx, cohort, kind string, at time.Time) (bool, error) {
	res, err := t.Exec("INSERT INTO reminder (cohort, kind, at) VALUES ($1, $2, $3) ON CONFLICT (cohort, kind, at) DO NOTHING",
		cohort, kind, clock.Micros(at))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
