package house

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"mime/multipart"
	"path/filepath"

	"shidian/bench/load"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// database is the address of the running house's database.
func (r *Running) database() string {
	if r.DB != "" {
		return r.DB
	}
	return filepath.Join(r.Dir, "shidian.db")
}

// Versions reads all frozen versions beside the running house: texts by application and number of version.
func Versions(r *Running) (map[string]map[int]map[string]string, error) {
	ctx := context.Background()
	db, err := store.Open(ctx, r.database(), new(clock.Clock))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all := map[string]map[int]map[string]string{}
	err = db.Read(ctx, func(t *store.Tx) error {
		for _, p := range r.People.Applicants {
			versions, err := apply.Versions(t, p.Application)
			if err != nil {
				return err
			}
			all[p.Application] = map[int]map[string]string{}
			for _, v := range versions {
				all[p.Application][v.N] = v.Values
			}
		}
		return nil
	})
	return all, err
}

// Upload hands in a file of that many bytes as an attachment; no two have the same content.
func Upload(p *Person, host string, size, n int) []byte {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "佐证材料.png")
	if err != nil {
		panic(err) // a buffer takes everything
	}
	part.Write(picture(size, n))
	form.Close()
	return load.Request("POST", "/applications/"+p.Application+"/attachments", host, body.Bytes(),
		"Content-Type: "+form.FormDataContentType(), "Accept: application/json", "Cookie: "+p.Cookie)
}

// picture is a file that looks like a PNG and is like no other.
func picture(size, n int) []byte {
	rng := rand.New(rand.NewPCG(uint64(n), 5))
	all := append(make([]byte, 0, size), "\x89PNG\r\n\x1a\n"...)
	for len(all) < size {
		all = binary.LittleEndian.AppendUint64(all, rng.Uint64())
	}
	return all
}

// OpenGrown serves a copy of the template (SQLite) with n more submitted applications, each of a society of its own,
// inserted straight into the tables: they have no entries in the ledger.
func (t *Template) OpenGrown(ctx context.Context, n int) (*Running, error) {
	return t.filled(ctx, n, insert)
}

// OpenPilots is Open with n living pilots, each with an application that was selected and one report of a half year.
func (t *Template) OpenPilots(ctx context.Context, n int) (*Running, error) {
	return t.filled(ctx, n, pilots)
}

// filled is Open with rows that were put straight into the tables.
func (t *Template) filled(ctx context.Context, n int, fill func(*store.Tx, int) error) (*Running, error) {
	r, err := t.Open(ctx)
	if err != nil {
		return nil, err
	}
	r.Kill()
	db, err := store.Open(ctx, r.database(), new(clock.Clock))
	if err != nil {
		return nil, err
	}
	err = db.Write(ctx, func(tx *store.Tx) error { return fill(tx, n) })
	if err := db.Close(); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	return t.Again(r)
}

// insert copies one submitted application n times, with a unit of its own each.
func insert(t *store.Tx, n int) error {
	const columns = "cohort, definition, kind, city, city_name, state, version, contents, typed_in, confirmed, started_at, salt, saved_at, revision"
	model, _, err := store.One(t, store.Scalar[string], "SELECT MAX(id) FROM application WHERE version > 0 AND city = ''")
	if err != nil {
		return err
	}
	for i := range n {
		id := fmt.Sprintf("grown-%06d", i)
		name := fmt.Sprintf("山东省演示第%d学会", 10000+i)
		if _, err := t.Exec("INSERT INTO unit (id, kind, region, from_at, to_at) VALUES ($1, 'society', '', 0, 0)", id); err != nil {
			return err
		}
		if _, err := t.Exec(`INSERT INTO application (id, unit, unit_name, number, submitted_at, `+columns+`)
			SELECT $1, $1, $2, $3, submitted_at + $4, `+columns+` FROM application WHERE id = $5`,
			id, name, fmt.Sprintf("SD-2099-%06d", i), i, model); err != nil {
			return err
		}
	}
	return nil
}

// pilots makes n applications, and of each a pilot at work that has reported once.
func pilots(t *store.Tx, n int) error {
	if err := insert(t, n); err != nil {
		return err
	}
	for _, statement := range []string{
		"UPDATE application SET state = 'selected' WHERE id LIKE 'grown-%'",
		`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
			SELECT 'half', '2020年下半年', ',' || MAX(cohort) || ',', '2020-07-01', '2020-12-31', 2, '', 'closed', 1, '', '', '' FROM application WHERE id LIKE 'grown-%'`,
		`INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
			SELECT 'p-' || id, cohort, id, unit, CASE WHEN id LIKE '%1' THEN '[1,6]' WHEN id LIKE '%2' THEN '[2]' WHEN id LIKE '%3' THEN '[3]' ELSE '[4]' END,
				'2020-07-06', '2022-07-05', CASE WHEN id LIKE '%5' THEN 'midterm_passed' WHEN id LIKE '%7' THEN 'rectifying' ELSE 'running' END, 0, '' FROM application WHERE id LIKE 'grown-%'`,
		`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, milestones, done, behind, reason, at, account, salt)
			SELECT 'half', id, 1, 'submitted', '', '{}', 8, 3, 1, '', 1, '', '' FROM pilot WHERE id LIKE 'p-grown-%'`,
	} {
		if _, err := t.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
