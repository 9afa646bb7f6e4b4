package apply

import (
	"fmt"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// texts are the columns that hold text; others are numbers, but for the truths.
var truths = map[string]bool{"typed_in": true, "confirmed": true}
var numbers = map[string]bool{"version": true, "started_at": true, "submitted_at": true, "at": true, "size": true, "rendered_at": true, "invited_at": true, "until": true, "answered": true}

// Every covered column that is changed by hand is found, and so is every text and file behind a hash.
func TestTamperingIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		w.must(w.room.AddWriter(w.ctx, w.clerk, id, "neighbour", "某某"))
		file, err := w.attach(w.clerk, id, "一.png", picture)
		w.must(err)
		_, err = w.room.Submit(w.ctx, w.clerk, id, signed)
		w.must(err)
		w.must(w.room.Render(w.ctx, RenderVersion{id, 1}))
		w.must(w.room.Return(w.ctx, w.city, id, []ReturnItem{{"expected_results", "请补充"}}, day(t, "2020-05-18")))
		w.at("2020-05-20 09:00")
		evidence := w.late(id, "2020-05-22")
		w.must(w.room.Withdraw(w.ctx, w.head, id, "理由", ""))
		w.clean()
		w.spare(id)
		for _, cover := range Covers() {
			for _, column := range cover.Columns {
				w.tampered(cover.Table, column)
			}
		}
		w.tampered("application_version", "body")
		w.tampered("application_version", "personal")
		paper := get(w, func(t *store.Tx) (Paper, error) { return PaperOf(t, id, 1) })
		for _, hash := range []string{file.Hash, paper.Hash, evidence} {
			w.must(w.room.Files.Remove(hash))
		}
		for _, table := range []string{"application_version", "application_paper", "late_door"} {
			if !about(w.verify(), table) {
				t.Errorf("a missing file of %s is not found", table)
			}
		}
		w.exec("DELETE FROM application_reason")
		if !about(w.verify(), "application_reason") {
			t.Error("a row taken away is not found")
		}
	})
}

// spare makes rows for columns that refer to others to point at. verify says that no act made them.
func (w *world) spare(id string) {
	w.exec("INSERT INTO definition (hash, programme, name, body) VALUES ('x', 'x', 'x', '{}')")
	w.exec("INSERT INTO cohort SELECT 'x', definition, year + 1, state, version, number, opened_at, published_at FROM cohort WHERE id <> 'x'")
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, func(t *store.Tx) error {
		_, err := t.Exec(query, args...)
		return err
	}))
}

func about(report ledger.Report, table string) bool {
	for _, p := range report.Problems {
		if p.Table == table && p.What != "没有任何办理记录" {
			return true
		}
	}
	return false
}

// tampered changes one column of a table, wants it found, and puts it back.
func (w *world) tampered(table, column string) {
	w.t.Helper()
	changed := column + " || 'x'"
	switch {
	case truths[column]:
		changed = "NOT " + column
	case numbers[column]:
		changed = column + " + 1"
	case table == "application" && (column == "cohort" || column == "definition"):
		changed = "'x'"
	case table == "application" && column == "unit":
		changed = "city"
	case column == "application":
		w.moved(table, column)
		return
	}
	w.exec(fmt.Sprintf("CREATE TABLE kept AS SELECT %s AS was FROM %s", column, table))
	w.exec(fmt.Sprintf("UPDATE %s SET %s = %s", table, column, changed))
	if !about(w.verify(), table) {
		w.t.Errorf("%s.%s changed by hand is not found", table, column)
	}
	w.exec(fmt.Sprintf("UPDATE %s SET %s = (SELECT was FROM kept)", table, column))
	w.exec("DROP TABLE kept")
	for _, p := range w.verify().Problems {
		if p.Table == table || strings.HasPrefix(p.Table, "application") {
			w.t.Fatalf("after %s.%s was put back: %v", table, column, p)
		}
	}
}

// moved gives a row to another application.
func (w *world) moved(table, column string) {
	w.t.Helper()
	if len(w.mine()) == 0 {
		w.at("2020-05-14 09:00") // while one can be begun
		_, err := w.room.Start(w.ctx, w.society, w.cohort)
		w.must(err)
	}
	other := w.mine()[0].ID
	w.exec(fmt.Sprintf("CREATE TABLE kept AS SELECT %s AS was FROM %s", column, table))
	w.exec(fmt.Sprintf("UPDATE %s SET %s = $1", table, column), other)
	if !about(w.verify(), table) {
		w.t.Errorf("%s.%s changed by hand is not found", table, column)
	}
	w.exec(fmt.Sprintf("UPDATE %s SET %s = (SELECT was FROM kept)", table, column))
	w.exec("DROP TABLE kept")
}

func (w *world) mine() []Application {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]Application, error) { return Mine(t, w.society, w.cohort) })
}
