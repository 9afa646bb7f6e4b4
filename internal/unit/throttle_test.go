package unit

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestPausesGrow(t *testing.T) {
	g, now := newThrottle(), time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	brakes := []brake{{"here a 1", pace{free: 2, first: time.Minute, most: 3 * time.Minute, forget: time.Hour}, true}}
	try := func() time.Duration {
		if until := g.take(now, brakes); !until.IsZero() {
			return until.Sub(now)
		}
		return 0
	}
	for i, want := range []time.Duration{0, 0, time.Minute, time.Minute} { // a refused try does not lengthen the pause
		if got := try(); got != want {
			t.Fatalf("try %d: pause %v, want %v", i, got, want)
		}
	}
	now = now.Add(time.Minute)
	if try() != 0 || try() != 2*time.Minute {
		t.Error("after the first pause one try, then two minutes")
	}
	now = now.Add(2 * time.Minute)
	if try() != 0 || try() != 3*time.Minute {
		t.Error("the pause is bounded")
	}
	now = now.Add(2 * time.Hour)
	if try() != 0 || try() != 0 {
		t.Error("what is old is forgotten")
	}
	g.forgive(brakes)
	if len(g.counts) != 0 {
		t.Error("a success clears the own counter")
	}
}

func TestOneAddressDoesNotGetFreeByItsOwnSuccess(t *testing.T) {
	g, now := newThrottle(), time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	for i := range paceAddress.free {
		g.take(now, brakesOf(fmt.Sprintf("victim%d", i), "1.2.3.4", ""))
	}
	mine := brakesOf("mine", "1.2.3.4", "")
	if g.take(now.Add(time.Minute), mine).IsZero() {
		g.forgive(mine)
	}
	if g.take(now.Add(time.Minute), brakesOf("victim", "1.2.3.4", "")).IsZero() {
		t.Error("an attacker's own success clears his address")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	if long := plainLogin(strings.Repeat("甲", 1<<20)); len(long) > 64 || !utf8.ValidString(long) {
		t.Errorf("a login of %d bytes is remembered", len(long))
	}
	g, now := newThrottle(), time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	for i := range maxCounts + 1000 {
		g.take(now, []brake{{fmt.Sprint(i), paceHere, true}})
	}
	if len(g.counts) > maxCounts {
		t.Errorf("%d counters", len(g.counts))
	}
}
