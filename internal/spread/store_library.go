package spread

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// shelf keeps what the search compares of the public cases in memory (docs/decisions/009-search-in-chinese.md). A version never
// changes, so what was read once holds; which versions are public is asked of the database each time.
type shelf struct {
	mu   sync.Mutex
	held map[string]*Entry
}

// reread is from how many missing cases on all are read at once.
const reread = 20

// entries are the public cases as the transaction sees them, the newest first.
func (s *shelf) entries(t *store.Tx) ([]*Entry, error) {
	shown, err := selectShown(t)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var missing []string
	for _, e := range shown {
		if held := s.held[e.ID]; held == nil || held.N != e.N || !held.ShownAt.Equal(e.ShownAt) {
			missing = append(missing, e.ID)
		}
	}
	now := make(map[string]*Entry, len(shown))
	if len(missing) > 0 {
		if err := s.read(t, missing, now); err != nil {
			return nil, err
		}
	}
	all := make([]*Entry, 0, len(shown))
	for _, e := range shown {
		if now[e.ID] == nil {
			now[e.ID] = s.held[e.ID]
		}
		if one := now[e.ID]; one != nil && one.N == e.N { // else it changed between the two readings
			all = append(all, one)
		}
	}
	s.held = now
	return all, nil
}

// read adds what is missing to what is held.
func (s *shelf) read(t *store.Tx, missing []string, into map[string]*Entry) error {
	var entries []*Entry
	var err error
	if len(missing) >= reread {
		entries, err = selectEntries(t, "")
	}
	for i := 0; i < len(missing) && len(missing) < reread && err == nil; i++ {
		var one []*Entry
		one, err = selectEntries(t, " AND c.id = $1", missing[i])
		entries = append(entries, one...)
	}
	if err != nil {
		return err
	}
	if err := furnish(t, entries); err != nil {
		return err
	}
	for _, e := range entries {
		into[e.ID] = e
	}
	return nil
}

// selectShown reads which versions are public, the newest first.
func selectShown(t *store.Tx) ([]Entry, error) {
	return store.Rows(t, func(row store.Scanner) (e Entry, err error) {
		var shown int64
		err = row.Scan(&e.ID, &e.N, &shown)
		e.ShownAt = clock.FromMicros(shown)
		return e, err
	}, "SELECT id, shown, shown_at FROM spread_case WHERE shown > 0 ORDER BY shown_at DESC, id")
}

const selectEntry = `SELECT c.id, c.cohort, c.unit, c.unit_name, c.kind, c.city, c.city_name, c.shown, c.shown_at, v.title, v.contents, v.words
	FROM spread_case c JOIN spread_version v ON v.id = c.id AND v.n = c.shown WHERE c.shown > 0`

// selectEntries reads public cases with their words; the contents stand by their numbers yet.
func selectEntries(t *store.Tx, more string, args ...any) ([]*Entry, error) {
	return store.Rows(t, func(row store.Scanner) (*Entry, error) {
		e, title, contents, shown := &Entry{}, "", "", int64(0)
		err := row.Scan(&e.ID, &e.Cohort, &e.Unit, &e.UnitName, &e.Kind, &e.City, &e.CityName, &e.N, &shown, &title, &contents, &e.words)
		e.ShownAt, e.title = clock.FromMicros(shown), folded(title)
		e.Contents = strings.FieldsFunc(contents, func(r rune) bool { return r == ',' })
		return e, err
	}, selectEntry+more, args...)
}

// selectBodies reads what the public versions of some entries say, by case: one query, however many they are.
func selectBodies(t *store.Tx, entries []*Entry) (map[string]Version, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	marks, ids := make([]string, len(entries)), make([]any, len(entries))
	for i, e := range entries {
		marks[i], ids[i] = "$"+strconv.Itoa(i+1), e.ID
	}
	versions, err := store.Rows(t, func(row store.Scanner) (v Version, err error) {
		var body string
		if err = row.Scan(&v.Case, &v.N, &body); err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(body), &v.Body)
	}, "SELECT v.id, v.n, v.body FROM spread_case c JOIN spread_version v ON v.id = c.id AND v.n = c.shown WHERE c.id IN ("+strings.Join(marks, ", ")+")", ids...)
	bodies := make(map[string]Version, len(versions))
	for _, v := range versions {
		bodies[v.Case] = v
	}
	return bodies, err
}

// selectNewest reads the newest n.
func selectNewest(t *store.Tx, n int) ([]*Entry, error) {
	entries, err := selectEntries(t, " ORDER BY c.shown_at DESC, c.id LIMIT $1", n)
	if err != nil {
		return nil, err
	}
	return entries, furnish(t, entries)
}

// furnish gives entries the names of their contents, and a city's own case its city; names are looked for like words.
func furnish(t *store.Tx, entries []*Entry) error {
	cohorts, err := call.List(t)
	if err != nil {
		return err
	}
	cities, err := unit.List(t, unit.Filter{Kind: unit.City, Closed: true}, t.Now())
	if err != nil {
		return err
	}
	for _, e := range entries {
		if i := slices.IndexFunc(cohorts, func(c call.Cohort) bool { return c.ID == e.Cohort }); i >= 0 {
			e.Contents = shortNames(cohorts[i], e.Contents)
		}
		if e.City == "" && slices.ContainsFunc(cities, func(u unit.Unit) bool { return u.ID == e.Unit }) {
			e.City, e.CityName = e.Unit, e.UnitName
		}
		e.place = slices.IndexFunc(cities, func(u unit.Unit) bool { return u.ID == e.City })
		e.words += "\n" + folded(e.UnitName) + "\n" + folded(e.CityName)
	}
	return nil
}

// shortNames are the names of contents that are given by number.
func shortNames(c call.Cohort, numbers []string) (names []string) {
	for _, text := range numbers {
		n, _ := strconv.Atoi(text)
		if content, found := c.Programme.Content(n); found {
			names = append(names, content.Short)
		}
	}
	return names
}
