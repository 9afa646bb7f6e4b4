package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shidian/internal/clock"
)

// What was committed comes into the database file although no commit carries it there, and the log has a bound.
func TestTheLogIsCarriedOverBesideTheCommits(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "shidian.db")
	db, err := Open(ctx, path, new(clock.Clock))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(ctx, func(t *Tx) error {
		if _, err := t.Exec("CREATE TABLE long (text TEXT)"); err != nil {
			return err
		}
		_, err := t.Exec("INSERT INTO long (text) VALUES ($1)", strings.Repeat("字", 1<<20))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := carryOver(ctx, db.carrier); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() < 3<<20 {
		t.Errorf("the database file has %d bytes, %v", info.Size(), err)
	}
	var most int
	if err := db.writer.QueryRow("PRAGMA wal_autocheckpoint").Scan(&most); err != nil || most != logMost {
		t.Errorf("a commit carries over from %d pages on, %v", most, err)
	}
}

// A closed database is one file: whoever copies it has everything.
func TestNoLogStaysBehindAClosedDatabase(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "shidian.db")
	db, err := Open(ctx, path, new(clock.Clock))
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(ctx, func(t *Tx) error { _, err := t.Exec("CREATE TABLE kept (n BIGINT)"); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Read(ctx, func(t *Tx) error { _, err := t.Exec("SELECT n FROM kept"); return err }); err != nil {
		t.Fatal(err)
	}
	var last error
	db.carrying.Go(func() { // one that is under way when the database is closed
		<-db.closing.Done()
		last = carryOver(ctx, db.carrier)
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if last != nil {
		t.Errorf("Close did not wait for what carries the log over: %v", last)
	}
	if left, err := filepath.Glob(path + "-*"); err != nil || len(left) > 0 {
		t.Errorf("beside the closed database stay %v, %v", left, err)
	}
}
