package store

import (
	"context"
	"database/sql"
	"time"
)

const (
	// carryEvery is how often what SQLite's log holds is carried over into the database file.
	carryEvery = 200 * time.Millisecond
	// logMost bounds the log, in pages of 4 KiB (64 MB): a commit that finds it longer carries it over itself.
	logMost = 16000
)

// carry carries the log over on a connection of its own while commits go on, so that none of them waits for it. It
// takes nothing from durability: a commit is in the log, synced, before it is answered.
func carry(ctx context.Context, carrier *sql.DB) {
	tick := time.NewTicker(carryEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			carryOver(ctx, carrier) // what stays behind now is carried next time, or by the commit that finds the log too long
		case <-ctx.Done():
			return
		}
	}
}

func carryOver(ctx context.Context, carrier *sql.DB) error {
	_, err := carrier.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	return err
}
