package app

import (
	"context"
	"time"

	"shidian/internal/access"
	"shidian/internal/board"
	"shidian/internal/kit"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// oneLine is how many entries stand on one line of an office's screen (1366 px), beside the name and 消息.
const oneLine = 8

// nav is the main navigation by role: the steps of a notice's life that this reader has a part in, then what he looks
// things up in, folded away where a line would not hold it.
func (h *House) nav(ctx context.Context) []kit.NavItem {
	actor := kit.Actor(ctx)
	if !actor.SignedIn() {
		return []kit.NavItem{{Key: "home", Label: "首页", URL: "/"}, {Key: "notices", Label: "通知公告", URL: "/notices"},
			{Key: "public", Label: "公示公告", URL: "/public"}, {Key: "carried", Label: "实施情况", URL: "/public/pilots"}, {Key: "cases", Label: "典型案例", URL: "/cases"},
			{Key: "verify", Label: "真伪查验", URL: "/verify"}, {Key: "draw", Label: "核对抽取", URL: "/draw"}, {Key: "data", Label: "开放数据", URL: "/data"}}
	}
	waiting, unread := h.counts(ctx, actor)
	items := []kit.NavItem{{Key: "desk", Label: "待办", URL: "/desk", Count: waiting}}
	add := func(key, label, url string, roles ...access.Role) {
		if actor.Has(roles...) {
			items = append(items, kit.NavItem{Key: key, Label: label, URL: url})
		}
	}
	add("cohorts", "通知管理", "/cohorts", access.Handler, access.Approver)
	add("apply", "申报", "/applications", access.Clerk, access.Head, access.Handler, access.Approver, access.Recommender)
	add("recommend", "审核推荐", "/recommend", access.Recommender)
	add("accept", "受理", "/accept", access.Handler, access.Approver)
	add("review", "评审", "/panels", access.Handler, access.Approver, access.Supervisor)
	add("my-review", "我的评审", "/review", access.Expert)
	add("decide", "研究决定", "/decide", access.Handler, access.Approver, access.Supervisor)
	add("publish", "公示与发布", "/publish", access.Handler, access.Approver, access.Supervisor)
	add("pilots", "入选单位", "/pilots", access.Clerk, access.Head, access.Recommender, access.Handler, access.Approver, access.Department, access.Supervisor, access.Finance)
	if !actor.Has(access.Handler, access.Approver) {
		add("cases", "典型案例", "/cases/work", access.Clerk, access.Head, access.Recommender, access.Department, access.Supervisor)
	}
	add("follow", "联系工作", "/follow", access.Department)
	add("brand", "品牌培育", "/brand", access.Finance, access.Supervisor)
	add("reports", "违纪举报", "/reports", access.Supervisor)
	add("exceptions", "例外事项", "/exceptions", access.Supervisor, access.Auditor)
	steps := len(items)
	if !actor.Has(access.Handler, access.Approver) {
		add("notices", "通知公告", "/notices", access.Visitor)
		add("public", "公示公告", "/public", access.Visitor)
	}
	if !actor.Has(access.Recommender) {
		add("recommend", "审核推荐", "/recommend", access.Handler, access.Approver)
	}
	add("cases", "典型案例", "/cases/work", access.Handler, access.Approver)
	if !actor.Has(access.Finance, access.Supervisor) {
		add("brand", "品牌培育", "/brand", access.Handler, access.Approver)
	}
	add("units", "单位与账号", "/units", access.Handler, access.Approver, access.Recommender, access.SystemAdmin, access.Security)
	add("overview", "总览", "/overview", access.Handler, access.Approver, access.Department, access.Supervisor)
	add("ledger", "办理记录", "/ledger", access.Auditor, access.Supervisor, access.Handler, access.Approver)
	add("wording", "规范表述核对", "/wording", access.Handler, access.Approver)
	add("jobs", "后台任务", "/jobs", access.SystemAdmin)
	if len(items) > oneLine {
		for i := steps; i < len(items); i++ {
			items[i].More = true
		}
	}
	return append(items, kit.NavItem{Key: "messages", Label: "消息", URL: "/messages", Count: unread})
}

// deskCount is how much waited for an account when the ledger had so many entries.
type deskCount struct {
	size    int64
	at      time.Time     // on the business clock: what waits depends on dates too
	took    time.Duration // to count
	waiting int
}

const (
	// countedFor is how long a count holds while nothing is done: a deadline may pass meanwhile.
	countedFor = time.Minute
	// longCount is from when on counting is a burden. Such a count holds longCountHolds times as long as it took, also
	// while people act: in the deadline hour acts never cease.
	longCount      = 5 * time.Millisecond
	longCountHolds = 20
)

// holds tells whether the count can still be shown when the ledger has so many entries.
func (c deskCount) holds(size int64, now time.Time) bool {
	since := now.Sub(c.at)
	if since < 0 || since >= countedFor {
		return false
	}
	return c.size == size || c.took >= longCount && since < longCountHolds*c.took
}

// counts are what the navigation shows beside 待办 and 消息. What waits is a question to states, which only acts
// change: until the next act, or a minute has passed, the last answer holds. A page is not lost for want of them.
func (h *House) counts(ctx context.Context, actor access.Actor) (waiting, unread int) {
	err := h.DB.Read(ctx, func(t *store.Tx) (err error) {
		if unread, err = notify.Unread(t, actor.Account); err != nil {
			return err
		}
		size, err := ledger.Size(t)
		if err != nil {
			return err
		}
		if last, known := h.counted.Load(actor.Account); known {
			if c := last.(deskCount); c.holds(size, t.Now()) {
				waiting = c.waiting
				return nil
			}
		}
		start := time.Now()
		desk, err := board.DeskOf(t, h.Door, actor)
		if err != nil {
			return err
		}
		waiting = len(desk.Tasks)
		h.counted.Store(actor.Account, deskCount{size, t.Now(), time.Since(start), waiting})
		return nil
	})
	if err != nil {
		h.Log.Error("counts of the navigation", "error", err)
	}
	return waiting, unread
}
