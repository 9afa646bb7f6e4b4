package e2e

import (
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
)

// A pilot's plan as people go it: the unit writes it beside what was granted, and what it types is kept; it is handed in, sent
// back at one place, mended, approved by two persons, and stands on the pilot's page as a timetable with its paper.
func TestTheWholeWayOfAPlan(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := &planWay{t: t, h: house.StartScene(t, engineOf(b), app.SceneRelease), b: b}
		w.clerk, w.office = w.person("填报人", "甲县科协　填报人"), w.person("经办", "省科协办公室　经办")
		w.writes()
		w.losesTheNetwork()
		w.meetsAColleague()
		w.isRefused()
		w.isSentBack()
		w.isApproved()
	})
}

type planWay struct {
	t             *testing.T
	h             *house.House
	b             *browser.Browser
	clerk, office *browser.Page
	page          string // address of the plan
}

func (w *planWay) person(who, card string) *browser.Page {
	p := w.b.Person(who)
	w.h.Enter(p, card)
	return p
}

// writes: one milestone stands there, a second is added, a third comes and goes; all is kept without a button.
func (w *planWay) writes() {
	p := w.clerk
	p.Open(w.h.URL("/desk"))
	p.Click("编制实施方案")
	w.page = strings.TrimSuffix(p.Address(), "/edit")
	p.See("通知的目标")
	p.Click("申报书：工作计划")
	p.Inspect("编制实施方案")
	p.Fill("分管领导姓名", "某甲")
	p.Fill("分管领导职务", "副主席")
	p.Fill("责任部门", "学会学术部")
	p.Fill("改革目标", "形成联系服务科技人才的制度体系。")
	p.Fill("工作措施", "一是摸清底数。\n二是搭建平台。")
	w.milestone("m1", "办好实事清单", "2021-06-30", "10")
	p.Click("再加一行")
	w.milestone("m2", "摸清底数，建立台账", "2020-09-30", "1")
	p.Click("再加一行")
	p.ClickIn("（编号m3）", "删除这一行")
	p.See("已保存")
	p.Reload()
	if got := p.Value("责任部门"); got != "学会学术部" {
		w.t.Errorf("after a reload the department is %q", got)
	}
	p.SeeNot("（编号m3）")
}

func (w *planWay) milestone(key, what, by, target string) {
	in := "（编号" + key + "）"
	w.clerk.FillIn(in, "工作事项", what)
	w.clerk.FillIn(in, "完成时间", by)
	w.clerk.FillIn(in, "预期指标", "完成数")
	w.clerk.FillIn(in, "目标值", target)
	w.clerk.FillIn(in, "单位", "项")
	w.clerk.FillIn(in, "佐证材料", "印发件")
}

// losesTheNetwork: what is typed without it stays on the machine, is put back and kept where the page is opened again, and is
// kept by the first page too when the network is back.
func (w *planWay) losesTheNetwork() {
	p, again := w.clerk, w.clerk.NewTab()
	p.Offline(true)
	p.Fill("组织领导、人员、经费等保障措施", "成立工作专班")
	p.See("网络不通")
	again.Open(w.page + "/edit") // only the first tab is without network
	again.See("已保存 10:")         // by the script; the page itself began with "10:00 已保存"
	if got := again.Value("组织领导、人员、经费等保障措施"); got != "成立工作专班" {
		w.t.Errorf("typed without the network, then %q", got)
	}
	p.Offline(false)
	p.See("已保存 10:")
	p.Leave()
	w.clerk = again
}

// meetsAColleague: who had the page open while another saved is told so; what he typed is not lost and writes over nothing by
// itself.
func (w *planWay) meetsAColleague() {
	head := w.person("负责人", "甲县科协　负责人")
	head.Open(w.page + "/edit")
	w.clerk.Fill("责任部门", "科普部")
	w.clerk.Click("保存") // an earlier text was kept by itself before: only this answer is about the newest one
	w.clerk.See("已保存，还没有报送")
	head.Fill("责任部门", "办公室")
	head.See("保存过，您的内容没有存上")
	head.Reload()
	if got := head.Value("责任部门"); got != "科普部" {
		w.t.Errorf("the colleague's text was written over: %q", got)
	}
	head.See("还有您上次没有存上的内容")
	head.Click("放回我上次写的")
	head.See("已保存 10:")
	head.Leave()
	w.clerk.Reload()
	if got := w.clerk.Value("责任部门"); got != "办公室" {
		w.t.Errorf("what was put back is not kept: %q", got)
	}
}

// isRefused: a day after the term is told at its row, by the number that the row bears.
func (w *planWay) isRefused() {
	p := w.clerk
	p.FillIn("（编号m1）", "完成时间", "2023-06-30")
	p.Click("报送实施方案")
	p.See("第2项：完成时间应在2020年7月6日至2022年7月5日之间")
	p.Inspect("有一处要改的实施方案")
	p.FillIn("（编号m1）", "完成时间", "2021-06-30")
	p.Click("报送实施方案")
	p.See("实施方案已报送")
	p.Inspect("报送的实施方案")
}

// isSentBack: words at one milestone, seen there by the unit; the next version shows what it changed.
func (w *planWay) isSentBack() {
	w.office.Open(w.page)
	w.office.Click("写意见：第2项：办好实事清单")
	w.office.Fill("第2项：办好实事清单的修改意见", "目标值偏低")
	w.office.Fill("修改期限", "2020-07-20")
	w.office.Inspect("审定实施方案")
	w.office.ClickIn("修改期限", "退回修改")
	w.office.See("已退回修改")
	p := w.clerk
	p.Open(w.page + "/edit")
	p.See("目标值偏低")
	p.FillIn("（编号m1）", "目标值", "20")
	p.Click("报送实施方案")
	p.See("实施方案已报送")
	w.office.Open(w.page)
	w.office.See("与第1版相比")
	w.office.Inspect("实施方案的变化")
}

// isApproved by two; the paper is there, and the page shows the timetable.
func (w *planWay) isApproved() {
	w.office.Click("提请审定")
	w.office.See("已提请审定")
	approver := w.person("审签", "省科协办公室　审签")
	approver.Click("审定实施方案")
	approver.See("办好实事清单")
	approver.Click("同意并生效")
	w.clerk.Open(strings.TrimSuffix(w.page, "/plan"))
	w.clerk.See("实施中")
	w.clerk.See("还有86天")
	w.clerk.Inspect("试点的时间表")
	if pdf := w.clerk.Download("查看全文", "实施方案 PDF"); !strings.HasPrefix(string(pdf), "%PDF") {
		w.t.Error("the plan is no PDF")
	}
}
