package run

import (
	"context"
	"errors"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/jobs"
	"shidian/internal/store"
)

// What falls due of a plan that is not handed in: in the morning three days before its date, and when that has passed.
const (
	duePlanSoon = "run.plan_soon"
	duePlanOver = "run.plan_over"
)

// planReminder is how long before the date the unit is reminded: at 9:00 of the third day from its end.
const planReminder = 3*24*time.Hour - 9*time.Hour

// duePlans says what happens when the date of a plan comes near and passes.
func (r *Room) duePlans(sweep *jobs.Sweep) {
	sweep.On(duePlanSoon, r.remindPlan(func(t *store.Tx, c Case, until time.Time) error {
		return tell(t, c.Pilot.Unit, unitPeople, c, "实施方案报送期限将到", "请在"+calendar.Show(until, t.Now())+"报送实施方案。已经填写的内容都在。")
	}))
	sweep.On(duePlanOver, r.remindPlan(func(t *store.Tx, c Case, _ time.Time) error {
		return errors.Join(
			tell(t, c.Pilot.Unit, unitPeople, c, "实施方案报送期限已过", "实施方案还没有报送，请尽快报送；有困难的，请联系办公室。"),
			tellOffice(t, c, "实施方案逾期："+c.Application.UnitName, c.Application.UnitName+"没有在期限内报送实施方案，请催办。", access.Handler))
	}))
}

// remindPlan says something while the plan is still being written.
func (r *Room) remindPlan(say func(t *store.Tx, c Case, until time.Time) error) func(context.Context, jobs.Due) error {
	return func(ctx context.Context, due jobs.Due) error {
		return r.Door.DB.Write(ctx, func(t *store.Tx) error {
			c, err := CaseOf(t, strings.TrimPrefix(due.Object, Object("")))
			if err != nil || c.State != Planning {
				return err
			}
			until, err := PlanUntil(t, c.ID)
			if err != nil {
				return err
			}
			return say(t, c, until)
		})
	}
}

// askPlan puts down until when a new pilot's plan is asked for. Where the official calendar of that year is not there yet
// no date is guessed.
func (r *Room) askPlan(t *store.Tx, c Case) error {
	until, err := PlanDue(r.Years, calendar.DayOf(c.OpenedAt), c.Programme().Stages.Run.PlanDays.Value)
	if missing := (calendar.MissingYear{}); errors.As(err, &missing) {
		return nil
	}
	if err != nil {
		return err
	}
	return putPlanDue(t, c.ID, until)
}

// putPlanDue puts down until when a plan is asked for; the reminder before it only where that still lies ahead.
func putPlanDue(t *store.Tx, pilot string, until time.Time) error {
	if err := jobs.Put(t, duePlanOver, Object(pilot), until); err != nil {
		return err
	}
	if soon := until.Add(-planReminder); soon.After(t.Now()) {
		return jobs.Put(t, duePlanSoon, Object(pilot), soon)
	}
	return jobs.Drop(t, duePlanSoon, Object(pilot))
}

func dropPlanDue(t *store.Tx, pilot string) error {
	return errors.Join(jobs.Drop(t, duePlanOver, Object(pilot)), jobs.Drop(t, duePlanSoon, Object(pilot)))
}

// PlanUntil is until when a pilot's plan is asked for; zero where there is no date.
func PlanUntil(t *store.Tx, pilot string) (time.Time, error) {
	all, err := plansDue(t, Object(pilot))
	return all[pilot], err
}
