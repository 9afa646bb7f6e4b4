package spread

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// Each sees what waits for him: the office what it has to look at and to propose, the unit what it has to mend.
func TestWhatWaitsOfCases(t *testing.T) {
	each(t, 1, func(w *world) {
		clerk := w.bids[0].Clerk
		want := func(office, unit string) {
			w.T.Helper()
			if got := strings.Join(w.waits(w.Handler), " "); got != office {
				t.Errorf("for the office %q, want %q", got, office)
			}
			if got := strings.Join(w.waits(clerk), " "); got != unit {
				t.Errorf("for the unit %q, want %q", got, unit)
			}
		}
		id := w.begun(0)
		want("", "继续起草")
		if _, kept, err := w.room.KeepDraft(w.Ctx, clerk, id, body("还在写"), time.Time{}, "0"); err != nil || !kept {
			t.Fatalf("not kept: %v", err)
		}
		if got := w.task(clerk); !strings.HasSuffix(got.Title, "《还在写》") || got.URL != "/cases/"+id+"/edit" {
			t.Errorf("the task is %+v", got)
		}
		w.again(0, id, body("三长制"))
		want("审核案例", "")
		if got := w.task(w.Handler); got.Title != w.get(id).UnitName+"《三长制》" {
			t.Errorf("the office's task is %+v", got)
		}
		w.Must(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 1, []run.ReturnItem{{Part: "title", Words: "改"}}}))
		want("", "修改案例")
		w.again(0, id, body("三长制"))
		w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 2}))
		want("提请发布案例", "")
		proposal, err := w.room.Publish(w.Ctx, w.Handler, Publication{id, 2})
		w.Must(err)
		want("", "")
		w.Confirm(proposal, nil)
		want("", "")
		w.Must(w.room.TakeDown(w.Ctx, w.Handler, id, "数据有误"))
		want("", "修改案例")
		if got := w.task(clerk); got.State != "案例已撤下，修改后可以重新报送" || got.URL != "/cases/"+id+"/edit" {
			t.Errorf("the task is %+v", got)
		}
		w.regrade(0, "未通过")
		want("", "")
		w.regrade(0, "优秀")
		w.moved(0, run.Terminated)
		want("", "")
		if got := w.waits(w.City); len(got) > 0 {
			t.Errorf("for others %v", got)
		}
	})
}

// task is the first thing that waits of cases.
func (w *world) task(who access.Actor) run.Task {
	w.T.Helper()
	all := worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingCases(t, who) })
	if len(all) == 0 {
		return run.Task{}
	}
	return all[0]
}

// A draft is listed under the title that is kept of it.
func TestADraftIsListedUnderItsTitle(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.begun(0)
		title := func() string {
			cases := worldtest.Get(w.World, func(t *store.Tx) ([]Worked, error) {
				cases, _, err := Work(t, w.bids[0].Clerk, "", 0, 10)
				return cases, err
			})
			return cases[0].Title
		}
		if got := title(); got != "" {
			t.Errorf("before anything was typed: %q", got)
		}
		_, _, err := w.room.KeepDraft(w.Ctx, w.bids[0].Clerk, id, body("还在写"), time.Time{}, "0")
		w.Must(err)
		if got := title(); got != "还在写" {
			t.Errorf("the draft is called %q", got)
		}
	})
}

// Every covered column of a case that is changed by hand is found, and so is a row that is taken away.
func TestTamperingWithACaseIsFound(t *testing.T) {
	each(t, 1, func(w *world) {
		w.published(0, body("三长制"))
		w.verify()
		undo := errors.New("taken back")
		found := func(cover ledger.Cover, sql string) (is bool) {
			err := w.DB.Write(w.Ctx, func(tx *store.Tx) error {
				if _, err := tx.Exec(sql); err != nil {
					return err
				}
				report, err := ledger.Verify(tx, w.Covers(), nil, nil)
				is = slices.ContainsFunc(report.Problems, func(p ledger.Problem) bool { return p.Table == cover.Table })
				return errors.Join(err, undo)
			})
			if !errors.Is(err, undo) {
				t.Fatal(err)
			}
			return is
		}
		for _, cover := range caseCovers {
			for _, column := range cover.Columns {
				changed := column + " || 'x'"
				switch column {
				case "n", "shown", "begun_at", "shown_at", "at", "answered_at":
					changed = column + " + 1"
				case "office":
					changed = "NOT office"
				}
				if column != "pilot" && column != "cohort" && column != "unit" && !found(cover, "UPDATE "+cover.Table+" SET "+column+" = "+changed) {
					t.Errorf("%s.%s changed by hand is not found", cover.Table, column)
				}
			}
		}
		if !found(caseCovers[1], "DELETE FROM spread_version") {
			t.Error("a version taken away is not found")
		}
	})
}
