package evaluate

import (
	"bytes"
	"fmt"
	"testing"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with some pilots at work, released on 30 June 2020.
type world struct {
	*worldtest.World
	room   *Room
	run    *run.Room
	decide *decide.Room
	bids   []worldtest.Bid
	pilots []string // ids
	shot   int
}

func covers() []ledger.Cover {
	return append(append(decide.Covers(), run.Covers()...), Covers()...)
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

// rowSet stands for the acts of the room run that bring a pilot where an evaluation begins.
var rowSet = act.Row{Name: "worldtest.run", Title: "实施", Who: []access.Role{access.Handler}}

// each runs a test on both engines with n pilots at work; it is 1 July 2021, 09:00, and one half year was reported.
func each(t *testing.T, n int, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, covers())}
		w.run = run.New(w.Door, w.Blobs, worldtest.Fonts(), years(t))
		w.room = New(w.Door, w.Blobs, worldtest.Fonts(), years(t))
		w.decide = decide.New(w.Door, w.Blobs, worldtest.Fonts())
		w.decide.Later = map[programme.Matter]decide.Later{programme.MatterLoss: w.room.LaterLoss(), programme.MatterGrade: w.room.LaterGrade()}
		for range n {
			w.bids = append(w.bids, w.County())
		}
		w.Reviewed(w.bids...)
		w.At("2020-06-30 09:00")
		w.Released(func(t *act.Tx, a apply.Application) error { return w.run.Open(t, a, a.Contents, t.Now()) }, w.bids...)
		for i, b := range w.bids {
			w.pilots = append(w.pilots, worldtest.Get(w.World, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, b.ID) }).ID)
			w.begin(i)
		}
		w.At("2021-07-01 09:00")
		test(w)
	})
}

// begin puts a pilot to work, with a plan in force and a report of the first half year.
func (w *world) begin(i int) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, run.Object(w.pilots[i]), func(t *act.Tx) error {
		p, err := run.Lock(t.Tx, w.pilots[i])
		if err != nil {
			return err
		}
		p.State = run.Running
		// The room run's own acts are its own tests' matter: what stands here is what they leave behind.
		for _, s := range []string{
			`UPDATE pilot SET state = 'running' WHERE id = '` + p.ID + `'`,
			`INSERT INTO plan (pilot, n, state, body, at, account, returned, until_at, answered_at, answered_by, paper, salt) VALUES ('` + p.ID +
				`', 1, 'approved', '{"milestones":[{"key":"m1","content":6,"what":"建立制度","by":"2021-06-30","indicator":"制度","target":"4","unit":"项","evidence":"文件"}]}', 1, '', '[]', 0, 1, '', '', 's')`,
		} {
			if _, err := t.Exec(s); err != nil {
				return err
			}
		}
		t.Touch("pilot", p.ID)
		t.Touch("plan", p.ID+"/1")
		return nil
	})
	w.Must(err)
	w.half("h1", "2020年下半年", "2020-07-01", "2020-12-31")
	w.report("h1", i, "3")
}

// half calls a half year of the cohort, once.
func (w *world) half(id, title, from, until string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, run.StocktakingObject(id), func(t *act.Tx) error {
		_, err := t.Exec(`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
			VALUES ($1, $2, $3, $4, $5, 1, '', 'open', 1, '', '', 's') ON CONFLICT (id) DO NOTHING`, id, title, ","+w.Cohort+",", from, until)
		t.Touch("stocktaking", id)
		return err
	})
	w.Must(err)
}

// report hands in a pilot's report of a half year.
func (w *world) report(half string, i int, actual string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, run.Object(w.pilots[i]), func(t *act.Tx) error {
		_, err := t.Exec(`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, reason, at, account, salt)
			VALUES ($1, $2, 1, 'submitted', '', $3, '', $4, '', 's')`, half, w.pilots[i],
			`{"plan":1,"lines":[{"milestone":"m1","state":"done","actual":"`+actual+`","evidence":"印发的文件"}]}`, len(half)*100+int(half[1]))
		t.Touch("half_report", half+"/"+w.pilots[i]+"/1")
		return err
	})
	w.Must(err)
}

func (w *world) pdf(text string) string {
	w.T.Helper()
	blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\n"+text)), 1<<20)
	w.Must(err)
	return blob.Hash
}

func (w *world) of(i int) Evaluation {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Evaluation, error) { return Of(t, w.pilots[i]) })
}

func (w *world) is(i int, state act.State) {
	w.T.Helper()
	if e := w.of(i); e.State != state {
		w.T.Fatalf("pilot %d is %s, want %s", i, e.State, state)
	}
}

// keys are the criteria of the shipped programme.
var keys = []string{"organised", "done", "effect", "copyable"}

// looking is a midterm or second look at a pilot, with one result for all criteria.
func (w *world) looking(i int, conclusion Conclusion) Looking {
	x := Looking{Pilot: w.pilots[i], Conclusion: conclusion, Experts: "某丙、某丁", Words: "意见", Scan: w.pdf("sheet")}
	for _, k := range keys {
		f := Finding{Key: k, Result: Reached}
		if conclusion == Failed {
			f.Result, f.Words = Missed, "差距较大"
		}
		x.Sheet = append(x.Sheet, f)
	}
	if conclusion == Failed {
		x.Items = []string{"补齐制度", "补报材料"}
	}
	return x
}

func (w *world) rectifying(i int, asks bool) Rectifying {
	return Rectifying{Pilot: w.pilots[i], Asks: asks, Items: []Mended{{What: "补报材料", Did: "已补报", Files: []string{w.pdf("proof")}}, {What: "补齐制度", Did: "已印发", Evidence: "文件"}}}
}

// judging is a final look with points for the four criteria.
func (w *world) judging(i int, grade string, points ...int) Judging {
	x := Judging{Pilot: w.pilots[i], Experts: "某丙", Words: "意见", Grade: grade}
	for n, k := range keys {
		x.Sheet = append(x.Sheet, Finding{Key: k, Points: points[n] * 100, Words: "情况"})
	}
	return x
}

// taken is what the body decided of a matter, the same of some pilots.
func (w *world) taken(m programme.Matter, o decide.Outcome, pilots ...int) decide.Taken {
	w.T.Helper()
	w.shot++
	x := decide.Taken{Cohort: w.Cohort, Matter: m, Session: fmt.Sprintf("第%d次", w.shot), On: calendar.DayOf(w.DB.Clock.Now()).String(), Excerpt: w.pdf("excerpt")}
	for _, i := range pilots {
		x.Lines = append(x.Lines, decide.TakenLine{Application: w.bids[i].ID, Outcome: o, Reason: "理由"})
	}
	return x
}

// lost brings a pilot to where the loss of its status is proposed.
func (w *world) lost(i int) {
	w.T.Helper()
	w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(i, Failed)))
	w.Must(w.room.Rectified(w.Ctx, w.bids[i].Clerk, w.rectifying(i, true)))
	w.Must(w.room.LookAgain(w.Ctx, w.Handler, w.looking(i, Failed)))
}

// losses are the pilots from now on of which what is public is taken down, with where they then stand. What is proposed is tried,
// too.
func (w *world) losses() map[string]act.State {
	lost := map[string]act.State{}
	w.room.Lost = func(_ *act.Tx, p run.Pilot) error {
		lost[p.ID] = p.State
		return nil
	}
	return lost
}

// told sends all letters that wait.
func (w *world) told() {
	w.T.Helper()
	box := notify.Outbox{Door: w.Door, Receivers: func(*store.Tx, string, []access.Role) ([]string, error) { return []string{w.Handler.Account}, nil }, Left: w.room.Told}
	var ids []string
	for _, l := range worldtest.Get(w.World, notify.Waiting) {
		ids = append(ids, l.ID)
	}
	w.Must(box.Release(w.Ctx, w.Handler, ids))
}

func (w *world) verify() {
	w.T.Helper()
	w.Holds(w.Verify(append(decide.Checks(w.Blobs), Checks(w.Blobs)...)))
}
