package pages

import (
	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
)

// planCard is what a pilot's page shows of its plan: the version in force as a timetable, and where the next one stands.
type planCard struct {
	Plans []run.Plan
	Force run.Plan // its number 0 while none is in force
	// Reached are the milestones that the newest report says are done, by their keys.
	Reached map[string]bool
}

func planCardOf(t *store.Tx, pilot string) (c planCard, err error) {
	if c.Plans, err = run.PlansOf(t, pilot); err != nil {
		return c, err
	}
	for _, p := range c.Plans {
		if p.State == run.PlanApproved {
			c.Force = p
			break
		}
	}
	last, _, err := run.LastReport(t, pilot)
	c.Reached = map[string]bool{}
	for _, l := range last.Body.Lines {
		c.Reached[l.Milestone] = l.State == run.Done
	}
	return c, err
}

func (v pilotView) writesPlan() bool {
	return v.State == run.Planning && run.MayWritePlan(v.Actor, v.Case).Allowed
}

func (v pilotView) judgesPlan() bool {
	return v.State == run.PlanSubmitted && v.Actor.Has(access.Handler)
}

func (v pilotView) planAt(below string) string { return run.Link(v.ID) + "/plan" + below }
