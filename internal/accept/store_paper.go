package accept

import (
	"database/sql"
	"encoding/json"
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectPaper = `SELECT p.id, p.cohort, p.application, p.version, p.standing, p.copies, p.sealed, p.seal, p.pages, p.posted_on, p.received_on,
	p.courier, p.note, p.at, p.account, m.reason FROM paper_received p LEFT JOIN paper_mistaken m ON m.paper = p.id`

func scanPaper(row store.Scanner) (Paper, error) {
	var p Paper
	var posted, received string
	var at int64
	var mistake sql.NullString
	err := row.Scan(&p.ID, &p.Cohort, &p.Application, &p.Version, &p.Standing, &p.Copies, &p.Sealed, &p.Seal, &p.Pages, &posted, &received,
		&p.Courier, &p.Note, &at, &p.Account, &mistake)
	if mistake.Valid {
		p.Standing, p.Mistake = PaperMistaken, mistake.String
	}
	p.Posted, p.Received, p.At = day(posted), day(received), clock.FromMicros(at)
	return p, err
}

// day reads a day that the store wrote; "" is none.
func day(text string) calendar.Day {
	d, err := calendar.ParseDay(text)
	if err != nil {
		return calendar.Day{}
	}
	return d
}

func selectPapers(t *store.Tx, id string) ([]Paper, error) {
	return store.Rows(t, scanPaper, selectPaper+" WHERE p.application = $1 AND p.application <> '' ORDER BY p.at DESC, p.id DESC", id)
}

func selectPaperByID(t *store.Tx, id string) (Paper, bool, error) {
	return store.One(t, scanPaper, selectPaper+" WHERE p.id = $1", id)
}

func selectRecentPapers(t *store.Tx, cohort string, limit int) ([]Paper, error) {
	return store.Rows(t, scanPaper, selectPaper+" WHERE p.cohort = $1 ORDER BY p.at DESC, p.id DESC LIMIT $2", cohort, limit)
}

func papersByApplication(t *store.Tx, cohort string) (map[string][]Paper, error) {
	all, err := store.Rows(t, scanPaper, selectPaper+" WHERE p.cohort = $1 AND p.application <> '' ORDER BY p.at DESC, p.id DESC", cohort)
	by := make(map[string][]Paper)
	for _, p := range all {
		by[p.Application] = append(by[p.Application], p)
	}
	return by, err
}

func insertPaper(t *act.Tx, p Paper, salt string) error {
	_, err := t.Exec(`INSERT INTO paper_received (id, cohort, application, version, standing, copies, sealed, seal, pages, posted_on,
		received_on, courier, note, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		p.ID, p.Cohort, p.Application, p.Version, string(p.Standing), p.Copies, p.Sealed, string(p.Seal), p.Pages, p.Posted.String(),
		p.Received.String(), p.Courier, p.Note, clock.Micros(p.At), p.Account, salt)
	t.Touch("paper_received", p.ID)
	return err
}

func insertMistaken(t *act.Tx, paper, reason, salt string) error {
	_, err := t.Exec("INSERT INTO paper_mistaken (paper, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5)",
		paper, reason, clock.Micros(t.Now()), t.Actor.Account, salt)
	t.Touch("paper_mistaken", paper)
	return err
}

func selectCorrections(t *store.Tx, id string) ([]Correction, error) {
	return store.Rows(t, func(row store.Scanner) (Correction, error) {
		var c Correction
		var items string
		var at int64
		if err := row.Scan(&c.ID, &c.Application, &items, &at, &c.Account); err != nil {
			return c, err
		}
		c.At = clock.FromMicros(at)
		return c, json.Unmarshal([]byte(items), &c.Items)
	}, "SELECT id, application, items, at, account FROM correction WHERE application = $1 ORDER BY at, id", id)
}

func insertCorrection(t *act.Tx, c Correction, items, salt string) error {
	_, err := t.Exec("INSERT INTO correction (id, application, items, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)",
		c.ID, c.Application, items, clock.Micros(c.At), c.Account, salt)
	t.Touch("correction", c.ID)
	return err
}

// phonedKey is whom and about what.
type phonedKey struct {
	unit   string
	matter Matter
}

// phonedIn are the last calls of a cohort.
func phonedIn(t *store.Tx, cohort string) (map[phonedKey]time.Time, error) {
	type phoned struct {
		key phonedKey
		at  int64
	}
	all, err := store.Rows(t, func(row store.Scanner) (p phoned, err error) {
		err = row.Scan(&p.key.unit, &p.key.matter, &p.at)
		return p, err
	}, "SELECT unit, matter, MAX(at) FROM phoned WHERE cohort = $1 GROUP BY unit, matter", cohort)
	last := make(map[phonedKey]time.Time, len(all))
	for _, p := range all {
		last[p.key] = clock.FromMicros(p.at)
	}
	return last, err
}

func insertPhoned(t *act.Tx, cohort, unit string, matter Matter, salt string) error {
	id := store.NewID()
	_, err := t.Exec("INSERT INTO phoned (id, cohort, unit, matter, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		id, cohort, unit, string(matter), clock.Micros(t.Now()), t.Actor.Account, salt)
	t.Touch("phoned", id)
	return err
}
