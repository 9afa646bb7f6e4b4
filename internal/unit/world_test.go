package unit

import (
	"context"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// house is a small province for this room's tests: the root, a city with a county, a society.
type house struct {
	t    *testing.T
	db   *store.DB
	room *Room

	root, city, county, society string
	admin, handler, recommender access.Actor
}

var ctx = context.Background()

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	room := New(act.NewDoor(db, Covers()), Options{})
	room.Cheap = true
	h := &house{t: t, db: db, room: room}
	root, err := room.EnsureRoot(ctx)
	h.must(err)
	h.root = root.ID
	h.admin = h.issue(access.SystemActor, NewAccount{Unit: h.root, Login: "sys", Name: "孙系统", Roles: []access.Role{access.SystemAdmin}})
	h.handler = h.issue(h.admin, NewAccount{Unit: h.root, Login: "ban", Name: "周经办", Roles: []access.Role{access.Handler}})
	h.city = h.add(NewUnit{Kind: City, Region: "370100", Name: "济南市科学技术协会"})
	h.county = h.add(NewUnit{Kind: County, Region: "370102", Name: "历下区科学技术协会", Parent: h.city})
	h.society = h.add(NewUnit{Kind: Society, Name: "山东甲学会"})
	h.recommender = h.issue(h.handler, NewAccount{Unit: h.city, Login: "jinan", Name: "吴推荐", Roles: []access.Role{access.Recommender}})
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) add(n NewUnit) string {
	h.t.Helper()
	id, err := h.room.Add(ctx, h.handler, n)
	h.must(err)
	return id
}

func (h *house) issue(by access.Actor, n NewAccount) access.Actor {
	h.t.Helper()
	slip, err := h.room.Issue(ctx, by, n)
	h.must(err)
	return h.actor(slip.Account.ID)
}

func (h *house) actor(id string) access.Actor {
	h.t.Helper()
	return read(h, func(t *store.Tx) (access.Actor, error) { return ActorOf(t, id) })
}

func read[T any](h *house, f func(*store.Tx) (T, error)) (v T) {
	h.t.Helper()
	h.must(h.db.Read(ctx, func(t *store.Tx) (err error) {
		v, err = f(t)
		return err
	}))
	return v
}

// refused fails unless err is a fault of this kind.
func (h *house) refused(err error, kind fault.Kind) {
	h.t.Helper()
	if !fault.Is(err, kind) {
		h.t.Fatalf("want a fault of kind %d, got %v", kind, err)
	}
}

// mended fails unless err names this field.
func (h *house) mended(err error, key string) {
	h.t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.KindInvalid {
		h.t.Fatalf("want an error beside %s, got %v", key, err)
	}
	for _, field := range f.Fields {
		if field.Key == key {
			return
		}
	}
	h.t.Fatalf("want an error beside %s, got %v", key, err)
}

// verified fails unless the ledger and all rows hold.
func (h *house) verified() {
	h.t.Helper()
	report := read(h, func(t *store.Tx) (ledger.Report, error) {
		return ledger.Verify(t, append(act.Covers(), Covers()...), Checks(), nil)
	})
	for _, p := range report.Problems {
		h.t.Error(p)
	}
}

func dayAt(text string) time.Time {
	at, why := dayOf(text)
	if why != "" {
		panic(why)
	}
	return at
}
