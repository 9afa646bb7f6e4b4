package e2e

import (
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
)

// The whole life of one pilot, from the notice that the office drafts to the case that is recommended upward, by nobody but
// people at their pages, with the clock moved: 甲县 applies in 2021, is recommended by 甲市, checked, scored by experts who
// were drawn by lot, decided, on public notice, released; it works for two years and reports four times, is evaluated in the
// middle and at the end; what came of it is told to everybody, used by others and recommended.
func TestTheWholeLife(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := &lifeWay{yearsWay: yearsWay{t: t, h: house.StartScene(t, engineOf(b), app.SceneCall), b: b}}
		w.jump("2021-05-12")
		for _, part := range []func(){w.isCalled, w.isApplied, w.isRecommended, w.isAccepted, w.isDrawn, w.isScored, w.isListed, w.isReleased,
			w.isPlanned, w.worksAYear, w.isEvaluated, w.worksAnotherYear, w.isGraded,
			w.isSpread, w.isUsed, w.goesUp} {
			part()
		}
	})
}

// lifeWay is the house of the whole life.
type lifeWay struct {
	yearsWay
	clerk *browser.Page
	pilot pilot

	panel, article string // addresses
}

const (
	lifeNumber = "鲁科协演示〔2021〕1号"
	lifeCohort = "2021年度山东省科协系统深化改革试点"
	lifeUnit   = "甲县科学技术协会"
)

// jump goes to the morning of a day; who was logged in logs in anew.
func (w *lifeWay) jump(day string) {
	w.t.Helper()
	p := w.b.Person("钟，" + day)
	p.Open(w.h.URL("/"))
	p.Fill("演示日期", day)
	p.Click("到这一天")
	p.See("演示时间已到")
	p.Leave()
	for _, p := range []*browser.Page{w.office, w.approver, w.clerk} {
		if p != nil {
			p.Leave()
		}
	}
	w.enters()
	w.clerk = w.person("填报人", "甲县科协　填报人")
}

// tells sends every letter that waits.
func (w *lifeWay) tells() {
	w.t.Helper()
	w.office.Open(w.h.URL("/outbox"))
	w.office.Click("同时发出")
	w.office.See("没有等待阅发的信")
}

// isCalled: drafted, registered by two, published.
func (w *lifeWay) isCalled() {
	o := &publishing{t: w.t, house: w.h, handler: w.office, approver: w.approver, visitor: w.b.Person("访客")}
	o.drafts()
	o.registers(lifeNumber, "2021-05-12")
	o.confirms()
	o.visitor.Open(w.h.URL("/notices"))
	o.visitor.See(lifeNumber)
	o.visitor.Leave()
}

// isApplied: the county fills in the form and submits.
func (w *lifeWay) isApplied() {
	w.jump("2021-05-13")
	p := w.clerk
	p.Open(w.h.URL("/applications/new"))
	p.ClickIn(lifeNumber, "开始填写申报书")
	p.See("还有")
	for i, day := range []string{"2021", "6", "1", "2023", "5", "31"} {
		p.Fill("试点起止日期"+[]string{"（起）", "（止）"}[i/3]+[]string{"年", "月", "日"}[i%3], day)
	}
	for label, text := range map[string]string{"申报单位负责人姓名": "演示负责人", "申报单位联络人姓名": "演示联络人", "申报单位负责人手机": "13800000000",
		"申报单位联络人手机": "13900000000", "试点单位概况": "县科协内设两个股室。", "试点单位改革工作目前进展情况": "已完成换届。",
		"试点内容(含试点目的": "扩大基层组织覆盖面。", "1. 工作计划": "分三个阶段推进。", "2. 预期成果": "制度三项。"} {
		p.Fill(label, text)
	}
	p.TickIn(sixth, "整项申报")
	p.See("已保存")
	p.Click("空项填“/”")
	p.Click("填入“/”")
	p.SeeNot("下列各栏可以填")
	p.See("已保存")
	p.Click("检查并提交")
	p.Tick("已经负责人")
	p.Tick("已作保密审查")
	p.Fill("保密审查人姓名", "演示审查人")
	p.Click("提交")
	p.See("申报书提交回执")
}

// isRecommended: the city adds its opinion.
func (w *lifeWay) isRecommended() {
	p := w.person("甲市", "甲市科协")
	defer p.Leave()
	p.Open(w.h.URL("/recommend"))
	p.ClickIn("等待审核。", "审核"+lifeUnit)
	p.Click("情况属实，同意推荐。")
	p.ClickIn("打印后手写", "推荐")
	p.See("已用 1 个")
}

// isAccepted: the office goes through the items.
func (w *lifeWay) isAccepted() {
	p := w.office
	p.Open(w.h.URL("/accept?step=check"))
	p.Click("形式审查" + lifeUnit)
	for _, item := range []string{inTime, sealed, same} {
		p.TickIn(item, "符合")
	}
	p.ClickIn("保存，看下一份", "受理")
	p.See("已受理")
}

// isDrawn: experts come into the pool by a list; two witnesses enter their numbers.
func (w *lifeWay) isDrawn() {
	w.jump("2021-05-20")
	p := w.office
	p.Open(w.h.URL("/experts/import"))
	p.Upload("名单文件", expertList(w.t, 8, "13800000000", "13900000000"))
	p.Click("上传并核对")
	p.Click("确认导入8位专家")
	p.Open(w.h.URL("/panels/new"))
	p.Fill("评审组名称", "评审组")
	p.Fill("评分截止日期", "2021-06-04")
	p.Click("组建")
	p.ClickIn(lifeCohort, "评审组")
	w.panel = p.Address()
	p.Click("固定评审标准")
	p.See("评审标准已固定")
	p.Choose("见证人①", "机关纪委 监督人员")
	p.Choose("见证人②", "甲部室 联系部室联系人")
	p.Click("冻结专家库，开始抽取")
	p.See("专家库已冻结")
	for card, number := range map[string]string{"机关纪委": "20210520", "甲部室": "71"} {
		witness := w.person(card, card)
		witness.Open(w.panel + "/draw")
		witness.Fill("您的数字", number)
		witness.Click("输入数字")
		witness.See("数字已输入")
		witness.Leave()
	}
	p.Open(w.panel)
	p.See("专家已抽取")
}

// isScored: who was drawn gets a slip, signs the pledge and scores.
func (w *lifeWay) isScored() {
	list := &listWay{t: w.t, h: w.h, b: w.b, office: w.office, approver: w.approver, panel: w.panel}
	list.slips()
	p := w.office
	p.Open(w.panel)
	p.Click("开始评分")
	p.See("评分已开始")
	for i, name := range list.experts {
		list.scoresAs(name, i, lifeUnit)
	}
	p.Open(w.panel + "/scores")
	p.Click("结束评分")
	p.See("已结束")
}

// isListed: the office suggests, the meeting decides.
func (w *lifeWay) isListed() {
	p := w.office
	p.Open(w.h.URL("/decide"))
	p.Click(lifeCohort)
	p.Tick(lifeUnit)
	p.ClickIn("名次在前而没有列入的理由", "提出建议名单")
	p.See("会议材料")
	p.ChooseIn(lifeUnit, "研究结果", "同意")
	p.Fill("会议期次", "2021年第6次")
	p.Fill("会议日期", "2021-05-20")
	p.Upload("决定摘录", evidence(w.t))
	p.ClickIn("会议期次", "提请审签")
	w.confirms("登记研究决定")
}

// isReleased: on public notice for the counted days, then released; the letters leave.
func (w *lifeWay) isReleased() {
	p := w.office
	p.Open(w.h.URL("/publish"))
	p.Click(lifeCohort)
	p.Fill("公示的第一天", "2021-05-20")
	p.Fill("受理异议的联系电话", "0531-00000001")
	p.Fill("机关纪委监督电话", "0531-00000002")
	p.Click("起草公示")
	p.Fill("签发人", "某签发人")
	p.Fill("官方网站上的网址", "https://www.example.cn/gongshi.html")
	p.Upload("印发的公示", evidence(w.t))
	p.Upload("网站页面快照", evidence(w.t))
	p.ClickIn("网站页面快照", "提请审签")
	w.confirms("登记公示")
	w.jump("2021-06-01")
	p = w.office
	p.Open(w.h.URL("/publish"))
	p.Click(lifeCohort)
	p.See("公示期满，没有未答复的异议")
	p.Fill("文号", "鲁科协演示〔2021〕8号")
	p.Fill("签发人", "某签发人")
	p.Fill("成文日期", "2021-06-01")
	p.Upload("正式印发件", evidence(w.t))
	p.ClickIn("正式印发件", "提请审签")
	w.confirms("发布名单")
	w.tells()
	public := w.b.PersonWithoutScript("看名单的人")
	public.Open(w.h.URL("/public"))
	public.Click("关于公布")
	public.See(lifeUnit)
	public.Leave()
	w.clerk.Open(w.h.URL("/applications/mine"))
	w.clerk.See("已入选")
}
