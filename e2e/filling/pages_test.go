package filling

import (
	"context"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/internal/apply"
)

// Every page of the application is looked at from all sides: pictures, overflow, missing glyphs, axe.
func TestEveryPageFromAllSides(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		clerk := b.Person("填报人")
		clerk.Open(h.url("/as/jiaxian"))
		clerk.Inspect("我的申报（空）")
		clerk.Open(h.url("/applications/new"))
		clerk.Inspect("开始申报")
		id := h.begin()
		at := func(below string) string { return h.url("/applications/" + id + below) }
		clerk.Open(at("/edit"))
		clerk.See(overview)
		clerk.Inspect("申报书填写（封面）")
		clerk.Fill("申报单位联络人 手 机", "139")
		clerk.See("还有 13 处未填")
		clerk.Inspect("申报书填写（有待填）")
		clerk.Open(at("/submit"))
		clerk.Inspect("检查并提交（有待填）")
		h.fill(id, whole)
		for _, page := range [][2]string{{"/submit", "检查并提交"}, {"/preview", "打印预览"}, {"/writers", "共同填写人"}, {"", "申报（草稿）"}, {"/withdraw", "撤回申报"}} {
			clerk.Open(at(page[0]))
			clerk.Inspect(page[1])
		}
		h.submit(id)
		for _, page := range [][2]string{{"/receipt", "回执"}, {"/next", "接下来做什么"}, {"", "申报（已提交）"}, {"/versions/1", "已提交的版本"}} {
			clerk.Open(at(page[0]))
			clerk.Inspect(page[1])
		}
		office := b.Person("经办")
		office.Open(h.url("/as/jingban"))
		office.Open(h.url("/applications"))
		office.See("甲县科学技术协会")
		office.Inspect("收到的申报书")
		office.Open(h.url("/applications?content=1"))
		office.See("没有符合条件的申报书")
		office.Inspect("收到的申报书（没有符合条件的）")
		office.Open(h.url("/applications/type-in?q=历下"))
		office.Inspect("代录申报书")
	})
}

// The public page answers a code as people type it, and nothing else.
func TestAnybodyVerifiesACode(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		h.fill(id, whole)
		code := h.submit(id).Code
		anybody := b.Person("公众")
		anybody.Open(h.url("/verify"))
		anybody.Inspect("真伪查验")
		for _, typed := range []string{code, code[:4] + "-" + code[4:], strings.ToLower(code)} {
			anybody.Fill("校验码", typed)
			anybody.ClickIn("用校验码查", "查验")
			anybody.See("真实，是现行版本")
			anybody.SeeNot("甲县")
		}
		anybody.Fill("校验码", "AAAA-AAAA")
		anybody.ClickIn("用校验码查", "查验")
		anybody.See("没有查到")
		if err := h.inside.Apply.TakeBack(context.Background(), h.actor("jiaxian"), id); err != nil {
			t.Fatal(err)
		}
		anybody.Fill("校验码", code)
		anybody.ClickIn("用校验码查", "查验")
		anybody.See("真实，但不是现行版本")
		anybody.Inspect("真伪查验（非现行）")
	})
}

var ticks = apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"}

func (h *house) submit(id string) apply.Receipt {
	h.t.Helper()
	receipt, err := h.inside.Apply.Submit(context.Background(), h.actor("jiaxian2"), id, ticks)
	if err != nil {
		h.t.Fatal(err)
	}
	return receipt
}
