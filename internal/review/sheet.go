package review

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/store"
)

// The states of a sheet.
const (
	SheetSubmitted act.State = "submitted"
	SheetVoid      act.State = "void" // 作废: a relation came up
)

// Sheet is one expert's scores of one application, as they stand last.
type Sheet struct {
	Panel       string
	Application string
	Expert      string
	N           int            // from 1; a revision counts on
	Points      map[string]int // by the criteria's keys, from 0 to their weights
	Comment     string
	Total       int // of the points, 0 to 100
	State       act.State
	VoidReason  string
	Scan        string // hash of the signed paper that it was typed in from, "" when the expert entered it himself
	At          time.Time
}

// Counts tells whether the sheet goes into the combined score.
func (s Sheet) Counts() bool { return s.State == SheetSubmitted }

// Sheets reads the last sheets of a panel.
func Sheets(t *store.Tx, panel string) ([]Sheet, error) {
	all, err := selectSheets(t, panel)
	if err != nil {
		return nil, err
	}
	var last []Sheet
	for i, s := range all {
		if i+1 == len(all) || all[i+1].Application != s.Application || all[i+1].Expert != s.Expert {
			last = append(last, s)
		}
	}
	return last, nil
}

// Revised are the sheets that were changed or made void after they were submitted, every version of them: for the
// supervisor.
func Revised(t *store.Tx, panel string) ([]Sheet, error) {
	all, err := selectSheets(t, panel)
	if err != nil {
		return nil, err
	}
	many := map[[2]string]bool{}
	for _, s := range all {
		if s.N > 1 || s.State == SheetVoid {
			many[[2]string{s.Application, s.Expert}] = true
		}
	}
	var revised []Sheet
	for _, s := range all {
		if many[[2]string{s.Application, s.Expert}] {
			revised = append(revised, s)
		}
	}
	return revised, nil
}

// Typed is a sheet as somebody typed it, before anything is checked.
type Typed struct {
	Points  map[string]string // by the criteria's keys
	Comment string
}

// Draft is what an expert has typed and not submitted yet; At is zero when he has nothing.
type Draft struct {
	Typed
	At time.Time
}

// DraftOf reads an expert's draft of a sheet.
func DraftOf(t *store.Tx, panel, expert, application string) (Draft, error) {
	return selectScoreDraft(t, panel, expert, application)
}
