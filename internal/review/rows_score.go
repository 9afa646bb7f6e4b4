package review

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/ledger"
)

var scorers = []access.Role{access.Expert}

// The rows of the table of acts, from the opened panel to the closed one.
var (
	rowOpen = act.Row{Name: "review.open", Title: "开始评分", Who: office, From: []act.State{PanelDrawn}, To: []act.State{PanelScoring},
		With:  []act.Step{{From: apply.StateAccepted, To: apply.StateInReview}},
		Guard: "标准没有固定；专家没有抽取；有申报书正在退回修改（C1）"}
	rowAcceptSeat = act.Row{Name: "review.accept_seat", Title: "接受评审", Who: scorers,
		Guard: "不是本组正式专家；没有签承诺书；已经接受；评审组没有开始评分或已结束"}
	rowDeclare = act.Row{Name: "review.declare", Title: "申明回避", Who: scorers,
		Guard: "没有写明关系；已经申明；评审组没有开始评分或已结束"}
	rowScore = act.Row{Name: "review.score", Title: "提交评分", Who: scorers,
		Guard: "没有接受评审；须回避；不由他评；有一项没有打分或超出分值；低分没有评语；评审组已结束（C1）"}
	rowTypeIn = act.Row{Name: "review.type_in", Title: "代录评分", Who: office,
		Guard: "两遍由同一人录入；两遍不一致；没有签字的扫描件；专家自己已提交；其余同提交评分（C1）"}
	rowLate = act.Row{Name: "review.late_relation", Title: "登记事后发现的关系", Who: office,
		Guard: "没有写明关系；已登记过；评审组没有开始评分；建议名单已经提出（C1）"}
	rowClose = act.Row{Name: "review.close", Title: "结束评分", Who: office, From: []act.State{PanelScoring}, To: []act.State{PanelClosed},
		Guard: "有评分没有提交而没有写明理由；有申报书一份评分也没有（C1）"}
)

// scoreActs are the acts from the opened panel on.
func scoreActs() []act.Row {
	return []act.Row{rowOpen, rowAcceptSeat, rowDeclare, rowScore, rowTypeIn, rowLate, rowClose}
}

// scoreCovers are the tables of the scoring that are bound to the ledger.
func scoreCovers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "pledge", Key: []string{"panel", "expert"}, Columns: []string{"at", "account"}},
		{Table: "relation", Key: []string{"panel", "expert", "application"}, Columns: []string{"what", "late", "at", "account", "salt"}},
		{Table: "opinion", Key: []string{"panel", "expert", "application", "n"}, Columns: []string{"comment", "total", "state",
			"void_reason", "scan", "at", "account", "salt"}},
		{Table: "score", Key: []string{"panel", "expert", "application", "n", "criterion"}, Columns: []string{"points", "salt"}},
		{Table: "typed_sheet", Key: []string{"panel", "expert", "application"}, Columns: []string{"points", "comment", "at", "account", "salt"}},
		{Table: "closing", Key: []string{"panel"}, Columns: []string{"missing", "reason", "at", "account", "salt"}},
	}
}
