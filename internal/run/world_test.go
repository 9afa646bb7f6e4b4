package run

import (
	"testing"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// world is the small province with two pilots of two counties, released on 30 June 2020, and a department that follows the
// first.
type world struct {
	*worldtest.World
	room   *Room
	bids   []worldtest.Bid
	pilots []string // ids
	desk   access.Actor
}

// each runs a test on both engines; it is 1 July 2020, 09:00.
func each(t *testing.T, test func(*world)) { eachOf(t, (*worldtest.World).County, test) }

// eachOf is each with pilots of such applications.
func eachOf(t *testing.T, county func(*worldtest.World) worldtest.Bid, test func(*world)) {
	rows, err := seed.Rows()
	if err != nil {
		t.Fatal(err)
	}
	years, err := calendar.NewYears(rows)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, append(decide.Covers(), Covers()...))}
		w.room = New(w.Door, w.Blobs, worldtest.Fonts(), years)
		w.bids = []worldtest.Bid{county(w.World), county(w.World)}
		w.Reviewed(w.bids...)
		w.At("2020-06-30 09:00")
		w.Released(func(t *act.Tx, a apply.Application) error { return w.room.Open(t, a, a.Contents, t.Now()) }, w.bids...)
		for _, b := range w.bids {
			w.pilots = append(w.pilots, worldtest.Get(w.World, func(t *store.Tx) (Pilot, error) { return ByApplication(t, b.ID) }).ID)
		}
		w.desk = w.Issue(w.Add(unit.Department, "", "甲部室", w.Handler.Unit), "department", access.Department)
		w.At("2020-07-01 09:00")
		w.Must(w.room.Follow(w.Ctx, w.Handler, w.pilots[0], w.desk.Unit, ""))
		test(w)
	})
}

// pilot reads a pilot as it stands now.
func (w *world) pilot(i int) Pilot {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Pilot, error) { return Get(t, w.pilots[i]) })
}

// clerk is who writes for a pilot's unit.
func (w *world) clerk(i int) access.Actor { return w.bids[i].Clerk }

// verify fails where the ledger does not hold what the room wrote.
func (w *world) verify() {
	w.T.Helper()
	w.Holds(w.Verify(nil))
}
