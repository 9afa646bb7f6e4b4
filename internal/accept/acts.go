package accept

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/paper"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Years calendar.Years // the official calendar, for periods of working days

	// Freed gives up the place that a not accepted application held among the recommended. It is set by app.
	Freed func(t *act.Tx, a apply.Application) error
	// Retaken gives a place back when a second look reverses that, with the words of the answer. It is set by app.
	Retaken func(t *act.Tx, a apply.Application, reason string) error
}

// New makes the room, and says at the door how its acts of two persons are performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, years calendar.Years) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Years: years}
	door.Second(rowReject, r.reject)
	door.Second(rowAnswerAgain, r.answerAgain)
	return r
}

var handlers = []access.Role{access.Handler}

// The rows of the table of acts.
var (
	rowAccept = act.Row{Name: "accept.accept", Title: "受理", Who: handlers,
		From: checkable, To: []act.State{apply.StateAccepted},
		Guard: "有检查项没有核对或者不符合（C1）；还没有推荐（A6）；超出名额没有研究（A7）"}
	rowSupplement = act.Row{Name: "accept.supplement", Title: "通知补正", Who: handlers,
		From: checkable, To: []act.State{apply.StateReturned},
		Guard: "没有逐项写明原因（C1）；有不能补正的检查项；没有指定要修改的栏目；期限已过，或者晚于补正截止"}
	rowPaper = act.Row{Name: "accept.supplement_paper", Title: "通知补正纸质件", Who: handlers,
		Guard: "没有逐项写明原因（A4）；有不能补正的检查项；期限已过，或者晚于补正截止"}
	rowReject = act.Row{Name: "accept.reject", Title: "不予受理", Who: handlers, Two: true,
		From: append([]act.State{apply.StateReturned}, checkable...), To: []act.State{apply.StateNotAccepted},
		Guard: "没有理由；没有不能补正的检查项，补正也没有逾期（C1、A5）；之后又提交了新的版本"}
	rowAskAgain = act.Row{Name: "accept.ask_again", Title: "申请复核", Who: []access.Role{access.Head, access.Clerk},
		From:  []act.State{apply.StateNotAccepted},
		Guard: "没有理由；填报人办理而没有负责人同意；期限已过；已经申请过（C1）"}
	rowAnswerAgain = act.Row{Name: "accept.answer_again", Title: "答复复核", Who: handlers, Two: true,
		From: []act.State{apply.StateNotAccepted}, To: []act.State{apply.StateAccepted, apply.StateNotAccepted},
		Guard: "没有申请复核，或者已经答复；没有写明意见"}
	rowRegister = act.Row{Name: "accept.register_paper", Title: "登记纸质件", Who: handlers,
		Guard: "从不拒收：现行版本、旧版待补、非本件都登记（A4、A5）"}
	rowUnregister = act.Row{Name: "accept.unregister_paper", Title: "标记登记有误", Who: handlers,
		Guard: "没有写明哪里登记错了；已经标过（A4）"}
	rowCorrect = act.Row{Name: "accept.correct", Title: "更正电话、邮箱", Who: []access.Role{access.Clerk, access.Handler},
		Guard: "不是电话或者电子邮箱栏；号码、邮箱写法不对；没有改动；还没有提交"}
	rowPhoned = act.Row{Name: "accept.phoned", Title: "已电话告知", Who: handlers,
		Guard: "不是催办清单上的事项"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return []act.Row{rowAccept, rowSupplement, rowPaper, rowReject, rowAskAgain, rowAnswerAgain, rowRegister, rowUnregister, rowCorrect, rowPhoned}
}

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "check_item", Key: []string{"application", "version", "item"}, Columns: []string{"result", "note", "at", "account", "salt"}},
		{Table: "check_conclusion", Key: []string{"id"}, Columns: []string{"application", "version", "outcome", "reason", "until",
			"at", "account", "salt"}},
		{Table: "check_again", Key: []string{"application"}, Columns: []string{"reason", "head_name", "at", "account", "answered_at",
			"answer", "salt"}},
		{Table: "paper_mistaken", Key: []string{"paper"}, Columns: []string{"reason", "at", "account", "salt"}},
		{Table: "paper_received", Key: []string{"id"}, Columns: []string{"cohort", "application", "version", "standing", "copies",
			"sealed", "seal", "pages", "posted_on", "received_on", "courier", "note", "at", "account", "salt"}},
		{Table: "correction", Key: []string{"id"}, Columns: []string{"application", "items", "at", "account", "salt"}},
		{Table: "phoned", Key: []string{"id"}, Columns: []string{"cohort", "unit", "matter", "at", "account", "salt"}},
	}
}

// Uncovered names the room's tables that are not bound to the ledger, with the reason.
func Uncovered() map[string]string {
	return map[string]string{"check_draft": "形式审查的草稿：保存不是办理；办结时由检查结果固定"}
}
