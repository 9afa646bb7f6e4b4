package review

import (
	"fmt"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with this room, its witnesses and a pool of experts.
type world struct {
	*worldtest.World
	room       *Room
	supervisor access.Actor
	experts    []Expert
}

// each runs a test in a fresh world on both engines.
func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db)) })
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{World: worldtest.New(t, db, Covers())}
	w.room = New(w.Door, w.Blobs, worldtest.Fonts(), w.Units)
	w.supervisor = w.Supervisor()
	w.ExpertGroup()
	return w
}

// pool takes so many experts in, each of a house of his own.
func (w *world) pool(n int) {
	w.T.Helper()
	for range n {
		i := len(w.experts) + 1
		w.expert(Expert{Name: fmt.Sprintf("专家%d", i), Employer: fmt.Sprintf("第%d研究院", i)})
	}
}

func (w *world) expert(e Expert) Expert {
	w.T.Helper()
	e.Field, e.Title, e.Phone = "科普", "研究员", fmt.Sprintf("138%08d", len(w.experts))
	id, err := w.room.AddExpert(w.Ctx, w.Handler, e)
	w.Must(err)
	got := worldtest.Get(w.World, func(t *store.Tx) (Expert, error) { return ExpertOf(t, id) })
	w.experts = append(w.experts, got)
	return got
}

// frozen is a panel of so many counties' bids with fixed criteria.
func (w *world) frozen(bids int) (string, []worldtest.Bid) {
	w.T.Helper()
	var all []worldtest.Bid
	for range bids {
		all = append(all, w.Accepted())
	}
	return w.frozenOf("第一评审组"), all
}

// frozenOf is a panel, with fixed criteria, of all that is accepted and free.
func (w *world) frozenOf(name string) string {
	w.T.Helper()
	id, err := w.room.Form(w.Ctx, w.Handler, Formation{Cohort: w.Cohort, Name: name, ScoringUntil: w.DB.Clock.Now().Add(72 * time.Hour)})
	w.Must(err)
	w.Must(w.room.Freeze(w.Ctx, w.Handler, id))
	return id
}

func (w *world) witnesses() []string { return []string{w.supervisor.Account, w.Approver.Account} }

// drawn is a panel whose experts are drawn.
func (w *world) drawn(bids int) (string, []worldtest.Bid) {
	w.T.Helper()
	id, all := w.frozen(bids)
	w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
	w.enter(id)
	return id, all
}

func (w *world) enter(panel string) {
	w.T.Helper()
	w.Must(w.room.Enter(w.Ctx, w.supervisor, panel, "20200603"))
	w.Must(w.room.Enter(w.Ctx, w.Approver, panel, "7"))
}

func (w *world) panel(id string) Panel {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Panel, error) { return PanelOf(t, id) })
}

func (w *world) seats(panel string) []Seat {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]Seat, error) { return Seats(t, panel) })
}

func (w *world) draws(panel string) []Draw {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]Draw, error) { return Draws(t, panel) })
}

// serving are the experts who score, by id.
func (w *world) serving(panel string) map[string]bool {
	w.T.Helper()
	ids := map[string]bool{}
	for _, s := range w.seats(panel) {
		if s.Serves() {
			ids[s.Expert.ID] = true
		}
	}
	return ids
}

func (w *world) is(panel string, state act.State) {
	w.T.Helper()
	if p := w.panel(panel); p.State != state {
		w.T.Fatalf("the panel is %s, want %s", p.State, state)
	}
}

func (w *world) verify() ledger.Report { return w.Verify(Checks()) }

func (w *world) holds() { w.T.Helper(); w.Holds(w.verify()) }
