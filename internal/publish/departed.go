package publish

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Departed is a unit that was granted and withdrew before the notice was put up.
type Departed struct {
	Unit string
	At   time.Time
}

// MayPutUp judges whether the list that is put up is the one of the papers (C3): whoever withdrew after the notice was
// last drafted may still stand in what was issued.
func MayPutUp(drafted time.Time, lines []Line, left []Departed) error {
	if len(lines) == 0 {
		return fault.Conflict("C3", "名单上的单位都已撤回申报，没有可以公示的单位。")
	}
	for _, one := range left {
		if !one.At.Before(drafted) {
			return fault.Conflict("C3", one.Unit+"在起草公示以后撤回了申报，印发的公示里可能还有这个单位。请按新的代拟稿重新印发、登出，再在公示页面的“修改”里保存一次，然后登记；已提请审签的，先请审签人退回。")
		}
	}
	return nil
}

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
