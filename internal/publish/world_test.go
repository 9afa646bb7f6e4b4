package publish

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with this room, the decisions before it and the pilots behind it.
type world struct {
	*worldtest.World
	room   *Room
	decide *decide.Room
	bids   []worldtest.Bid
}

func years(t *testing.T) calendar.Years {
	t.Helper()
	rows, err := seed.Rows()
	if err != nil {
		t.Fatal(err)
	}
	y, err := calendar.NewYears(rows)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func covers() []ledger.Cover { return append(append(decide.Covers(), Covers()...), run.Covers()...) }

// each runs a test on both engines in a world whose list was decided: one outcome for each application, the last of them
// under review and on no list where beyond is true. It is Monday 22 June 2020, 10:00.
func each(t *testing.T, outcomes []decide.Outcome, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, covers())}
		w.room = New(w.Door, w.Blobs, worldtest.Fonts(), years(t))
		w.room.OpenPilot = run.New(w.Door, w.Blobs, worldtest.Fonts(), w.room.Years).Open
		w.decide = decide.New(w.Door, w.Blobs, worldtest.Fonts())
		for _, o := range outcomes {
			w.bids = append(w.bids, w.County())
			if o == decide.Fewer {
				w.widened(w.bids[len(w.bids)-1])
			}
		}
		w.Reviewed(w.bids...)
		w.decide.Ranking = func(*store.Tx, string) (ranked []decide.Ranked, err error) {
			for i, b := range w.bids {
				ranked = append(ranked, decide.Ranked{Application: b.ID, Place: i + 1})
			}
			return ranked, nil
		}
		w.At("2020-06-22 10:00")
		w.decided(outcomes)
		test(w)
	})
}

// widened applies for a second content, so that there is one to cut.
func (w *world) widened(b worldtest.Bid) {
	w.T.Helper()
	w.Must(w.Apply.TakeBack(w.Ctx, b.Clerk, b.ID))
	w.Save(b.Clerk, b.ID, map[string]string{"contents": `{"items":[{"number":2,"whole":true,"clauses":[],"free":[]},{"number":6,"whole":true,"clauses":[],"free":[]}]}`})
	w.Submit(b)
}

func (w *world) decided(outcomes []decide.Outcome) {
	w.T.Helper()
	var chosen []string
	var lines []decide.TakenLine
	for i, o := range outcomes {
		if o == "" {
			continue
		}
		chosen = append(chosen, w.bids[i].ID)
		line := decide.TakenLine{Application: w.bids[i].ID, Outcome: o, Reason: "理由"}
		if o == decide.Fewer {
			line.Contents = []int{6}
		}
		lines = append(lines, line)
	}
	id, err := w.decide.ProposeList(w.Ctx, w.Handler, w.Cohort, chosen, "")
	w.Must(err)
	w.Confirm(w.decide.Record(w.Ctx, w.Handler, decide.Taken{Decision: id, Cohort: w.Cohort, Matter: "建议名单", Session: "第6次", On: "2020-06-18",
		Excerpt: w.pdf("excerpt"), Lines: lines, Left: []decide.Left{{Who: "某丙", About: "第1县"}}}))
}

func (w *world) pdf(text string) string {
	w.T.Helper()
	blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\n"+text)), 1<<20)
	w.Must(err)
	return blob.Hash
}

func (w *world) decision() decide.Decision {
	w.T.Helper()
	all := worldtest.Get(w.World, func(t *store.Tx) ([]decide.Decision, error) { return decide.Of(t, w.Cohort) })
	return all[0]
}

// draft drafts the notice of the newest decision from today on.
func (w *world) draft() string {
	w.T.Helper()
	id, err := w.room.Draft(w.Ctx, w.Handler, Drafting{Decision: w.decision().ID, From: calendar.DayOf(w.DB.Clock.Now()).String(), OfficePhone: "0531-82088888",
		DisciplinePhone: "0531-82077777"})
	w.Must(err)
	return id
}

func (w *world) starting(id string) Starting {
	return Starting{Notice: id, Signer: "某某", Issued: w.pdf("issued"), SiteURL: "http://www.sdast.org.cn/gs/1.html", Snapshot: w.pdf("snapshot")}
}

// running is the newest decision's notice, put up.
func (w *world) running() string {
	w.T.Helper()
	id := w.draft()
	w.Confirm(w.room.Start(w.Ctx, w.Handler, w.starting(id)))
	return id
}

func (w *world) words(notice string) Words {
	return Words{Notice: notice, Application: w.bids[0].ID, Who: "person", Name: "某丁", Phone: "13811112222", Text: "材料与事实不符", Evidence: []string{w.pdf("proof")}}
}

func (w *world) registration(n int) call.Registration {
	return call.Registration{Number: fmt.Sprintf("鲁科协发〔2020〕%d号", n), Signer: "某某", Dated: "2020-06-22", Issued: w.pdf("release")}
}

func (w *world) is(i int, state act.State) {
	w.T.Helper()
	a := worldtest.Get(w.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, w.bids[i].ID) })
	if a.State != state {
		w.T.Errorf("bid %d is %s, want %s", i, a.State, state)
	}
}

func (w *world) notice(id string) Notice {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Notice, error) { return Get(t, id) })
}

func (w *world) objection(notice string, n int) Objection {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]Objection, error) { return Objections(t, notice) })[n]
}

func (w *world) pilots() []run.Pilot {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) ([]run.Pilot, error) { return run.Of(t, w.Cohort) })
}

func (w *world) letters() []notify.Letter {
	w.T.Helper()
	return worldtest.Get(w.World, notify.Waiting)
}

// letter is what waits to be told to the unit of a bid.
func (w *world) letter(i int) string {
	w.T.Helper()
	for _, l := range w.letters() {
		if l.Unit == w.bids[i].Clerk.Unit {
			return l.Text
		}
	}
	return ""
}

func (w *world) verify() {
	w.T.Helper()
	w.Holds(w.Verify(append(decide.Checks(w.Blobs), Checks(w.Blobs)...)))
}

func (w *world) supervisor() access.Actor { return w.Supervisor() }

func at(t *testing.T, moment string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
