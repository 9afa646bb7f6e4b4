package board

import (
	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/evaluate"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/run"
	"shidian/internal/store"
)

// PublicPilot is a pilot as anybody may read of it: without a word of what it waits for, or of what it lacked.
type PublicPilot struct {
	Name  string
	City  string
	Case  run.Pilot
	State string // as PublicState has it: grades stand in their own list (docs/decisions/010)
}

// PublicCohort is what the public reads of a cohort's pilots.
type PublicCohort struct {
	Cohort    call.Cohort
	Programme *programme.Programme
	Pilots    []PublicPilot // those at work, and those that came to their end in time
	Graded    bool          // the list of its grades is public
}

// PublicPilots are the pilots of all cohorts whose lists are released and told, the newest cohort first. Who withdrew, was
// ended or lost the status is not among them: that is announced where it has to be, and not repeated here.
func PublicPilots(t *store.Tx) (all []PublicCohort, err error) {
	cohorts, err := run.Cohorts(t)
	if err != nil {
		return nil, err
	}
	where, args, _ := pilotsWhere(access.Actor{Roles: []access.Role{access.Supervisor}}, PilotFilter{})
	rows, err := selectPilotRows(t, where, args, 0)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		one, told, err := publicCohort(t, c, rows)
		if err != nil {
			return nil, err
		}
		if told && len(one.Pilots) > 0 {
			all = append(all, one)
		}
	}
	return all, nil
}

func publicCohort(t *store.Tx, c call.Cohort, rows []PilotRow) (one PublicCohort, told bool, err error) {
	if told, err = publish.Told(t, c.ID); err != nil || !told {
		return one, false, err
	}
	graded, err := evaluate.GradedIn(t, c.ID)
	if err != nil {
		return one, false, err
	}
	one = PublicCohort{Cohort: c, Programme: c.Programme, Graded: len(graded) > 0}
	for _, row := range rows {
		if row.Cohort != c.ID {
			continue
		}
		state := PublicState(row.Pilot, calendar.DayOf(t.Now()))
		if state == "" {
			continue
		}
		one.Pilots = append(one.Pilots, PublicPilot{Name: row.UnitName, City: row.CityName, Case: row.Pilot, State: state})
	}
	return one, true, nil
}

// PublicState is how far a pilot has come, in the public's words; "" of one that is not shown. A plan that is still written or
// examined is no work begun (报省科协审定后实施), and after its last day a pilot is judged; how it fares meanwhile is told to nobody.
func PublicState(p run.Pilot, today calendar.Day) string {
	switch {
	case p.State == run.Ended:
		return run.StateTitles[run.Ended]
	case !run.Living(p.State):
		return ""
	case p.State == run.Planning || p.State == run.PlanSubmitted:
		return run.StateTitles[run.Planning]
	case p.Until.Before(today):
		return "评估验收"
	}
	return run.StateTitles[run.Running]
}
