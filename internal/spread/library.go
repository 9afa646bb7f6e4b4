package spread

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/store"
)

// fold writes a character as the search compares it: small, the full-width forms as their narrow ones, every blank as a
// space. One character stays one, so that a place in the folded text is the same place in the text.
func fold(r rune) rune {
	switch {
	case r >= '！' && r <= '～': // the full-width forms of ! to ~, in the same order
		r -= '！' - '!'
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

func folded(text string) string { return strings.Map(fold, text) }

// Entry is a public case as the library finds it.
type Entry struct {
	ID, Cohort, Unit, UnitName, Kind string
	City, CityName                   string // of a city's own case the city itself
	N                                int    // the version that is public
	ShownAt                          time.Time
	Contents                         []string // their short names

	place int    // of the city among all of them, by code
	title string // as the search compares it
	words string // everything that it says, with the names of unit and city, as the search compares it
}

// Filter says which public cases are listed. Empty fields choose all.
type Filter struct {
	Cohort, City, Kind, Content string   // a content by its short name: cohorts may count them differently
	Words                       string   // as typed; all of them have to be found
	IDs                         []string // only these
	Page                        int      // from 1; 0: all of them
}

// Count is one choice of a filter, and how many cases it leaves of those that the other filters leave.
type Count struct {
	Key, Name string
	N         int
	place     int // of a city
}

// Row is a public case with what a list shows of it.
type Row struct {
	Entry
	Year    int // of its cohort
	Body    Body
	Title   []Piece
	Excerpt Excerpt
}

// Library is a page of the public cases.
type Library struct {
	Rows                            []Row
	Total                           int
	Cohorts, Cities, Kinds, Choices []Count // Choices: by content
}

// CasesOnPage is how many cases stand on a page of the library.
const CasesOnPage = 20

// List reads a page of the public cases, whose titles say what was looked for first, then the newest first (J5). It is for
// transactions that only read: what it finds is kept in memory.
func (r *Room) List(t *store.Tx, f Filter) (l Library, err error) {
	found, err := r.find(t, f)
	if err != nil {
		return l, err
	}
	l = Library{Total: len(found.entries), Cohorts: found.byCohort, Cities: found.byCity, Kinds: found.byKind, Choices: found.byContent}
	page := found.entries
	if f.Page > 0 {
		from := min((f.Page-1)*CasesOnPage, len(page))
		page = page[from:min(from+CasesOnPage, len(page))]
	}
	l.Rows, err = rowsOf(t, page, found.cohorts, SearchWords(f.Words))
	return l, err
}

// find are the public cases that a filter leaves.
func (r *Room) find(t *store.Tx, f Filter) (found sifted, err error) {
	all, err := r.shelf.entries(t)
	if err != nil {
		return found, err
	}
	cohorts, err := call.List(t)
	return sift(all, f, SearchWords(f.Words), cohorts), err
}

// about says which cases a filter leaves, for a cover: the content, the city and the cohort that it names.
func (s sifted) about(f Filter) string {
	words := []string{}
	for _, one := range []struct {
		key    string
		counts []Count
	}{{f.Cohort, s.byCohort}, {f.City, s.byCity}, {f.Kind, s.byKind}, {f.Content, s.byContent}} {
		for _, c := range one.counts {
			if c.Key == one.key && one.key != "" {
				words = append(words, c.Name)
			}
		}
	}
	return strings.Join(words, "　")
}

// rowsOf are entries with what a list shows of them; one that was replaced or taken down since it was found is left out.
func rowsOf(t *store.Tx, entries []*Entry, cohorts []call.Cohort, words []string) (rows []Row, err error) {
	bodies, err := selectBodies(t, entries)
	for _, e := range entries {
		if v, still := bodies[e.ID]; still && v.N == e.N {
			rows = append(rows, rowOf(*e, v.Body, cohorts, words))
		}
	}
	return rows, err
}

func rowOf(e Entry, b Body, cohorts []call.Cohort, words []string) Row {
	row := Row{Entry: e, Body: b, Title: Marked(b.Title, words), Excerpt: ExcerptOf(b, words)}
	if i := slices.IndexFunc(cohorts, func(c call.Cohort) bool { return c.ID == e.Cohort }); i >= 0 {
		row.Year = cohorts[i].Year
	}
	return row
}

// Newest are the newest n public cases, for the front page.
func Newest(t *store.Tx, n int) (rows []Row, err error) {
	entries, err := selectNewest(t, n)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	cohorts, err := call.List(t)
	if err != nil {
		return nil, err
	}
	return rowsOf(t, entries, cohorts, nil)
}

// Article is a public case with what the public reads beside its words.
type Article struct {
	Case
	Version Version
	Of      call.Cohort
	Grade   string // that its pilot was given; "" before it is public
}

// Contents are the reform contents that the case is about, in words.
func (a Article) Contents() string { return decide.Contents(a.Of.Programme, a.Version.Body.Contents) }

// ArticleOf reads a public case; NotFound when it is none.
func ArticleOf(t *store.Tx, id string) (a Article, err error) {
	if a.Case, a.Version, err = Shown(t, id); err != nil {
		return a, err
	}
	if a.Of, err = call.Get(t, a.Cohort); err != nil {
		return a, err
	}
	a.Grade, err = publicGrade(t, a.Pilot)
	return a, err
}

// publicGrade is the grade that a pilot has passed with, once all of its cohort were told.
func publicGrade(t *store.Tx, pilot string) (string, error) {
	e, err := evaluate.Of(t, pilot)
	if err != nil {
		return "", err
	}
	told, err := evaluate.GradesTold(t, e.Cohort.ID)
	if grade := e.Grade(); told && grade != e.Programme().Stages.Evaluate.NotPassed {
		return grade, err
	}
	return "", err
}

// WasPublic tells whether a case that is not public once was.
func WasPublic(c Case) bool { return !c.Public() && !c.ShownAt.IsZero() }
