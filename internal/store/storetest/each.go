// Package storetest gives tests a ready database, on both engines: whatever touches the store is tested on both, always.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
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
	return open(t, Migrated(t, engine))
}

// Migrated is the address of a fresh migrated database of the engine: a copy of one that was migrated once.
func Migrated(t testing.TB, engine store.Engine) string {
	t.Helper()
	if engine == store.Postgres {
		model, err := postgresModel()
		if err != nil {
			t.Fatal(err)
		}
		return testenv.PostgresFrom(t, model)
	}
	file, err := sqliteModel()
	if err != nil {
		t.Fatal(err)
	}
	path := DSN(t, engine)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// postgresModel is the database that the others are copied from.
var postgresModel = sync.OnceValues(func() (string, error) { return testenv.PostgresModel(migrate) })

// sqliteModel is the file that the others are copies of.
var sqliteModel = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "model")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "shidian.db")
	if err := migrate(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// migrate brings the tables of the database at dsn up to date, and leaves it.
func migrate(dsn string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, dsn, new(clock.Clock))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return jobs.Migrate(ctx, db)
}

// DSN is the address of a fresh empty database of the engine.
func DSN(t testing.TB, engine store.Engine) string {
	t.Helper()
	if engine == store.Postgres {
		return testenv.PostgresURL(t)
	}
	return filepath.Join(t.TempDir(), "shidian.db")
}

// At opens and migrates the database at dsn; its clock starts at Noon.
func At(t *testing.T, dsn string) *store.DB {
	t.Helper()
	if err := migrate(dsn); err != nil {
		t.Fatal(err)
	}
	return open(t, dsn)
}

func open(t *testing.T, dsn string) *store.DB {
	t.Helper()
	c := new(clock.Clock)
	c.SetOffset(time.Until(Noon))
	db, err := store.Open(context.Background(), dsn, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
