package review

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/unit"
)

var office = []access.Role{access.Handler, access.Approver}

// The rows of the table of acts, up to the drawn panel.
var (
	rowAddExpert = act.Row{Name: "review.add_expert", Title: "专家入库", Who: office, From: []act.State{""}, To: []act.State{ExpertActive},
		Guard: "没有姓名、工作单位、专业领域或职称；手机号码不对；库中已有同名同单位的人"}
	rowImportExperts = act.Row{Name: "review.import_experts", Title: "批量导入专家", Who: office, Guard: "有一行不合要求"}
	rowRetireExpert  = act.Row{Name: "review.retire_expert", Title: "专家退库", Who: office, From: []act.State{ExpertActive}, To: []act.State{ExpertRetired},
		Guard: "在没有结束的评审组中"}
	rowForm = act.Row{Name: "review.form", Title: "组建评审组", Who: office, From: []act.State{""}, To: []act.State{PanelForming},
		Guard: "本批不开展专家评审；没有已受理的申报书；申报书已在没有结束的评审组中；评分截止时间已过"}
	rowFreeze = act.Row{Name: "review.freeze", Title: "固定评审标准", Who: office, From: []act.State{PanelForming}, To: []act.State{PanelFrozen},
		Guard: "组内有申报书不再是已受理；评分截止时间已过（C1）"}
	rowExclude = act.Row{Name: "review.exclude", Title: "登记回避", Who: office,
		Guard: "标准没有固定；见证抽取已经开始；已开始评分；没有写明依据；已登记过"}
	rowLift = act.Row{Name: "review.lift_exclusion", Title: "撤销回避", Who: office,
		Guard: "没有写明理由；系统查到的本单位、本市；见证抽取已经开始；已开始评分"}
	rowBegin = act.Row{Name: "review.draw_begin", Title: "开始抽取", Who: office, From: []act.State{PanelFrozen}, To: []act.State{PanelFrozen},
		Guard: "标准没有固定；专家不够；系统查到的回避没有登记；见证人少于两方，或都是办公室的人；已在抽取（C1）"}
	rowNumber = act.Row{Name: "review.draw_number", Title: "见证人输入数字", Who: bystanders, From: []act.State{PanelFrozen}, To: []act.State{PanelFrozen, PanelDrawn},
		Guard: "不是本次抽取的见证人；已经输入；不是1至12位数字"}
	rowRedraw = act.Row{Name: "review.redraw", Title: "重新抽取", Who: office, From: []act.State{PanelDrawn}, To: []act.State{PanelFrozen},
		Guard: "没有写明理由；已开始评分；其余同开始抽取"}
	rowDropDraw = act.Row{Name: "review.draw_drop", Title: "作废抽取", Who: office, From: []act.State{PanelFrozen}, To: []act.State{PanelFrozen},
		Guard: "没有等待数字的抽取；没有写明理由（C1）"}
	rowDrop = act.Row{Name: "review.drop", Title: "撤销评审组", Who: office, From: []act.State{PanelForming, PanelFrozen, PanelDrawn}, To: []act.State{PanelDropped},
		Guard: "没有写明理由；正在等待见证人输入数字；已抽取专家而组内还有要评审的申报书；已开始评分（C1）"}
	rowExtend = act.Row{Name: "review.extend", Title: "更改评分截止日期", Who: office,
		Guard: "没有写明理由；新的日期不在今天之后，或与原来相同；评分已结束；评审组已撤销"}
	rowSeatRefused = act.Row{Name: "review.seat_refused", Title: "专家不能参加", Who: office,
		Guard: "没有写明原因；专家不在组内或已登记；评审组已结束"}
	rowInvite = act.Row{Name: "review.invite", Title: "通知专家", Who: office, With: []act.Step{{From: "", To: unit.Issued}},
		Guard: "不是正式专家；已经通知；没有专家组这个单位；评审组已结束"}
)

// drawActs are the acts up to the drawn panel.
func drawActs() []act.Row {
	return []act.Row{rowAddExpert, rowImportExperts, rowRetireExpert, rowForm, rowFreeze, rowExclude, rowLift, rowBegin, rowNumber, rowRedraw,
		rowDropDraw, rowDrop, rowExtend, rowSeatRefused, rowInvite}
}

// drawCovers are the tables up to the drawn panel that are bound to the ledger.
func drawCovers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "expert", Key: []string{"id"}, Columns: []string{"name", "employer", "field", "title", "phone", "email", "inhouse",
			"last_service", "account", "state", "salt"}},
		{Table: "panel", Key: []string{"id"}, Columns: []string{"cohort", "name", "criteria", "per_bid", "substitutes", "blind", "combine",
			"ties", "comment_below", "marked_beyond", "scoring_until", "state", "salt"}},
		{Table: "panel_bid", Key: []string{"panel", "application"}, Columns: []string{"version"}},
		{Table: "exclusion", Key: []string{"panel", "expert", "application"}, Columns: []string{"ground", "evidence", "lifted", "at", "account", "salt"}},
		{Table: "draw", Key: []string{"panel", "n"}, Columns: []string{"reason", "pool_text", "pool_hash", "seed", "file", "begun_at",
			"drawn_at", "account", "salt"}},
		{Table: "draw_dropped", Key: []string{"panel", "n"}, Columns: []string{"reason", "at", "account", "salt"}},
		{Table: "panel_dropped", Key: []string{"panel"}, Columns: []string{"reason", "at", "account", "salt"}},
		{Table: "panel_extension", Key: []string{"panel", "n"}, Columns: []string{"until_before", "until", "reason", "at", "account", "salt"}},
		{Table: "draw_witness", Key: []string{"panel", "draw", "n"}, Columns: []string{"account", "body", "number", "at", "salt"}},
		{Table: "draw_code", Key: []string{"panel", "draw", "expert"}, Columns: []string{"code", "salt"}},
		{Table: "seat", Key: []string{"panel", "draw", "expert"}, Columns: []string{"place", "main", "account", "reason", "state", "salt"}},
	}
}
