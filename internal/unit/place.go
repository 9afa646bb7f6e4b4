package unit

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"shidian/internal/access"
	"shidian/internal/store"
)

// place is what an account's unit adds to the person who acts.
type place struct {
	unit   Unit
	before []string // the units in whose place it came

	read    time.Time // on the business clock: names go by dates
	changes int64     // how often units had been changed before it was read
}

// places keeps the units' part of every request's actor, which changes a few times a year and is asked for all day. An
// act on a unit is seen at once; placeHolds is for what another process did.
type places struct{ known sync.Map }

const placeHolds = 10 * time.Second

// fresh tells whether what was read then may still be shown, if nothing was written here since.
func fresh(read, now time.Time) bool { return !now.Before(read) && now.Sub(read) < placeHolds }

// changes counts what this process wrote into the tables of units, accounts and sessions.
var changes atomic.Int64

// changed says that somebody's place, account or session is written: what was read of them before is read again.
func changed(t *store.Tx) { t.After(func() { changes.Add(1) }) }

// of gives a unit's place.
func (p *places) of(t *store.Tx, id string) (place, error) {
	now := changes.Load() // before reading: what is written meanwhile makes it old
	if kept, ok := p.known.Load(id); ok {
		one := kept.(place)
		if one.changes == now && fresh(one.read, t.Now()) {
			return one, nil
		}
	}
	one, err := placeOf(t, id)
	if err == nil {
		one.changes = now
		p.known.Store(id, one)
	}
	return one, err
}

// placeOf reads a unit's place.
func placeOf(t *store.Tx, id string) (place, error) {
	u, err := Get(t, id, t.Now())
	if err != nil {
		return place{}, err
	}
	before, err := Ancestry(t, id)
	return place{unit: u, before: slices.Clip(before), read: t.Now()}, err
}

// actor is the account as an actor in its place.
func (p place) actor(a Account) access.Actor {
	return access.Actor{Account: a.ID, Name: a.Name, Unit: p.unit.ID, UnitName: p.unit.Short, UnitKind: p.unit.Kind, Before: p.before, Roles: a.Roles}
}
