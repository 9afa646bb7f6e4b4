package publish

import (
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// toPutUp are the lines of a decision as its notice has them, and who left it.
func toPutUp(t *store.Tx, d decide.Decision) (lines []Line, left []Departed, err error) {
	units, err := decide.Applications(t, d.Granted())
	for _, l := range d.Granted() {
		a := units[l.Application]
		if err != nil {
			return nil, nil, err
		}
		if a.State != apply.StateWithdrawn {
			lines = append(lines, Line{Application: a.ID, N: len(lines) + 1, Contents: l.Contents})
			continue
		}
		var one Departed
		one, err = departed(t, a)
		left = append(left, one)
	}
	return lines, left, err
}

// departed reads when a unit withdrew.
func departed(t *store.Tx, a apply.Application) (Departed, error) {
	entries, err := ledger.History(t, apply.Object(a.ID))
	one := Departed{Unit: a.UnitName}
	for _, e := range entries {
		if act.State(e.To) == apply.StateWithdrawn {
			one.At = clock.FromMicros(e.At)
		}
	}
	return one, err
}
