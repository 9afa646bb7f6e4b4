package app

import (
	"context"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// told is the demo with a scene on the engine.
func told(t *testing.T, engine store.Engine, scene string) (*House, *story) {
	t.Helper()
	c := Config{Dir: t.TempDir(), DB: storetest.Migrated(t, engine), Scene: scene, Addr: "127.0.0.1:0"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	h, err := OpenDemo(ctx, c, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := h.story(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return h, s
}

// The scene "review" as a newcomer finds it: one panel half scored, the other before its witnesses' numbers, something to
// do for every role; and ledger, rows and invariants hold.
func TestTheSceneOfTheReview(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			h, s := told(t, engine, SceneReview)
			w := &town{House: h, t: t}
			w.holds()
			r, err := s.round(ctx, countyPanel)
			w.must(err)
			standing := map[string]int{}
			for _, seat := range r.Seats {
				standing[string(seat.State)]++
			}
			missing := len(r.Missing())
			if r.Panel.State != review.PanelScoring || standing["refused"] != 1 || standing["invited"] < 1 || missing < 10 || missing > 25 || len(r.Relations) != 1 {
				t.Errorf("the counties' panel: %s, seats %v, %d sheets missing, %d relations", r.Panel.State, standing, missing, len(r.Relations))
			}
			s.witnessDrawsTheRest(t, w)
			s.expertsCanEnter(t, w)
		})
	}
}

// witnessDrawsTheRest: the second panel is frozen, and its two witnesses' numbers draw it.
func (s *story) witnessDrawsTheRest(t *testing.T, w *town) {
	t.Helper()
	for i, login := range []string{"jiandu", "bushi"} {
		p, err := s.panel(ctx, otherPanel)
		w.must(err)
		if p.State != review.PanelFrozen {
			t.Errorf("before number %d the panel is %s", i+1, p.State)
		}
		w.must(s.Review.Enter(ctx, w.actor(login), p.ID, "42"))
	}
	p, err := s.panel(ctx, otherPanel)
	w.must(err)
	seats := get(w, func(t *store.Tx) ([]review.Seat, error) { return review.Seats(t, p.ID) })
	if p.State != review.PanelDrawn || len(seats) < 7 {
		t.Errorf("after both numbers: %s with %d seats", p.State, len(seats))
	}
}

// expertsCanEnter: the log-in page offers the experts of the panel, each an account that works, and nobody who has nothing
// to score.
func (s *story) expertsCanEnter(t *testing.T, w *town) {
	t.Helper()
	accounts, err := s.DemoAccounts(ctx)
	w.must(err)
	experts := slices.DeleteFunc(accounts, func(a DemoAccount) bool { return a.Role != access.Titles[access.Expert] })
	if len(experts) < 5 {
		t.Fatalf("%d experts at the log-in page", len(experts))
	}
	for _, e := range experts {
		actor := get(w, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, e.ID) })
		panels := get(w, func(t *store.Tx) ([]review.Panel, error) { return review.PanelsOfAccount(t, actor.Account) })
		if len(panels) == 0 || !strings.HasPrefix(e.Name, "专家") {
			t.Errorf("%s %s has %d panels", e.Login, e.Name, len(panels))
		}
	}
}

// A scene that does not exist is refused, and the answer names those that do.
func TestAnUnknownSceneIsRefused(t *testing.T) {
	c := Config{Dir: t.TempDir(), Scene: "revue"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	_, err := OpenDemo(context.Background(), c, quiet)
	if err == nil || !strings.Contains(err.Error(), "revue") || !strings.Contains(err.Error(), SceneReview) {
		t.Errorf("got %v", err)
	}
}
