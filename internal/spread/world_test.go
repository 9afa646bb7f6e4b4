package spread

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	seed "shidian/assets/calendar"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/ledger"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// world is the small province with some pilots whose two years are over, all of them counties released on 30 June 2020.
type world struct {
	*worldtest.World
	room   *Room
	run    *run.Room
	decide *decide.Room
	bids   []worldtest.Bid
	pilots []string // ids
	shot   int
}

func covers() (all []ledger.Cover) {
	for _, of := range [][]ledger.Cover{decide.Covers(), run.Covers(), evaluate.Covers(), Covers()} {
		all = append(all, of...)
	}
	return all
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

// rowSet stands for the acts of earlier rooms, which are their own tests' matter: what stands here is what they leave behind.
var rowSet = act.Row{Name: "worldtest.spread", Title: "推广以前", Who: []access.Role{access.Handler}}

// each runs a test on both engines with n pilots; it is 1 August 2022, 09:00. Each has a plan in force and a report of its
// last half year, and was judged 优秀; regrade gives it another grade.
func each(t *testing.T, n int, test func(*world)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := &world{World: worldtest.New(t, db, covers())}
		w.run = run.New(w.Door, w.Blobs, worldtest.Fonts(), years(t))
		w.room = New(w.Door, w.Blobs, worldtest.Fonts(), w.run)
		w.decide = decide.New(w.Door, w.Blobs, worldtest.Fonts())
		w.decide.Later = map[programme.Matter]decide.Later{}
		for range n {
			w.bids = append(w.bids, w.County())
		}
		w.Reviewed(w.bids...)
		w.At("2020-06-30 09:00")
		w.Released(func(t *act.Tx, a apply.Application) error { return w.run.Open(t, a, a.Contents, t.Now()) }, w.bids...)
		for _, b := range w.bids {
			w.pilots = append(w.pilots, worldtest.Get(w.World, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, b.ID) }).ID)
		}
		w.At("2022-08-01 09:00")
		for i := range w.pilots {
			w.finished(i, "优秀")
		}
		test(w)
	})
}

// set does some statements about a pilot, and touches the rows that they wrote.
func (w *world) set(i int, touched [][2]string, statements ...string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, run.Object(w.pilots[i]), func(t *act.Tx) error {
		for _, s := range statements {
			if _, err := t.Exec(strings.ReplaceAll(s, "$pilot", w.pilots[i])); err != nil {
				return err
			}
		}
		for _, row := range touched {
			t.Touch(row[0], strings.ReplaceAll(row[1], "$pilot", w.pilots[i]))
		}
		return nil
	})
	w.Must(err)
}

// finished is a pilot at its end, with a grade that it was told.
func (w *world) finished(i int, grade string) {
	w.T.Helper()
	w.set(i, [][2]string{{"pilot", "$pilot"}, {"plan", "$pilot/1"}, {"half_report", "h1/$pilot/1"}, {"stocktaking", "h1"}, {"evaluation", "$pilot/1"}},
		`UPDATE pilot SET state = 'ended' WHERE id = '$pilot'`,
		`INSERT INTO plan (pilot, n, state, body, at, account, returned, until_at, answered_at, answered_by, paper, salt) VALUES ('$pilot', 1, 'approved',
			'{"goals":[{"content":6,"goal":"健全组织","measures":"建立三长工作机制，推动资源下沉。"}],"milestones":[{"key":"m1","content":6,"what":"建立制度","by":"2021-06-30","indicator":"制度","target":"4","unit":"项","evidence":"文件"}]}',
			1, '', '[]', 0, 1, '', '', 's')`,
		`INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
			VALUES ('h1', '2022年上半年', ',`+w.Cohort+`,', '2022-01-01', '2022-06-30', 1, '', 'open', 1, '', '', 's') ON CONFLICT (id) DO NOTHING`,
		`INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, reason, at, account, salt) VALUES ('h1', '$pilot', 1, 'submitted', '',
			'{"plan":1,"lines":[{"milestone":"m1","state":"done","actual":"5","evidence":"印发的文件"}]}', '', 2, '', 's')`,
		`INSERT INTO evaluation (pilot, n, kind, conclusion, sheet, experts, words, items, until_day, early, total, proposed, grade, reason, scan, state, decision,
			at, account, salt) VALUES ('$pilot', 1, 'final', '', '[]', '', '', '[]', '', '', 9000, '`+grade+`', '`+grade+`', '', '', 'agreed', '', 1, '', 's')`)
}

// regrade gives a pilot another grade.
func (w *world) regrade(i int, grade string) {
	w.T.Helper()
	w.set(i, [][2]string{{"evaluation", "$pilot/1"}}, `UPDATE evaluation SET grade = '`+grade+`' WHERE pilot = '$pilot'`)
}

// moved puts a pilot into another state.
func (w *world) moved(i int, to act.State) {
	w.T.Helper()
	w.set(i, [][2]string{{"pilot", "$pilot"}}, `UPDATE pilot SET state = '`+string(to)+`' WHERE id = '$pilot'`)
}

// body is a case that nothing is wrong with.
func body(title string) Body {
	return Body{Title: title, Contents: []int{6}, Summary: "以三长为骨干，把科协组织办到群众身边。", Problem: "基层科协组织覆盖不全。",
		Measures: "一是建立三长工作机制。\n二是推动资源下沉。", Effects: "建立制度五项。", Copying: "制度文本可以直接采用。"}
}

// shows puts a public case of a pilot in place, without the acts that lead there, and gives its id.
func (w *world) shows(i int, b Body) string {
	w.T.Helper()
	w.shot++
	id := fmt.Sprintf("shown-%03d", w.shot)
	_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
		p, err := run.CaseOf(t.Tx, w.pilots[i])
		if err != nil {
			return err
		}
		c := Case{ID: id, Pilot: p.ID, Cohort: p.Cohort.ID, Unit: p.Pilot.Unit, UnitName: p.Application.UnitName, Kind: p.Application.Kind, City: p.Application.City,
			CityName: p.Application.CityName, State: Published, N: 1, Shown: 1, BegunAt: t.Now(), ShownAt: t.Now()}
		if err := insertCase(t, c, "s"); err != nil {
			return err
		}
		text, err := json.Marshal(b)
		if err != nil {
			return err
		}
		return insertVersion(t, Version{Case: id, N: 1, Body: b, Text: strings.ToLower(string(text)), At: t.Now(), Account: w.bids[i].Clerk.Account, salt: "s"})
	})
	w.Must(err)
	return id
}

func (w *world) pdf(text string) string {
	w.T.Helper()
	blob, err := w.Blobs.Put(bytes.NewReader([]byte("%PDF-1.7\n"+text)), 1<<20)
	w.Must(err)
	return blob.Hash
}

func (w *world) get(id string) Case {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Case, error) { return Get(t, id) })
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

func (w *world) verify() {
	w.T.Helper()
	w.Holds(w.Verify(append(append(decide.Checks(w.Blobs), evaluate.Checks(w.Blobs)...), Checks(w.Blobs)...)))
}

func TestAPublicCaseIsRead(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		c, v := Case{}, Version{}
		w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) (err error) { c, v, err = Shown(t, id); return err }))
		if !c.Public() || v.Body.Title != "三长制" || c.UnitName == "" {
			w.T.Fatalf("read %+v %+v", c, v)
		}
		w.verify()
	})
}
