package store

import (
	"context"
	"time"
)

// busyWrites is from how many writes in calmSpan on people are being served in numbers.
const (
	calmSpan   = 100 * time.Millisecond
	busyWrites = 5
)

// Calm waits until few people are saving and submitting, or most has passed: for work that nobody is waiting for at
// his screen, such as rendering papers in the deadline hour. It ends with ctx.
func (db *DB) Calm(ctx context.Context, most time.Duration) {
	until := time.After(most)
	tick := time.NewTicker(calmSpan)
	defer tick.Stop()
	for before := db.members.Load(); ; {
		select {
		case <-tick.C:
			now := db.members.Load()
			if now-before < busyWrites {
				return
			}
			before = now
		case <-until:
			return
		case <-ctx.Done():
			return
		}
	}
}
