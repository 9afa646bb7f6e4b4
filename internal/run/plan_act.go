package run

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

var (
	rowSubmitPlan = act.Row{Name: "run.submit_plan", Title: "报送实施方案", Who: unitPeople, From: []act.State{Planning}, To: []act.State{PlanSubmitted, Running},
		Guard: "没有分管领导、责任部门（A8）；核定的内容没有目标、措施或者时间进度；完成时间不在周期内；目标值不是大于0的数字（R1）；有字无法打印"}
	rowReturnPlan = act.Row{Name: "run.return_plan", Title: "退回实施方案", Who: handlers, From: []act.State{PlanSubmitted}, To: []act.State{Planning},
		Guard: "没有逐处写明意见；没有修改期限；看的不是最新一版；已经提请审定（R1）"}
	rowApprovePlan = act.Row{Name: "run.approve_plan", Title: "审定实施方案", Who: handlers, Two: true, From: []act.State{PlanSubmitted}, To: []act.State{Running},
		Guard: "看的不是最新一版（R1）"}
	rowPlanPaper = act.Row{Name: "run.plan_paper", Title: "实施方案存档", Who: []access.Role{access.System}, Guard: "这一版没有审定，或者已经存档"}
)

// planRows are the acts about the plan.
var planRows = []act.Row{rowSubmitPlan, rowReturnPlan, rowApprovePlan, rowPlanPaper}

// PlanDraft is under what a plan's draft is kept.
const PlanDraft = "plan"

// PlanScope is what the pilot's plan is held against.
func (r *Room) PlanScope(c Case) PlanScope {
	return PlanScope{Asks: c.Programme().Stages.Run.PlanAsks, Contents: c.Granted(), Name: c.ContentName, From: c.From, Until: c.Until,
		Lacks: func(text string) []rune { return paper.Missing(text, r.Fonts) }}
}

// Granted are the contents that a plan has to speak of; one 0, the whole, where the programme has no such list.
func (c Case) Granted() []int {
	if len(c.Contents) == 0 {
		return []int{0}
	}
	return c.Contents
}

// ContentName is a granted content's short name, or the whole's.
func (c Case) ContentName(n int) string {
	if n == 0 {
		return "总体"
	}
	return decide.Contents(c.Programme(), []int{n})
}

// MayWritePlan judges who sees the draft of a pilot's plan and writes it: the people of its unit.
func MayWritePlan(a access.Actor, c Case) access.Verdict { return mayReport(a, c) }

// MayJudge judges who examines a plan: the handlers of the office (R1).
func MayJudge(a access.Actor, c Case) access.Verdict {
	if a.Has(handlers...) {
		return access.Allow()
	}
	return mayDirect(a, c)
}

// SubmitPlan hands a pilot's plan in (R1, A8) and gives its version. Where the programme lets nobody examine it, it is in
// force at once.
func (r *Room) SubmitPlan(ctx context.Context, actor access.Actor, pilot string, b PlanBody) (n int, err error) {
	err = r.on(ctx, actor, rowSubmitPlan, pilot, mayReport, func(t *act.Tx, c Case) error {
		if err := MaySubmitPlan(c.State); err != nil {
			return err
		}
		p, err := r.nextPlan(t, c, b)
		if err != nil {
			return err
		}
		n = p.N
		to := PlanSubmitted
		if p.State = PlanHandedIn; !c.Programme().Stages.Run.Plan {
			p.State, to = PlanApproved, Running
			t.Enqueue(RenderPlan{Pilot: pilot, N: n})
		}
		if err := insertPlan(t, p); err != nil {
			return err
		}
		t.Froze(p.hash())
		if err := errors.Join(dropDraft(t.Tx, pilot, PlanDraft), dropPlanDue(t.Tx, pilot)); err != nil {
			return err
		}
		if to == PlanSubmitted {
			err = tellOffice(t.Tx, c, "请审定实施方案："+c.Application.UnitName, fmt.Sprintf("%s报送了实施方案（第%d版），请审定，或者逐处退回修改。", c.Application.UnitName, n), access.Handler)
		}
		return errors.Join(err, SetState(t, c.Pilot, to))
	})
	return n, err
}

// nextPlan is the next version of a pilot's plan, checked, numbered and by day; its state is the caller's.
func (r *Room) nextPlan(t *act.Tx, c Case, b PlanBody) (Plan, error) {
	before, err := PlansOf(t.Tx, c.ID)
	if err != nil {
		return Plan{}, err
	}
	b = Numbered(tidied(b, c.Granted()), keysOf(before))
	if faults := PlanFaults(r.PlanScope(c), b); len(faults) > 0 {
		return Plan{}, fault.Invalid(fmt.Sprintf("实施方案还有%d处需要补充或者修改，改好后再报送。", len(faults)), faults...)
	}
	return Plan{Pilot: c.ID, N: len(before) + 1, Body: b, At: t.Now(), Account: t.Actor.Account, salt: rand.Text()}, nil
}

// tidied keeps the goals of the granted contents alone, in their order.
func tidied(b PlanBody, contents []int) PlanBody {
	goals := make([]Goal, len(contents))
	for i, n := range contents {
		goals[i] = b.GoalOf(n)
	}
	b.Goals = goals
	return b
}

// GoalOf is what the plan says of a content.
func (b PlanBody) GoalOf(content int) Goal {
	for _, g := range b.Goals {
		if g.Content == content {
			return g
		}
	}
	return Goal{Content: content}
}

// keysOf are the keys of all milestones that some version has had.
func keysOf(plans []Plan) (keys []string) {
	for _, p := range plans {
		for _, m := range p.Body.Milestones {
			keys = append(keys, m.Key)
		}
	}
	return keys
}

// Frozen are the bytes by whose hash a version is bound: pilot, number and what it says. The salt keeps names and numbers in it
// from being guessed.
func (p Plan) Frozen() []byte {
	canonical, _ := json.Marshal(struct { // strings and numbers alone: it cannot fail
		Format int      `json:"v"`
		Pilot  string   `json:"pilot"`
		N      int      `json:"n"`
		Salt   string   `json:"salt"`
		Body   PlanBody `json:"body"`
	}{1, p.Pilot, p.N, p.salt, p.Body})
	return canonical
}

func (p Plan) hash() []byte {
	sum := sha256.Sum256(p.Frozen())
	return sum[:]
}

// PlanReturn sends a version of a plan back: what is to be mended, part by part, and until when.
type PlanReturn struct {
	Pilot string
	N     int
	Items []ReturnItem
	Until calendar.Day
}

// ReturnPlan sends a plan back item by item, with a personal date (R1).
func (r *Room) ReturnPlan(ctx context.Context, actor access.Actor, x PlanReturn) error {
	return r.on(ctx, actor, rowReturnPlan, x.Pilot, MayJudge, func(t *act.Tx, c Case) error {
		p, err := judged(t, c, x.N)
		if err != nil {
			return err
		}
		waits, err := r.ApprovalWaits(t.Tx, x.Pilot)
		if err != nil {
			return err
		}
		if waits {
			return fault.Conflict("R1", "已经提请审定，正等待审签人办理；如需退回修改，请先请审签人退回。")
		}
		if wrong := ReturnFaults(p.Body.Parts(c.ContentName), x.Items, x.Until, t.Now()); len(wrong) > 0 {
			return fault.Invalid("还不能退回，请先补正以下各处。", wrong...)
		}
		p.State, p.Returned, p.Until = PlanReturned, x.Items, calendar.EndOfDay(x.Until)
		p.AnsweredAt, p.AnsweredBy = t.Now(), t.Actor.Account
		if err := errors.Join(updatePlan(t, p), putPlanDue(t.Tx, c.ID, p.Until)); err != nil {
			return err
		}
		if err := tell(t.Tx, c.Pilot.Unit, unitPeople, c, "实施方案退回修改", "请在"+calendar.Show(p.Until, t.Now())+"修改并重新报送。需要修改的有：\n"+p.ReturnWords(c.ContentName)); err != nil {
			return err
		}
		return SetState(t, c.Pilot, Planning)
	})
}

// ReturnWords are what is to be mended, a line for each part.
func (p Plan) ReturnWords(name func(int) string) string {
	parts := p.Body.Parts(name)
	lines := make([]string, len(p.Returned))
	for i, item := range p.Returned {
		at := slices.IndexFunc(parts, func(part PlanPart) bool { return part.Key == item.Part })
		lines[i] = parts[at].Name + "：" + item.Words
	}
	return strings.Join(lines, "\n")
}

// judged is the version that is judged, the last one.
func judged(t *act.Tx, c Case, n int) (Plan, error) {
	plans, err := PlansOf(t.Tx, c.ID)
	if err != nil {
		return Plan{}, err
	}
	if len(plans) == 0 {
		return Plan{}, MayJudgePlan(c.State, Plan{}, n)
	}
	return plans[0], MayJudgePlan(c.State, plans[0], n)
}

// ApprovalWaits tells whether the approval of a pilot's plan waits for its second person.
func (r *Room) ApprovalWaits(t *store.Tx, pilot string) (bool, error) {
	all, err := r.Door.ProposalsOf(t, Object(pilot))
	return slices.ContainsFunc(all, func(p act.Proposal) bool { return p.Act == rowApprovePlan.Name && p.State == act.Waiting }), err
}

// Approval is a version of a plan that is to be approved.
type Approval struct {
	Pilot string `json:"pilot"`
	N     int    `json:"n"`
}

// Object is the pilot that it is about.
func (x Approval) Object() string { return Object(x.Pilot) }

// ApprovePlan proposes to approve the version of a pilot's plan that was read (R1); an approver confirms it.
func (r *Room) ApprovePlan(ctx context.Context, actor access.Actor, x Approval) (string, error) {
	return r.Door.Propose(ctx, actor, rowApprovePlan, x.Object(), x, "")
}

func (r *Room) approvePlan(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Approval](t, params)
	if err != nil {
		return err
	}
	c, err := lockCase(t.Tx, x.Pilot)
	if err != nil {
		return err
	}
	p, err := judged(t, c, x.N)
	if err != nil {
		return err
	}
	p.State, p.AnsweredAt, p.AnsweredBy = PlanApproved, t.Now(), t.Actor.Account
	if err := updatePlan(t, p); err != nil {
		return err
	}
	t.Froze(p.hash())
	t.Enqueue(RenderPlan{Pilot: p.Pilot, N: p.N})
	words := fmt.Sprintf("实施方案（第%d版）已经审定，请按方案组织实施。审定的方案可以在页面下载。", p.N)
	if err := errors.Join(dropDraft(t.Tx, x.Pilot, PlanDraft), tell(t.Tx, c.Pilot.Unit, unitPeople, c, "实施方案已经审定", words)); err != nil {
		return err
	}
	return SetState(t, c.Pilot, Running)
}

// ReplacePlan puts a changed plan in force in the place of the one before, as part of the act that decided the change: the
// same is asked of it as of a plan that is handed in. c is the pilot as the change leaves it. Both versions are kept.
func (r *Room) ReplacePlan(t *act.Tx, c Case, b PlanBody) error {
	_, found, err := PlanOf(t.Tx, c.ID)
	if err != nil {
		return err
	}
	if !found {
		return fault.Conflict("R1", "实施方案还没有审定，请直接修改方案。")
	}
	p, err := r.nextPlan(t, c, b)
	if err != nil {
		return err
	}
	p.State, p.AnsweredAt, p.AnsweredBy = PlanApproved, t.Now(), t.Actor.Account
	t.Enqueue(RenderPlan{Pilot: p.Pilot, N: p.N})
	return insertPlan(t, p)
}
