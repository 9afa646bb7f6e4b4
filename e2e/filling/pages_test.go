package filling

import (
	"context"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/internal/apply"
)

// The pages that the applicant's whole way does not meet, looked at from all sides: pictures, overflow, glyphs, axe.
func TestPagesBesideTheWholeWay(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		clerk := b.Person("填报人")
		clerk.Open(h.url("/as/jiaxian"))
		clerk.Open(h.url("/applications"))
		clerk.Inspect("我的申报，还没有")
		id := h.begin()
		h.fill(id, whole)
		at := func(below string) string { return h.url("/applications/" + id + below) }
		for _, page := range [][2]string{{"", "申报进程，草稿"}, {"/preview", "申报书，打印预览"}, {"/writers", "共同填写人"}} {
			clerk.Open(at(page[0]))
			clerk.Inspect(page[1])
		}
		h.submit(id)
		clerk.Open(at("/versions/1"))
		clerk.Inspect("申报书，已提交的版本")
		clerk.Open(at("/edit"))
		clerk.See("已经提交")
		clerk.Inspect("申报书，提交后再打开")
		office := b.Person("经办")
		office.Open(h.url("/as/jingban"))
		office.Open(h.url("/applications"))
		office.See("甲县科学技术协会")
		office.SeeNot("13800000000")
		office.Inspect("收到的申报材料")
		office.Open(h.url("/applications?content=1"))
		office.See("没有符合条件的申报材料")
		office.Inspect("收到的申报材料，没有符合条件的")
		office.Open(h.url("/applications/type-in?q=历下"))
		office.Inspect("代录申报材料")
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
	})
}

var ticks = apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"}

func (h *house) submit(id string) apply.Receipt {
	h.t.Helper()
	n, err := h.inside.Apply.Submit(context.Background(), h.actor("jiaxian2"), id, ticks)
	if err != nil {
		h.t.Fatal(err)
	}
	receipt, err := h.inside.Apply.Receipt(context.Background(), id, n)
	if err != nil {
		h.t.Fatal(err)
	}
	return receipt
}
