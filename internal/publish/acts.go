package publish

import (
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Years calendar.Years // the official calendar, for the counted days

	// OpenPilot makes the pilot of a released application with the contents that were granted. It is set by app.
	OpenPilot func(t *act.Tx, a apply.Application, contents []int, from time.Time) error
}

// New makes the room, and says at the door how its acts of two persons are performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, years calendar.Years) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Years: years}
	door.Second(rowStart, r.start)
	door.Second(rowStrike, r.strike)
	door.Second(rowStop, r.stop)
	door.Second(rowRelease, r.release)
	return r
}

var (
	handlers = []access.Role{access.Handler}
	office   = []access.Role{access.Handler, access.Approver}
)

// The rows of the table of acts.
var (
	rowDraft = act.Row{Name: "publish.draft", Title: "起草公示", Who: handlers, From: []act.State{"", Draft}, To: []act.State{Draft},
		Guard: "研究决定没有登记（C2），或者已经公示；没有起始日期、联系电话、监督电话（C3）；该年度的节假日安排没有录入"}
	rowStart = act.Row{Name: "publish.start", Title: "登记公示", Who: handlers, Two: true, From: []act.State{Draft}, To: []act.State{Running},
		With:  []act.Step{{From: apply.StateProposed, To: apply.StateOnNotice}, {From: apply.StateReserve, To: apply.StateOnNotice}},
		Guard: "没有签发人、印发件、官方网站网址和页面快照；第一天还没有到，或者公示期已过；起草以后有单位撤回（C3）"}
	rowStrike = act.Row{Name: "publish.strike", Title: "从公示名单撤下", Who: handlers, Two: true, From: []act.State{Running}, To: []act.State{Running},
		With: []act.Step{{From: apply.StateOnNotice, To: apply.StateInReview}}, Guard: "没有写明理由；已经撤下"}
	rowStop = act.Row{Name: "publish.stop", Title: "终止公示", Who: handlers, Two: true, From: []act.State{Running}, To: []act.State{Stopped},
		With: []act.Step{{From: apply.StateOnNotice, To: apply.StateProposed}}, Guard: "没有写明理由"}
	rowObject = act.Row{Name: "publish.object", Title: "提出异议", Who: []access.Role{access.Visitor}, From: []act.State{""}, To: []act.State{Open},
		Guard: "不在公示期内；没有真实姓名或者单位名称、联系电话、事实、证据（C3）"}
	rowTypeIn = act.Row{Name: "publish.type_in_objection", Title: "代录异议", Who: handlers, From: []act.State{""}, To: []act.State{Open},
		Guard: "收到时不在公示期内；没有姓名、电话、事实；信函、来访没有附件（C3）"}
	rowAssign = act.Row{Name: "publish.assign", Title: "指定异议经办人", Who: office, From: []act.State{Open, Assigned}, To: []act.State{Assigned},
		Guard: "经办人是异议反映的人员；由异议反映的人员指定（C3）"}
	rowFind = act.Row{Name: "publish.find", Title: "答复异议", Who: office, From: []act.State{Assigned}, To: []act.State{Closed},
		Guard: "不是指定的经办人；没有核查情况、结论或者答复（C3）"}
	rowReport = act.Row{Name: "publish.report", Title: "违纪举报", Who: []access.Role{access.Visitor}, From: []act.State{""}, To: []act.State{Kept},
		Guard: "没有写明情况"}
	rowRelease = act.Row{Name: "publish.release", Title: "发布名单", Who: handlers, Two: true, From: []act.State{""}, To: []act.State{Released},
		With: []act.Step{{From: apply.StateOnNotice, To: apply.StateSelected}, {From: apply.StateProposed, To: apply.StateReserve},
			{From: apply.StateProposed, To: apply.StateNotSelected}, {From: apply.StateInReview, To: apply.StateNotSelected}},
		Guard: "公示期没有满；有异议没有答复；异议成立而没有撤下；研究通过而没有公示（C3、C4）；没有文号、签发人、成文日期、印发件"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return []act.Row{rowDraft, rowStart, rowObject, rowTypeIn, rowAssign, rowFind, rowReport, rowStrike, rowStop, rowRelease}
}

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "public_notice", Key: []string{"id"}, Columns: []string{"cohort", "decision", "n", "state", "from_day", "until_day", "until_at", "days",
			"working", "first_day", "office_phone", "discipline_phone", "site_url", "snapshot", "signer", "issued", "at", "account", "salt"}},
		{Table: "notice_line", Key: []string{"notice", "application"}, Columns: []string{"n", "contents", "state", "reason", "salt"}},
		{Table: "objection", Key: []string{"id"}, Columns: []string{"notice", "number", "code_hash", "application", "who", "name", "phone", "words",
			"evidence", "way", "received", "at", "state", "concerns", "handler", "outcome", "finding", "answer", "strikes", "closed_at", "salt"}},
		{Table: "report", Key: []string{"id"}, Columns: []string{"notice", "words", "at", "salt"}},
		{Table: "release", Key: []string{"id"}, Columns: []string{"cohort", "number", "signer", "dated", "issued", "at", "account", "salt"}},
	}
}

// Checks are the room's further proofs: every paper that rows refer to is in the files.
func Checks(blobs *files.Store) []ledger.Check {
	return []ledger.Check{{Table: "public_notice", Run: func(t *store.Tx, found func(key, what string)) error {
		hashes, err := Blobs(t)
		for _, hash := range hashes {
			if blobs.Check(hash) != nil {
				found(hash, "印发件、快照或者证据不在文件库中，或者已被改动")
			}
		}
		return err
	}}}
}

// Reasons are the words of the room's acts on an application, for its history.
func Reasons(t *store.Tx, application string) ([]apply.Reason, error) {
	pairs, err := reasonRows(t, application)
	reasons := make([]apply.Reason, len(pairs))
	for i, pair := range pairs {
		reasons[i] = apply.Reason{Salt: pair[0], Words: pair[1]}
	}
	return reasons, err
}
