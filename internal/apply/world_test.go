package apply

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/programmes"
)

// world is a small province with the call of 2020 open: an office, two cities with a county each, a society.
type world struct {
	t     *testing.T
	ctx   context.Context
	db    *store.DB
	room  *Room
	call  *call.Room
	units *unit.Room

	handler, approver                 access.Actor
	city, otherCity                   access.Actor // recommenders; city is its unit's clerk too
	clerk, colleague, head, neighbour access.Actor // of the county, the last of another
	society                           access.Actor
	cohort                            string
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background(), db: db}
	blobs, err := files.Open(t.TempDir())
	w.must(err)
	door := act.NewDoor(db, append(append(append(unit.Covers(), call.Covers()...), notify.Covers()...), Covers()...))
	w.units = unit.New(door, unit.Options{})
	w.units.Cheap = true
	w.call = call.New(door, blobs, nil)
	w.room = New(door, blobs, fonts(), "")
	root, err := w.units.EnsureRoot(w.ctx)
	w.must(err)
	city := w.add(unit.City, "370100", "甲市科学技术协会", root.ID)
	other := w.add(unit.City, "370200", "乙市科学技术协会", root.ID)
	county := w.add(unit.County, "370102", "甲县科学技术协会", city)
	w.handler = w.issue(root.ID, "handler", access.Handler)
	w.approver = w.issue(root.ID, "approver", access.Approver)
	w.city = w.issue(city, "city", access.Recommender, access.Clerk)
	w.otherCity = w.issue(other, "other-city", access.Recommender)
	w.clerk = w.issue(county, "clerk", access.Clerk)
	w.colleague = w.issue(county, "colleague", access.Clerk)
	w.head = w.issue(county, "head", access.Head)
	w.neighbour = w.issue(w.add(unit.County, "370202", "乙县科学技术协会", other), "neighbour", access.Clerk)
	w.society = w.issue(w.add(unit.Society, "", "某某学会", root.ID), "society", access.Clerk)
	w.cohort = w.open()
	return w
}

func (w *world) add(kind, region, name, parent string) string {
	w.t.Helper()
	id, err := w.units.Add(w.ctx, access.SystemActor, unit.NewUnit{Kind: kind, Region: region, Name: name, Parent: parent})
	w.must(err)
	return id
}

func (w *world) issue(of, login string, roles ...access.Role) (actor access.Actor) {
	w.t.Helper()
	slip, err := w.units.Issue(w.ctx, access.SystemActor, unit.NewAccount{Unit: of, Login: login, Name: "某某", Roles: roles})
	w.must(err)
	w.read(func(t *store.Tx) error {
		actor, err = unit.ActorOf(t, slip.Account.ID)
		return err
	})
	actor.Fresh = true
	return actor
}

// open publishes the shipped notice by two persons.
func (w *world) open() string {
	w.t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilotNotice)
	w.must(err)
	notice, err := programme.LoadNotice(data)
	w.must(err)
	id, err := w.call.Open(w.ctx, w.handler, pilot(), notice, 2020)
	w.must(err)
	blob, err := w.room.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nissued")), 1<<20)
	w.must(err)
	proposal, err := w.call.Register(w.ctx, w.handler, id,
		call.Registration{Number: "鲁科协发〔2020〕13号", Signer: "某某", Dated: "2020-05-12", Issued: blob.Hash})
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	return id
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(read func(*store.Tx) error) {
	w.t.Helper()
	w.must(w.db.Read(w.ctx, read))
}

// get reads with one of the room's reads.
func get[T any](w *world, read func(*store.Tx) (T, error)) (v T) {
	w.t.Helper()
	w.read(func(t *store.Tx) (err error) {
		v, err = read(t)
		return err
	})
	return v
}

func (w *world) application(id string) Application {
	w.t.Helper()
	return get(w, func(t *store.Tx) (Application, error) { return Get(t, id) })
}

func (w *world) draft(id string) Draft {
	w.t.Helper()
	return get(w, func(t *store.Tx) (Draft, error) { return DraftOf(t, id) })
}

// refused fails unless err is a fault of the kind, by the rule.
func (w *world) refused(err error, kind fault.Kind, rule string) {
	w.t.Helper()
	if f, ok := fault.As(err); !ok || f.Kind != kind || f.Rule != rule {
		w.t.Fatalf("got %v, want a fault of kind %d by rule %q", err, kind, rule)
	}
}

// at moves the clock, in Beijing time.
func (w *world) at(moment string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, clock.Zone)
	w.must(err)
	w.db.Clock.SetOffset(time.Until(at))
}

// save keeps texts over what stands there, and fails on a conflict.
func (w *world) save(actor access.Actor, id string, texts map[string]string) Saved {
	w.t.Helper()
	d := w.draft(id)
	var changes []Change
	for key, text := range texts {
		changes = append(changes, Change{Key: key, Text: text, Base: d.Values[key].Hash})
	}
	saved, err := w.room.Save(w.ctx, actor, id, changes)
	w.must(err)
	if len(saved.Conflicts) > 0 {
		w.t.Fatalf("conflicts: %+v", saved.Conflicts)
	}
	return saved
}

var signed = Ticks{Head: true, HeadName: "某甲", Secrecy: true, SecrecyName: "某乙"}

// begun starts an application and fills it in.
func (w *world) begun(actor access.Actor, kind string) string {
	w.t.Helper()
	id, err := w.room.Start(w.ctx, actor, w.cohort)
	w.must(err)
	w.save(actor, id, filled(kind))
	return id
}

func (w *world) submitted(actor access.Actor, kind string) (string, Receipt) {
	w.t.Helper()
	id := w.begun(actor, kind)
	return id, w.submit(actor, id)
}

// submit hands an application on and reads its receipt.
func (w *world) submit(actor access.Actor, id string) Receipt {
	w.t.Helper()
	n, err := w.room.Submit(w.ctx, actor, id, signed)
	w.must(err)
	receipt, err := w.room.Receipt(w.ctx, id, n)
	w.must(err)
	return receipt
}

func (w *world) verify() ledger.Report {
	w.t.Helper()
	covers := append(append(append(act.Covers(), unit.Covers()...), call.Covers()...), Covers()...)
	return get(w, func(t *store.Tx) (ledger.Report, error) { return ledger.Verify(t, covers, w.room.Checks(), nil) })
}

func (w *world) clean() {
	w.t.Helper()
	for _, problem := range w.verify().Problems {
		w.t.Error(problem)
	}
}

func (w *world) attach(actor access.Actor, id, name string, content []byte) (Attachment, error) {
	return w.room.Attach(w.ctx, actor, id, name, bytes.NewReader(content))
}

// picture is the smallest content that is taken for a picture.
var picture = append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 32)...)

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
