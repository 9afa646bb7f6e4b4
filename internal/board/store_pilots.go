package board

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/run"
	"shidian/internal/store"
)

// marks are n places in an SQL text, from $first on.
func marks(first, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(list, ", ")
}

func asArgs[T ~string](list []T) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = string(v)
	}
	return args
}

// pilotsWhere is the condition for the pilots that an actor may see and that a filter chooses (run.MayRead says the same
// of one); false when he can see none.
func pilotsWhere(actor access.Actor, f PilotFilter) (where string, args []any, some bool) {
	mine := slices.DeleteFunc(append([]string{actor.Unit}, actor.Before...), func(id string) bool { return id == "" })
	if len(mine) == 0 {
		mine = []string{"-"} // nobody's unit
	}
	var may []string
	add := func(condition string, values ...any) string {
		for _, v := range values {
			args = append(args, v)
		}
		return strings.ReplaceAll(condition, "?", marks(len(args)-len(values)+1, len(values)))
	}
	switch {
	case actor.Has(access.Handler, access.Approver, access.Supervisor, access.Finance):
		may = append(may, "1 = 1")
	default:
		if actor.Has(access.Clerk, access.Head) {
			may = append(may, add("p.unit IN (?)", asArgs(mine)...))
		}
		if actor.Has(access.Recommender) {
			may = append(may, add("a.city IN (?)", asArgs(mine)...))
		}
		if actor.Has(access.Department) {
			may = append(may, add("EXISTS (SELECT 1 FROM pilot_contact c WHERE c.pilot = p.id AND c.department IN (?))", asArgs(mine)...))
		}
	}
	if len(may) == 0 {
		return "", nil, false
	}
	all := []string{"(" + strings.Join(may, " OR ") + ")"}
	if f.Cohort != "" {
		all = append(all, add("p.cohort = ?", f.Cohort))
	}
	switch f.State {
	case "":
	case "living":
		all = append(all, add("p.state IN (?)", asArgs(run.LivingStates)...))
	default:
		all = append(all, add("p.state = ?", f.State))
	}
	if f.City != "" {
		city := add("a.city = ?", f.City)
		all = append(all, "("+city+add(" OR p.unit = ?", f.City)+")")
	}
	if f.Kind != "" {
		all = append(all, add("a.kind = ?", f.Kind))
	}
	if f.Content > 0 {
		n := strconv.Itoa(f.Content)
		all = append(all, add("(p.contents LIKE "+marks(len(args)+1, 1)+" OR p.contents LIKE "+marks(len(args)+2, 1)+")", "%["+n+"]%", "%["+n+",%"))
	}
	return " WHERE " + strings.Join(all, " AND "), args, true
}

const fromPilots = " FROM pilot p JOIN application a ON a.id = p.application"

func countPilots(t *store.Tx, where string, args []any) (n int, err error) {
	from := " FROM pilot p" // each has an application: it is only read where it is asked for
	if strings.Contains(where, "a.") {
		from = fromPilots
	}
	return n, t.QueryRow("SELECT COUNT(*)"+from+where, args...).Scan(&n)
}

// selectPilotRows reads a page, or all where page is 0.
func selectPilotRows(t *store.Tx, where string, args []any, page int) ([]PilotRow, error) {
	limit := ""
	if page > 0 {
		limit = " LIMIT " + strconv.Itoa(PilotsOnPage) + " OFFSET " + strconv.Itoa((page-1)*PilotsOnPage)
	}
	return store.Rows(t, func(row store.Scanner) (r PilotRow, err error) {
		var contents, from, until string
		var opened int64
		if err = row.Scan(&r.ID, &r.Cohort, &r.Application, &r.Unit, &contents, &from, &until, &r.State, &opened, &r.UnitName, &r.Number, &r.Kind, &r.CityName); err != nil {
			return r, err
		}
		r.OpenedAt = clock.FromMicros(opened)
		if r.From, err = calendar.ParseDay(from); err != nil {
			return r, err
		}
		if r.Until, err = calendar.ParseDay(until); err != nil {
			return r, err
		}
		return r, json.Unmarshal([]byte(contents), &r.Contents)
	}, `SELECT p.id, p.cohort, p.application, p.unit, p.contents, p.from_day, p.until_day, p.state, p.opened_at, a.unit_name, a.number, a.kind, a.city_name`+
		fromPilots+where+" ORDER BY p.cohort DESC, p.id"+limit, args...)
}

// factsOf reads what the two years of some pilots have brought, one query for each sort of fact.
func factsOf(t *store.Tx, ids []string) (map[string]PilotFacts, error) {
	facts := make(map[string]PilotFacts, len(ids))
	for _, read := range []func(*store.Tx, []string, func(string, func(*PilotFacts))) error{plansInto, reportsInto, askedInto, looksInto, rectifiedInto, heardInto, problemsInto} {
		err := read(t, ids, func(id string, change func(*PilotFacts)) {
			f := facts[id]
			change(&f)
			facts[id] = f
		})
		if err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// each calls do with every row of a query about some pilots, whose ids come first.
func eachOf(t *store.Tx, query string, ids []string, do func(store.Scanner) error, more ...any) error {
	_, err := store.Rows(t, func(row store.Scanner) (struct{}, error) { return struct{}{}, do(row) },
		strings.ReplaceAll(query, "(?)", "("+marks(1, len(ids))+")"), append(asArgs(ids), more...)...)
	return err
}

func plansInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	due, err := run.PlansDue(t)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if until, has := due[id]; has {
			into(id, func(f *PilotFacts) { f.PlanUntil = until })
		}
	}
	return eachOf(t, "SELECT pilot, state FROM plan WHERE pilot IN (?) ORDER BY pilot, n", ids, func(row store.Scanner) error {
		var id string
		var state act.State
		err := row.Scan(&id, &state)
		into(id, func(f *PilotFacts) { f.Returned = state == run.PlanReturned })
		return err
	})
}

func reportsInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	return eachOf(t, `SELECT r.pilot, s.title, s.until_day, r.state, r.serves FROM half_report r JOIN stocktaking s ON s.id = r.stocktaking
		WHERE r.pilot IN (?) AND r.state <> 'replaced' ORDER BY r.pilot, s.until_day`, ids, func(row store.Scanner) error {
		var id, until string
		var state act.State
		var r ReportFact
		err := row.Scan(&id, &r.Title, &until, &state, &r.Serves)
		if err == nil {
			r.Until, err = calendar.ParseDay(until)
		}
		r.Excused = state == run.ReportExcused
		into(id, func(f *PilotFacts) { f.Reports = append(f.Reports, r) })
		return err
	})
}

// askedInto says which open stocktakings a pilot still has to answer.
func askedInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	all, err := run.Stocktakings(t)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.State != run.StocktakingOpen {
			continue
		}
		told := map[string]bool{}
		err := eachOf(t, "SELECT pilot FROM half_report WHERE pilot IN (?) AND state <> 'replaced' AND stocktaking = $"+strconv.Itoa(len(ids)+1), ids, func(row store.Scanner) error {
			var id string
			err := row.Scan(&id)
			told[id] = true
			return err
		}, s.ID)
		if err != nil {
			return err
		}
		err = eachOf(t, "SELECT id, cohort, opened_at FROM pilot WHERE id IN (?)", ids, func(row store.Scanner) error {
			var id, cohort string
			var opened int64
			err := row.Scan(&id, &cohort, &opened)
			if !told[id] && run.Asked(s, cohort, clock.FromMicros(opened)) {
				into(id, func(f *PilotFacts) { f.Asked = append(f.Asked, s) })
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func looksInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	return eachOf(t, "SELECT pilot, kind, conclusion, until_day, grade, state FROM evaluation WHERE pilot IN (?) ORDER BY pilot, n", ids, func(row store.Scanner) error {
		var id, until string
		var l LookFact
		err := row.Scan(&id, &l.Kind, &l.Conclusion, &until, &l.Grade, &l.State)
		if err == nil && until != "" {
			l.Until, err = calendar.ParseDay(until)
		}
		into(id, func(f *PilotFacts) { f.Looks = append(f.Looks, l) })
		return err
	})
}

// rectifiedInto says whose newest report of rectifying came after the look that asked for it, and who asks for another look.
func rectifiedInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	return eachOf(t, `SELECT r.pilot, r.asks FROM rectification r WHERE r.pilot IN (?) AND r.at > (SELECT MAX(e.at) FROM evaluation e WHERE e.pilot = r.pilot)
		ORDER BY r.pilot, r.n`, ids, func(row store.Scanner) error {
		var id, asks string
		err := row.Scan(&id, &asks)
		into(id, func(f *PilotFacts) { f.Rectified, f.Asks = true, asks != "" })
		return err
	})
}

func heardInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	return eachOf(t, "SELECT pilot, state, until_day, stated_at, again_day FROM loss WHERE pilot IN (?) ORDER BY pilot, asked_at", ids, func(row store.Scanner) error {
		var id, until, again string
		var state act.State
		var stated int64
		err := row.Scan(&id, &state, &until, &stated, &again)
		h := HearingFact{Asked: state == "asked", Stated: stated != 0}
		if err == nil && until != "" {
			h.Until, err = calendar.ParseDay(until)
		}
		if err == nil && again != "" {
			h.Again, err = calendar.ParseDay(again)
		}
		into(id, func(f *PilotFacts) { f.Heard = h })
		return err
	})
}

// problemsInto counts the problems that wait for the contact department.
func problemsInto(t *store.Tx, ids []string, into func(string, func(*PilotFacts))) error {
	return eachOf(t, "SELECT pilot, COUNT(*) FROM pilot_problem WHERE pilot IN (?) AND state = 'open' GROUP BY pilot", ids, func(row store.Scanner) error {
		var id string
		var n int
		err := row.Scan(&id, &n)
		into(id, func(f *PilotFacts) { f.Problems = n })
		return err
	})
}

// selectPilotGroups counts all pilots in one pass, by everything that an overview counts by.
func selectPilotGroups(t *store.Tx) ([]PilotGroup, error) {
	return store.Rows(t, func(row store.Scanner) (g PilotGroup, err error) {
		var contents string
		if err = row.Scan(&g.Cohort, &g.State, &g.Kind, &g.City, &g.Owner, &contents, &g.Grade, &g.N, &g.All, &g.Done, &g.Behind); err != nil {
			return g, err
		}
		return g, json.Unmarshal([]byte(contents), &g.Contents)
	}, `SELECT cohort, state, kind, city, owner, contents, grade, COUNT(*), SUM(milestones), SUM(done), SUM(behind) FROM (
		SELECT p.cohort, p.state, a.kind, a.city, CASE WHEN a.city = '' THEN p.unit ELSE '' END AS owner, p.contents,
			COALESCE((SELECT e.grade FROM evaluation e WHERE e.pilot = p.id AND e.kind = 'final' AND e.state = 'agreed'), '') AS grade,
			COALESCE(r.milestones, 0) AS milestones, COALESCE(r.done, 0) AS done, COALESCE(r.behind, 0) AS behind
		FROM pilot p JOIN application a ON a.id = p.application
		LEFT JOIN half_report r ON r.pilot = p.id AND r.state = 'submitted'
			AND r.at = (SELECT MAX(x.at) FROM half_report x WHERE x.pilot = p.id AND x.state = 'submitted')) g
		GROUP BY cohort, state, kind, city, owner, contents, grade ORDER BY cohort, state, kind, city, owner, contents, grade`)
}
