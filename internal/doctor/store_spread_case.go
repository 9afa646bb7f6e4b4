package doctor

import (
	"strconv"

	"shidian/internal/fault"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// The invariants of the public cases, as queries. A case is named by its unit.
const (
	shownCase = `SELECT c.unit_name FROM spread_case c WHERE c.shown > 0 AND `

	shownWithoutVersion = shownCase + `NOT EXISTS (SELECT 1 FROM spread_version v WHERE v.id = c.id AND v.n = c.shown AND v.answered_at > 0
		AND v.returned = '[]') ORDER BY c.unit_name, c.id`

	shownByOne = shownCase + `NOT EXISTS (SELECT 1 FROM proposal p WHERE p.object = 'case/' || c.id AND p.act = 'spread.publish' AND p.state = 'confirmed'
		AND p.decider <> p.proposer) ORDER BY c.unit_name, c.id`

	shownOfLost = shownCase + `EXISTS (SELECT 1 FROM pilot p WHERE p.id = c.pilot AND p.state IN ('disqualified', 'withdrawn', 'terminated'))
		ORDER BY c.unit_name, c.id`
)

// shownWithNumbers are the public cases in which an ID or bank number stands.
func shownWithNumbers(t *store.Tx) (broken []string, err error) {
	ids, err := names(t, "SELECT c.id FROM spread_case c WHERE c.shown > 0 ORDER BY c.id")
	for _, id := range ids {
		c, v, err := spread.Shown(t, id)
		if fault.Is(err, fault.KindNotFound) {
			continue // no such version: another invariant's matter
		}
		if err != nil {
			return nil, err
		}
		if len(spread.WrongPersonal(spread.PersonalIn(v.Body.Texts()), false, nil)) > 0 {
			broken = append(broken, c.UnitName+"第"+strconv.Itoa(v.N)+"版")
		}
	}
	return broken, err
}
