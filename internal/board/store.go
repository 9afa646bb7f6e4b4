package board

import (
	"strconv"
	"strings"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/store"
)

// applicationNames reads the unit's name of many applications at once.
func applicationNames(t *store.Tx, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	marks, args := make([]string, len(ids)), make([]any, len(ids))
	for i, id := range ids {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	rows, err := store.Rows(t, scanPair, "SELECT id, unit_name FROM application WHERE id IN ("+strings.Join(marks, ", ")+")", args...)
	for _, row := range rows {
		names[row[0]] = row[1]
	}
	return names, err
}

func scanPair(row store.Scanner) (pair [2]string, err error) {
	err = row.Scan(&pair[0], &pair[1])
	return pair, err
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
