package peer

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"shidian/bench/load"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// rows is how many rows the bare statements change in turn: as many as there are applicants.
const rows = 200

// Grouped measures the driver alone, in this process, over a database opened as the product opens it: UPDATEs of one
// 30 KB row each, so many to a commit. Rate is rows a second, Latency that of a commit.
func Grouped(ctx context.Context, dir string, texts []string, group int, warm, measure time.Duration) (m *load.Measured, pragmas string, err error) {
	db, err := store.Open(ctx, filepath.Join(dir, "bare.db"), new(clock.Clock))
	if err != nil {
		return nil, "", err
	}
	defer db.Close()
	h := db.Handle()
	if _, err := h.Exec("CREATE TABLE form (id BIGINT PRIMARY KEY, body TEXT NOT NULL, version BIGINT NOT NULL)"); err != nil {
		return nil, "", err
	}
	for i := range rows {
		if _, err := h.Exec("INSERT INTO form VALUES ($1, $2, 0)", i, texts[0]); err != nil {
			return nil, "", err
		}
	}
	if pragmas, err = Pragmas(h.QueryRow); err != nil {
		return nil, "", err
	}
	update, err := h.Prepare("UPDATE form SET body = $1, version = version + 1 WHERE id = $2")
	if err != nil {
		return nil, "", err
	}
	defer update.Close()
	m = &load.Measured{Seconds: measure.Seconds()}
	begin := time.Now().Add(warm)
	commits := 0
	for n, end := 0, begin.Add(measure); time.Now().Before(end); {
		start := time.Now()
		tx, err := h.Begin()
		if err != nil {
			return nil, "", err
		}
		for range group {
			if _, err := tx.Stmt(update).Exec(texts[n%len(texts)], n%rows); err != nil {
				return nil, "", err
			}
			n++
		}
		if err := tx.Commit(); err != nil {
			return nil, "", err
		}
		if start.After(begin) {
			m.Latency.Add(time.Since(start))
			commits++
		}
	}
	if commits == 0 {
		return nil, "", fmt.Errorf("no commit within %v", measure)
	}
	m.Times = float64(group)
	return m, pragmas, nil
}
