// Package worldtest is a small province for the tests of the rooms behind the application: an office, two cities,
// counties of the first, a society, with the call of 2020 open. A room's tests embed World and add their own room.
package worldtest

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/programmes"
)

// World is the province over one database.
type World struct {
	T   *testing.T
	Ctx context.Context
	DB  *store.DB

	Door  *act.Door
	Units *unit.Room
	Apply *apply.Room
	Blobs *files.Store

	Handler, Approver access.Actor
	City, Other       access.Actor // recommenders; the first is its unit's clerk too
	Society           access.Actor
	Cohort            string

	covers    []ledger.Cover
	programme *programme.Programme
	notice    *programme.Notice
	counties  int
}

// Bid is a submitted application with its clerk.
type Bid struct {
	ID    string
	Clerk access.Actor
}

// Fonts are the program's own, read once.
var Fonts = sync.OnceValue(func() *paper.Fonts {
	f, err := paper.LoadFonts("")
	if err != nil {
		panic(err)
	}
	return f
})

// New builds the province. covers are those of the rooms behind apply that the test knows.
func New(t *testing.T, db *store.DB, covers []ledger.Cover) *World {
	t.Helper()
	return NewWith(t, db, covers, Pilot(t))
}

// NewWith is New with another definition than the shipped one, of the same form.
func NewWith(t *testing.T, db *store.DB, covers []ledger.Cover, p *programme.Programme) *World {
	t.Helper()
	return begin(t, db, covers, p, shippedNotice(t))
}

// begin builds the province and publishes the notice with its definition.
func begin(t *testing.T, db *store.DB, covers []ledger.Cover, p *programme.Programme, notice *programme.Notice) *World {
	t.Helper()
	w := &World{T: t, Ctx: context.Background(), DB: db, covers: covers, programme: p, notice: notice}
	var err error
	w.Blobs, err = files.Open(t.TempDir())
	w.Must(err)
	w.Furnish()
	root, err := w.Units.EnsureRoot(w.Ctx)
	w.Must(err)
	w.Handler, w.Approver = w.Issue(root.ID, "handler", access.Handler), w.Issue(root.ID, "approver", access.Approver)
	w.City = w.Issue(w.Add(unit.City, "370100", "甲市科学技术协会", root.ID), "city", access.Recommender, access.Clerk)
	w.Other = w.Issue(w.Add(unit.City, "370200", "乙市科学技术协会", root.ID), "other", access.Recommender)
	w.Society = w.Issue(w.Add(unit.Society, "", "某某学会", root.ID), "society", access.Clerk)
	w.Cohort = w.open()
	return w
}

// Furnish makes door and rooms anew over the same database, as a second process would.
func (w *World) Furnish() {
	w.Door = act.NewDoor(w.DB, w.Covers()[len(act.Covers()):])
	w.Units = unit.New(w.Door, unit.Options{})
	w.Units.Cheap = true
	w.Apply = apply.New(w.Door, w.Blobs, Fonts(), "")
}

// Covers are all tables that are bound to the ledger here.
func (w *World) Covers() []ledger.Cover {
	all := act.Covers()
	for _, of := range [][]ledger.Cover{notify.Covers(), unit.Covers(), call.Covers(), apply.Covers(), w.covers} {
		all = append(all, of...)
	}
	return all
}

// Must ends the test on an error.
func (w *World) Must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// Add adds a unit and gives its id.
func (w *World) Add(kind, region, name, parent string) string {
	w.T.Helper()
	id, err := w.Units.Add(w.Ctx, access.SystemActor, unit.NewUnit{Kind: kind, Region: region, Name: name, Parent: parent})
	w.Must(err)
	return id
}

// Issue issues an account and gives it as an actor who has just logged in.
func (w *World) Issue(of, login string, roles ...access.Role) access.Actor {
	w.T.Helper()
	slip, err := w.Units.Issue(w.Ctx, access.SystemActor, unit.NewAccount{Unit: of, Login: login, Name: "某某", Roles: roles})
	w.Must(err)
	actor := Get(w, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, slip.Account.ID) })
	actor.Fresh = true
	return actor
}

// Pilot is the shipped definition.
func Pilot(t testing.TB) *programme.Programme {
	t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shippedNotice(t testing.TB) *programme.Notice {
	t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilotNotice)
	if err != nil {
		t.Fatal(err)
	}
	notice, err := programme.LoadNotice(data)
	if err != nil {
		t.Fatal(err)
	}
	return notice
}

// open publishes the notice by two persons.
func (w *World) open() string {
	w.T.Helper()
	calls := call.New(w.Door, w.Blobs, nil)
	id, err := calls.Open(w.Ctx, w.Handler, w.programme, w.notice, 2020)
	w.Must(err)
	blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\nissued")), 1<<20)
	w.Must(err)
	w.Confirm(calls.Register(w.Ctx, w.Handler, id, call.Registration{Number: "鲁科协发〔2020〕13号", Signer: "某某", Dated: "2020-05-12", Issued: blob.Hash}))
	return id
}

// Confirm answers a proposal with yes.
func (w *World) Confirm(proposal string, err error) {
	w.T.Helper()
	w.Must(err)
	_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
	w.Must(err)
}

// form is a whole application.
var form = map[string]string{
	"applicant_unit": "申报单位", "recommending_unit": "推荐单位", "basic_unit": "试点单位",
	"pilot_period": `{"from":"2020-06-01","to":"2022-05-31"}`, "contents": `{"items":[{"number":6,"whole":true,"clauses":[],"free":[]}]}`,
	"head_name": "某甲", "contact_name": "某乙", "head_phone": "13800000000", "contact_phone": "13900000000",
	"head_email": "/", "contact_email": "/", "applicant_opinion": "同意申报。", "unit_overview": "概况", "reform_progress": "进展",
	"reform_highlights": "/", "pilot_contents": "目的、基础、事项", "work_plan": "目标、措施", "expected_results": "成果",
}

// County makes a county of the first city that has submitted.
func (w *World) County() Bid {
	w.T.Helper()
	return w.Submitted(w.county())
}

// CountyFor makes one that has submitted for these contents.
func (w *World) CountyFor(numbers ...int) Bid {
	w.T.Helper()
	clerk := w.county()
	id, err := w.Apply.Start(w.Ctx, clerk, w.Cohort)
	w.Must(err)
	w.Save(clerk, id, form)
	var c apply.ContentsValue
	for _, n := range numbers {
		c.Items = append(c.Items, apply.ContentChoice{Number: n, Whole: true})
	}
	w.Save(clerk, id, map[string]string{"contents": apply.EncodeContents(c)})
	w.Submit(Bid{id, clerk})
	return Bid{id, clerk}
}

// county is the clerk of a new county of the first city.
func (w *World) county() access.Actor {
	w.T.Helper()
	w.counties++
	u := w.Add(unit.County, fmt.Sprintf("3701%02d", w.counties+1), fmt.Sprintf("第%d县科学技术协会", w.counties), w.City.Unit)
	return w.Issue(u, fmt.Sprintf("county-%d", w.counties), access.Clerk)
}

// Submitted lets a clerk's unit submit a whole application.
func (w *World) Submitted(clerk access.Actor) Bid {
	w.T.Helper()
	id, err := w.Apply.Start(w.Ctx, clerk, w.Cohort)
	w.Must(err)
	w.Save(clerk, id, form)
	w.Submit(Bid{id, clerk})
	return Bid{id, clerk}
}

// Save types texts over what stands in a draft.
func (w *World) Save(clerk access.Actor, id string, texts map[string]string) {
	w.T.Helper()
	d := Get(w, func(t *store.Tx) (apply.Draft, error) { return apply.DraftOf(t, id) })
	var changes []apply.Change
	for _, f := range w.programme.Fields() {
		if text, typed := texts[f.Key]; typed {
			changes = append(changes, apply.Change{Key: f.Key, Text: text, Base: d.Values[f.Key].Hash})
		}
	}
	_, err := w.Apply.Save(w.Ctx, clerk, id, changes)
	w.Must(err)
}

// Submit submits the next version.
func (w *World) Submit(b Bid) {
	w.T.Helper()
	_, err := w.Apply.Submit(w.Ctx, b.Clerk, b.ID, apply.Ticks{Head: true, HeadName: "某甲", Secrecy: true, SecrecyName: "某乙"})
	w.Must(err)
}

// Get reads with one of the rooms' reads.
func Get[T any](w *World, read func(*store.Tx) (T, error)) (v T) {
	w.T.Helper()
	w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) {
		v, err = read(t)
		return err
	}))
	return v
}

// At moves the clock, in Beijing time.
func (w *World) At(moment string) {
	w.T.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, clock.Zone)
	w.Must(err)
	w.DB.Clock.SetOffset(time.Until(at))
}

// Refused fails unless err is a fault of the kind, by the rule.
func (w *World) Refused(err error, kind fault.Kind, rule string) {
	w.T.Helper()
	if f, ok := fault.As(err); !ok || f.Kind != kind || f.Rule != rule {
		w.T.Fatalf("got %v, want a fault of kind %d by rule %q", err, kind, rule)
	}
}

// Verify proves the ledger, and the rows by apply's checks and those given.
func (w *World) Verify(checks []ledger.Check) ledger.Report {
	w.T.Helper()
	return Get(w, func(t *store.Tx) (ledger.Report, error) {
		return ledger.Verify(t, w.Covers(), append(w.Apply.Checks(), checks...), nil)
	})
}

// Holds fails on whatever does not hold in a report.
func (w *World) Holds(report ledger.Report) {
	w.T.Helper()
	for _, problem := range report.Problems {
		w.T.Error(problem)
	}
}
