package unit

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// selectUnitSQL reads units with the name they bear at $1; where nothing is that old, with their first.
const selectUnitSQL = `SELECT u.id, u.kind, u.region, u.from_at, u.to_at, e.name, e.short, e.parent
	FROM unit u JOIN unit_era e ON e.unit = u.id AND e.from_at = COALESCE(
		(SELECT MAX(from_at) FROM unit_era WHERE unit = u.id AND from_at <= $1),
		(SELECT MIN(from_at) FROM unit_era WHERE unit = u.id))`

const livingSQL = ` AND u.from_at <= $1 AND (u.to_at = 0 OR u.to_at > $1)`

// inOrderSQL: the province's office, then the divisions by code, each county below its city, then the others as they came.
const inOrderSQL = ` ORDER BY CASE WHEN u.kind = 'office' THEN 0 WHEN u.region <> '' THEN 1 ELSE 2 END, u.region, u.id`

func scanUnit(row store.Scanner) (Unit, error) {
	var u Unit
	var from, to int64
	err := row.Scan(&u.ID, &u.Kind, &u.Region, &from, &to, &u.Name, &u.Short, &u.Parent)
	u.From, u.To = clock.FromMicros(from), clock.FromMicros(to)
	return u, err
}

func selectUnit(t *store.Tx, id string, at time.Time) (Unit, bool, error) {
	return store.One(t, scanUnit, selectUnitSQL+" WHERE u.id = $2", clock.Micros(at), id)
}

func selectUnitByRegion(t *store.Tx, code string, at time.Time) (Unit, bool, error) {
	return store.One(t, scanUnit, selectUnitSQL+" WHERE u.region = $2 AND u.region <> '' AND u.kind <> '"+Office+"'"+livingSQL, clock.Micros(at), code)
}

// selectUnits reads a filter's units. The few hundred there are make a search by LIKE quick.
func selectUnits(t *store.Tx, f Filter, at time.Time) ([]Unit, error) {
	kind := "$2 = ''"
	if f.Kind != "" {
		kind = "u.kind = $2" // alone, so that the index serves
	}
	query := selectUnitSQL + ` WHERE ` + kind + ` AND ($3 = '' OR e.parent = $3)
		AND ($4 = '' OR u.region = $4 OR u.id IN (` + bearsSQL("$5", "s.unit = l.id", "s.successor") + `))`
	if !f.Closed {
		query += livingSQL
	}
	return store.Rows(t, scanUnit, query+inOrderSQL, clock.Micros(at), f.Kind, f.Parent, f.Search, likeText(f.Search))
}

func likeText(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}

// bearsSQL are the units that bear or bore a name like a text, and those that a walk along the successions adds to them:
// forward those that came in their place, backward those in whose place they came.
func bearsSQL(like, along, next string) string {
	return `WITH RECURSIVE line(id) AS (SELECT unit FROM unit_era WHERE name LIKE ` + like + ` ESCAPE '!' OR short LIKE ` + like + ` ESCAPE '!'
		UNION SELECT ` + next + ` FROM line l JOIN unit_successor s ON ` + along + `) SELECT id FROM line`
}

// selectFormerly reads those of a walk backward that were renamed or ended in another unit: the papers of all others say
// the name that is searched.
func selectFormerly(t *store.Tx, text string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT u.id FROM unit u WHERE u.id IN (`+bearsSQL("$1", "s.successor = l.id", "s.unit")+`)
		AND (u.id IN (SELECT unit FROM unit_successor) OR u.id IN (SELECT unit FROM unit_era GROUP BY unit HAVING COUNT(*) > 1)) ORDER BY u.id`, likeText(text))
}

func selectEras(t *store.Tx, id string) ([]Era, error) {
	return store.Rows(t, scanEra, "SELECT from_at, name, short, parent FROM unit_era WHERE unit = $1 ORDER BY from_at", id)
}

func scanEra(row store.Scanner) (Era, error) {
	var e Era
	var from int64
	err := row.Scan(&from, &e.Name, &e.Short, &e.Parent)
	e.From = clock.FromMicros(from)
	return e, err
}

// eraOf is an era with the unit that it is of.
type eraOf struct {
	Era
	unit string
}

func selectAllEras(t *store.Tx) ([]eraOf, error) {
	return store.Rows(t, func(row store.Scanner) (e eraOf, err error) {
		var from int64
		err = row.Scan(&from, &e.Name, &e.Short, &e.Parent, &e.unit)
		e.From = clock.FromMicros(from)
		return e, err
	}, "SELECT from_at, name, short, parent, unit FROM unit_era ORDER BY unit, from_at")
}

// saveUnit writes a unit's own row.
func saveUnit(t *act.Tx, u Unit) error {
	_, err := t.Exec(`INSERT INTO unit (id, kind, region, from_at, to_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET to_at = excluded.to_at`, u.ID, u.Kind, u.Region, clock.Micros(u.From), clock.Micros(u.To))
	t.Touch("unit", u.ID)
	changed(t.Tx)
	return err
}

// saveEra writes a unit's names and parent from an instant on.
func saveEra(t *act.Tx, unit string, e Era) error {
	_, err := t.Exec(`INSERT INTO unit_era (unit, from_at, name, short, parent) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (unit, from_at) DO UPDATE SET name = excluded.name, short = excluded.short, parent = excluded.parent`,
		unit, clock.Micros(e.From), e.Name, e.Short, e.Parent)
	t.Touch("unit_era", unit+"/"+strconv.FormatInt(clock.Micros(e.From), 10))
	changed(t.Tx)
	return err
}
