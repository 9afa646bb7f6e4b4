// Package storetest gives tests a ready database, on both engines: whatever touches the store is tested on both, always.
package storetest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"shidian/internal/clock"
	"shidian/internal/jobs"
	"shidian/internal/store"
	"shidian/internal/testenv"
)

// Noon is when tests begin on the business clock: 13 May 2020, 12:00, the day after the notice was printed.
var Noon = time.Date(2020, 5, 13, 12, 0, 0, 0, clock.Zone)

// Each runs test once on SQLite and once on PostgreSQL, each with a fresh migrated database.
func Each(t *testing.T, test func(*testing.T, *store.DB)) {
	t.Helper()
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) { test(t, Open(t, engine)) })
	}
}

// Open gives a fresh migrated database of the engine, closed when the test ends.
func Open(t *testing.T, engine store.Engine) *store.DB {
	t.Helper()
	return At(t, DSN(t, engine))
}

// DSN is the address of a fresh empty database of the engine.
func DSN(t *testing.T, engine store.Engine) string {
	t.Helper()
	if engine == store.Postgres {
		return testenv.PostgresURL(t)
	}
	return filepath.Join(t.TempDir(), "shidian.db")
}

// At opens and migrates the database at dsn; its clock starts at Noon.
func At(t *testing.T, dsn string) *store.DB {
	t.Helper()
	ctx := context.Background()
	c := new(clock.Clock)
	c.SetOffset(time.Until(Noon))
	db, err := store.Open(ctx, dsn, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := jobs.Migrate(ctx, db); err != nil {
		t.Fatal(err)
	}
	return db
}
