package recommend

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with this room in it.
type world struct {
	*worldtest.World
	room *Room
}

// each runs a test in a fresh world on both engines.
func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db)) })
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	return in(worldtest.New(t, db, Covers()))
}

// in puts the room into a world, tied as the house ties it.
func in(of *worldtest.World) *world {
	w := &world{World: of, room: New(of.Door, of.Blobs, worldtest.Fonts(), "")}
	w.Apply.Freed = func(t *act.Tx, a apply.Application) error { return Free(t, a.ID) }
	w.Apply.Papers = PapersByHash
	w.Apply.Reasons = append(w.Apply.Reasons, Reasons)
	return w
}

func (w *world) line(b worldtest.Bid) Line {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Line, error) { return LineOf(t, b.ID) })
}

func (w *world) standing() Stand {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Stand, error) { return Standing(t, w.Cohort, w.City.Unit) })
}

var agreed = Opinion{Text: "情况属实，同意推荐。"}

// endorse recommends the last version.
func (w *world) endorse(b worldtest.Bid, reason string) error {
	w.T.Helper()
	return w.room.Endorse(w.Ctx, w.City, b.ID, w.line(b).Version, agreed, reason)
}

// answer lets the province answer an overrun.
func (w *world) answer(b worldtest.Bid, yes bool) {
	w.T.Helper()
	w.Confirm(w.room.ProposeAnswer(w.Ctx, w.Handler, Decision{Application: b.ID, Agreed: yes, Reason: "改革任务承接县"}))
}

// is fails unless a bid stands in this state on this place.
func (w *world) is(b worldtest.Bid, state act.State, place int) {
	w.T.Helper()
	if l := w.line(b); l.State != state || l.Place != place {
		w.T.Fatalf("%s is %s on place %d, want %s on %d", l.UnitName, l.State, l.Place, state, place)
	}
}

func (w *world) verify() ledger.Report { return w.Verify(w.room.Checks()) }

// holds fails unless the ledger, all rows and the laws of the places hold.
func (w *world) holds() { w.T.Helper(); w.Holds(w.verify()) }
