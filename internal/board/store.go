package board

import (
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/store"
)

// applicationNames reads of many applications at once who applies and in which cohort.
func applicationNames(t *store.Tx, ids []string) (map[string]named, error) {
	return namesOf(t, "SELECT id, unit_name, cohort FROM application WHERE id IN ", ids)
}

// thingsOf are the queries for the name and the cohort of many things of a sort: most bear no name but their cohort's.
var thingsOf = map[string]string{
	"panel":         "SELECT id, name, cohort FROM panel WHERE id IN ",
	"decision":      "SELECT id, '', cohort FROM decision WHERE id IN ",
	"public_notice": "SELECT id, '', cohort FROM public_notice WHERE id IN ",
	"objection":     "SELECT o.id, o.number, n.cohort FROM objection o JOIN public_notice n ON n.id = o.notice WHERE o.id IN ",
	"release":       "SELECT id, '', cohort FROM release WHERE id IN ",
	"dossier":       "SELECT id, '', cohort FROM dossier WHERE id IN ",
	"pilot":         "SELECT id, unit, cohort FROM pilot WHERE id IN ",
	"case":          "SELECT id, unit, cohort FROM spread_case WHERE id IN ",
	"problem":       "SELECT x.id, p.unit, p.cohort FROM pilot_problem x JOIN pilot p ON p.id = x.pilot WHERE x.id IN ",
	"change":        "SELECT x.id, p.unit, p.cohort FROM pilot_change x JOIN pilot p ON p.id = x.pilot WHERE x.id IN ",
}

// namesOf reads the name and the cohort of many things at once.
func namesOf(t *store.Tx, query string, ids []string) (map[string]named, error) {
	names := make(map[string]named, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	rows, err := store.Rows(t, scanNamed, query+"("+strings.Join(marks, ", ")+")", args...)
	for _, row := range rows {
		names[row.id] = row
	}
	return names, err
}

func scanNamed(row store.Scanner) (n named, err error) {
	err = row.Scan(&n.id, &n.name, &n.cohort)
	return n, err
}

// group is a cohort's applications that are alike in what an overview counts by.
type group struct {
	state    act.State
	kind     string
	city     string // through which they came, "" directly
	owner    string // the unit, where it may be a recommender itself; "" for those that came through one
	contents []int
	begun    bool // a version was submitted
	n        int
}

// shown tells whether they are past being their units' own affair.
func (g group) shown() bool { return g.begun && g.state != apply.StateDraft }

// counts tells whether an overview counts them: submitted, and not withdrawn.
func (g group) counts() bool { return g.shown() && g.state != apply.StateWithdrawn }

// selectGroups counts a cohort's applications in one pass, however many there are.
func selectGroups(t *store.Tx, cohort string) ([]group, error) {
	return store.Rows(t, func(row store.Scanner) (group, error) {
		var g group
		var contents string
		err := row.Scan(&g.state, &g.kind, &g.city, &g.owner, &contents, &g.begun, &g.n)
		for _, part := range strings.Split(contents, ",") {
			if number, wrong := strconv.Atoi(part); wrong == nil {
				g.contents = append(g.contents, number)
			}
		}
		return g, err
	}, `SELECT state, kind, city, owner, contents, begun, COUNT(*) FROM (
		SELECT state, kind, city, CASE WHEN city = '' THEN unit ELSE '' END AS owner, contents, version > 0 AS begun
		FROM application WHERE cohort = $1) g
		GROUP BY state, kind, city, owner, contents, begun ORDER BY state, kind, city, owner, contents, begun`, cohort)
}

// selectTaken counts the places of a cohort by their holders.
func selectTaken(t *store.Tx, cohort string) (map[string]int, error) {
	type held struct {
		holder string
		n      int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (h held, err error) {
		err = row.Scan(&h.holder, &h.n)
		return h, err
	}, "SELECT holder, COUNT(*) FROM place WHERE cohort = $1 GROUP BY holder", cohort)
	taken := map[string]int{}
	for _, h := range rows {
		taken[h.holder] = h.n
	}
	return taken, err
}
