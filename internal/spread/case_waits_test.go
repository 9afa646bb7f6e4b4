package spread

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
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
		want("", "")
		w.again(0, id, body("三长制"))
		want("审核案例", "")
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
		if got := w.waits(w.City); len(got) > 0 {
			t.Errorf("for others %v", got)
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
