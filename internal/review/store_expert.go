package review

import (
	"crypto/rand"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const expertColumns = "e.id, e.name, e.employer, e.field, e.title, e.phone, e.email, e.inhouse = TRUE, e.last_service, e.account, e.state"

// into are the places of an expert's columns, in their order.
func (e *Expert) into() []any {
	return []any{&e.ID, &e.Name, &e.Employer, &e.Field, &e.Title, &e.Phone, &e.Email, &e.Inhouse, &e.LastService, &e.Account, &e.State}
}

func scanExpert(row store.Scanner) (e Expert, err error) {
	err = row.Scan(e.into()...)
	return e, err
}

func selectExpert(t *store.Tx, id string) (Expert, bool, error) {
	return store.One(t, scanExpert, "SELECT "+expertColumns+" FROM expert e WHERE e.id = $1", id)
}

func selectExperts(t *store.Tx, retired bool) ([]Expert, error) {
	return store.Rows(t, scanExpert, "SELECT "+expertColumns+" FROM expert e WHERE e.state = $1 OR $2 = TRUE ORDER BY e.id",
		string(ExpertActive), retired)
}

// saveExpert writes an expert, with a new salt so that two digests of him tell nothing of each other.
func saveExpert(t *act.Tx, e Expert) error {
	_, err := t.Exec(`INSERT INTO expert (id, name, employer, field, title, phone, email, inhouse, last_service, account, state, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET account = excluded.account, state = excluded.state, salt = excluded.salt`,
		e.ID, e.Name, e.Employer, e.Field, e.Title, e.Phone, e.Email, e.Inhouse, e.LastService, e.Account, string(e.State), rand.Text())
	t.Touch("expert", e.ID)
	return err
}

func saveUpload(t *store.Tx, account, source, lines string) error {
	_, err := t.Exec(`INSERT INTO expert_upload (account, source, lines, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account) DO UPDATE SET source = excluded.source, lines = excluded.lines, at = excluded.at`,
		account, source, lines, clock.Micros(t.Now()))
	return err
}

func selectUpload(t *store.Tx, account string) (kept [2]string, found bool, err error) {
	return store.One(t, func(row store.Scanner) (k [2]string, err error) {
		err = row.Scan(&k[0], &k[1])
		return k, err
	}, "SELECT source, lines FROM expert_upload WHERE account = $1", account)
}

func deleteUpload(t *store.Tx, account string) error {
	_, err := t.Exec("DELETE FROM expert_upload WHERE account = $1", account)
	return err
}

// selectServing names an unended panel whose last draw has the expert in its pool and he has not refused; a draw that was
// given up holds nobody.
func selectServing(t *store.Tx, expert string) (string, bool, error) {
	return store.One(t, store.Scalar[string], `SELECT p.name FROM draw_code c JOIN panel p ON p.id = c.panel
		LEFT JOIN seat s ON s.panel = c.panel AND s.draw = c.draw AND s.expert = c.expert
		WHERE c.expert = $1 AND p.state NOT IN ('closed', 'dropped') AND c.draw = (SELECT MAX(d.n) FROM draw d WHERE d.panel = c.panel)
		AND (p.state = 'frozen' OR s.state <> 'refused')
		AND NOT EXISTS (SELECT 1 FROM draw_dropped x WHERE x.panel = c.panel AND x.n = c.draw) ORDER BY p.id LIMIT 1`, expert)
}
