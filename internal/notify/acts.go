package notify

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
)

// OutboxObject is how ledger entries name the outbox: letters go out together, one act and one entry.
const OutboxObject = "outbox"

var office = []access.Role{access.Handler, access.Approver}

// The rows of the outbox in the table of acts. They name no states: an act is on the outbox, and each letter has its own.
var (
	rowRelease = act.Row{Name: "notify.release", Title: "发出信件", Who: office,
		With: takenDown, Guard: "有一封已经发出或作废；有一封的收信单位没有可用的账号"}
	rowDiscard = act.Row{Name: "notify.discard", Title: "作废信件", Who: office,
		With: takenDown, Guard: "没有写明理由；已经发出或作废"}
)

// takenDown are the ways of a public case that is taken down along when its unit is told that it did not pass, in the words of the
// room spread.
var takenDown = []act.Step{{From: "published", To: "taken_down"}, {From: "handed_in", To: "taken_down"}, {From: "returned", To: "taken_down"}, {From: "checked", To: "taken_down"}}

// Acts are the outbox's rows in the table of acts.
func Acts() []act.Row { return []act.Row{rowRelease, rowDiscard} }

// Covers are the tables that are bound to the ledger: letters are written by the acts that cause them.
func Covers() []ledger.Cover {
	return []ledger.Cover{{Table: "outbox_letter", Key: []string{"id"}, Columns: []string{"cohort", "unit", "roles", "kind", "title", "body",
		"link", "cause", "state", "held_at", "done_at", "sent", "reason", "salt"}}}
}

// Uncovered says why the other tables are outside the ledger, for verify.
func Uncovered() map[string]string {
	return map[string]string{
		"message":      "消息由办理引起，本身不是办理；已读标记不入记录",
		"outbox_draft": "信件发出前的改稿，发出时全文固定在信件中",
	}
}
