package publish

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// numbers and truths are the columns that hold no text.
var (
	numbers = map[string]bool{"listed_at": true, "decided_at": true, "place": true, "n": true, "until_at": true, "days": true, "at": true, "received": true,
		"closed_at": true, "opened_at": true}
	truths = map[string]bool{"working": true, "first_day": true, "strikes": true}
)

// Every covered column of the rooms from the decision to the pilot that is changed by hand is found, and so is a row that
// is taken away. Of what the pilots do later the release writes no row.
func TestTamperingIsFound(t *testing.T) {
	each(t, list, func(w *world) {
		id := w.running()
		w.Must(w.room.Report(w.Ctx, id, "有人打招呼"))
		_, err := w.room.Object(w.Ctx, access.Actor{}, w.words(id))
		w.Must(err)
		o := w.objection(id, 0)
		w.Must(w.room.Assign(w.Ctx, w.Approver, o.ID, w.Handler.Account, ""))
		w.Must(w.room.Find(w.Ctx, w.Handler, o.ID, Answered{Outcome: Rejected, Found: "不属实", Answer: "经核查不属实"}))
		w.At("2020-06-30 09:00")
		x := w.registration(20)
		w.Confirm(w.room.Release(w.Ctx, w.Handler, w.Cohort, x))
		w.verify()
		for _, cover := range covers() {
			if written := worldtest.Get(w.World, cover.All); len(written) == 0 {
				if cover.Table == "pilot" || !slices.ContainsFunc(run.Covers(), func(c ledger.Cover) bool { return c.Table == cover.Table }) {
					t.Errorf("no row of %s to be changed", cover.Table)
				}
				continue
			}
			for _, column := range cover.Columns {
				changed := column + " || 'x'"
				switch {
				case numbers[column]:
					changed = column + " + 1"
				case truths[column]:
					changed = "NOT " + column
				}
				if !w.tampered(cover, fmt.Sprintf("UPDATE %s SET %s = %s", cover.Table, column, changed)) {
					t.Errorf("%s.%s changed by hand is not found", cover.Table, column)
				}
			}
			if !w.tampered(cover, "DELETE FROM "+cover.Table) {
				t.Errorf("a row of %s taken away is not found", cover.Table)
			}
		}
	})
}

var errTakenBack = errors.New("taken back")

// tampered runs a statement past the program, tells whether verify names the table, and takes it back.
func (w *world) tampered(cover ledger.Cover, statement string) (found bool) {
	w.T.Helper()
	err := w.DB.Write(w.Ctx, func(tx *store.Tx) error {
		loosen := "PRAGMA defer_foreign_keys = ON"
		if tx.Engine == store.Postgres {
			loosen = "SET LOCAL session_replication_role = replica"
		}
		for _, s := range []string{loosen, statement} {
			if _, err := tx.Exec(s); err != nil {
				return err
			}
		}
		report, err := ledger.Verify(tx, w.Covers(), append(decide.Checks(w.Blobs), Checks(w.Blobs)...), nil)
		for _, p := range report.Problems {
			found = found || p.Table == cover.Table
		}
		if err != nil {
			return err
		}
		return errTakenBack
	})
	if !errors.Is(err, errTakenBack) {
		w.T.Fatalf("%s: %v", statement, err)
	}
	return found
}
