package unit

import (
	"sync"
	"time"
)

// pace says how many wrong tries are free, and how the pause grows after them: first, twice as long each time, at most most.
// Tries are forgotten after forget without one.
type pace struct {
	free                int
	first, most, forget time.Duration
}

// The paces. A device known for its account has a counter of its own and no other, so that whoever guesses from
// elsewhere never locks the owner out of where he usually works (OWASP, "device cookies").
var (
	paceDevice  = pace{free: 5, first: 30 * time.Second, most: 15 * time.Minute, forget: time.Hour}
	paceHere    = pace{free: 5, first: 30 * time.Second, most: 15 * time.Minute, forget: time.Hour}   // an account, from one address
	paceAddress = pace{free: 30, first: 30 * time.Second, most: 15 * time.Minute, forget: time.Hour}  // one address: offices share one
	paceAccount = pace{free: 100, first: 10 * time.Second, most: time.Minute, forget: 24 * time.Hour} // an account, from everywhere
)

// brake is one counter that a try runs through. own ones are cleared by a success, shared ones only give the try back.
type brake struct {
	key string
	pace
	own bool
}

type count struct {
	tries int
	last  time.Time
}

func (b brake) until(c count) time.Time {
	over := c.tries - b.free
	if over < 0 {
		return time.Time{}
	}
	pause := b.most
	if over < 16 && b.first<<over < b.most {
		pause = b.first << over
	}
	return c.last.Add(pause)
}

// maxCounts bounds the memory that strangers can fill.
const maxCounts = 100_000

// throttle counts wrong tries, in memory: a try of a stranger must not cost a durable write.
type throttle struct {
	mu     sync.Mutex
	counts map[string]count
}

func newThrottle() *throttle { return &throttle{counts: map[string]count{}} }

// take counts a try before it is judged (so that many at once do not slip through), or gives the instant until which
// nothing is judged. A refused try does not lengthen the pause.
func (g *throttle) take(now time.Time, brakes []brake) (until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, b := range brakes {
		c := g.counts[b.key]
		if now.Sub(c.last) > b.forget {
			delete(g.counts, b.key)
			continue
		}
		if u := b.until(c); u.After(now) && u.After(until) {
			until = u
		}
	}
	if !until.IsZero() {
		return until
	}
	g.makeRoom(now)
	for _, b := range brakes {
		g.counts[b.key] = count{tries: g.counts[b.key].tries + 1, last: now}
	}
	return time.Time{}
}

// forgive takes a try back that turned out right.
func (g *throttle) forgive(brakes []brake) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, b := range brakes {
		c := g.counts[b.key]
		if c.tries--; b.own || c.tries <= 0 {
			delete(g.counts, b.key)
		} else {
			g.counts[b.key] = c
		}
	}
}

// makeRoom drops what is older than an hour when the memory is full, then anything: the map's order is random.
func (g *throttle) makeRoom(now time.Time) {
	if len(g.counts) < maxCounts {
		return
	}
	for key, c := range g.counts {
		if now.Sub(c.last) > time.Hour {
			delete(g.counts, key)
		}
	}
	for key := range g.counts {
		if len(g.counts) < maxCounts*9/10 {
			return
		}
		delete(g.counts, key)
	}
}
