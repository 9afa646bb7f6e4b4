package evaluate

import (
	"errors"
	"fmt"
	"testing"

	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/ledger"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// numbers are the columns that hold no text.
var numbers = map[string]bool{"n": true, "total": true, "at": true, "asked_at": true, "stated_at": true, "announced_at": true}

// Every covered column of this room that is changed by hand is found, and so is a row that is taken away.
func TestTamperingIsFound(t *testing.T) {
	each(t, 2, func(w *world) {
		w.lost(0)
		w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-10"))
		w.Must(w.room.State(w.Ctx, w.bids[0].Clerk, w.pilots[0], "", "没有意见", []string{w.pdf("view")}))
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterLoss, decide.Agreed, 0)))
		reg := call.Registration{Number: "鲁科协发〔2021〕13号", Signer: "某某", Dated: "2021-07-01", Issued: w.pdf("issued")}
		w.Confirm(w.room.Announce(w.Ctx, w.Handler, Announcing{Pilot: w.pilots[0], Registration: reg}))
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(1, Passed)))
		w.At("2022-07-01 09:00")
		w.Must(w.room.Judge(w.Ctx, w.Handler, w.judging(1, "良好", 15, 28, 20, 15)))
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterGrade, decide.Agreed, 1)))
		w.verify()
		for _, cover := range Covers() {
			for _, column := range cover.Columns {
				changed := column + " || 'x'"
				if numbers[column] {
					changed = column + " + 1"
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
		report, err := ledger.Verify(tx, w.Covers(), Checks(w.Blobs), nil)
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
