package pages

import (
	"encoding/json"
	"fmt"

	"shidian/internal/call"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Approving puts a plan that is to be approved before the approver: who answers for it, what is to be reached by when, and the
// whole to be read.
func Approving(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	var x run.Approval
	if err := json.Unmarshal(params, &x); err != nil {
		return nil, "", err
	}
	c, err := run.CaseOf(t, x.Pilot)
	if err != nil {
		return nil, "", err
	}
	p, err := run.PlanVersion(t, x.Pilot, x.N)
	if err != nil {
		return nil, "", err
	}
	found, err := call.CheckedPaper(t, run.PlanPaper(c, p), c.Cohort)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "单位", Value: components.Link(run.Link(c.ID), c.Application.UnitName)},
		{Name: "方案", Value: components.Cells(components.Link(run.Link(c.ID)+"/plan?n="+n(x.N), fmt.Sprintf("第%d版，查看全文", x.N)), components.Text("　"), components.Link(run.Link(c.ID)+"/plan/"+n(x.N)+"/plan.pdf", "PDF"))},
		{Name: "分管领导", Value: person(p.Body.Leader)}, {Name: "责任部门", Value: components.Text(p.Body.Department)}}
	for _, m := range p.Body.Milestones {
		terms = append(terms, components.Term{Name: components.Day(m.By.Start()), Value: components.Text(c.ContentName(m.Content) + "：" + m.What + "，" + m.Indicator + m.Target + m.Unit)})
	}
	terms = append(terms, components.WordingTerm(found))
	return terms, "方案审定后存档，单位按方案开始实施，以后的调度和评估对照其中的目标值；不能撤销，调整须另行研究。", nil
}
