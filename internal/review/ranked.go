package review

import (
	"slices"

	"shidian/internal/fault"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// RankingOf puts a panel's applications into their order as the scoring stands, whether it has ended or not.
func RankingOf(r Round) []Ranked {
	var list []Ranked
	for _, b := range r.standing() {
		list = append(list, r.ranked(b))
	}
	return Rank(r.Panel.Ties, list)
}

// ranked is an application's combined score, without a place yet.
func (r Round) ranked(b Bid) Ranked {
	id := b.Application.ID
	sheets := r.Counted(id)
	one := Ranked{Application: id, Number: b.Application.Number, Name: b.Application.Name(), Criteria: map[string]Hundredths{},
		Missing: r.Panel.PerBid - len(sheets)}
	totals, sums := make([]int, len(sheets)), map[string]int{}
	for i, s := range sheets {
		totals[i] = s.Total
		for _, c := range r.Panel.Criteria {
			sums[c.Key] += s.Points[c.Key]
		}
	}
	for i, far := range FarOff(totals, r.Panel.MarkedBeyond) {
		seat, _ := r.Seat(sheets[i].Expert)
		one.Raw = append(one.Raw, Raw{seat.Expert, totals[i], far})
	}
	for key, points := range sums {
		one.Criteria[key] = mean(points, len(sheets))
	}
	one.Combined, one.Spread = Combine(r.Panel.Combine, totals), SpreadOf(totals)
	for _, x := range r.Relations {
		if x.Application == id {
			one.Relations++
		}
	}
	return one
}

// RankedOf is a closed panel's ranking; refused while experts may still change it (C1).
func RankedOf(t *store.Tx, panel string) ([]Ranked, error) {
	r, err := RoundOf(t, panel)
	if err != nil {
		return nil, err
	}
	if r.Panel.State != PanelClosed {
		return nil, fault.Conflict("C1", r.Panel.Name+"的评分还没有结束，不能汇总排序。")
	}
	return StandingOf(t, r)
}

// StandingOf is a panel's ranking as it stands now, with what the recommendation has to say: it may change until the
// panel is closed.
func StandingOf(t *store.Tx, r Round) ([]Ranked, error) {
	list := RankingOf(r)
	return list, overruns(t, list)
}

// overruns marks those that were recommended beyond their places (A7).
func overruns(t *store.Tx, list []Ranked) error {
	ids := make([]string, len(list))
	for i, one := range list {
		ids[i] = one.Application
	}
	beyond, err := recommend.Overruns(t, ids)
	for i := range list {
		list[i].Overrun = beyond[list[i].Application]
	}
	return err
}

// living are a cohort's panels that were not dropped.
func living(t *store.Tx, cohort string) ([]Panel, error) {
	panels, err := PanelsOf(t, cohort)
	return slices.DeleteFunc(panels, func(p Panel) bool { return p.State == PanelDropped }), err
}

// Closed tells whether a cohort's review has ended: it has panels, all of them are closed but those that were dropped, and
// everybody who goes on from the letter review, if anybody does, sat in a panel.
func Closed(t *store.Tx, cohort string) (bool, error) {
	panels, err := living(t, cohort)
	if err != nil || len(panels) == 0 {
		return false, err
	}
	for _, p := range panels {
		if p.State != PanelClosed {
			return false, nil
		}
	}
	if panels[0].Stage == OnlyStage {
		return true, nil
	}
	result, err := LetterOf(t, cohort)
	if err != nil {
		return false, err
	}
	unread, err := Formable(t, cohort)
	return StagesOver(result, len(unread)), err
}

// RankedOfCohort is the ranking of all panels of a cohort as one list; refused while one of them has not ended. The
// panels of a cohort have the same criteria, so that their scores can stand in one list. Where there are two stages it is
// the ranking of those that went on; the others stand in [LetterOf].
func RankedOfCohort(t *store.Tx, cohort string) ([]Ranked, error) {
	closed, err := Closed(t, cohort)
	if err == nil && !closed {
		err = fault.Conflict("C1", "评审还没有结束，不能提出建议名单。请先完成各评审组的评分和汇总。")
	}
	if err != nil {
		return nil, err
	}
	panels, err := living(t, cohort)
	if err != nil {
		return nil, err
	}
	panels = slices.DeleteFunc(panels, func(p Panel) bool { return p.Stage == LetterStage })
	if len(panels) == 0 {
		return nil, fault.Conflict("C1", "评审已经结束：函评没有一件达到入围线，没有可以列入建议名单的。")
	}
	var all []Ranked
	for _, p := range panels {
		list, err := RankedOf(t, p.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	if panels[0].Stage == PanelStage {
		if err := final(t, panels[0], all); err != nil {
			return nil, err
		}
	}
	return Rank(panels[0].Ties, all), nil
}

// final makes the final scores of those that went on out of the letter's and the panel's.
func final(t *store.Tx, p Panel, list []Ranked) error {
	result, err := LetterOf(t, p.Cohort)
	for i := range list {
		letter, _ := result.Of(list[i].Application)
		list[i].Of = []Hundredths{letter.Combined, list[i].Combined}
		list[i].Combined = Weighted(p.Share, letter.Combined, list[i].Combined)
	}
	return err
}
