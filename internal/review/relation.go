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

// Pledge is what an expert promises before he opens the first application (评审承诺书).
var Pledge = []string{
	"按照固定的评审标准独立评分，不受任何单位和个人影响。",
	"与申报单位有关系、可能影响公正的，如实申明并回避。",
	"不与申报单位私下联系，不接受其馈赠、宴请和其他好处。",
	"评审材料、评分和讨论情况保密，不留存、不转发、不引用。",
	"对自己的评分和评语负责，需要时作出说明。",
}
