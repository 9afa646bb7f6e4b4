package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// filled leaves a row in every table that is bound to the ledger: an application that was submitted, rendered,
// withdrawn and submitted again, a letter, an intention.
func filled(w *town) {
	w.t.Helper()
	id := submitted(w)
	w.must(w.Apply.Render(ctx, apply.RenderVersion{Application: id, Version: 1}))
	submitted(w)
	w.must(w.Call.Intend(ctx, w.people["clerk"], letter(w), call.Means))
	for _, leave := range leavers {
		leave(w)
	}
}

// leavers leave a row in every table of a later room; the files with its deeds add them.
var leavers []func(*town)

// tampered runs work by hand past the program, proves the ledger, and takes it back.
func tampered(w *town, outside *ledger.Head, work ...string) (report ledger.Report) {
	w.t.Helper()
	w.must(w.DB.Write(ctx, func(t *store.Tx) error {
		return t.Try(func() error {
			loosen := "PRAGMA defer_foreign_keys = ON"
			if t.Engine == store.Postgres {
				loosen = "SET LOCAL session_replication_role = replica"
			}
			for _, statement := range append([]string{loosen}, work...) {
				if _, err := t.Exec(statement); err != nil {
					return err
				}
			}
			var err error
			report, err = ledger.Verify(t, Covers(), w.checks(), outside)
			return err
		})
	}))
	return report
}

// Whoever changes one value of one covered column by hand is found, with the table and the row.
func TestVerifyNamesEveryCoveredColumn(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		filled(w)
		if report := tampered(w, nil); len(report.Problems) > 0 {
			t.Fatalf("nothing was changed: %v", report.Problems)
		}
		tried := 0
		for _, cover := range Covers() {
			rows := get(w, cover.All)
			if ofOthers[cover.Table] != "" {
				continue
			}
			if len(rows) == 0 {
				t.Errorf("no row in %s to be changed", cover.Table)
				continue
			}
			key := rows[len(rows)-1].Key
			for _, column := range heldColumns(cover) {
				report := tampered(w, nil, change(w, cover, column, key))
				if !names(report, cover.Table, key) {
					t.Errorf("%s.%s of %s changed by hand: %v", cover.Table, column, key, report.Problems)
				}
				tried++
			}
			report := tampered(w, nil, "DELETE FROM "+cover.Table+where(cover, key))
			if !names(report, cover.Table, key) {
				t.Errorf("%s %s removed by hand: %v", cover.Table, key, report.Problems)
			}
		}
		if tried < 60 {
			t.Errorf("only %d columns were tried", tried)
		}
		w.holds()
	})
}

// ofOthers are tables in which the town's programme leaves no row, each with the test that changes them.
var ofOthers = map[string]string{
	"panel_stage": "review.TestTamperingWithTheStagesIsFound",
	"panel_order": "review.TestTamperingWithTheStagesIsFound",
}

func names(report ledger.Report, table, key string) bool {
	return slices.ContainsFunc(report.Problems, func(p ledger.Problem) bool { return p.Table == table && p.Key == key })
}

func where(cover ledger.Cover, key string) string {
	var conditions []string
	for i, value := range strings.Split(key, "/") {
		conditions = append(conditions, "CAST("+cover.Key[i]+" AS TEXT) = '"+value+"'")
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// change is the statement that gives a column of a row another value of its type.
func change(w *town, cover ledger.Cover, column, key string) string {
	w.t.Helper()
	value := get(w, func(t *store.Tx) (value any, err error) {
		value, _, err = store.One(t, store.Scalar[any], "SELECT "+column+" FROM "+cover.Table+where(cover, key))
		return value, err
	})
	to := column + " || 'x'"
	switch value.(type) {
	case int64:
		to = column + " + 1"
	case bool:
		to = "NOT " + column
	}
	return "UPDATE " + cover.Table + " SET " + column + " = " + to + where(cover, key)
}

// An entry dropped, two swapped, one rewritten, and an end cut off as cleanly as one who knows the tree can.
func TestVerifyNamesWhatIsWrongWithTheEntries(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		filled(w)
		head := get(w, ledger.Now)
		report := tampered(w, nil, "DELETE FROM ledger_entry WHERE n = 7")
		if len(report.Problems) == 0 || report.Problems[0].Entry != 7 {
			t.Errorf("entry 7 dropped: %v", report.Problems)
		}
		swap := func(column string) string {
			return fmt.Sprintf("UPDATE ledger_entry SET %[1]s = (SELECT other.%[1]s FROM ledger_entry other WHERE other.n = 19 - ledger_entry.n) WHERE n IN (9, 10)", column)
		}
		report = tampered(w, nil, swap("bytes"), swap("at"), swap("account"), swap("act"), swap("object"))
		if len(report.Problems) == 0 || report.Problems[0].Entry != 9 {
			t.Errorf("entries 9 and 10 swapped: %v", report.Problems)
		}
		report = tampered(w, nil, fmt.Sprintf("UPDATE ledger_entry SET account = 'x' WHERE n = %d", head.Size-1))
		if len(report.Problems) == 0 || report.Problems[0].Entry != head.Size-1 {
			t.Errorf("an account of an entry changed: %v", report.Problems)
		}
		cut := []string{fmt.Sprintf("DELETE FROM ledger_entry WHERE n >= %d", head.Size-2),
			fmt.Sprintf("DELETE FROM ledger_hash WHERE idx >= %d", tlog.StoredHashCount(head.Size-2)),
			fmt.Sprintf("UPDATE ledger_head SET size = %d", head.Size-2)}
		report = tampered(w, &head, cut...)
		if len(report.Problems) == 0 || report.Problems[0].Entry != head.Size-2 || !strings.Contains(report.Problems[0].What, "截去") {
			t.Errorf("the end cut off: %v", report.Problems)
		}
		for _, p := range tampered(w, nil, cut...).Problems {
			if p.Table == "" {
				t.Errorf("without a head from outside the tree itself looks whole, but: %v", p)
			}
		}
		w.holds()
	})
}

// Every table of the schema is bound to the ledger, or it is said why not; the job queue's own stand apart.
func TestEveryTableIsCoveredOrSaysWhyNot(t *testing.T) {
	catalogs := map[store.Engine]string{store.SQLite: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
		store.Postgres: "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"}
	for engine, query := range catalogs {
		t.Run(string(engine), func(t *testing.T) {
			h := demoHouse(t, engine)
			known := map[string]bool{}
			for _, c := range Covers() {
				known[c.Table] = true
			}
			for table, why := range Uncovered() {
				if known[table] || strings.TrimSpace(why) == "" {
					t.Errorf("%s is covered, or no reason is given", table)
				}
				known[table] = true
			}
			there := tablesOf(t, h, query, 20)
			for _, table := range there {
				if !known[table] && !strings.HasPrefix(table, "river_") && !strings.HasPrefix(table, "sqlite_") {
					t.Errorf("table %s is neither covered nor is it said why not", table)
				}
			}
			for table := range known {
				if !slices.Contains(there, table) {
					t.Errorf("there is no table %s", table)
				}
			}
		})
	}
}

func tablesOf(t *testing.T, h *House, query string, least int) (tables []string) {
	t.Helper()
	err := h.DB.Read(ctx, func(tx *store.Tx) (err error) {
		tables, err = store.Rows(tx, store.Scalar[string], query)
		return err
	})
	if err != nil || len(tables) < least {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	return tables
}

// besides are the columns of covered tables that no digest holds, each with what holds it instead.
var besides = map[string]string{
	"definition.body": byHash, "notice_version.body": byHash, "pass_letter.body": byHash,
	"application_version.body": byHash, "application_version.personal": byHash,
	"application.slot": byCheck, "application.subject": byCheck,
	"application.saved_at": ofDraft, "application.revision": ofDraft,
}

const (
	byHash  = "a text whose hash is in the digest, which the room's own check compares"
	byCheck = "follows from the unit's kind and the last frozen version, which the room's own check compares"
	ofDraft = "moves with every save of the draft, and saving is no act"
)

// heldColumns are the columns of a table that nobody can change unseen.
func heldColumns(cover ledger.Cover) []string {
	columns := slices.Clone(cover.Columns)
	for name, how := range besides {
		if table, column, _ := strings.Cut(name, "."); table == cover.Table && how != ofDraft {
			columns = append(columns, column)
		}
	}
	return columns
}

// Every column of a covered table is in its digest, or it is said what holds it instead.
func TestEveryColumnIsHeld(t *testing.T) {
	h := demoHouse(t, store.SQLite)
	seen := map[string]bool{}
	for _, c := range Covers() {
		for _, column := range tablesOf(t, h, "SELECT name FROM pragma_table_info('"+c.Table+"')", 2) {
			name := c.Table + "." + column
			seen[name] = true
			if held := slices.Contains(append(slices.Clone(c.Key), c.Columns...), column); held == (besides[name] != "") {
				t.Errorf("%s: in the digest %v, besides it %q", name, held, besides[name])
			}
		}
	}
	for name := range besides {
		if !seen[name] {
			t.Errorf("there is no column %s", name)
		}
	}
}
