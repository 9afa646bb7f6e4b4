package decide

import (
	"bytes"
	"fmt"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with this room in it and applications under review.
type world struct {
	*worldtest.World
	room *Room
	bids []worldtest.Bid
}

// each runs a test on both engines in a world with n applications under review, ranked in the order they came.
func each(t *testing.T, n int, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, Covers())}
		w.room = New(w.Door, w.Blobs, worldtest.Fonts())
		for range n {
			w.bids = append(w.bids, w.County())
		}
		w.Reviewed(w.bids...)
		w.room.Ranking = func(*store.Tx, string) (ranked []Ranked, err error) {
			for i, b := range w.bids {
				ranked = append(ranked, Ranked{Application: b.ID, Place: i + 1, Score: fmt.Sprintf("%d.50", 90-i), Spread: "6", Notes: ""})
			}
			return ranked, nil
		}
		test(w)
	})
}

func (w *world) ids(of ...int) (ids []string) {
	for _, i := range of {
		ids = append(ids, w.bids[i].ID)
	}
	return ids
}

func (w *world) is(i int, state act.State) {
	w.T.Helper()
	a := worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, w.bids[i].ID) })
	if a.State != state {
		w.T.Errorf("bid %d is %s, want %s", i, a.State, state)
	}
}

func (w *world) excerpt() string {
	w.T.Helper()
	blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\nexcerpt")), 1<<20)
	w.Must(err)
	return blob.Hash
}

func (w *world) list(of ...int) string {
	w.T.Helper()
	id, err := w.room.ProposeList(w.Ctx, w.Handler, w.Cohort, w.ids(of...), "")
	w.Must(err)
	return id
}

func (w *world) taken(id string, lines ...TakenLine) Taken {
	return Taken{Decision: id, Cohort: w.Cohort, Matter: "建议名单", Session: "2020年第6次", On: "2020-05-13", Excerpt: w.excerpt(), Lines: lines,
		Left: []Left{{"某丙", "第1县"}}}
}

func (w *world) verify() {
	w.T.Helper()
	w.Holds(w.Verify(Checks(w.Blobs)))
}

var supervisor = access.Actor{Account: "s", Roles: []access.Role{access.Supervisor}}
