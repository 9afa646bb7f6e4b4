package review

import (
	"slices"

	"shidian/internal/ledger"
	"shidian/internal/store"
)

// scoreChecks are the proofs over the scoring beyond the rows' digests: nobody scored what he was kept from, every sheet
// that counts is its own sum, and a panel that has ended has a score for every application (C1).
func scoreChecks() []ledger.Check { return []ledger.Check{{Table: "opinion", Run: checkSheets}} }

func checkSheets(t *store.Tx, found func(key, what string)) error {
	panels, err := selectPanelIDs(t)
	for _, id := range panels {
		r, err := RoundOf(t, id)
		if err != nil { // a value that nobody can read was written by hand: the proof goes on
			found(id, "评审组的评分无法读取")
			continue
		}
		for _, s := range r.sheets {
			if what := r.wrong(s); what != "" {
				found(s.key(), what)
			}
		}
	}
	return err
}

// wrong says what of a sheet that counts cannot be, "" when nothing.
func (r Round) wrong(s Sheet) string {
	sum, whole := 0, len(s.Points) == len(r.Panel.Criteria)
	for _, c := range r.Panel.Criteria {
		points, there := s.Points[c.Key]
		whole = whole && there && points >= 0 && points <= c.Weight
		sum += points
	}
	_, seated := r.Seat(s.Expert)
	switch {
	case !s.Counts():
		return ""
	case !whole || sum != s.Total:
		return "评分的各项与总分不符"
	case slices.Contains(r.Kept[s.Application], s.Expert):
		return "评分人须回避这件申报书"
	case !seated || r.Ordinal(s.Application) == 0:
		return "评分没有对应的专家或申报书"
	}
	return ""
}
