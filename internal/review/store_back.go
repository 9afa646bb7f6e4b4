package review

import (
	"fmt"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

func insertDroppedDraw(t *act.Tx, d Draw, reason, salt string) error {
	_, err := t.Exec("INSERT INTO draw_dropped (panel, n, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6)", d.Panel, d.N, reason,
		clock.Micros(t.Now()), t.Actor.Account, salt)
	t.Touch("draw_dropped", fmt.Sprintf("%s/%d", d.Panel, d.N))
	return err
}

func insertDropping(t *act.Tx, panel string, d Dropping, salt string) error {
	_, err := t.Exec("INSERT INTO panel_dropped (panel, reason, at, account, salt) VALUES ($1, $2, $3, $4, $5)", panel, d.Reason,
		clock.Micros(d.At), t.Actor.Account, salt)
	t.Touch("panel_dropped", panel)
	return err
}

func selectDropping(t *store.Tx, panel string) (Dropping, bool, error) {
	return store.One(t, func(row store.Scanner) (d Dropping, err error) {
		var at int64
		err = row.Scan(&d.Reason, &at)
		d.At = clock.FromMicros(at)
		return d, err
	}, "SELECT reason, at FROM panel_dropped WHERE panel = $1", panel)
}

// insertExtension appends a change of the date, with the next number.
func insertExtension(t *act.Tx, panel string, e Extension, salt string) error {
	earlier, err := selectExtensions(t.Tx, panel)
	if err != nil {
		return err
	}
	n := len(earlier) + 1
	_, err = t.Exec(`INSERT INTO panel_extension (panel, n, until_before, until, reason, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, panel, n, clock.Micros(e.Before), clock.Micros(e.Until), e.Reason, clock.Micros(e.At),
		t.Actor.Account, salt)
	t.Touch("panel_extension", fmt.Sprintf("%s/%d", panel, n))
	return err
}

func selectExtensions(t *store.Tx, panel string) ([]Extension, error) {
	return store.Rows(t, func(row store.Scanner) (e Extension, err error) {
		var before, until, at int64
		err = row.Scan(&before, &until, &e.Reason, &at)
		e.Before, e.Until, e.At = clock.FromMicros(before), clock.FromMicros(until), clock.FromMicros(at)
		return e, err
	}, "SELECT until_before, until, reason, at FROM panel_extension WHERE panel = $1 ORDER BY n", panel)
}
