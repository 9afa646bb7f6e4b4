package review

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// selectSheets reads every version of every sheet, by application and expert, the last one last.
func selectSheets(t *store.Tx, panel string) ([]Sheet, error) {
	all, err := store.Rows(t, func(row store.Scanner) (s Sheet, err error) {
		var at int64
		err = row.Scan(&s.Panel, &s.Application, &s.Expert, &s.N, &s.Comment, &s.Total, &s.State, &s.VoidReason, &s.Scan, &at)
		s.At, s.Points = clock.FromMicros(at), map[string]int{}
		return s, err
	}, `SELECT panel, application, expert, n, comment, total, state, void_reason, scan, at FROM opinion WHERE panel = $1
		ORDER BY application, expert, n`, panel)
	if err != nil {
		return nil, err
	}
	type key struct {
		application, expert string
		n                   int
	}
	at := map[key]int{}
	for i, s := range all {
		at[key{s.Application, s.Expert, s.N}] = i
	}
	type point struct {
		key
		criterion string
		points    int
	}
	points, err := store.Rows(t, func(row store.Scanner) (p point, err error) {
		return p, row.Scan(&p.application, &p.expert, &p.n, &p.criterion, &p.points)
	}, "SELECT application, expert, n, criterion, points FROM score WHERE panel = $1", panel)
	for _, p := range points {
		if i, there := at[p.key]; there {
			all[i].Points[p.criterion] = p.points
		}
	}
	return all, err
}

// insertSheet writes a sheet and takes its draft away.
func insertSheet(t *act.Tx, s Sheet) error {
	_, err := t.Exec(`INSERT INTO opinion (panel, expert, application, n, comment, total, state, void_reason, scan, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10, $11)`, s.Panel, s.Expert, s.Application, s.N, s.Comment, s.Total,
		string(s.State), s.Scan, clock.Micros(s.At), t.Actor.Account, rand.Text())
	t.Touch("opinion", s.key())
	for criterion, points := range s.Points {
		if err != nil {
			return err
		}
		_, err = t.Exec("INSERT INTO score (panel, expert, application, n, criterion, points, salt) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			s.Panel, s.Expert, s.Application, s.N, criterion, points, rand.Text())
		t.Touch("score", s.key()+"/"+criterion)
	}
	if err != nil {
		return err
	}
	_, err = t.Exec("DELETE FROM score_draft WHERE panel = $1 AND expert = $2 AND application = $3", s.Panel, s.Expert, s.Application)
	return err
}

func (s Sheet) key() string { return fmt.Sprintf("%s/%s/%s/%d", s.Panel, s.Expert, s.Application, s.N) }

// voidSheet keeps a sheet with the reason why it no longer counts.
func voidSheet(t *act.Tx, s Sheet, reason, salt string) error {
	_, err := t.Exec(`UPDATE opinion SET state = $5, void_reason = $6, salt = $7
		WHERE panel = $1 AND expert = $2 AND application = $3 AND n = $4`, s.Panel, s.Expert, s.Application, s.N, string(SheetVoid), reason, salt)
	t.Touch("opinion", s.key())
	return err
}

func selectRelations(t *store.Tx, panel string) ([]Relation, error) {
	return store.Rows(t, func(row store.Scanner) (r Relation, err error) {
		var at int64
		err = row.Scan(&r.Panel, &r.Expert, &r.Application, &r.What, &r.Late, &at)
		r.At = clock.FromMicros(at)
		return r, err
	}, `SELECT panel, expert, application, what, late = TRUE, at FROM relation WHERE panel = $1 ORDER BY at, expert, application`, panel)
}

func insertRelation(t *act.Tx, r Relation, salt string) error {
	_, err := t.Exec(`INSERT INTO relation (panel, expert, application, what, late, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, r.Panel, r.Expert, r.Application, r.What, r.Late, clock.Micros(r.At), t.Actor.Account, salt)
	t.Touch("relation", r.Panel+"/"+r.Expert+"/"+r.Application)
	return err
}

func insertPledge(t *act.Tx, panel, expert string) error {
	_, err := t.Exec("INSERT INTO pledge (panel, expert, at, account) VALUES ($1, $2, $3, $4)", panel, expert, clock.Micros(t.Now()), t.Actor.Account)
	t.Touch("pledge", panel+"/"+expert)
	return err
}

// firstTyped is a paper sheet as the first person typed it.
type firstTyped struct {
	Points  map[string]int
	Comment string
	Account string
}

func selectTyped(t *store.Tx, panel, expert, application string) (firstTyped, bool, error) {
	return store.One(t, func(row store.Scanner) (f firstTyped, err error) {
		var points string
		if err = row.Scan(&points, &f.Comment, &f.Account); err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(points), &f.Points)
	}, "SELECT points, comment, account FROM typed_sheet WHERE panel = $1 AND expert = $2 AND application = $3", panel, expert, application)
}

// selectTypedOnce are the sheets of a panel that one person has typed: "expert/application" -> his account.
func selectTypedOnce(t *store.Tx, panel string) (map[string]string, error) {
	all, err := store.Rows(t, func(row store.Scanner) (r [2]string, err error) {
		var expert, application string
		err = row.Scan(&expert, &application, &r[1])
		r[0] = expert + "/" + application
		return r, err
	}, "SELECT expert, application, account FROM typed_sheet WHERE panel = $1", panel)
	once := map[string]string{}
	for _, r := range all {
		once[r[0]] = r[1]
	}
	return once, err
}

func saveTyped(t *act.Tx, panel, expert, application string, f firstTyped) error {
	points, err := json.Marshal(f.Points)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO typed_sheet (panel, expert, application, points, comment, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (panel, expert, application) DO UPDATE SET points = excluded.points,
		comment = excluded.comment, at = excluded.at, account = excluded.account, salt = excluded.salt`,
		panel, expert, application, string(points), f.Comment, clock.Micros(t.Now()), f.Account, rand.Text())
	t.Touch("typed_sheet", panel+"/"+expert+"/"+application)
	return err
}

func deleteTyped(t *act.Tx, panel, expert, application string) error {
	_, err := t.Exec("DELETE FROM typed_sheet WHERE panel = $1 AND expert = $2 AND application = $3", panel, expert, application)
	t.Touch("typed_sheet", panel+"/"+expert+"/"+application)
	return err
}

func insertClosing(t *act.Tx, panel string, c Closing, salt string) error {
	_, err := t.Exec("INSERT INTO closing (panel, missing, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)", panel, c.Missing,
		c.Reason, clock.Micros(c.At), t.Actor.Account, salt)
	t.Touch("closing", panel)
	return err
}

func selectClosing(t *store.Tx, panel string) (Closing, bool, error) {
	return store.One(t, func(row store.Scanner) (c Closing, err error) {
		var at int64
		err = row.Scan(&c.Missing, &c.Reason, &at)
		c.At = clock.FromMicros(at)
		return c, err
	}, "SELECT missing, reason, at FROM closing WHERE panel = $1", panel)
}

func selectScoreDraft(t *store.Tx, panel, expert, application string) (Draft, error) {
	d, _, err := store.One(t, func(row store.Scanner) (d Draft, err error) {
		var points string
		var at int64
		if err = row.Scan(&points, &d.Comment, &at); err != nil {
			return d, err
		}
		d.At = clock.FromMicros(at)
		return d, json.Unmarshal([]byte(points), &d.Points)
	}, "SELECT points, comment, at FROM score_draft WHERE panel = $1 AND expert = $2 AND application = $3", panel, expert, application)
	return d, err
}

func saveScoreDraft(t *store.Tx, panel, expert, application string, typed Typed) error {
	points, err := json.Marshal(typed.Points)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO score_draft (panel, expert, application, points, comment, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (panel, expert, application) DO UPDATE SET points = excluded.points, comment = excluded.comment, at = excluded.at`,
		panel, expert, application, string(points), strings.TrimSpace(typed.Comment), clock.Micros(t.Now()))
	return err
}

// selectScans are the hashes of the scanned sheets, of every panel.
func selectScans(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT DISTINCT scan FROM opinion WHERE scan <> ''")
}

// selectPanelIDs are all panels, without what may be broken in their rows.
func selectPanelIDs(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], "SELECT id FROM panel ORDER BY id")
}
