package app

import (
	"testing"
	"time"
)

// A count holds until the next act; one that took long holds a little longer, and none beyond a minute or a clock that
// was set back.
func TestHowLongACountHolds(t *testing.T) {
	at := time.Date(2020, 5, 18, 23, 50, 0, 0, time.UTC)
	short, long := deskCount{size: 7, at: at, took: time.Millisecond}, deskCount{size: 7, at: at, took: 50 * time.Millisecond}
	for _, c := range []struct {
		count deskCount
		size  int64
		after time.Duration
		holds bool
	}{
		{short, 7, 59 * time.Second, true}, {short, 7, time.Minute, false}, {short, 7, -time.Second, false},
		{short, 8, time.Millisecond, false},
		{long, 8, 999 * time.Millisecond, true}, {long, 8, time.Second, false}, {long, 8, -time.Second, false},
	} {
		if got := c.count.holds(c.size, at.Add(c.after)); got != c.holds {
			t.Errorf("took %v, %d acts later, after %v: %v", c.count.took, c.size-7, c.after, got)
		}
	}
}
