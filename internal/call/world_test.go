package call

import (
	"bytes"
	"context"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// world is a small province: an office of two persons, two cities, a county each, a society.
type world struct {
	t      *testing.T
	ctx    context.Context
	db     *store.DB
	room   *Room
	p      *programme.Programme
	notice *programme.Notice

	handler, second, approver          access.Actor
	city, otherCity, county, neighbour access.Actor
	countyHead, society                access.Actor
	begun, applicants                  []string
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background(), db: db}
	blobs, err := files.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	door := act.NewDoor(db, append(unit.Covers(), Covers()...))
	units := unit.New(door, unit.Options{})
	units.Cheap = true
	w.room = New(door, blobs, nil)
	w.room.BlankForm = func(*programme.Programme) paper.Document { return paper.Document{} }
	w.room.Applicants = func(*store.Tx, string) ([]string, error) { return w.applicants, nil }
	w.room.Begun = func(*store.Tx, string) ([]string, error) { return w.begun, nil }
	w.p, _ = pilot(t)
	w.notice = shippedNotice(t)

	root, err := units.EnsureRoot(w.ctx)
	w.must(err)
	add := func(kind, region, name, parent string) string {
		id, err := units.Add(w.ctx, access.SystemActor, unit.NewUnit{Kind: kind, Region: region, Name: name, Parent: parent})
		w.must(err)
		return id
	}
	issue := func(of, login string, roles ...access.Role) access.Actor {
		slip, err := units.Issue(w.ctx, access.SystemActor, unit.NewAccount{Unit: of, Login: login, Name: "某某", Roles: roles})
		w.must(err)
		var actor access.Actor
		w.read(func(t *store.Tx) error {
			actor, err = unit.ActorOf(t, slip.Account.ID)
			return err
		})
		actor.Fresh = true
		return actor
	}
	city := add(unit.City, "370100", "甲市科学技术协会", root.ID)
	other := add(unit.City, "370200", "乙市科学技术协会", root.ID)
	county := add(unit.County, "370102", "甲县科学技术协会", city)
	w.handler = issue(root.ID, "handler", access.Handler)
	w.second = issue(root.ID, "second", access.Handler, access.Approver)
	w.approver = issue(root.ID, "approver", access.Approver)
	w.city = issue(city, "city", access.Recommender, access.Clerk)
	w.otherCity = issue(other, "other-city", access.Recommender)
	w.county = issue(county, "county", access.Clerk)
	w.countyHead = issue(county, "county-head", access.Head)
	w.neighbour = issue(add(unit.County, "370202", "乙县科学技术协会", other), "neighbour", access.Clerk)
	w.society = issue(add(unit.Society, "", "某某学会", root.ID), "society", access.Clerk)
	return w
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

// at moves the clock and works off what fell due.
func (w *world) at(moment string) {
	w.t.Helper()
	w.db.Clock.SetOffset(time.Until(at(moment)))
}

// open opens the cohort of a year from the shipped notice.
func (w *world) open(year int) string {
	w.t.Helper()
	id, err := w.room.Open(w.ctx, w.handler, w.p, w.notice, year)
	w.must(err)
	return id
}

// issued is a stored PDF.
func (w *world) issued() string {
	w.t.Helper()
	blob, err := w.room.Files.Put(bytes.NewReader([]byte("%PDF-1.7\nissued")), 1<<20, files.PDF)
	w.must(err)
	return blob.Hash
}

func (w *world) registration() Registration {
	return Registration{Number: "鲁科协发〔2020〕13号", Signer: "某某", Dated: "2020-05-12", Issued: w.issued()}
}

// publish opens the cohort of 2020 and has it published by two persons.
func (w *world) publish() string {
	w.t.Helper()
	id := w.open(2020)
	proposal, err := w.room.Register(w.ctx, w.handler, id, w.registration())
	w.must(err)
	_, err = w.room.Door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	return id
}

func (w *world) cohort(id string) (c Cohort) {
	w.t.Helper()
	w.read(func(t *store.Tx) (err error) {
		c, err = Get(t, id)
		return err
	})
	return c
}

// letter is what the city starts from, asking.
func (w *world) letter(id string) (x LetterText) {
	w.t.Helper()
	w.read(func(t *store.Tx) error {
		c, err := Get(t, id)
		if err != nil {
			return err
		}
		city, err := City(t, w.city)
		if err != nil {
			return err
		}
		x, err = LetterDraft(t, c, city)
		return err
	})
	x.Asks = true
	return x
}

func (w *world) verify() ledger.Report {
	w.t.Helper()
	var report ledger.Report
	w.read(func(t *store.Tx) (err error) {
		report, err = verifyIn(t, w)
		return err
	})
	return report
}

func verifyIn(t *store.Tx, w *world) (ledger.Report, error) {
	return ledger.Verify(t, append(append(act.Covers(), unit.Covers()...), Covers()...), Checks(w.room.Files), nil)
}

func (w *world) clean() {
	w.t.Helper()
	for _, p := range w.verify().Problems {
		w.t.Error(p)
	}
}
