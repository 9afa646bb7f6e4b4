package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"shidian/internal/clock"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func set(key, value string) func(*store.Tx) error {
	return func(t *store.Tx) error { return store.Set(t, key, value) }
}

func get(t *testing.T, db *store.DB, key string) (value string, found bool) {
	t.Helper()
	err := db.Read(context.Background(), func(tx *store.Tx) (err error) {
		value, found, err = store.Setting(tx, key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value, found
}

func TestTheFilesAreForThisUserAlone(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(context.Background(), filepath.Join(dir, "shidian.db"), new(clock.Clock))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestPlaceholdersAreNumberedOnBothEngines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			var a, b, c string
			err := tx.QueryRow("SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT)", "one", "two").Scan(&a, &b, &c)
			if a != "two" || b != "one" || c != "two" {
				t.Errorf("got %s %s %s", a, b, c)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// One member of a group fails, one panics, one's caller goes away: the others are durable all the same.
func TestMembersOfAGroupDoNotHarmEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, leave := context.WithCancel(context.Background())
		hold, held := make(chan struct{}), make(chan struct{})
		var wg sync.WaitGroup
		results := map[string]error{}
		var mu sync.Mutex
		run := func(name string, ctx context.Context, work func(*store.Tx) error) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := db.WriteInOrder(ctx, work, nil)
				mu.Lock()
				results[name] = err
				mu.Unlock()
			}()
		}
		run("first", context.Background(), func(tx *store.Tx) error { close(held); <-hold; return store.Set(tx, "first", "1") })
		<-held // the lane is busy: what comes now waits together
		run("fails", context.Background(), func(tx *store.Tx) error {
			return errors.Join(store.Set(tx, "fails", "1"), errors.New("refused"))
		})
		run("panics", context.Background(), func(tx *store.Tx) error { store.Set(tx, "panics", "1"); panic("oops") })
		run("gone", ctx, func(tx *store.Tx) error { leave(); return store.Set(tx, "gone", "1") })
		for i := range 20 {
			run(fmt.Sprint("ok", i), context.Background(), set(fmt.Sprint("ok", i), "1"))
		}
		close(hold)
		wg.Wait()
		for name, err := range results {
			_, found := get(t, db, name)
			bad := name == "fails" || name == "panics"
			if bad != (err != nil) || bad == found {
				t.Errorf("%s: error %v, found %v", name, err, found)
			}
		}
	})
}

func TestInsteadIsKeptWhenTheWorkIsTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		refused := errors.New("refused")
		err := db.WriteInOrder(context.Background(), func(tx *store.Tx) error {
			return errors.Join(store.Set(tx, "work", "1"), refused)
		}, func(tx *store.Tx, err error) error { return store.Set(tx, "instead", err.Error()) })
		if !errors.Is(err, refused) {
			t.Fatalf("got %v", err)
		}
		if _, found := get(t, db, "work"); found {
			t.Error("the refused work was kept")
		}
		if _, found := get(t, db, "instead"); !found {
			t.Error("the refusal was not written down")
		}
	})
}

// When the group's jobs cannot be handed over, the members run singly and none is answered wrongly.
func TestALostGroupRunsSingly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		calls := 0
		db.OnFlush(func(_ *store.Tx, jobs []any) error {
			if calls++; calls == 1 {
				return errors.New("the first flush fails")
			}
			return nil
		})
		err := db.WriteInOrder(context.Background(), func(tx *store.Tx) error { tx.Enqueue("job"); return store.Set(tx, "a", "1") }, nil)
		if _, found := get(t, db, "a"); err != nil || !found || calls != 2 {
			t.Fatalf("error %v, found %v, %d flushes", err, found, calls)
		}
	})
}

func TestTryTakesEverythingBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		flushed := 0
		db.OnFlush(func(_ *store.Tx, jobs []any) error { flushed += len(jobs); return nil })
		err := db.WriteInOrder(context.Background(), func(tx *store.Tx) error {
			err := tx.Try(func() error { tx.Enqueue("rehearsed"); return store.Set(tx, "rehearsed", "1") })
			tx.Enqueue("real")
			return err
		}, nil)
		if _, found := get(t, db, "rehearsed"); err != nil || found || flushed != 1 {
			t.Fatalf("error %v, found %v, %d jobs", err, found, flushed)
		}
	})
}

// On PostgreSQL writes run side by side; on SQLite in one lane. Neither loses an update of the same row.
func TestConcurrentWritesOfOneRowAllCount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		if err := db.Write(context.Background(), set("n", "0")); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 50 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := db.Write(context.Background(), func(tx *store.Tx) error {
					_, err := tx.Exec("UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'n'")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if n, _ := get(t, db, "n"); n != "50" {
			t.Fatalf("n = %s", n)
		}
	})
}

func TestACancelledCallerIsRefusedBeforeTheWork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := db.Write(ctx, set("late", "1")); err == nil {
			if _, found := get(t, db, "late"); !found {
				t.Fatal("answered well, but not written")
			}
		}
	})
}

func TestSecretsAreMadeOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var first, second string
		err := db.Write(context.Background(), func(tx *store.Tx) (err error) {
			if first, err = store.Secret(tx, "check"); err != nil {
				return err
			}
			second, err = store.Secret(tx, "check")
			return err
		})
		if err != nil || first != second || len(first) < 20 {
			t.Fatalf("%q %q %v", first, second, err)
		}
	})
}
