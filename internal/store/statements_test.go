package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// A statement is prepared once and used again: also while an earlier use of the same text is still being read, after
// one that failed, and after the tables changed below it.
func TestKeptStatements(t *testing.T) {
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "kept.db"), new(clock.Clock))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(db.Write(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Exec("CREATE TABLE word (n BIGINT PRIMARY KEY, text TEXT); CREATE INDEX word_text ON word (text)")
		must(err)
		for n := range 3 {
			_, err := tx.Exec("INSERT INTO word (n, text) VALUES ($1, $2)", n, "同")
			must(err)
		}
		if _, err := tx.Exec("INSERT INTO word (n, text) VALUES ($1, $2)", 0, "重"); err == nil {
			t.Error("the same key twice")
		}
		_, err = tx.Exec("INSERT INTO word (n, text) VALUES ($1, $2)", 3, "异")
		return err
	}))
	const query = "SELECT n FROM word WHERE text = $1 ORDER BY n"
	must(db.Read(context.Background(), func(tx *store.Tx) error {
		outer, err := tx.Query(query, "同")
		must(err)
		seen := 0
		for outer.Next() {
			seen++
			inner, err := store.Rows(tx, store.Scalar[int], query, "异")
			if err != nil || len(inner) != 1 || inner[0] != 3 {
				t.Errorf("within another reading: %v, %v", inner, err)
			}
		}
		if seen != 3 {
			t.Errorf("%d rows, want 3", seen)
		}
		return outer.Close()
	}))
	must(db.Write(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Exec("ALTER TABLE word ADD COLUMN more TEXT NOT NULL DEFAULT ''")
		must(err)
		_, err = tx.Exec("INSERT INTO word (n, text) VALUES ($1, $2)", 4, "异")
		return err
	}))
	must(db.Read(context.Background(), func(tx *store.Tx) error {
		found, err := store.Rows(tx, store.Scalar[int], query, "异")
		if len(found) != 2 {
			t.Errorf("after the table changed: %v", found)
		}
		return err
	}))
}
