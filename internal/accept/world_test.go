package accept

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/programmes"
)

// world is a small province with the call of 2020 open: an office, two cities, counties of the first, a society.
type world struct {
	t   *testing.T
	ctx context.Context
	db  *store.DB

	door      *act.Door
	room      *Room
	recommend *recommend.Room
	outbox    *notify.Outbox
	apply     *apply.Room
	units     *unit.Room
	blobs     *files.Store

	handler, approver access.Actor
	city, other       access.Actor // recommenders; the first is its unit's clerk too
	society           access.Actor
	cohort            string
	counties          int
}

var shared = func() *paper.Fonts {
	f, err := paper.LoadFonts("")
	if err != nil {
		panic(err)
	}
	return f
}()

func covers() []ledger.Cover {
	all := act.Covers()
	for _, of := range [][]ledger.Cover{notify.Covers(), unit.Covers(), call.Covers(), apply.Covers(), recommend.Covers(), Covers()} {
		all = append(all, of...)
	}
	return all
}

// each runs a test in a fresh world on both engines.
func each(t *testing.T, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db)) })
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background(), db: db}
	var err error
	w.blobs, err = files.Open(t.TempDir())
	w.must(err)
	w.furnish()
	root, err := w.units.EnsureRoot(w.ctx)
	w.must(err)
	w.handler, w.approver = w.issue(root.ID, "handler", access.Handler), w.issue(root.ID, "approver", access.Approver)
	w.city = w.issue(w.add(unit.City, "370100", "甲市科学技术协会", root.ID), "city", access.Recommender, access.Clerk)
	w.other = w.issue(w.add(unit.City, "370200", "乙市科学技术协会", root.ID), "other", access.Recommender)
	w.society = w.issue(w.add(unit.Society, "", "某某学会", root.ID), "society", access.Clerk)
	w.cohort = w.open()
	return w
}

// furnish makes the rooms over the database, tied as the house ties them.
func (w *world) furnish() {
	w.door = act.NewDoor(w.db, covers())
	w.units = unit.New(w.door, unit.Options{})
	w.apply = apply.New(w.door, w.blobs, shared, "")
	w.recommend = recommend.New(w.door, w.blobs, shared, "")
	w.outbox = &notify.Outbox{Door: w.door, Receivers: func(t *store.Tx, of string, roles []access.Role) (ids []string, err error) {
		accounts, err := unit.AccountsOf(t, of, roles...)
		for _, a := range accounts {
			ids = append(ids, a.ID)
		}
		return ids, err
	}}
	rows, err := seed.Rows()
	w.must(err)
	years, err := calendar.NewYears(rows)
	w.must(err)
	w.room = New(w.door, w.blobs, shared, years)
	w.apply.Freed = func(t *act.Tx, a apply.Application) error { return recommend.Free(t, a.ID) }
	w.room.Freed, w.room.Retaken = w.apply.Freed, recommend.Retake
	w.apply.Reasons = append(w.apply.Reasons, Reasons)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
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
	w.must(w.db.Read(w.ctx, func(t *store.Tx) error { actor, err = unit.ActorOf(t, slip.Account.ID); return err }))
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
	calls := call.New(w.door, w.blobs, nil)
	id, err := calls.Open(w.ctx, w.handler, pilot(w.t), notice, 2020)
	w.must(err)
	blob, err := w.blobs.Put(bytes.NewReader([]byte("%PDF-1.7\nissued")), 1<<20)
	w.must(err)
	proposal, err := calls.Register(w.ctx, w.handler, id, call.Registration{Number: "鲁科协发〔2020〕13号", Signer: "某某", Dated: "2020-05-12", Issued: blob.Hash})
	w.must(err)
	_, err = w.door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
	return id
}

// form is a whole application.
var form = map[string]string{
	"applicant_unit": "申报单位", "recommending_unit": "推荐单位", "basic_unit": "试点单位",
	"pilot_period": `{"from":"2020-06-01","to":"2022-05-31"}`, "contents": `{"items":[{"number":6,"whole":true,"clauses":[],"free":[]}]}`,
	"head_name": "某甲", "contact_name": "某乙", "head_phone": "13800000000", "contact_phone": "13900000000",
	"head_email": "/", "contact_email": "/", "applicant_opinion": "同意申报。", "unit_overview": "概况", "reform_progress": "进展",
	"reform_highlights": "/", "pilot_contents": "目的、基础、事项", "work_plan": "目标、措施", "expected_results": "成果",
}

// bid is a submitted application with its clerk.
type bid struct {
	id    string
	clerk access.Actor
}

// county makes a county of the first city that has submitted.
func (w *world) county() bid {
	w.t.Helper()
	w.counties++
	u := w.add(unit.County, fmt.Sprintf("3701%02d", w.counties+1), fmt.Sprintf("第%d县科学技术协会", w.counties), w.city.Unit)
	return w.submitted(w.issue(u, fmt.Sprintf("county-%d", w.counties), access.Clerk))
}

func (w *world) submitted(clerk access.Actor) bid {
	w.t.Helper()
	id, err := w.apply.Start(w.ctx, clerk, w.cohort)
	w.must(err)
	w.save(clerk, id, form)
	w.submit(bid{id, clerk})
	return bid{id, clerk}
}

func (w *world) save(clerk access.Actor, id string, texts map[string]string) {
	w.t.Helper()
	d := get(w, func(t *store.Tx) (apply.Draft, error) { return apply.DraftOf(t, id) })
	var changes []apply.Change
	for _, f := range pilot(w.t).Fields() {
		if text, typed := texts[f.Key]; typed {
			changes = append(changes, apply.Change{Key: f.Key, Text: text, Base: d.Values[f.Key].Hash})
		}
	}
	_, err := w.apply.Save(w.ctx, clerk, id, changes)
	w.must(err)
}

func (w *world) submit(b bid) {
	w.t.Helper()
	_, err := w.apply.Submit(w.ctx, b.clerk, b.id, apply.Ticks{Head: true, HeadName: "某甲", Secrecy: true, SecrecyName: "某乙"})
	w.must(err)
}

func get[T any](w *world, read func(*store.Tx) (T, error)) (v T) {
	w.t.Helper()
	w.must(w.db.Read(w.ctx, func(t *store.Tx) (err error) {
		v, err = read(t)
		return err
	}))
	return v
}

func (w *world) application(b bid) apply.Application {
	w.t.Helper()
	return get(w, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.id) })
}

// endorse lets the city recommend the last version.
func (w *world) endorse(b bid) {
	w.t.Helper()
	w.must(w.recommend.Endorse(w.ctx, w.city, b.id, w.application(b).Version, recommend.Opinion{Text: "情况属实，同意推荐。"}, ""))
}

// kept types in a check: all items passed but those given.
func (w *world) kept(b bid, but ...Line) {
	w.t.Helper()
	a := w.application(b)
	var lines []Line
	for _, item := range ItemsFor(pilot(w.t), a.Kind) {
		line := Line{Item: item.Key, Result: Passed}
		for _, other := range but {
			if other.Item == item.Key {
				line = other
			}
		}
		lines = append(lines, line)
	}
	w.must(w.room.Save(w.ctx, w.handler, b.id, a.Version, lines))
}

// confirm answers a proposal with yes.
func (w *world) confirm(proposal string, err error) {
	w.t.Helper()
	w.must(err)
	_, err = w.door.Confirm(w.ctx, w.approver, proposal)
	w.must(err)
}

// rejected is a society's application that was not accepted.
func (w *world) rejected() bid {
	w.t.Helper()
	b := w.submitted(w.society)
	w.kept(b, late)
	w.confirm(w.room.ProposeReject(w.ctx, w.handler, b.id, 1, "纸质件逾期送达。"))
	return b
}

var (
	late   = Line{"in_time", Fatal, "纸质件5月20日才收到"}
	blanks = Line{"all_filled", Mendable, "“工作计划”没有写实施步骤"}
	sheets = Line{"bound_sealed", Mendable, "只有两份盖章"}
)

// at moves the clock, in Beijing time.
func (w *world) at(moment string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, clock.Zone)
	w.must(err)
	w.db.Clock.SetOffset(time.Until(at))
}

func (w *world) until(day string) time.Time {
	w.t.Helper()
	d, err := calendar.ParseDay(day)
	w.must(err)
	return calendar.EndOfDay(d)
}

// refused fails unless err is a fault of the kind, by the rule.
func (w *world) refused(err error, kind fault.Kind, rule string) {
	w.t.Helper()
	if f, ok := fault.As(err); !ok || f.Kind != kind || f.Rule != rule {
		w.t.Fatalf("got %v, want a fault of kind %d by rule %q", err, kind, rule)
	}
}

// is fails unless an application stands in this state.
func (w *world) is(b bid, state act.State) {
	w.t.Helper()
	if a := w.application(b); a.State != state {
		w.t.Fatalf("%s is %s, want %s", a.UnitName, a.State, state)
	}
}

func (w *world) verify() ledger.Report {
	w.t.Helper()
	checks := append(w.apply.Checks(), w.recommend.Checks()...)
	return get(w, func(t *store.Tx) (ledger.Report, error) { return ledger.Verify(t, covers(), checks, nil) })
}

// holds fails unless the ledger, all rows and the laws of the places hold.
func (w *world) holds() {
	w.t.Helper()
	for _, problem := range w.verify().Problems {
		w.t.Error(problem)
	}
}

// pilot is the shipped definition.
func pilot(t testing.TB) *programme.Programme {
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
