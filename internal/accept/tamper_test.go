package accept

import (
	"fmt"
	"strings"
	"testing"

	"shidian/internal/calendar"
	"shidian/internal/store"
)

// numbers are the columns that hold numbers; all others hold text.
var numbers = map[string]bool{"until": true, "at": true, "version": true, "answered_at": true, "copies": true, "sealed": true, "pages": true}

// Every covered column that is changed by hand is found, and so is a row that is taken away.
func TestTamperingIsFound(t *testing.T) {
	each(t, func(w *world) {
		b := w.rejected()
		w.Must(w.room.AskAgain(w.Ctx, w.Society, b.ID, "邮戳在期限内。", "某甲"))
		w.Must(w.room.Correct(w.Ctx, w.Society, b.ID, map[string]string{"contact_phone": "13700000000"}))
		other := w.County()
		_, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: other.ID, Version: 1, Copies: 2, Sealed: 2, Seal: SealOwn, Received: calendar.Date(2020, 5, 13), Note: "少一份"})
		w.Must(err)
		wrong, err := w.room.Register(w.Ctx, w.Handler, Paper{Application: other.ID, Version: 1, Copies: 1, Received: calendar.Date(2020, 5, 13)})
		w.Must(err)
		_, err = w.room.Unregister(w.Ctx, w.Handler, wrong.ID, "是另一家的")
		w.Must(err)
		w.Must(w.room.Phoned(w.Ctx, w.Handler, w.Cohort, other.Clerk.Unit, CallPaper))
		w.holds()
		w.exec("INSERT INTO definition (hash, programme, name, body) VALUES ('x', 'x', 'x', '{}')")
		w.exec("INSERT INTO cohort SELECT 'x', definition, year + 1, state, version, number, opened_at, published_at FROM cohort WHERE id <> 'x'")
		for _, cover := range Covers() {
			for _, column := range cover.Columns {
				w.tampered(cover.Table, column, other.ID)
			}
			w.exec("DELETE FROM " + cover.Table)
			if !w.about(cover.Table) {
				t.Errorf("a row of %s taken away is not found", cover.Table)
			}
		}
	})
}

func (w *world) exec(query string, args ...any) {
	w.T.Helper()
	w.Must(w.DB.Write(w.Ctx, func(t *store.Tx) error {
		_, err := t.Exec(query, args...)
		return err
	}))
}

func (w *world) about(table string) bool {
	w.T.Helper()
	for _, p := range w.verify().Problems {
		if p.Table == table && p.What != "没有任何办理记录" {
			return true
		}
	}
	return false
}

// tampered changes one column of a table, wants it found, and puts it back.
func (w *world) tampered(table, column, application string) {
	w.T.Helper()
	changed := column + " || 'x'"
	switch {
	case numbers[column]:
		changed = column + " + 1"
	case column == "cohort":
		changed = "'x'"
	case column == "unit":
		changed = "'" + w.City.Unit + "'"
	case column == "application" && table == "paper_received":
		changed = "''"
	case column == "application":
		changed = "'" + application + "'"
	}
	w.exec(fmt.Sprintf("CREATE TABLE kept AS SELECT * FROM %s", table))
	w.exec(fmt.Sprintf("UPDATE %s SET %s = %s", table, column, changed))
	if !w.about(table) {
		w.T.Errorf("%s.%s changed by hand is not found", table, column)
	}
	w.exec(fmt.Sprintf("DELETE FROM %s", table))
	w.exec(fmt.Sprintf("INSERT INTO %s SELECT * FROM kept", table))
	w.exec("DROP TABLE kept")
	for _, p := range w.verify().Problems {
		if strings.HasPrefix(p.Table, table) {
			w.T.Fatalf("after %s.%s was put back: %v", table, column, p)
		}
	}
}
