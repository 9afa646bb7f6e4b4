package apply

import (
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// query is a condition over applications with its arguments.
type query struct {
	where []string
	args  []any
}

// and adds a condition; each "?" in it stands for the next argument.
func (q *query) and(condition string, args ...any) {
	q.where = append(q.where, q.bind(condition, args...))
}

// scope is what an actor may see: maySee as a condition.
func scope(actor access.Actor) *query {
	q := &query{}
	const visible = "version > 0 AND state <> 'draft'"
	var ways []string
	if actor.Unit != "" && actor.Has(access.Clerk, access.Head) {
		for _, unit := range append([]string{actor.Unit}, actor.Before...) {
			ways = append(ways, q.bind("unit = ?", unit))
		}
	}
	if actor.Unit != "" && actor.Has(access.Recommender) {
		ways = append(ways, q.bind("city = ? AND "+visible, actor.Unit))
	}
	if actor.Has(access.Handler, access.Approver) {
		ways = append(ways, visible)
	}
	if actor.Has(access.Handler) {
		ways = append(ways, "typed_in AND NOT confirmed AND state = 'draft'")
	}
	if actor.SignedIn() {
		ways = append(ways, q.bind("id IN (SELECT application FROM application_writer WHERE account = ?)", actor.Account))
	}
	if len(ways) == 0 {
		ways = append(ways, "1 = 0")
	}
	q.where = append(q.where, "(("+strings.Join(ways, ") OR (")+"))")
	return q
}

// meant are the units that a filter means beside the one that it names: old papers stand under old units and names.
type meant struct{ cities, searched []string }

func (f Filter) meant(t *store.Tx) (m meant, err error) {
	if f.City != "" {
		if m.cities, err = unit.Ancestry(t, f.City); err != nil {
			return m, err
		}
	}
	if text := strings.TrimSpace(f.Search); text != "" {
		m.searched, err = unit.Formerly(t, text)
	}
	return m, err
}

// narrow adds what a filter asks, but for the state, which the counts are by.
func (q *query) narrow(f Filter, m meant) {
	if f.Cohort != "" {
		q.and("cohort = ?", f.Cohort)
	}
	if f.Kind != "" {
		q.and("kind = ?", f.Kind)
	}
	if f.City != "" {
		var ways []string
		for _, city := range append([]string{f.City}, m.cities...) {
			ways = append(ways, q.bind("city = ? OR unit = ?", city, city))
		}
		q.where = append(q.where, "("+strings.Join(ways, " OR ")+")")
	}
	if f.Content != 0 {
		q.and("contents LIKE ?", "%"+formatNumbers([]int{f.Content})+"%")
	}
	if text := strings.TrimSpace(f.Search); text != "" {
		like := "%" + likeText(text) + "%"
		number := "%" + likeText(NormalNumber(text)) + "%"
		ways := []string{q.bind("subject LIKE ? ESCAPE '!' OR unit_name LIKE ? ESCAPE '!' OR city_name LIKE ? ESCAPE '!' OR number LIKE ? ESCAPE '!'", like, like, like, number)}
		for _, id := range m.searched {
			ways = append(ways, q.bind("unit = ? OR city = ?", id, id))
		}
		q.where = append(q.where, "("+strings.Join(ways, " OR ")+")")
	}
}

// inState narrows to one state; "" does not.
func (q *query) inState(state act.State) {
	if state != "" {
		q.and("state = ?", string(state))
	}
}

func likeText(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// bind keeps the arguments and gives the condition with their places.
func (q *query) bind(condition string, args ...any) string {
	for _, arg := range args {
		q.args = append(q.args, arg)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(q.args)), 1)
	}
	return condition
}

func (q *query) sql() string { return " FROM application WHERE " + strings.Join(q.where, " AND ") }

func (q *query) countByState() (string, []any) {
	return "SELECT state, COUNT(*)" + q.sql() + " GROUP BY state", q.args
}

// counts are the applications of the query by state.
func (q *query) counts(t *store.Tx) (map[act.State]int, error) {
	type count struct {
		state act.State
		n     int
	}
	query, args := q.countByState()
	rows, err := store.Rows(t, func(row store.Scanner) (count, error) {
		var c count
		err := row.Scan(&c.state, &c.n)
		return c, err
	}, query, args...)
	counts := make(map[act.State]int, len(rows))
	for _, c := range rows {
		counts[c.state] = c.n
	}
	return counts, err
}

// rows are the lines of the query: by number, those without one last, or the last submitted first.
func (q *query) rows(t *store.Tx, newest bool, offset, limit int) ([]Application, error) {
	query, args := q.page(newest, offset, limit)
	return store.Rows(t, scanLine, query, args...)
}

const byNumber = "CASE WHEN number = '' THEN 1 ELSE 0 END, number, id"

func (q *query) page(newest bool, offset, limit int) (string, []any) {
	order := byNumber
	if newest {
		order = "submitted_at DESC, id DESC"
	}
	args := append(append([]any{}, q.args...), limit, offset)
	return "SELECT " + lineColumns + q.sql() +
		" ORDER BY " + order + " LIMIT $" + strconv.Itoa(len(args)-1) + " OFFSET $" + strconv.Itoa(len(args)), args
}

// Every gives the applications of a filter that the office may see, whole and by number: for the desks of later rooms.
func Every(t *store.Tx, f Filter) ([]Application, error) {
	q := scope(access.Actor{Roles: []access.Role{access.Approver}})
	m, err := f.meant(t)
	if err != nil {
		return nil, err
	}
	q.narrow(f, m)
	q.inState(f.State)
	return store.Rows(t, scanApplication, "SELECT "+applicationColumns+q.sql()+" ORDER BY "+byNumber, q.args...)
}

// Mine gives the applications that the actor may write in a cohort ("" for all), the newest first: those of his unit
// and of the units in whose place it came, and those he was invited to.
func Mine(t *store.Tx, actor access.Actor, cohort string) ([]Application, error) {
	if !actor.SignedIn() {
		return nil, nil
	}
	q := &query{}
	ways := []string{q.bind("id IN (SELECT application FROM application_writer WHERE account = ?)", actor.Account)}
	if actor.Unit != "" && actor.Has(access.Clerk, access.Head) {
		for _, unit := range append([]string{actor.Unit}, actor.Before...) {
			ways = append(ways, q.bind("unit = ?", unit))
		}
	}
	q.where = append(q.where, "("+strings.Join(ways, " OR ")+")")
	if cohort != "" {
		q.and("cohort = ?", cohort)
	}
	list, err := store.Rows(t, scanApplication, "SELECT "+applicationColumns+q.sql()+" ORDER BY id DESC", q.args...)
	if err != nil {
		return nil, err
	}
	return AllTold(t, actor, list)
}

// Begun names the accounts that speak for a unit which has begun an application of the cohort and not submitted it:
// for reminders before the deadline.
func Begun(t *store.Tx, cohort string) ([]string, error) {
	begun, err := store.Rows(t, scanApplication, "SELECT "+applicationColumns+
		" FROM application WHERE cohort = $1 AND state = $2 ORDER BY id", cohort, string(StateDraft))
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, a := range begun {
		some, err := speakers(t, a)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, some...)
	}
	return accounts, nil
}

// CountsByState counts a cohort's applications in the states that the office may see; for overviews.
func CountsByState(t *store.Tx, cohort string) (map[act.State]int, error) {
	q := scope(access.Actor{Roles: []access.Role{access.Approver}})
	q.narrow(Filter{Cohort: cohort}, meant{})
	return q.counts(t)
}

// beingTypedIn are those that the office types in and no unit has confirmed yet.
func beingTypedIn(t *store.Tx) ([]Application, error) {
	return store.Rows(t, scanApplication, "SELECT "+applicationColumns+
		" FROM application WHERE typed_in AND NOT confirmed AND state = $1 ORDER BY id", string(StateDraft))
}
