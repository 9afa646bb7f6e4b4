// Package kill_test kills the whole program with SIGKILL while people save and submit, again and again, and holds the
// database against what had been answered: every acknowledged text and every acknowledged submit is there.
package kill_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// kills is how often each engine is killed: more than fifty times in all.
const kills = 26

func TestNothingAcknowledgedIsLostBySIGKILL(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) { killed(t, engine) })
	}
}

func killed(t *testing.T, engine store.Engine) {
	files := filepath.Join(t.TempDir(), "files")
	place := place{db: storetest.DSN(t, engine), files: files}
	people := place.people(t, 16)
	largest := 0
	for round := range kills {
		server := place.start(t)
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() {
			defer close(done)
			people.work(ctx, server.address)
		}()
		people.after(8+rand.IntN(56), done)
		server.kill(t)
		stop()
		<-done
		largest = max(largest, server.largest)
		place.hold(t, round, people)
	}
	saves, submits := people.counts()
	t.Logf("%d kills, %d acknowledged saves, %d acknowledged submits, largest group %d", kills, saves, submits, largest)
	if saves < kills || submits < kills/2 {
		t.Errorf("too little was going on: %d saves, %d submits", saves, submits)
	}
	if largest < 2 {
		t.Error("no group of more than one was seen")
	}
	place.papers(t, people)
}
