package decide

import (
	"bytes"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts

	// Ranking is how the review placed a cohort's applications, refused while a panel has not closed. It is set by app.
	Ranking func(t *store.Tx, cohort string) ([]Ranked, error)

	// Later are the matters of later rooms that a body decides. It is set by app.
	Later map[programme.Matter]Later
}

// New makes the room, and says at the door how its act of two persons is performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts}
	door.Second(rowRecord, r.record)
	return r
}

var handlers = []access.Role{access.Handler}

// The rows of the table of acts.
var (
	rowList = act.Row{Name: "decide.propose_list", Title: "提出建议名单", Who: handlers, From: []act.State{""}, To: []act.State{Listed},
		With:  []act.Step{{From: apply.StateInReview, To: apply.StateProposed}},
		Guard: "评审没有结束；名单里有不在评审中的申报；名次在前的没有列入而没有写明理由（C1）；已有待研究的名单"}
	rowDrop = act.Row{Name: "decide.drop_list", Title: "撤回建议名单", Who: handlers, From: []act.State{Listed}, To: []act.State{Dropped},
		With: []act.Step{{From: apply.StateProposed, To: apply.StateInReview}}, Guard: "没有写明理由；已经研究；正在提请审签"}
	rowRecord = act.Row{Name: "decide.record", Title: "登记研究决定", Who: handlers, Two: true, From: []act.State{"", Listed}, To: []act.State{Decided},
		With: append([]act.Step{{From: apply.StateProposed, To: apply.StateInReview}}, laterSteps...),
		Guard: "没有期次、日期或者决定摘录；有一行没有结果，不列入没有理由，核定的内容没有申报（C2）；不是备选的单位不能递补；" +
			"实施和评估的事项，所涉单位不在待决定的状态（J1、J2）"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row { return []act.Row{rowList, rowDrop, rowRecord} }

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "decision", Key: []string{"id"}, Columns: []string{"cohort", "matter", "body", "state", "session", "on_date", "excerpt",
			"passed_over", "listed_at", "decided_at", "account", "salt"}},
		{Table: "decision_line", Key: []string{"decision", "application"}, Columns: []string{"place", "score", "spread", "notes", "outcome",
			"contents", "reason", "salt"}},
		{Table: "decision_left", Key: []string{"decision", "n"}, Columns: []string{"who", "about", "salt"}},
	}
}

// Checks are the room's further proofs: the excerpts are in the files.
func Checks(blobs *files.Store) []ledger.Check {
	return []ledger.Check{{Table: "decision", Run: func(t *store.Tx, found func(key, what string)) error {
		hashes, err := Blobs(t)
		for _, hash := range hashes {
			if blobs.Check(hash) != nil {
				found(hash, "决定摘录不在文件库中，或者已被改动")
			}
		}
		return err
	}}}
}

// isPDF tells whether the hash is that of a PDF that was handed in.
func (r *Room) isPDF(hash string) bool {
	content, err := r.Files.Bytes(hash)
	return err == nil && bytes.HasPrefix(content, []byte("%PDF-"))
}

func (r *Room) keptPDF(hash string) error {
	if hash != "" && !r.isPDF(hash) {
		return fault.InvalidField("excerpt", "没有找到上传的文件，请重新选择决定摘录的 PDF 文件。")
	}
	return nil
}
