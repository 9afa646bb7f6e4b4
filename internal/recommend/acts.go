package recommend

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/ledger"
)

// The rows of the table of acts.
var (
	rowEndorse = act.Row{Name: "recommend.endorse", Title: "推荐", Who: []access.Role{access.Recommender},
		From: []act.State{apply.StateSubmitted}, To: []act.State{apply.StateEndorsed, apply.StateOverrun},
		Guard: "不是本单位审核的申报材料（A6）；没有推荐意见；看的不是最新一版；名额已经用完而没有理由，有理由的待主办单位研究（A7）"}
	rowConfirm = act.Row{Name: "recommend.confirm", Title: "确认", Who: []access.Role{access.Recommender},
		From: []act.State{apply.StateSubmitted}, To: []act.State{apply.StateEndorsed},
		Guard: "没有推荐过；没有推荐意见；看的不是最新一版"}
	rowDecline = act.Row{Name: "recommend.decline", Title: "不予推荐", Who: []access.Role{access.Recommender},
		From: []act.State{apply.StateSubmitted}, To: []act.State{apply.StateDeclined},
		Guard: "没有写明理由；看的不是最新一版"}
	rowRank = act.Row{Name: "recommend.rank", Title: "调整排序", Who: []access.Role{access.Recommender},
		Guard: "没有推荐；已在最前或最后；相邻的已经受理"}
	rowOverrun = act.Row{Name: "recommend.overrun", Title: "研究超出名额的推荐", Who: []access.Role{access.Handler}, Two: true,
		From: []act.State{apply.StateOverrun}, To: []act.State{apply.StateEndorsed, apply.StateOverQuota},
		Guard: "没有写明理由；不在等待研究（A7）"}
	rowPaper = act.Row{Name: "recommend.paper", Title: "推荐件存档", Who: []access.Role{access.System},
		Guard: "这一版已经存档"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return []act.Row{rowEndorse, rowConfirm, rowDecline, rowRank, rowOverrun, rowPaper}
}

// Covers are the room's tables that are bound to the ledger: all of them.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "place", Key: []string{"cohort", "quota", "holder", "n"}, Columns: []string{"application"}},
		{Table: "endorsement", Key: []string{"application"}, Columns: []string{"version", "recommender", "opinion", "pen", "rank",
			"at", "account", "salt"}},
		{Table: "endorsement_before", Key: []string{"application", "version"}, Columns: []string{"opinion", "pen", "at", "account", "salt"}},
		{Table: "overrun", Key: []string{"application"}, Columns: []string{"version", "reason", "at", "account", "salt"}},
		{Table: "overrun_answer", Key: []string{"application"}, Columns: []string{"agreed", "reason", "at", "account", "salt"}},
		{Table: "declined", Key: []string{"application"}, Columns: []string{"version", "reason", "at", "account", "salt"}},
		{Table: "endorsed_paper", Key: []string{"application", "n"}, Columns: []string{"hash", "size", "rendered_at"}},
	}
}
