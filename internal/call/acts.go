package call

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// The rows of this room in the table of acts (life.md, "call").
var (
	rowOpen = act.Row{Name: "call.open", Title: "开设批次", Who: []access.Role{access.Handler},
		From: []act.State{""}, To: []act.State{Draft}, Guard: "同一年度已有批次，或者早于首批年度（N3）"}
	rowDrop = act.Row{Name: "call.drop", Title: "撤销批次", Who: []access.Role{access.Handler},
		From: []act.State{Draft}, To: []act.State{Dropped}, Guard: "正在提请审签；没有写明理由"}
	rowPublish = act.Row{Name: "call.publish", Title: "登记并发布通知", Who: []access.Role{access.Handler},
		From: []act.State{Draft}, To: []act.State{Published}, Two: true,
		Guard: "没有文号、签发人、成文日期或印发件，通知内容不全（N1）；申报内容与项目定义不一致（N4）；截止时间不在发布之后（A5）"}
	rowCorrect = act.Row{Name: "call.correct", Title: "登记并发布更正", Who: []access.Role{access.Handler},
		From: []act.State{Published, Closed}, To: []act.State{Published, Closed}, Two: true,
		Guard: "同发布通知；没有写明更正了什么；截止时间提前（A5）"}
	rowExtend = act.Row{Name: "call.extend", Title: "延期", Who: []access.Role{access.Handler},
		From: []act.State{Published, Closed}, To: []act.State{Published, Closed}, Two: true,
		Guard: "没有文号、签发人、成文日期或印发件（N1）；没有写明理由；有一个时间提前，或者一个也没有延后，或者新的时间已经过去（A5）"}
	rowClose = act.Row{Name: "call.close", Title: "申报截止", Who: []access.Role{access.System},
		From: []act.State{Published}, To: []act.State{Closed}, Guard: "截止时间未到（A5）"}
	rowPass = act.Row{Name: "call.pass", Title: "转发通知", Who: []access.Role{access.Recommender},
		Guard: "市内截止不早于主办单位的截止时间（N1）；申报已截止"}
	rowIntend = act.Row{Name: "call.intend", Title: "回复申报意向", Who: []access.Role{access.Clerk, access.Head},
		Guard: "本市没有摸底；申报已截止"}
)

// Acts are this room's rows in the table of acts.
func Acts() []act.Row {
	return []act.Row{rowOpen, rowDrop, rowPublish, rowCorrect, rowExtend, rowClose, rowPass, rowIntend}
}

// Covers are this room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "definition", Key: []string{"hash"}, Columns: []string{"programme", "name"}},
		{Table: "cohort", Key: []string{"id"}, Columns: []string{"definition", "year", "state", "version", "number", "opened_at", "published_at"}},
		{Table: "cohort_date", Key: []string{"cohort", "kind"}, Columns: []string{"at"}},
		{Table: "notice_version", Key: []string{"cohort", "n"}, Columns: []string{"number", "signer", "dated", "issued", "note", "body_hash", "published_at", "salt"}},
		{Table: "extension", Key: []string{"cohort", "n"}, Columns: []string{"number", "signer", "dated", "issued", "reason", "moved", "published_at", "salt"}},
		{Table: "pass_letter", Key: []string{"cohort", "city", "n"}, Columns: []string{"inner_at", "asks", "body_hash", "sent_at", "salt"}},
		{Table: "intention", Key: []string{"cohort", "county"}, Columns: []string{"city", "answer", "answered_at", "salt"}},
	}
}

// Uncovered names this room's tables that acts do not write, and why.
func Uncovered() map[string]string {
	return map[string]string{
		"notice_draft":    "通知草稿，登记发布时全文固定在版本中",
		"extension_draft": "延期通知草稿，登记发布时固定在延期中",
		"pass_draft":      "转发函草稿，转发时全文固定在函中",
		"reminder":        "已发提醒的记号，只为不重复发送",
	}
}

// Checks are this room's further proofs: texts have the hash beside them, and the issued papers are in the files.
func Checks(blobs *files.Store) []ledger.Check {
	return []ledger.Check{
		{Table: "definition", Run: checkDefinitions},
		{Table: "notice_version", Run: checkNotices},
		{Table: "pass_letter", Run: checkLetters},
		{Table: "notice_version", Run: func(t *store.Tx, found func(key, what string)) error {
			return checkIssued(t, "notice_version", blobs, found)
		}},
		{Table: "extension", Run: func(t *store.Tx, found func(key, what string)) error {
			return checkIssued(t, "extension", blobs, found)
		}},
	}
}
