package accept

import (
	"testing"
	"time"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// world is the small province with this room and the recommenders' in it.
type world struct {
	*worldtest.World
	room      *Room
	recommend *recommend.Room
	outbox    *notify.Outbox
}

// each runs a test in a fresh world on both engines.
func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db)) })
}

// newWorld ties the rooms as the house ties them.
func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{World: worldtest.New(t, db, append(recommend.Covers(), Covers()...))}
	w.recommend = recommend.New(w.Door, w.Blobs, worldtest.Fonts(), "")
	w.outbox = &notify.Outbox{Door: w.Door, Receivers: func(t *store.Tx, of string, roles []access.Role) (ids []string, err error) {
		accounts, err := unit.AccountsOf(t, of, roles...)
		for _, a := range accounts {
			ids = append(ids, a.ID)
		}
		return ids, err
	}}
	rows, err := seed.Rows()
	w.Must(err)
	years, err := calendar.NewYears(rows)
	w.Must(err)
	w.room = New(w.Door, w.Blobs, worldtest.Fonts(), years)
	w.Apply.Freed = func(t *act.Tx, a apply.Application) error { return recommend.Free(t, a.ID) }
	w.room.Freed, w.room.Retaken = w.Apply.Freed, recommend.Retake
	w.Apply.Reasons = append(w.Apply.Reasons, Reasons)
	return w
}

func (w *world) application(b worldtest.Bid) apply.Application {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.ID) })
}

// endorse lets the city recommend the last version.
func (w *world) endorse(b worldtest.Bid) {
	w.T.Helper()
	w.Must(w.recommend.Endorse(w.Ctx, w.City, b.ID, w.application(b).Version, recommend.Opinion{Text: "情况属实，同意推荐。"}, ""))
}

// kept types in a check: all items passed but those given.
func (w *world) kept(b worldtest.Bid, but ...Line) {
	w.T.Helper()
	a := w.application(b)
	var lines []Line
	for _, item := range ItemsFor(worldtest.Pilot(w.T), a.Kind) {
		line := Line{Item: item.Key, Result: Passed}
		for _, other := range but {
			if other.Item == item.Key {
				line = other
			}
		}
		lines = append(lines, line)
	}
	w.Must(w.room.Save(w.Ctx, w.Handler, b.ID, a.Version, lines))
}

// rejected is a society's application that was not accepted.
func (w *world) rejected() worldtest.Bid {
	w.T.Helper()
	b := w.Submitted(w.Society)
	w.kept(b, late)
	w.Confirm(w.room.ProposeReject(w.Ctx, w.Handler, b.ID, 1, "纸质件逾期送达。"))
	return b
}

var (
	late   = Line{"in_time", Fatal, "纸质件5月20日才收到"}
	blanks = Line{"all_filled", Mendable, "“工作计划”没有写实施步骤"}
	sheets = Line{"bound_sealed", Mendable, "只有两份盖章"}
)

func (w *world) until(day string) time.Time {
	w.T.Helper()
	d, err := calendar.ParseDay(day)
	w.Must(err)
	return calendar.EndOfDay(d)
}

// is fails unless an application stands in this state.
func (w *world) is(b worldtest.Bid, state act.State) {
	w.T.Helper()
	if a := w.application(b); a.State != state {
		w.T.Fatalf("%s is %s, want %s", a.UnitName, a.State, state)
	}
}

func (w *world) verify() ledger.Report { return w.Verify(w.recommend.Checks()) }

// holds fails unless the ledger, all rows and the laws of the places hold.
func (w *world) holds() { w.T.Helper(); w.Holds(w.verify()) }
