package store_test

import (
	"context"
	"testing"
	"time"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func TestWorkInTheBackgroundWaitsForThePeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for ctx.Err() == nil {
				db.Write(context.Background(), func(*store.Tx) error { return nil })
			}
		}()
		const most = 400 * time.Millisecond
		start := time.Now()
		db.Calm(context.Background(), most)
		if took := time.Since(start); took < most {
			t.Errorf("it waited %v while everybody was writing", took)
		}
		stop()
		<-ended
		start = time.Now()
		db.Calm(context.Background(), time.Minute)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("it waited %v though nobody was writing", took)
		}
	})
}
