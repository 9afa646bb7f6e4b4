package recommend

import (
	"slices"
	"sync"
	"testing"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// rush lets a city recommend all bids at the same moment, each three times over, through all of the rooms at once.
func (w *world) rush(bids []worldtest.Bid, rooms []*Room, reason string) (done int) {
	var mutex sync.Mutex
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range 3 * len(bids) {
		b, room := bids[i%len(bids)], rooms[i%len(rooms)]
		all.Go(func() {
			<-start
			err := room.Endorse(w.Ctx, w.City, b.ID, 1, agreed, reason)
			mutex.Lock()
			defer mutex.Unlock()
			f, refused := fault.As(err)
			switch {
			case err == nil:
				done++
			case !refused || f.Kind != fault.KindConflict && (f.Kind != fault.KindInvalid || f.Rule != "A7"):
				w.T.Errorf("a rush of clicks: %v", err)
			}
		})
	}
	close(start)
	all.Wait()
	return done
}

// places fails unless exactly the numbers from 1 to n are taken, each once.
func (w *world) places(n int) {
	w.T.Helper()
	var numbers []int
	for _, p := range worldtest.Get(w.World, selectEveryPlace) {
		numbers = append(numbers, p.N)
	}
	slices.Sort(numbers)
	for i := range n {
		if len(numbers) != n || numbers[i] != i+1 {
			w.T.Fatalf("the places %v are taken, want 1 to %d", numbers, n)
		}
	}
	w.holds()
}

func (w *world) some(n int) []worldtest.Bid {
	w.T.Helper()
	bids := make([]worldtest.Bid, n)
	for i := range bids {
		bids[i] = w.County()
	}
	return bids
}

// A7: however many click at the same moment, two places are taken and no third; with a reason the others wait, and what
// the province then agrees to takes the next numbers.
func TestRule_A7_ARushOfClicksNeverPassesTheCap(t *testing.T) {
	each(t, func(w *world) {
		bids := w.some(6)
		if done := w.rush(bids, []*Room{w.room}, ""); done != 2 {
			t.Errorf("%d were recommended", done)
		}
		w.places(2)
		if done := w.rush(bids, []*Room{w.room}, "理由"); done != 4 {
			t.Errorf("%d more were put before the province", done)
		}
		w.places(2)
		for _, b := range bids {
			if w.line(b).State == apply.StateOverrun {
				w.answer(b, true)
			}
		}
		w.places(6)
	})
}

// The same through two doors over one PostgreSQL database, as two processes would have them.
func TestRule_A7_TwoProcessesNeverPassTheCap(t *testing.T) {
	dsn := storetest.DSN(t, store.Postgres)
	w := newWorld(t, storetest.At(t, dsn))
	other := *w.World
	other.DB = storetest.At(t, dsn)
	other.Furnish()
	second := in(&other)
	bids := w.some(6)
	if done := w.rush(bids, []*Room{w.room, second.room}, ""); done != 2 {
		t.Errorf("%d were recommended", done)
	}
	w.places(2)
	if done := w.rush(bids, []*Room{second.room, w.room}, "理由"); done != 4 {
		t.Errorf("%d more were put before the province", done)
	}
	w.places(2)
}
