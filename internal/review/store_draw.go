package review

import (
	"crypto/rand"
	"fmt"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

func selectDraws(t *store.Tx, panel string) ([]Draw, error) {
	return store.Rows(t, func(row store.Scanner) (d Draw, err error) {
		var begun, drawn int64
		err = row.Scan(&d.Panel, &d.N, &d.Reason, &d.Pool, &d.PoolHash, &d.Seed, &d.File, &begun, &drawn, &d.Dropped)
		d.BegunAt, d.DrawnAt = clock.FromMicros(begun), clock.FromMicros(drawn)
		return d, err
	}, `SELECT d.panel, d.n, d.reason, d.pool_text, d.pool_hash, d.seed, d.file, d.begun_at, d.drawn_at, COALESCE(x.reason, '') FROM draw d
		LEFT JOIN draw_dropped x ON x.panel = d.panel AND x.n = d.n WHERE d.panel = $1 ORDER BY d.n`, panel)
}

func insertDraw(t *act.Tx, d Draw, salt string) error {
	_, err := t.Exec(`INSERT INTO draw (panel, n, reason, pool_text, pool_hash, seed, file, begun_at, drawn_at, account, salt)
		VALUES ($1, $2, $3, $4, $5, '', '', $6, 0, $7, $8)`, d.Panel, d.N, d.Reason, d.Pool, d.PoolHash, clock.Micros(d.BegunAt),
		t.Actor.Account, salt)
	t.Touch("draw", fmt.Sprintf("%s/%d", d.Panel, d.N))
	return err
}

// finishDraw writes what the last number brought.
func finishDraw(t *act.Tx, d Draw) error {
	_, err := t.Exec("UPDATE draw SET seed = $3, file = $4, drawn_at = $5 WHERE panel = $1 AND n = $2", d.Panel, d.N, d.Seed, d.File,
		clock.Micros(d.DrawnAt))
	t.Touch("draw", fmt.Sprintf("%s/%d", d.Panel, d.N))
	return err
}

func selectWitnesses(t *store.Tx, panel string, draw int) ([]Witness, error) {
	return store.Rows(t, func(row store.Scanner) (w Witness, err error) {
		var at int64
		err = row.Scan(&w.N, &w.Account, &w.Body, &w.Number, &at)
		w.Entered, w.At = w.Number != "", clock.FromMicros(at)
		return w, err
	}, "SELECT n, account, body, number, at FROM draw_witness WHERE panel = $1 AND draw = $2 ORDER BY n", panel, draw)
}

// saveWitness writes a witness with a new salt: a number has few digits, and its digest must not give it away.
func saveWitness(t *act.Tx, panel string, draw int, w Witness) error {
	_, err := t.Exec(`INSERT INTO draw_witness (panel, draw, n, account, body, number, at, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (panel, draw, n) DO UPDATE SET number = excluded.number, at = excluded.at, salt = excluded.salt`,
		panel, draw, w.N, w.Account, w.Body, w.Number, clock.Micros(w.At), rand.Text())
	t.Touch("draw_witness", fmt.Sprintf("%s/%d/%d", panel, draw, w.N))
	return err
}

func selectCodes(t *store.Tx, panel string, draw int) ([]Code, error) {
	return store.Rows(t, func(row store.Scanner) (c Code, err error) {
		err = row.Scan(append(c.Expert.into(), &c.Code, &c.Salt)...)
		return c, err
	}, "SELECT "+expertColumns+`, c.code, c.salt FROM draw_code c JOIN expert e ON e.id = c.expert
		WHERE c.panel = $1 AND c.draw = $2 ORDER BY c.code`, panel, draw)
}

func insertCode(t *act.Tx, panel string, draw int, c Code) error {
	_, err := t.Exec("INSERT INTO draw_code (panel, draw, expert, code, salt) VALUES ($1, $2, $3, $4, $5)", panel, draw, c.Expert.ID,
		c.Code, c.Salt)
	t.Touch("draw_code", fmt.Sprintf("%s/%d/%s", panel, draw, c.Expert.ID))
	return err
}

const seatsOfDraw = "SELECT " + expertColumns + `, s.panel, s.draw, s.place, s.main = TRUE, s.account, s.reason, s.state FROM seat s
	JOIN expert e ON e.id = s.expert WHERE s.panel = $1 AND s.draw = `

func scanSeat(row store.Scanner) (s Seat, err error) {
	err = row.Scan(append(s.Expert.into(), &s.Panel, &s.Draw, &s.Place, &s.Main, &s.Account, &s.Reason, &s.State)...)
	return s, err
}

// selectSeats reads the seats of the last draw: of one that is not done there are none.
func selectSeats(t *store.Tx, panel string) ([]Seat, error) {
	return store.Rows(t, scanSeat, seatsOfDraw+"(SELECT MAX(d.n) FROM draw d WHERE d.panel = $1) ORDER BY s.place", panel)
}

func selectSeatsOf(t *store.Tx, panel string, draw int) ([]Seat, error) {
	return store.Rows(t, scanSeat, seatsOfDraw+"$2 ORDER BY s.place", panel, draw)
}

// saveSeat writes a seat; salt "" makes a new one, else it is the reason's.
func saveSeat(t *act.Tx, s Seat, salt string) error {
	if salt == "" {
		salt = rand.Text()
	}
	_, err := t.Exec(`INSERT INTO seat (panel, draw, expert, place, main, account, reason, state, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (panel, draw, expert) DO UPDATE SET main = excluded.main,
		account = excluded.account, reason = excluded.reason, state = excluded.state, salt = excluded.salt`,
		s.Panel, s.Draw, s.Expert.ID, s.Place, s.Main, s.Account, s.Reason, string(s.State), salt)
	t.Touch("seat", fmt.Sprintf("%s/%d/%s", s.Panel, s.Draw, s.Expert.ID))
	return err
}
