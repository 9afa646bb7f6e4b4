package apply

import "shidian/internal/act"

// The states of an application (life.md, "apply").
const (
	StateDraft       act.State = "draft"
	StateSubmitted   act.State = "submitted"
	StateOverrun     act.State = "overrun"
	StateEndorsed    act.State = "endorsed"
	StateAccepted    act.State = "accepted"
	StateInReview    act.State = "in_review"
	StateProposed    act.State = "proposed"
	StateOnNotice    act.State = "on_notice"
	StateSelected    act.State = "selected"
	StateReturned    act.State = "returned"
	StateOverQuota   act.State = "over_quota"
	StateDeclined    act.State = "declined"
	StateNotAccepted act.State = "not_accepted"
	StateReserve     act.State = "reserve"
	StateNotSelected act.State = "not_selected"
	StateWithdrawn   act.State = "withdrawn"
)

// States lists every state in the order of an application's life, those aside last.
var States = []act.State{StateDraft, StateSubmitted, StateOverrun, StateEndorsed, StateAccepted, StateInReview,
	StateProposed, StateOnNotice, StateSelected, StateReturned, StateOverQuota, StateDeclined, StateNotAccepted, StateReserve,
	StateNotSelected, StateWithdrawn}

// Titles are the states' names on the screen.
var Titles = map[act.State]string{
	StateDraft: "草稿", StateSubmitted: "已提交", StateOverrun: "超出名额，待研究", StateEndorsed: "已推荐", StateAccepted: "已受理",
	StateInReview: "评审中", StateProposed: "拟列入建议名单", StateOnNotice: "公示中", StateSelected: "已入选",
	StateReturned: "退回修改", StateOverQuota: "因名额未推荐", StateDeclined: "未推荐", StateNotAccepted: "不予受理",
	StateReserve: "备选", StateNotSelected: "未入选", StateWithdrawn: "已撤回",
}

// Standing is how a state is felt, in the words of the badges' tones: quiet, active, done, warn, stop.
type Standing string

var standingOf = map[act.State]Standing{
	StateDraft: "quiet", StateWithdrawn: "quiet", StateNotSelected: "quiet", StateReserve: "quiet",
	StateReturned: "warn", StateOverrun: "warn", StateOverQuota: "warn", StateDeclined: "stop", StateNotAccepted: "stop",
	StateEndorsed: "done", StateAccepted: "done", StateSelected: "done",
}

// StandingOf is how a state is felt; what waits for somebody's act is active.
func StandingOf(s act.State) Standing {
	if standing, known := standingOf[s]; known {
		return standing
	}
	return "active"
}

// beforeRelease are the states from which a unit may still withdraw.
var beforeRelease = []act.State{StateDraft, StateSubmitted, StateOverrun, StateEndorsed, StateAccepted, StateInReview,
	StateProposed, StateOnNotice, StateReturned, StateReserve}

// Editable tells whether what is typed now belongs to the version that will be submitted next; in every other state it
// is parked for the one after.
func Editable(s act.State) bool { return s == StateDraft || s == StateReturned }

// InForce tells whether in this state the last frozen version is the one that counts.
func InForce(s act.State) bool {
	return s != StateDraft && s != StateReturned && s != StateWithdrawn
}
