package run

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// The states of a version of the plan.
const (
	PlanHandedIn act.State = "submitted" // 待审
	PlanReturned act.State = "returned"  // 已退回
	PlanApproved act.State = "approved"  // 已审定: the newest of these is in force
)

var planCovers = []ledger.Cover{{Table: "plan", Key: []string{"pilot", "n"}, Columns: []string{"state", "body", "at", "account", "returned", "until_at",
	"answered_at", "answered_by", "paper", "salt"}}}

// Plan is one version of the implementation plan (实施方案, R1) as it was handed in.
type Plan struct {
	Pilot      string
	N          int // from 1
	State      act.State
	Body       PlanBody
	At         time.Time
	Account    string
	Returned   []ReturnItem // what is to be mended
	Until      time.Time    // the date for it
	AnsweredAt time.Time
	AnsweredBy string
	Paper      string // hash of the PDF of an approved version; "" until it is rendered
	salt       string
}

// ReturnItem is one thing to mend: the part of the plan, by its key, and in words what.
type ReturnItem struct {
	Part  string `json:"part"`
	Words string `json:"words"`
}

// PlanBody is what a plan says (R1, A8): who leads, what is to be reached for each granted content, by which measures, and
// the milestones against which half years and evaluations are held.
type PlanBody struct {
	Leader       Person      `json:"leader"`     // 分管领导
	Department   string      `json:"department"` // 责任部门
	Contact      Person      `json:"contact"`    // 联络人
	Goals        []Goal      `json:"goals"`      // one for each granted content
	Organisation string      `json:"organisation"`
	Milestones   []Milestone `json:"milestones"` // by day
}

// For is the plan as an actor reads it: the phones only whoever works with the pilot.
func (b PlanBody) For(a access.Actor, c Case) PlanBody {
	if !MayReach(a, c).Allowed {
		b.Leader.Phone, b.Contact.Phone = "", ""
	}
	return b
}

// Person is a name with what one needs to reach him: personal data.
type Person struct {
	Name  string `json:"name"`
	Post  string `json:"post"`
	Phone string `json:"phone"`
}

// Goal is what a granted content is to reach (改革目标), and by which measures (工作措施).
type Goal struct {
	Content  int    `json:"content"` // its number in the notice
	Goal     string `json:"goal"`
	Measures string `json:"measures"`
}

// Milestone is one thing to be reached by a day (时间进度, 预期目标). Key names it through all versions and reports.
type Milestone struct {
	Key       string       `json:"key"` // m1, m2, …; never given twice in a pilot
	Content   int          `json:"content"`
	What      string       `json:"what"`
	By        calendar.Day `json:"by"`
	Indicator string       `json:"indicator"`
	Target    string       `json:"target"` // a number; what cannot be counted is 1 of 项
	Unit      string       `json:"unit"`
	Evidence  string       `json:"evidence"` // what will prove it
}

// PlanOf is the version of the plan that is in force; false while none was approved.
func PlanOf(t *store.Tx, pilot string) (Plan, bool, error) {
	return store.One(t, scanPlan, selectPlan+" WHERE pilot = $1 AND state = $2 ORDER BY n DESC LIMIT 1", pilot, string(PlanApproved))
}

// PlansOf are all versions, the newest first.
func PlansOf(t *store.Tx, pilot string) ([]Plan, error) {
	return store.Rows(t, scanPlan, selectPlan+" WHERE pilot = $1 ORDER BY n DESC", pilot)
}
