package unit

import (
	"time"

	"shidian/internal/store"
)

// Succession says that one unit ended and another came in its place (N2: 蓬莱市、长岛县 -> 蓬莱区, 5 June 2020).
type Succession struct {
	Unit, Successor string
	At              time.Time // the first instant at which the successor stands
	Reason          string    // 依据, in words
}

// Merge is what is written down when units end and one comes in their place: several that are merged, or one that goes
// on under another code.
type Merge struct {
	Ends   []string // ids
	Name   string
	Short  string // "": made from the name
	Region string // "" for units that stand for no division
	From   time.Time
	Reason string
}

// SuccessorOf is the unit that stands in a unit's place at that instant: the last of the line, or the unit itself.
func SuccessorOf(t *store.Tx, id string, at time.Time) (string, error) {
	for {
		s, found, err := selectSuccessionOf(t, id)
		if err != nil || !found || s.At.After(at) {
			return id, err
		}
		id = s.Successor
	}
}

// Successors maps every unit that ended in another by that instant to the one that stands in its place: for lists and
// maps, which add the old units' figures to it.
func Successors(t *store.Tx, at time.Time) (map[string]string, error) {
	all, err := selectSuccessions(t)
	next := map[string]string{}
	for _, s := range all {
		if !s.At.After(at) {
			next[s.Unit] = s.Successor
		}
	}
	last := make(map[string]string, len(next))
	for id, to := range next {
		for next[to] != "" {
			to = next[to]
		}
		last[id] = to
	}
	return last, err
}

// Predecessors are the units in whose place a unit came, by code, with the names they had in the end.
func Predecessors(t *store.Tx, id string) ([]Unit, error) {
	ids, err := selectSucceeded(t, id)
	if err != nil {
		return nil, err
	}
	units := make([]Unit, len(ids))
	for i, id := range ids {
		if units[i], err = Get(t, id, t.Now()); err != nil {
			return nil, err
		}
	}
	return units, nil
}

// Formerly are the units that a search for a name of today means though their papers say the name of then: those that
// were renamed, and those that ended in a unit of such a name.
func Formerly(t *store.Tx, text string) ([]string, error) { return selectFormerly(t, text) }

// Ancestry are the ids of all units that a unit succeeded, those that its predecessors had succeeded included. Its people
// see and go on with what those began.
func Ancestry(t *store.Tx, id string) ([]string, error) {
	var all []string
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		before, err := selectSucceeded(t, queue[0])
		if err != nil {
			return nil, err
		}
		all, queue = append(all, before...), append(queue, before...)
	}
	return all, nil
}
