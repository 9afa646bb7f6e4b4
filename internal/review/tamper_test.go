package review

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/store"
)

func (w *world) exec(query string, args ...any) {
	w.T.Helper()
	w.Must(w.DB.Write(w.Ctx, func(t *store.Tx) error {
		_, err := t.Exec(query, args...)
		return err
	}))
}

// about tells whether verify finds something in a table, with these words.
func (w *world) about(table, words string) bool {
	w.T.Helper()
	for _, p := range w.verify().Problems {
		if p.Table == table && strings.Contains(p.What, words) {
			return true
		}
	}
	return false
}

// Every covered column of the draw that is changed by hand is found, and so is a row that is taken away.
func TestTamperingWithTheDrawIsFound(t *testing.T) {
	numbers := map[string]bool{"per_bid": true, "substitutes": true, "comment_below": true, "marked_beyond": true, "scoring_until": true,
		"version": true, "at": true, "until_before": true, "until": true, "begun_at": true, "drawn_at": true, "place": true}
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.frozen(1)
		w.Must(w.room.Exclude(w.Ctx, w.Handler, id, NewExclusion{w.experts[0].ID, "", Declared, "来电申明"}))
		w.Must(w.room.Extend(w.Ctx, w.Handler, id, w.DB.Clock.Now().Add(200*time.Hour), "汛期"))
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.Must(w.room.DropDraw(w.Ctx, w.Handler, id, "见证人不能到场"))
		w.Must(w.room.Begin(w.Ctx, w.Handler, id, w.witnesses()))
		w.enter(id)
		w.Accepted()
		w.Must(w.room.Drop(w.Ctx, w.Handler, w.frozenOf("第二评审组"), "组错了"))
		w.holds()
		w.exec("INSERT INTO definition (hash, programme, name, body) VALUES ('x', 'x', 'x', '{}')")
		w.exec("INSERT INTO cohort SELECT 'x', definition, year + 1, state, version, number, opened_at, published_at FROM cohort WHERE id <> 'x'")
		for _, cover := range drawCovers() {
			for _, column := range cover.Columns {
				change, back := column+" = "+column+" || 'x'", column+" = substr("+column+", 1, length("+column+") - 1)"
				switch {
				case column == "inhouse" || column == "blind" || column == "main":
					change, back = column+" = NOT "+column, column+" = NOT "+column
				case numbers[column]:
					change, back = column+" = "+column+" + 1", column+" = "+column+" - 1"
				case column == "cohort":
					change, back = "cohort = 'x'", "cohort = '"+w.Cohort+"'"
				case column == "criteria" || column == "ties":
					change, back = column+" = "+column+" || ' '", column+" = substr("+column+", 1, length("+column+") - 1)"
				}
				w.exec("UPDATE " + cover.Table + " SET " + change)
				if !w.about(cover.Table, "") {
					t.Errorf("%s.%s changed by hand is not found", cover.Table, column)
				}
				w.exec("UPDATE " + cover.Table + " SET " + back)
			}
			if w.about(cover.Table, "") {
				t.Errorf("%s put back is still found", cover.Table)
			}
		}
	})
}

// Somebody who can write the database and the ledger's digests alike is still found by the draw's own arithmetic.
func TestADrawThatDoesNotFollowIsFound(t *testing.T) {
	each(t, func(w *world) {
		w.pool(8)
		id, _ := w.drawn(1)
		for _, c := range []struct{ table, words, change, back string }{
			{"draw", "与指纹不符", "UPDATE draw SET pool_hash = 'x' || pool_hash", "UPDATE draw SET pool_hash = substr(pool_hash, 2)"},
			{"draw", "随机种子不一致", `UPDATE draw SET file = replace(file, '"number": "7"', '"number": "8"')`, `UPDATE draw SET file = replace(file, '"number": "8"', '"number": "7"')`},
			{"draw", "不是同一次", "UPDATE draw SET seed = 'x' || seed", "UPDATE draw SET seed = substr(seed, 2)"},
			{"draw", "作废的抽取有结果", "INSERT INTO draw_dropped (panel, n, reason, at, account, salt) SELECT panel, n, 'x', 0, '', '' FROM draw", "DELETE FROM draw_dropped"},
			{"seat", "盐值不符", "UPDATE draw_code SET salt = 'x' || salt", "UPDATE draw_code SET salt = substr(salt, 2)"},
		} {
			w.exec(c.change)
			if !w.about(c.table, c.words) {
				t.Errorf("%s is not found", c.change)
			}
			w.exec(c.back)
		}
		w.holds()
		w.exec("DELETE FROM seat WHERE expert = $1", w.seats(id)[0].Expert.ID)
		if !w.about("seat", "席位与抽取结果不符") {
			t.Error("a seat taken away is not found")
		}
	})
}
