package board

import (
	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/store"
)

// working are the departures while the pilots are at work (R1, R2): a half year that was excused, a term that was extended, a
// pilot that was withdrawn.
func working(t *store.Tx, _ access.Actor, c call.Cohort) ([]Exception, error) {
	all, err := excused(t, c)
	if err != nil {
		return nil, err
	}
	changed, err := changed(t, c)
	return append(all, changed...), err
}

// changeSorts are the changes that depart from what was released, by their kinds.
var changeSorts = map[string]string{"extension": "延长周期", "withdrawal": "中途撤回", "contents": "调整内容"}
