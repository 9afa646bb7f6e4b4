package run

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/store"
)

// The states of a change that is asked for.
const (
	ChangeAsked     act.State = "asked"      // 待办理
	ChangeAgreed    act.State = "agreed"     // 已同意
	ChangeRefused   act.State = "refused"    // 未同意
	ChangeTakenBack act.State = "taken_back" // 已撤回申请
)

// ChangeStates are their names on the screen.
var ChangeStates = map[act.State]string{ChangeAsked: "待办理", ChangeAgreed: "已同意", ChangeRefused: "未同意", ChangeTakenBack: "已撤回申请"}

// ChangeKind is what a pilot's unit asks to be changed.
type ChangeKind string

// What may be asked.
const (
	ChangeContents   ChangeKind = "contents"
	ChangePlan       ChangeKind = "plan"
	ChangeExtension  ChangeKind = "extension"
	ChangeWithdrawal ChangeKind = "withdrawal"
)

// ChangeKinds are all, in the order in which they are offered.
var ChangeKinds = []ChangeKind{ChangePlan, ChangeContents, ChangeExtension, ChangeWithdrawal}

// Frame is how a pilot stands, or is to stand, in what a change may alter.
type Frame struct {
	Contents []int        `json:"contents,omitempty"`
	Until    calendar.Day `json:"until"`
	Version  int          `json:"version,omitempty"` // of the plan in force; 0: none
	Plan     *PlanBody    `json:"plan,omitempty"`
}

// ChangeAsk is a change as it is asked for: what its kind takes, the reason, and what proves it.
type ChangeAsk struct {
	Kind     ChangeKind
	Contents []int
	Until    string // 2023-06-30
	Plan     *PlanBody
	Reason   string
	Evidence string // hash; "" for none
}

// Change is a change that was asked for, with both versions.
type Change struct {
	ID          string
	Pilot       string
	N           int // which of the pilot's, from 1
	Kind        ChangeKind
	State       act.State
	Was, Wanted Frame
	Reason      string
	Evidence    string
	At          time.Time
	Account     string
	Answer      string // why it was refused, or what the office says besides
	AnsweredAt  time.Time
	AnsweredBy  string
}

// ChangeObject is a change's name in the ledger.
func ChangeObject(id string) string { return "change/" + id }

// ChangeURL is a change's page.
func ChangeURL(id string) string { return "/changes/" + id }

// Deciding is what the office puts before its approver about a change.
type Deciding struct {
	Change string `json:"change"`
	Agree  bool   `json:"agree"`
	Answer string `json:"answer"`
}

// Object is the change that it is about.
func (x Deciding) Object() string { return ChangeObject(x.Change) }

var (
	rowAsk = act.Row{Name: "run.ask_change", Title: "申请变更", Who: unitPeople, From: []act.State{""}, To: []act.State{ChangeAsked},
		Guard: "没有写明理由；没有变更；内容没有申报过；延长的日期不晚于现在的截止日期，或者超过一年；已有一项同类的申请（R5）"}
	rowTakeBack = act.Row{Name: "run.take_back_change", Title: "撤回变更申请", Who: unitPeople, From: []act.State{ChangeAsked}, To: []act.State{ChangeTakenBack},
		Guard: "已经办理"}
	rowDecide = act.Row{Name: "run.decide_change", Title: "办理变更申请", Who: handlers, Two: true, From: []act.State{ChangeAsked}, To: []act.State{ChangeAgreed, ChangeRefused},
		With: append(towards(Withdrawn), takenDown...), Guard: "不同意而没有写明理由；已经办理或者撤回；提出以后情况又有变动（R5）"}
)

// takenDown are the ways of a public case that is taken down along, in the words of the room spread.
var takenDown = []act.Step{{From: "published", To: "taken_down"}, {From: "handed_in", To: "taken_down"}, {From: "returned", To: "taken_down"}, {From: "checked", To: "taken_down"}}

// towards are the ways to an end from wherever a pilot is at work.
func towards(end act.State) (steps []act.Step) {
	for _, s := range LivingStates {
		steps = append(steps, act.Step{From: s, To: end})
	}
	return steps
}

// GetChange reads a change; NotFound when there is none.
func GetChange(t *store.Tx, id string) (Change, error) {
	return orNotFound(store.One(t, scanChange, selectChange+" WHERE id = $1", id))
}

// ChangesOf are a pilot's changes, the newest first.
func ChangesOf(t *store.Tx, pilot string) ([]Change, error) {
	return store.Rows(t, scanChange, selectChange+" WHERE pilot = $1 ORDER BY n DESC", pilot)
}

// FrameOf is how a pilot stands now.
func FrameOf(t *store.Tx, p Pilot) (Frame, error) {
	s := Frame{Contents: p.Contents, Until: p.Until}
	plan, found, err := PlanOf(t, p.ID)
	if found {
		s.Version, s.Plan = plan.N, &plan.Body
	}
	return s, err
}
