package app

import (
	"fmt"
	"strings"

	"shidian/internal/decide"
	"shidian/internal/review"
	"shidian/internal/store"
)

// ranking is the closed review's ranking as the body that decides is shown it.
func ranking(t *store.Tx, cohort string) ([]decide.Ranked, error) {
	all, err := review.RankedOfCohort(t, cohort)
	list := make([]decide.Ranked, len(all))
	for i, r := range all {
		list[i] = decide.Ranked{Application: r.Application, Place: r.Place, Score: r.Combined.String(), Spread: fmt.Sprint(r.Spread), Notes: notesOf(r)}
	}
	return list, err
}

// notesOf is what has to be known of an application beside its score.
func notesOf(r review.Ranked) string {
	var notes []string
	if r.Of != nil {
		notes = append(notes, "函评"+r.Of[0].String()+"分，会评"+r.Of[1].String()+"分")
	}
	if r.Marked() {
		notes = append(notes, "有的分数偏离较大")
	}
	if r.Overrun {
		notes = append(notes, "超出名额推荐，经研究同意")
	}
	if r.Relations > 0 {
		notes = append(notes, fmt.Sprintf("%d位专家申明有利害关系", r.Relations))
	}
	if r.Missing > 0 {
		notes = append(notes, fmt.Sprintf("缺%d份评分", r.Missing))
	}
	return strings.Join(notes, "；")
}
