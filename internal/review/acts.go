package review

import (
	"shidian/internal/act"
	"shidian/internal/ledger"
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row { return append(drawActs(), scoreActs()...) }

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover { return append(append(drawCovers(), scoreCovers()...), stageCovers()...) }

// Checks are the room's own proofs over its rows.
func Checks() []ledger.Check { return append(append(drawChecks(), scoreChecks()...), stageChecks()...) }

// Uncovered names the room's tables that acts do not write, and why.
func Uncovered() map[string]string {
	return map[string]string{"expert_upload": "上传后待确认的专家名单，确认导入时才写入专家库",
		"score_draft": "专家还没有提交的评分，提交时才成为评分"}
}
