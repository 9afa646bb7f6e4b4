package recommend

import (
	"fmt"
	"testing"

	"shidian/internal/apply"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

func (w *world) exec(query string, args ...any) {
	w.T.Helper()
	w.Must(w.DB.Write(w.Ctx, func(t *store.Tx) error {
		_, err := t.Exec(query, args...)
		return err
	}))
}

// about tells whether something of the table does not hold any more.
func (w *world) about(table string) bool {
	for _, p := range w.verify().Problems {
		if p.Table == table {
			return true
		}
	}
	return false
}

// other is another value for a column, by its type.
func other(column string) string {
	switch column {
	case "pen", "agreed":
		return "NOT " + column
	case "application":
		return "(SELECT a.ID FROM application a WHERE a.state = 'submitted')"
	case "version", "rank", "at", "size", "rendered_at":
		return column + " + 1"
	}
	return column + " || 'x'"
}

// Every covered column that is changed by hand is found, a row taken away, and a place that no decision allows.
func TestTamperingIsFound(t *testing.T) {
	each(t, func(w *world) {
		a, b, c, d := w.County(), w.County(), w.County(), w.County()
		w.County()
		for _, one := range []worldtest.Bid{a, b, c} {
			w.Must(w.endorse(one, "理由"))
		}
		w.answer(c, true)
		w.again(b)
		w.Must(w.room.Decline(w.Ctx, w.City, d.ID, 1, "不成熟"))
		w.Must(w.room.Render(w.Ctx, RenderEndorsed{a.ID, 1}))
		w.Must(w.room.Confirm(w.Ctx, w.City, b.ID, 2, agreed))
		w.holds()
		for _, cover := range Covers() {
			for _, column := range cover.Columns {
				w.exec(fmt.Sprintf("CREATE TABLE kept AS SELECT * FROM %s", cover.Table))
				key := cover.Key[len(cover.Key)-1]
				w.exec(fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s = (SELECT MIN(%s) FROM %s)", cover.Table, column, other(column), key, key, cover.Table))
				if !w.about(cover.Table) {
					t.Errorf("%s.%s changed by hand is not found", cover.Table, column)
				}
				w.exec("DELETE FROM " + cover.Table + " WHERE 1 = 1")
				if !w.about(cover.Table) {
					t.Errorf("rows of %s taken away are not found", cover.Table)
				}
				w.exec(fmt.Sprintf("INSERT INTO %s SELECT * FROM kept", cover.Table))
				w.exec("DROP TABLE kept")
			}
		}
		w.holds()
		w.exec("UPDATE place SET n = 7 WHERE application = $1", b.ID)
		if !w.about("place") {
			t.Error("a place above the cap without a decision is not found")
		}
	})
}

// What is wrong with one place, in words.
func TestWrongPlace(t *testing.T) {
	a := apply.Application{ID: "a", Cohort: "c", City: "jia"}
	said := &Endorsement{Recommender: "jia"}
	yes, no := &Overrun{Answer: &Answer{Agreed: true}}, &Overrun{Answer: &Answer{}}
	share := Share{Quota: "q", Holder: "jia", Cap: 2}
	place := func(n int) Place { return Place{Cohort: "c", Quota: "q", Holder: "jia", N: n, Application: "a"} }
	for name, c := range map[string]struct {
		place Place
		line  Line
		wrong int
	}{
		"within the cap":           {place(2), Line{Application: a, Endorsement: said}, 0},
		"above it with a yes":      {place(3), Line{Application: a, Endorsement: said, Overrun: yes}, 0},
		"above it with a no":       {place(3), Line{Application: a, Endorsement: said, Overrun: no}, 1},
		"above it undecided":       {place(3), Line{Application: a, Endorsement: said, Overrun: &Overrun{}}, 1},
		"above it":                 {place(3), Line{Application: a, Endorsement: said}, 1},
		"without a recommendation": {place(1), Line{Application: a}, 1},
		"recommended by another":   {place(1), Line{Application: a, Endorsement: &Endorsement{Recommender: "yi"}}, 1},
		"another's place":          {Place{Cohort: "c", Quota: "q", Holder: "yi", N: 1}, Line{Application: a, Endorsement: said}, 1},
	} {
		if wrong := wrongPlace(c.place, c.line, share); len(wrong) != c.wrong {
			t.Errorf("%s: %v", name, wrong)
		}
	}
}
