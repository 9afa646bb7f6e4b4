package apply

import (
	"strings"
	"testing"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// A page of the list is read in the order of an index, and its counts from one: neither grows into sorting or reading
// every application of a large cohort.
func TestAPageOfTheListSortsNothing(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	w := newWorld(t, db)
	for _, newest := range []bool{false, true} {
		q := scope(w.handler)
		q.narrow(Filter{Cohort: w.cohort}, meant{})
		query, args := q.page(newest, 0, PageSize)
		if steps := get(w, plan(query, args)); strings.Contains(steps, "B-TREE") {
			t.Errorf("newest first %v:\n%s", newest, steps)
		}
		query, args = q.countByState()
		if steps := get(w, plan(query, args)); !strings.Contains(steps, "COVERING INDEX application_count") {
			t.Errorf("counts:\n%s", steps)
		}
	}
}

// plan is how SQLite would run a query.
func plan(query string, args []any) func(*store.Tx) (string, error) {
	return func(t *store.Tx) (string, error) {
		lines, err := store.Rows(t, func(row store.Scanner) (line string, err error) {
			var id, parent, unused int
			err = row.Scan(&id, &parent, &unused, &line)
			return line, err
		}, "EXPLAIN QUERY PLAN "+query, args...)
		return strings.Join(lines, "\n"), err
	}
}
