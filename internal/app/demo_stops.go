package app

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/board"
	"shidian/internal/calendar"
	"shidian/internal/evaluate"
	"shidian/internal/run"
	"shidian/internal/store"
)

// pilotStops are what lies next before the pilots at work: the ends of what was asked of them, the next half year, and the
// beginnings and the end that their terms bring. What has passed is left out.
func pilotStops(t *store.Tx) (stops []scene, err error) {
	all, err := board.PilotsOf(t, access.Actor{Roles: []access.Role{access.Handler}}, board.PilotFilter{State: "living"})
	if err != nil || len(all.Rows) == 0 {
		return nil, err
	}
	next := map[string]scene{}
	note := func(key, title string, at time.Time) {
		if known, has := next[key]; at.After(all.Now) && (!has || at.Before(known.At)) {
			next[key] = scene{key, title, at}
		}
	}
	morning := func(d calendar.Day) time.Time { return d.Start().Add(9 * time.Hour) }
	begun := time.Time{}
	for _, row := range all.Rows {
		if begun.IsZero() || row.OpenedAt.Before(begun) {
			begun = row.OpenedAt
		}
		if what := dueTitles[row.State]; what != "" && !row.Waits.Until.IsZero() {
			note("due-"+what, what, row.Waits.Until.Add(time.Minute))
		}
		if row.State == run.Rectifying { // whether the unit has reported or not
			judged, err := evaluate.Of(t, row.ID)
			if err != nil {
				return nil, err
			}
			note("due-rectify", "整改期满", calendar.EndOfDay(judged.RectifyUntil()).Add(time.Minute))
		}
		e := row.Programme.Stages.Evaluate
		before := row.State == run.Planning || row.State == run.PlanSubmitted || row.State == run.Running
		if before && e.On && e.Midterm {
			note("midterm", "中期评估", morning(evaluate.MidtermFrom(e, row.From)))
		}
		if e.On && e.Final {
			note("final", "终期评估", morning(evaluate.FinalFrom(e, row.Pilot.Until)))
		}
		note("ended", "周期届满", morning(row.Pilot.Until.Add(1)))
	}
	halves, err := run.Stocktakings(t)
	if err != nil {
		return nil, err
	}
	last := begun
	if len(halves) > 0 {
		last = halves[0].At
	}
	note("half", "半年调度", morning(calendar.DayOf(last).AddMonths(all.Rows[0].Programme.Stages.Run.ReportMonths)))
	for _, s := range next {
		stops = append(stops, s)
	}
	slices.SortFunc(stops, func(a, b scene) int { return a.At.Compare(b.At) })
	return stops, nil
}

// dueTitles say of the states in which something is asked of a unit until a date what has ended then.
var dueTitles = map[act.State]string{run.Planning: "方案截止", run.Running: "报告截止", run.MidtermPassed: "报告截止", run.LossProposed: "陈述期满"}
