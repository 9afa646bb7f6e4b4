package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"shidian/internal/clock"
	"shidian/internal/jobs"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

type note struct {
	Word string `json:"word"`
}

func (note) Kind() string { return "note" }

func start(t *testing.T, db *store.DB, do func(context.Context, note) error) *jobs.Queue {
	t.Helper()
	q := jobs.New(db)
	jobs.Work(q, do)
	if err := q.Start(context.Background(), 2, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return q
}

func TestAJobIsBornWithItsActOrNotAtAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ran := make(chan string, 10)
		start(t, db, func(_ context.Context, n note) error { ran <- n.Word; return nil })
		refused := errors.New("refused")
		err := db.WriteInOrder(context.Background(), func(tx *store.Tx) error { tx.Enqueue(note{"refused"}); return refused }, nil)
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		if err := db.Write(context.Background(), func(tx *store.Tx) error { tx.Enqueue(note{"kept"}); return nil }); err != nil {
			t.Fatal(err)
		}
		select {
		case word := <-ran:
			if word != "kept" {
				t.Errorf("ran %q", word)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the job did not run")
		}
		var rows int
		err = db.Read(context.Background(), func(tx *store.Tx) error { return tx.QueryRow("SELECT COUNT(*) FROM river_job").Scan(&rows) })
		if err != nil || rows != 1 {
			t.Errorf("%d job rows, %v", rows, err)
		}
	})
}

func TestAFailedJobIsListedAndCanBeRunAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var mu sync.Mutex
		broken := true
		failed, done := make(chan struct{}, 10), make(chan struct{}, 10)
		q := start(t, db, func(context.Context, note) error {
			mu.Lock()
			defer mu.Unlock()
			if broken {
				failed <- struct{}{}
				return errors.New("printer is out of ink")
			}
			done <- struct{}{}
			return nil
		})
		if err := db.Write(context.Background(), func(tx *store.Tx) error { tx.Enqueue(note{"x"}); return nil }); err != nil {
			t.Fatal(err)
		}
		<-failed
		list := eventually(t, q)
		if list[0].Kind != "note" || list[0].Error != "printer is out of ink" {
			t.Errorf("got %+v", list[0])
		}
		mu.Lock()
		broken = false
		mu.Unlock()
		if err := q.Retry(context.Background(), list[0].ID); err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatal("not run again")
		}
	})
}

// eventually waits until the queue has written the failure down, which it does a moment after the job returned.
func eventually(t *testing.T, q *jobs.Queue) []jobs.Failed {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range 200 {
		list, err := q.Failed(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 1 {
			return list
		}
		<-tick.C
	}
	t.Fatal("the failure is not listed")
	return nil
}

// A clock that is moved far ahead works off what fell due in order, each at its own instant, what it causes on the way included.
func TestAJumpWorksOffWhatFellDueInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		sweep := jobs.Sweep{DB: db}
		day := func(n int) time.Time { return storetest.Noon.Add(time.Duration(n) * 24 * time.Hour) }
		var seen []string
		sweep.On("remind", func(ctx context.Context, d jobs.Due) error {
			at, _ := clock.Received(ctx)
			seen = append(seen, d.Object+" "+at.Format("01-02"))
			if d.Object == "b" {
				return db.Write(ctx, func(tx *store.Tx) error { return jobs.Put(tx, "remind", "caused", day(4)) })
			}
			return nil
		})
		err := db.Write(context.Background(), func(tx *store.Tx) error {
			return errors.Join(jobs.Put(tx, "remind", "c", day(9)), jobs.Put(tx, "remind", "a", day(1)), jobs.Put(tx, "remind", "b", day(8)),
				jobs.Put(tx, "remind", "b", day(3)), jobs.Put(tx, "remind", "later", day(30)), jobs.Put(tx, "remind", "dropped", day(2)),
				jobs.Drop(tx, "remind", "dropped"))
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time there is nothing left to do
			if err := sweep.Until(context.Background(), day(10)); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"a 05-14", "b 05-16", "caused 05-17", "c 05-22"}
		if len(seen) != len(want) {
			t.Fatalf("got %v, want %v", seen, want)
		}
		for i := range want {
			if seen[i] != want[i] {
				t.Errorf("got %v, want %v", seen, want)
			}
		}
	})
}

// What acts put in before the queue runs (while a scene is set, by a command) is kept, can be listed, and runs later.
func TestAJobThatWasPutInBeforeTheStartRuns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ran := make(chan string, 1)
		q := jobs.New(db)
		if err := db.Write(context.Background(), func(tx *store.Tx) error { tx.Enqueue(note{"early"}); return nil }); err != nil {
			t.Fatal(err)
		}
		if n, err := q.Waiting(context.Background()); err != nil || n != 1 {
			t.Fatalf("%d wait, %v", n, err)
		}
		if failed, err := q.Failed(context.Background()); err != nil || len(failed) != 0 {
			t.Fatalf("failed %v, %v", failed, err)
		}
		start(t, db, func(_ context.Context, n note) error { ran <- n.Word; return nil })
		select {
		case <-ran:
		case <-time.After(20 * time.Second):
			t.Fatal("the job did not run")
		}
	})
}
