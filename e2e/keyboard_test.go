package e2e

import (
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

// Somebody without a mouse applies: Tab, Space, Enter and the letters, nothing else.
func TestTheWholeWayByKeyboardAlone(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		p := b.Person("填报人")
		p.Open(h.URL("/"))
		press(p, "登录申报")
		press(p, "甲县科协　填报人")
		press(p, "开始填写申报书")
		typeIn(p, "试点起止日期（起）年", "2020", "6", "1", "2022", "5", "31")
		typeIn(p, "申报单位负责人姓名", "演示㛃")
		typeIn(p, "申报单位联络人姓名", "演示联络人")
		typeIn(p, "申报单位负责人手机", "13800000000")
		typeIn(p, "申报单位联络人手机", "13900000000")
		typeIn(p, "试点单位概况", "概况")
		typeIn(p, "试点单位改革工作目前进展情况", "进展")
		p.TabTo("整项申报")
		p.Press("Space")
		typeIn(p, "试点内容(含试点目的", "目的、基础、事项")
		typeIn(p, "1. 工作计划", "目标、措施")
		typeIn(p, "2. 预期成果", "成果")
		p.See("已保存")
		press(p, "空项填“/”")
		press(p, "填入“/”")
		p.SeeNot("下列各栏可以填")
		press(p, "检查并提交")
		p.See("没有发现问题")
		submitsByKeyboard(p)
		press(p, "接下来做什么")
		press(p, "申报进程")
		press(p, "取回修改")
		p.See("已取回")
		press(p, "检查并提交")
		submitsByKeyboard(p)
		press(p, "接下来做什么")
		press(p, "申报进程")
		press(p, "撤回申报")
		typeIn(p, "撤回的理由", "条件还不成熟。")
		typeIn(p, "同意撤回的负责人姓名", "演示㛃")
		press(p, "撤回申报")
		p.See("已撤回")
		press(p, "退出")
	})
}

func submitsByKeyboard(p *browser.Page) {
	p.TabTo("已经负责人")
	p.Press("Space")
	p.TabTo("已作保密审查")
	p.Press("Space")
	typeIn(p, "保密审查人姓名", "演示审查人")
	press(p, "提交")
	p.See("申报书提交回执")
}

// press goes to a link or button and presses Enter.
func press(p *browser.Page, name string) {
	p.TabTo(name)
	p.Press("Enter")
}

// typeIn goes to a field and types, and on to the next fields with the further texts.
func typeIn(p *browser.Page, name string, texts ...string) {
	p.TabTo(name)
	for i, text := range texts {
		if i > 0 {
			p.Press("Tab")
		}
		p.Type(text)
	}
}
