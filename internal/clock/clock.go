// Package clock is the one business clock. Deadlines and acts go by it; a demo or a test can move it.
// Sessions, links, rate limits and background workers stay on the wall clock.
package clock

import (
	"context"
	"sync/atomic"
	"time"
)

// Zone is Asia/Shanghai. China has had one offset without summer time since 1991, so a fixed zone needs no zone files.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Clock tells business time: wall time plus an offset that only a demo database carries.
type Clock struct{ offset atomic.Int64 }

// Now is the business time, to the microsecond (what the database keeps), in Zone.
func (c *Clock) Now() time.Time {
	return time.Now().Add(time.Duration(c.offset.Load())).Truncate(time.Microsecond).In(Zone)
}

// Wall is the machine's own time, which no demo moves: for what must hold whatever business time says.
func (c *Clock) Wall() time.Time { return c.Now().Add(-c.Offset()) }

// Offset is how far business time runs ahead of the wall clock.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// SetOffset moves the clock. Whoever moves it works off what fell due: see package due.
func (c *Clock) SetOffset(d time.Duration) { c.offset.Store(int64(d)) }

type receivedKey struct{}

// WithReceived notes the instant at which the complete request had been read. It is taken once, before any queue,
// and is what counts against a deadline.
func WithReceived(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, receivedKey{}, at)
}

// Received gives that instant, and false where no request was read (jobs, commands).
func Received(ctx context.Context) (time.Time, bool) {
	at, ok := ctx.Value(receivedKey{}).(time.Time)
	return at, ok
}

// Micros is how times are stored: microseconds since 1970 UTC. The zero time is 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// FromMicros reads a stored time, in Zone; 0 is the zero time.
func FromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).In(Zone)
}
