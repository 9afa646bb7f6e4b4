package e2e

import (
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

// The whole way in a browser that runs no script.
func TestTheWholeWayWithoutScript(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		p := b.PersonWithoutScript("填报人")
		p.Open(h.URL("/"))
		p.Click("登录申报")
		p.Click("甲县科协　填报人")
		p.Click("开始填写申报书")
		fillsInWithoutScript(p)
		p.Click("检查并提交")
		p.See("没有发现问题")
		p.Tick("已经负责人")
		p.Tick("已作保密审查")
		p.Fill("保密审查人姓名", "演示审查人")
		p.Click("提交")
		p.See("申报书提交回执")
		p.Inspect("回执，无脚本")
		p.Click("接下来做什么")
		p.ReloadUntil("第1版申报书 PDF")
		p.Click("申报进程")
		p.Click("取回修改")
		p.See("已取回")
		p.Click("申报")
		p.ClickIn("草稿", "甲县科学技术协会")
		p.Click("撤回申报")
		p.Fill("撤回的理由", "条件还不成熟。")
		p.Fill("同意撤回的负责人姓名", "演示负责人")
		p.Click("撤回申报")
		p.See("已撤回")
		p.Open(h.URL("/verify"))
		p.Fill("校验码", "ABCD2345")
		p.ClickIn("用校验码查", "查验")
		p.See("没有出具过")
		p.Click("退出")
		p.See("已退出登录")
	})
}

func fillsInWithoutScript(p *browser.Page) {
	for i, day := range []string{"2020", "6", "1", "2022", "5", "31"} {
		p.Fill("试点起止日期"+[]string{"（起）", "（止）"}[i/3]+[]string{"年", "月", "日"}[i%3], day)
	}
	p.Fill("申报单位负责人姓名", "演示负责人")
	p.Fill("申报单位联络人姓名", "演示联络人")
	p.Fill("申报单位负责人手机", "13800000000")
	p.Fill("申报单位联络人手机", "13900000000")
	p.Click("保存“一、基本情况”")
	p.See("已保存")
	p.Fill("试点单位概况", "概况㛃𬱖")
	p.Fill("试点单位改革工作目前进展情况", "进展")
	p.TickIn("6. 建立健全组织建设工作体系试点", "整项申报")
	p.Fill("试点内容(含试点目的", "目的、基础、事项")
	p.Fill("1. 工作计划", "目标、措施")
	p.Fill("2. 预期成果", "成果")
	p.Click("保存全部")
	p.See("已保存")
	p.Click("空项填“/”")
	p.Click("填入“/”")
	p.Inspect("申报书，无脚本")
}
