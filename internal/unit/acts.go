package unit

import (
	"sync"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

var (
	setsUp  = []access.Role{access.Handler, access.Approver, access.SystemAdmin, access.System}
	issuers = []access.Role{access.Handler, access.Approver, access.Recommender, access.SystemAdmin, access.System}
	closers = append([]access.Role{access.Security}, issuers...)
	people  = []access.Role{access.Clerk, access.Head, access.Recommender, access.Handler, access.Approver, access.Department,
		access.Expert, access.Supervisor, access.Finance, access.SystemAdmin, access.Security, access.Auditor}
)

// The rows of this room in the table of acts (life.md, "The people").
var (
	rowAdd = act.Row{Name: "unit.add", Title: "设立单位", Who: setsUp, From: []act.State{""}, To: []act.State{Open},
		Guard: "名称重复；上级单位与类别不符；行政区划代码已有单位"}
	rowRename = act.Row{Name: "unit.rename", Title: "单位更名", Who: setsUp, Guard: "名称重复；日期早于最近一次变更"}
	rowMove   = act.Row{Name: "unit.move", Title: "调整隶属", Who: setsUp, Guard: "上级单位与类别不符；日期早于最近一次变更"}
	rowClose  = act.Row{Name: "unit.close", Title: "撤销单位", Who: setsUp, From: []act.State{Open}, To: []act.State{Closed},
		Guard: "还有下级单位；是省科协办公室"}
	rowMerge = act.Row{Name: "unit.merge", Title: "合并设立单位", Who: setsUp, From: []act.State{""}, To: []act.State{Open},
		Guard: "原单位的类别或上级不同、已撤销、还有下级单位；名称或行政区划代码已有单位；日期晚于今天，或早于原单位最近一次变更；没有写明依据"}
	rowImport = act.Row{Name: "unit.import", Title: "批量导入单位", Who: setsUp, Guard: "有一行不合要求"}
	rowIssue  = act.Row{Name: "unit.issue", Title: "开通账号", Who: issuers, From: []act.State{""}, To: []act.State{Issued},
		Guard: "不是本级应开通的账号；登录名已被使用；三员合一；专家没有截止日期"}
	rowAmend = act.Row{Name: "unit.amend", Title: "变更账号", Who: issuers, Guard: "同开通账号"}
	rowReset = act.Row{Name: "unit.reset", Title: "重置账号", Who: issuers, From: []act.State{Issued, Active}, To: []act.State{Issued},
		Guard: "不是本级开通的账号；账号已停用"}
	rowStop = act.Row{Name: "unit.stop", Title: "停用账号", Who: closers, From: []act.State{Issued, Active}, To: []act.State{Closed},
		Guard: "是本人的账号；是唯一的系统管理员"}
	rowBegin = act.Row{Name: "unit.begin", Title: "首次登录", Who: people, From: []act.State{Issued}, To: []act.State{Active},
		Guard: "一次性验证码不符、已用过或已过期；密码太短"}
	rowPassword = act.Row{Name: "unit.password", Title: "修改密码", Who: people, Guard: "原密码不符；新密码太短"}
	rowOwn      = act.Row{Name: "unit.own", Title: "更新本人信息", Who: people, Guard: "手机号码或邮箱格式不符"}
)

// Acts are this room's rows in the table of acts.
func Acts() []act.Row {
	return []act.Row{rowAdd, rowRename, rowMove, rowClose, rowMerge, rowImport, rowIssue, rowAmend, rowReset, rowStop, rowBegin, rowPassword, rowOwn}
}

// Covers are this room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "unit", Key: []string{"id"}, Columns: []string{"kind", "region", "from_at", "to_at"}},
		{Table: "unit_era", Key: []string{"unit", "from_at"}, Columns: []string{"name", "short", "parent"}},
		{Table: "unit_successor", Key: []string{"unit"}, Columns: []string{"successor", "at", "reason", "salt"}},
		{Table: "account", Key: []string{"id"}, Columns: []string{"unit", "login", "name", "phone", "email", "roles", "from_at", "to_at", "state", "salt"}},
		{Table: "credential", Key: []string{"account"}, Columns: []string{"password", "code", "code_until", "changed_at", "salt"}},
	}
}

// Checks are this room's further proofs: none, its rows are covered column by column.
func Checks() []ledger.Check { return nil }

// Uncovered names this room's tables that acts do not write, and why.
func Uncovered() map[string]string {
	return map[string]string{
		"session":     "登录会话，不是办理事项，随时失效",
		"unit_upload": "上传后待确认的名单，确认导入时才写入台账",
	}
}

// Options is what the installation decides about logging in.
type Options struct {
	Secure bool // cookies only over TLS: own TLS or behind a proxy that has it
}

// Room is the door to this room's acts, and to logging in.
type Room struct {
	Door  *act.Door
	Cheap bool // a hash of a secret takes next to nothing: in a demo, where nothing is secret, and in tests

	sessions   *sessions
	places     places
	identities identities
	guard      *throttle
	slips      *slipBox

	mu     sync.Mutex
	device string // the key of the device cookies, once read
}

// New makes the room.
func New(door *act.Door, opt Options) *Room {
	return &Room{Door: door, sessions: newSessions(door.DB, opt.Secure), guard: newThrottle(), slips: newSlipBox()}
}

// db is the database behind the door.
func (r *Room) db() *store.DB { return r.Door.DB }
