package e2e

import (
	"testing"

	"shidian/e2e/browser"
)

// One unit puts right what the midterm found, and passes; another does not, and loses its status: it is heard, the body
// decides, two persons register the document, everybody can read it.
func TestTwoYearsOfTheMidterm(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := inYears(t, b)
		w.putsRight(w.pilots("2021年", "限期整改")[0])
		w.loses(w.pilots("2021年", "中期评估 · 办公室")[0])
	})
}

// criteria are what a look judges by.
var criteria = []string{"组织推进（20分）", "任务完成（35分）", "改革成效（25分）", "可复制、可推广（20分）"}

// looks enters what was found of every criterion, and the conclusion.
func (w *yearsWay) looks(found, conclusion string) {
	p := w.office
	for _, name := range criteria {
		p.TickIn(name, found)
		p.FillIn(name, "情况", "对照方案和报告，并现场查看")
	}
	p.Tick(conclusion)
	p.Fill("参加评估的专家", "专家甲、专家乙")
}

// rectified answers every item that was to be put right.
func (w *yearsWay) rectified(p *browser.Page, did string) {
	w.t.Helper()
	var items []string
	p.Evaluate(`Array.from(document.querySelectorAll(".ev-line legend")).map((l) => l.innerText.trim())`, &items)
	if len(items) != 2 {
		w.t.Fatalf("to be put right: %v", items)
	}
	for _, item := range items {
		p.FillIn(item, "整改情况", did)
		p.FillIn(item, "佐证", "印发的文件和签到表")
	}
}

// putsRight: on a phone without scripts a unit tells what it has put right and asks for the second look; it passes.
func (w *yearsWay) putsRight(of pilot) {
	p := w.b.PersonWithoutScript("填报人，" + of.Name)
	w.h.Enter(p, of.card())
	p.Resize(browser.Phone)
	p.Open(w.h.URL("/desk"))
	p.Click("报送整改情况")
	p.Inspect("整改情况，无脚本")
	p.Resize(browser.Phone)
	w.rectified(p, "制度已经印发，培训已经补足。")
	p.Tick("申请在整改期限以前再次评估")
	p.Click("报送整改情况")
	p.See("单位申请在整改期限以前再次评估")
	w.office.Open(of.evaluation())
	w.office.Inspect("再次评估")
	w.looks("达到", "通过")
	w.office.Click("登记评估结果")
	w.office.See("中期已通过")
	p.Open(of.evaluation())
	p.See("中期已通过")
	p.SeeNot("专家甲")
	p.Leave()
}

// loses: the midterm fails, too little is put right until the day, the second look fails too.
func (w *yearsWay) loses(of pilot) {
	p := w.office
	p.Open(of.evaluation())
	w.looks("未达到", "未通过，限期整改")
	p.Click("登记评估结果")
	p.See("请写明整改事项")
	p.Fill("整改事项", "印发工作制度\n补足培训场次")
	p.Inspect("中期评估，有一处要改")
	p.Click("登记评估结果")
	p.See("限期整改")
	clerk := w.clerk(of)
	clerk.Open(w.h.URL("/desk"))
	clerk.Click("报送整改情况")
	w.rectified(clerk, "还在起草。")
	clerk.See("已保存")
	clerk.Inspect("整改情况")
	clerk.Click("报送整改情况")
	clerk.See("还在起草")
	clerk.Leave()
	if waits := w.pilots("2021年", "整改期满后再次评估"); waits[0].URL != of.URL {
		w.t.Errorf("the second look waits for %v", waits)
	}
	p.Click("整改期满")
	w.enters()
	p = w.office
	p.Open(of.evaluation())
	p.See("待再次评估")
	w.looks("未达到", "仍未达到要求")
	p.Fill("总的意见", "整改没有完成。")
	p.Click("登记评估结果")
	p.See("拟取消资格")
	w.isHeard(of)
	w.isAnnounced(of)
}

// isHeard: the unit is asked for its view, and states it, before anybody decides.
func (w *yearsWay) isHeard(of pilot) {
	p := w.office
	p.Fill("请单位陈述的事项", "拟提请研究取消资格，请对评估意见陈述看法。")
	p.Fill("陈述的截止日期", "2022-08-26")
	p.Inspect("听取陈述")
	p.Click("请单位陈述")
	p.See("陈述中")
	clerk := w.clerk(of)
	clerk.Open(of.evaluation())
	clerk.See("请对评估意见陈述看法")
	clerk.Fill("陈述的意见", "人员调整较多，没有异议。")
	clerk.See("已保存")
	clerk.Inspect("陈述意见")
	clerk.Click("提交陈述意见")
	clerk.See("人员调整较多，没有异议。")
	w.decides("2021年度山东省科协系统深化改革试点", "取消试点资格", "2022-08-12", of.Name)
	clerk.Open(of.evaluation())
	clerk.See("取消资格")
	clerk.Inspect("评估验收，取消资格的单位")
}

// isAnnounced: the document is drafted, registered by two persons, and read by anybody.
func (w *yearsWay) isAnnounced(of pilot) {
	p := w.office
	p.Open(of.evaluation())
	if !isZip(p.Download("代拟稿", "Word")) {
		w.t.Error("the draft is no document")
	}
	p.Fill("文号", "鲁科协发〔2022〕30号")
	p.Fill("签发人", "某签发人")
	p.Fill("成文日期", "2022-08-12")
	p.Upload("正式印发件", evidence(w.t))
	p.Inspect("登记取消资格的通知")
	p.ClickIn("正式印发件", "提请审签")
	p.See("等待审签人办理")
	w.confirms("登记取消资格的通知")
	public := w.b.PersonWithoutScript("看通知的人")
	public.Resize(browser.Phone)
	public.Open(w.h.URL("/public"))
	public.Click("关于取消" + of.Name)
	public.See("鲁科协发〔2022〕30号")
	public.Inspect("取消资格的通知")
}
