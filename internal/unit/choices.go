package unit

import (
	"sync"
	"time"

	"shidian/internal/store"
)

// Choices keeps the units of a kind for pages that offer them to choose from: read all day, changed a few times a year.
// They hold as long as a place does.
type Choices struct{ known sync.Map } // kind -> choice

type choice struct {
	units   []Unit
	read    time.Time
	changes int64
}

// OfKind lists the living units of a kind, by code. The list is everybody's: read only.
func (c *Choices) OfKind(t *store.Tx, kind string) ([]Unit, error) {
	now := changes.Load()
	if kept, ok := c.known.Load(kind); ok {
		if one := kept.(choice); one.changes == now && fresh(one.read, t.Now()) {
			return one.units, nil
		}
	}
	units, err := List(t, Filter{Kind: kind}, t.Now())
	if err == nil {
		c.known.Store(kind, choice{units, t.Now(), now})
	}
	return units, err
}
