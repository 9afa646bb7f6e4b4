package run

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/apply"
)

// PlanPart is a part of a plan in words: what is compared between two versions, and what can be sent back.
type PlanPart struct {
	Key  string
	Name string
	Text string
}

// Parts are all parts of a plan, in the order of the paper. name gives the granted contents' names.
func (b PlanBody) Parts(name func(content int) string) []PlanPart {
	parts := []PlanPart{
		{PartLeader, "分管领导", b.Leader.words()},
		{PartDepartment, "责任部门", b.Department},
		{PartContact, "联络人", b.Contact.words()}}
	for _, g := range b.Goals {
		parts = append(parts, PlanPart{PartGoal(g.Content), name(g.Content), "改革目标：" + g.Goal + "\n工作措施：" + g.Measures})
	}
	parts = append(parts, PlanPart{PartOrganisation, "组织保障", b.Organisation}, PlanPart{PartMilestones, "时间进度（整体）", ""})
	for i, m := range b.Milestones {
		parts = append(parts, PlanPart{m.Key, fmt.Sprintf("时间进度第%d项", i+1), m.words(name)})
	}
	return parts
}

func (p Person) words() string {
	return strings.Join(strings.Fields(strings.Join([]string{p.Name, p.Post, p.Phone}, " ")), "，")
}

func (m Milestone) words(name func(int) string) string {
	return fmt.Sprintf("%s：%s；%s前完成；%s%s%s；佐证：%s。", name(m.Content), m.What, longDay(m.By), m.Indicator, m.Target, m.Unit, m.Evidence)
}

// PlanDiff lists the parts that differ between two versions, each with its words: those of the new one in its order, then what
// is no longer there.
func PlanDiff(before, after []PlanPart) (all []apply.FieldDiff) {
	old := map[string]string{}
	for _, p := range before {
		old[p.Key] = p.Text
	}
	for _, p := range after {
		if was := old[p.Key]; was != p.Text {
			all = append(all, apply.FieldDiff{Key: p.Key, Name: p.Name, Old: was, New: p.Text, Pieces: apply.Pieces(was, p.Text)})
		}
	}
	for _, p := range before {
		if !slices.ContainsFunc(after, func(now PlanPart) bool { return now.Key == p.Key }) {
			all = append(all, apply.FieldDiff{Key: p.Key, Name: "原" + p.Name, Old: p.Text, Pieces: apply.Pieces(p.Text, "")})
		}
	}
	return all
}
