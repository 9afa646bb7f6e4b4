package accept

import (
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
)

// RecordOf reads what the sheet of an application's receipt and check says today: the items as an act concluded them,
// else as far as they were filled in.
func RecordOf(t *store.Tx, a apply.Application) (r Record, err error) {
	r.Application, r.Version, r.At = a, a.Version, t.Now()
	if r.Cohort, err = call.Get(t, a.Cohort); err != nil {
		return r, err
	}
	r.Items = ItemsFor(r.Cohort.Programme, a.Kind)
	if r.Lines, err = ItemsOf(t, a.ID, a.Version); err != nil {
		return r, err
	}
	if len(r.Lines) == 0 {
		if r.Lines, err = DraftOf(t, a.ID, a.Version); err != nil {
			return r, err
		}
	}
	if r.Conclusions, err = Conclusions(t, a.ID); err != nil {
		return r, err
	}
	r.Papers, err = Papers(t, a.ID)
	return r, err
}
