package apply

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
)

// The rows of the table of acts.
var (
	rowStart = act.Row{Name: "apply.start", Title: "开始申报", Who: []access.Role{access.Clerk},
		From: []act.State{""}, To: []act.State{StateDraft},
		Guard: "不在申报范围（N2）；不在申报时间内（A5）；不符合申报条件；本单位在这一批次已有申报材料"}
	rowTypeIn = act.Row{Name: "apply.type_in", Title: "代录", Who: []access.Role{access.Handler},
		From: []act.State{""}, To: []act.State{StateDraft},
		Guard: "项目不接收代录（A4）；其余同开始申报"}
	rowConfirm = act.Row{Name: "apply.confirm", Title: "确认代录", Who: []access.Role{access.Clerk, access.Head},
		From: []act.State{StateDraft}, To: []act.State{StateDraft},
		Guard: "不是代录，或已经确认（A4）"}
	rowInvite = act.Row{Name: "apply.invite", Title: "邀请共同填写", Who: []access.Role{access.Clerk, access.Head},
		Guard: "没有这个账号；已经在共同填写"}
	rowUninvite = act.Row{Name: "apply.uninvite", Title: "结束共同填写", Who: []access.Role{access.Clerk, access.Head},
		Guard: "没有邀请过"}
	rowSubmit = act.Row{Name: "apply.submit", Title: "提交", Who: []access.Role{access.Clerk, access.Head},
		From: []act.State{StateDraft, StateReturned}, To: []act.State{StateSubmitted},
		Guard: "有空项（A3）；“/”填在不能填的地方（A3）；字数、日期、内容不合要求（A1、A2）；有打印不出的字；已过截止时间或退回修改的期限（A5）；没有确认审签或保密审查；代录没有确认（A4）"}
	rowTakeBack = act.Row{Name: "apply.take_back", Title: "取回", Who: []access.Role{access.Clerk, access.Head},
		From: []act.State{StateSubmitted}, To: []act.State{StateDraft},
		Guard: "已过截止时间（A5）；下一环节已经办理；是按退回意见提交的"}
	rowWithdraw = act.Row{Name: "apply.withdraw", Title: "撤回", Who: []access.Role{access.Head, access.Clerk},
		From: beforeRelease, To: []act.State{StateWithdrawn},
		Guard: "没有写明理由；填报人办理而没有负责人同意；已经发布"}
	rowReturn = act.Row{Name: "apply.return", Title: "退回修改", Who: []access.Role{access.Recommender, access.Handler},
		From: returnable, To: []act.State{StateReturned},
		Guard: "没有逐项写明原因；期限已过，或者晚于退回单位自己的期限"}
	rowLate = act.Row{Name: "apply.late", Title: "逾期补报", Who: []access.Role{access.Handler}, Two: true,
		Guard: "不是经核实的系统故障，没有理由或证明材料；还没有截止（A5）；申报材料已经提交"}
	rowPaper = act.Row{Name: "apply.paper", Title: "定稿存档", Who: []access.Role{access.System},
		Guard: "这一版已经存档"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return []act.Row{rowStart, rowTypeIn, rowConfirm, rowInvite, rowUninvite, rowSubmit, rowTakeBack, rowWithdraw, rowReturn,
		rowLate, rowPaper}
}

// Covers are the room's tables that are bound to the ledger. Of a version the texts are bound by their hashes: see Checks.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "application", Key: []string{"id"}, Columns: []string{"cohort", "definition", "unit", "unit_name", "kind", "city",
			"city_name", "number", "state", "version", "contents", "typed_in", "confirmed", "started_at", "submitted_at", "salt"}},
		{Table: "application_writer", Key: []string{"application", "account"}, Columns: []string{"invited_at"}},
		{Table: "application_version", Key: []string{"application", "n"}, Columns: []string{"number", "body_hash", "personal_hash",
			"salt", "hash", "code", "at", "submitter"}},
		{Table: "application_paper", Key: []string{"application", "n"}, Columns: []string{"hash", "size", "rendered_at"}},
		{Table: "application_return", Key: []string{"id"}, Columns: []string{"application", "version", "unit", "at", "until", "items",
			"salt", "answered"}},
		{Table: "late_door", Key: []string{"id"}, Columns: []string{"application", "at", "until", "reason", "evidence", "salt"}},
		{Table: "application_reason", Key: []string{"id"}, Columns: []string{"application", "act", "words", "head_name", "salt", "at"}},
	}
}

// Uncovered names the room's tables that are not bound to the ledger, with the reason.
func Uncovered() map[string]string {
	return map[string]string{
		"draft":               "草稿：保存不是办理；提交后由版本固定",
		"attachment":          "草稿的附件清单；提交后附件的哈希固定在版本中",
		"application_counter": "编号计数；编号本身在申报材料中固定",
	}
}
