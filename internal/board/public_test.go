package board

import (
	"testing"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/run"
)

// What the public reads of a pilot tells a stage, and never how it fares.
func TestThePublicReadsStagesAlone(t *testing.T) {
	until := calendar.Date(2022, 7, 5)
	for state, want := range map[act.State][2]string{run.Planning: {"方案编制", "方案编制"}, run.PlanSubmitted: {"方案编制", "方案编制"}, run.Running: {"实施中", "评估验收"},
		run.MidtermPassed: {"实施中", "评估验收"}, run.Rectifying: {"实施中", "评估验收"}, run.LossProposed: {"实施中", "评估验收"}, run.Final: {"实施中", "评估验收"},
		run.Ended: {"已结束", "已结束"}, run.Disqualified: {}, run.Withdrawn: {}, run.Terminated: {}} {
		p := run.Pilot{State: state, Until: until}
		if got := [2]string{PublicState(p, until), PublicState(p, until.Add(1))}; got != want {
			t.Errorf("%s: %v, want %v", state, got, want)
		}
	}
}
