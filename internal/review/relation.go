package review

import (
	"time"

	"shidian/internal/store"
)

// Relation is what ties an expert to an application and came up after the draw: he does not score it.
type Relation struct {
	Panel       string
	Expert      string
	Application string
	What        string // in his words, or the office's: personal
	Late        bool   // registered by the office, not declared by the expert
	At          time.Time
}

// Relations reads a panel's, the first first.
func Relations(t *store.Tx, panel string) ([]Relation, error) { return selectRelations(t, panel) }

// Kept are the experts' ids who may not score an application: kept from it by the draw, or by a relation that came up
// later.
func Kept(t *store.Tx, panel string) (map[string][]string, error) {
	kept, err := Excluded(t, panel)
	if err != nil {
		return nil, err
	}
	relations, err := Relations(t, panel)
	for _, r := range relations {
		kept[r.Application] = append(kept[r.Application], r.Expert)
	}
	return kept, err
}
