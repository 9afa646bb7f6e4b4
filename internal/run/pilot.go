package run

import (
	"crypto/rand"
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Planning is where a pilot begins: 方案编制.
const Planning act.State = "planning"

// StateTitles are the states' names on the screen.
var StateTitles = map[act.State]string{Planning: "方案编制"}

// Pilot is a released application at work.
type Pilot struct {
	ID          string
	Cohort      string
	Application string
	Unit        string
	Contents    []int // granted, by their numbers in the notice
	From, Until calendar.Day
	State       act.State
	OpenedAt    time.Time
}

// Term is the first and the last day of a pilot that begins on a day and works so many years (三、试点周期).
func Term(from calendar.Day, years int) (first, last calendar.Day) {
	return from, from.AddMonths(12 * years).Add(-1)
}

// Open opens the pilot of a released application, as part of the act that releases it.
func Open(t *act.Tx, a apply.Application, contents []int, from time.Time) error {
	c, err := call.Get(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	p := Pilot{ID: store.NewID(), Cohort: a.Cohort, Application: a.ID, Unit: a.Unit, Contents: contents, State: Planning, OpenedAt: t.Now()}
	p.From, p.Until = Term(calendar.DayOf(from), c.Programme.Term.Years)
	t.Touch("pilot", p.ID)
	return insertPilot(t.Tx, p, rand.Text())
}

// Of lists a cohort's pilots, by application.
func Of(t *store.Tx, cohort string) ([]Pilot, error) { return selectPilots(t, cohort) }

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{{Table: "pilot", Key: []string{"id"}, Columns: []string{"cohort", "application", "unit", "contents", "from_day",
		"until_day", "state", "opened_at", "salt"}}}
}
