package app

import (
	"context"

	"shidian/internal/access"
	"shidian/internal/board"
	"shidian/internal/kit"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// nav is the main navigation by role: the steps of a notice's life that this reader has a part in.
func (h *House) nav(ctx context.Context) []kit.NavItem {
	actor := kit.Actor(ctx)
	if !actor.SignedIn() {
		return []kit.NavItem{{Key: "home", Label: "首页", URL: "/"}, {Key: "notices", Label: "通知公告", URL: "/notices"},
			{Key: "verify", Label: "真伪查验", URL: "/verify"}}
	}
	waiting, unread := h.counts(ctx, actor)
	items := []kit.NavItem{{Key: "desk", Label: "待办", URL: "/desk", Count: waiting}}
	add := func(key, label, url string, roles ...access.Role) {
		if actor.Has(roles...) {
			items = append(items, kit.NavItem{Key: key, Label: label, URL: url})
		}
	}
	add("apply", "申报", "/applications", access.Clerk, access.Head, access.Handler, access.Approver, access.Recommender)
	add("recommend", "审核推荐", "/recommend", access.Recommender, access.Handler, access.Approver)
	add("accept", "受理", "/accept", access.Handler, access.Approver)
	add("cohorts", "通知管理", "/cohorts", access.Handler, access.Approver)
	add("outbox", "待发信件", "/outbox", access.Handler, access.Approver)
	add("notices", "通知公告", "/notices", access.Visitor)
	add("units", "单位与账号", "/units", access.Handler, access.Approver, access.Recommender, access.SystemAdmin, access.Security)
	add("overview", "总览", "/overview", access.Handler, access.Approver, access.Department, access.Supervisor)
	add("exceptions", "例外事项", "/exceptions", access.Supervisor, access.Auditor, access.Handler, access.Approver)
	add("ledger", "办理记录", "/ledger", access.Auditor, access.Supervisor, access.Handler, access.Approver)
	add("jobs", "后台任务", "/jobs", access.SystemAdmin)
	return append(items, kit.NavItem{Key: "messages", Label: "消息", URL: "/messages", Count: unread})
}

// counts are what the navigation shows beside 待办 and 消息. A page is not lost for want of them.
func (h *House) counts(ctx context.Context, actor access.Actor) (waiting, unread int) {
	err := h.DB.Read(ctx, func(t *store.Tx) error {
		desk, err := board.DeskOf(t, h.Door, actor)
		if err != nil {
			return err
		}
		waiting = len(desk.Tasks)
		unread, err = notify.Unread(t, actor.Account)
		return err
	})
	if err != nil {
		h.Log.Error("counts of the navigation", "error", err)
	}
	return waiting, unread
}
