package e2e

import (
	"strings"

	"shidian/e2e/browser"
)

// listWays is the way of the list once the panels have closed.
func (w *listWay) listWays() {
	w.lists()
	w.meets()
	w.notices()
	w.object()
	w.answer()
	w.strikes()
	w.fills()
	w.notices()
	w.releases()
	w.isKnown()
}

// lists: all of the ranking are suggested, in its order.
func (w *listWay) lists() {
	p := w.office
	p.Open(w.h.URL("/decide"))
	p.See("提出建议名单")
	var units []string
	p.Evaluate(`Array.from(document.querySelectorAll("input[name=application]")).map((i) => i.getAttribute("aria-label") || i.labels[0].innerText)`, &units)
	for _, unit := range units {
		p.Tick(unit)
	}
	p.Inspect("研究决定，提出建议名单")
	p.ClickIn("名次在前而没有列入的理由", "提出建议名单")
	p.See("会议材料")
	for _, name := range []string{"会议材料 PDF", "会议材料 Word"} {
		if packet := p.Download("", name); len(packet) < 1000 {
			w.t.Errorf("%s has %d bytes", name, len(packet))
		}
	}
}

// legends are the lines of the decision, in order: the unit's name.
func (w *listWay) legends() (units []string) {
	w.office.Evaluate(`Array.from(document.querySelectorAll(".dc-line legend")).map((l) => l.innerText.trim().replace(/^\d+\. /, "").replace(/（.*/, ""))`, &units)
	return units
}

// meets: the meeting agrees, but strikes one, grants one fewer contents and keeps the last two in reserve.
func (w *listWay) meets() {
	p := w.office
	p.Open(w.h.URL("/decide"))
	p.Click("建议名单")
	w.units = w.legends()
	if len(w.units) != 13 {
		w.t.Fatalf("the list: %v", w.units)
	}
	for i, unit := range w.units {
		outcome := "同意"
		switch {
		case unit == "甲县科学技术协会":
			outcome = "核减内容后同意"
		case i == 10:
			outcome = "不列入"
			p.FillIn(unit, "理由", "改革内容与已开展的工作重复")
			w.struck = unit
		case i > 10:
			outcome = "备选"
		}
		p.ChooseIn(unit, "研究结果", outcome)
	}
	p.TickIn("甲县科学技术协会", "组织建设")
	p.Fill("会议期次", "2020年第6次")
	p.Fill("会议日期", "2020-06-08")
	p.Fill("回避离场的人员", "某副主席 "+w.units[0])
	p.Upload("决定摘录", evidence(w.t))
	p.Inspect("研究决定，登记决定")
	p.ClickIn("会议期次", "提请审签")
	p.See("由审签人办理后生效")
	w.confirms("登记研究决定")
}

// confirms lets the approver agree to what waits for him.
func (w *listWay) confirms(act string) {
	p := w.approver
	p.Open(w.h.URL("/desk"))
	p.Click(act)
	p.Click("同意")
	p.See("已审签")
}

// notices drafts and registers a public notice from today, by two persons.
func (w *listWay) notices() {
	p := w.office
	p.Open(w.h.URL("/publish"))
	p.Fill("公示的第一天", "2020-06-08")
	p.Fill("受理异议的联系电话", "0531-00000001")
	p.Fill("机关纪委监督电话", "0531-00000002")
	p.Click("起草公示")
	p.See("登记公示")
	p.Inspect("公示，登记")
	p.Fill("签发人", "某签发人")
	p.Fill("官方网站上的网址", "https://www.example.cn/gongshi.html")
	p.Upload("印发的公示", evidence(w.t))
	p.Upload("网站页面快照", evidence(w.t))
	p.ClickIn("网站页面快照", "提请审签")
	p.See("由审签人办理后生效")
	w.confirms("登记公示")
}

// object: on phones without scripts one citizen objects to a line, another to the whole list, a third reports.
func (w *listWay) object() {
	w.objected = w.units[3]
	if w.objected == "甲县科学技术协会" { // it is to be released with fewer contents
		w.objected = w.units[4]
	}
	for name, about := range map[string]string{"甲某": w.objected, "乙某": "整个名单或者评审、公示过程"} {
		p := w.citizen(name)
		p.Click("提出异议")
		p.Choose("针对的单位", about)
		p.Tick("个人")
		p.Fill("姓名或者单位名称", name)
		p.Fill("联系电话", "13800000000")
		p.Fill("异议的事实和理由", "请核查"+about)
		p.Upload("证据材料", evidence(w.t))
		p.NoOverflow()
		p.Click("提交异议")
		p.See("查询码")
		w.codes = append(w.codes, p.Text())
		p.Leave()
	}
	p := w.citizen("不署名的人")
	p.Click("违纪举报")
	p.Fill("要反映的情况", "评审期间有人打招呼")
	p.Click("提交举报")
	p.See("举报已提交")
	p.Leave()
}

// citizen opens the public notice on a phone.
func (w *listWay) citizen(name string) *browser.Page {
	p := w.b.PersonWithoutScript(name)
	p.Resize(browser.Phone)
	p.Open(w.h.URL("/public"))
	p.Click("建议名单的公示")
	p.See("公示时间怎样计算")
	return p
}

// answer: the approver names who looks into each; the first is sustained, the other rejected.
func (w *listWay) answer() {
	for _, about := range []string{w.objected, "整个名单"} {
		p := w.approver
		p.Open(w.h.URL("/publish"))
		p.Click("建议名单的公示")
		p.ClickIn(about, "2020-1-")
		address := p.Address()
		p.Choose("经办人", "省科协办公室经办人")
		p.Click("指定经办人")
		p.See("核查中")
		p = w.office
		p.Open(address)
		p.Fill("核查情况", "查阅了原始材料。")
		if about == w.objected {
			p.Tick("异议成立")
			p.Fill("给异议人的答复", "您反映的情况属实。")
			p.Tick("该单位须从公示名单撤下")
		} else {
			p.Tick("异议不成立")
			p.Fill("给异议人的答复", "评审和公示按规定进行。")
		}
		p.Click("答复异议")
		p.See("答复时间")
	}
}

// strikes: the line of the sustained objection leaves the notice, by two persons.
func (w *listWay) strikes() {
	p := w.office
	p.Open(w.h.URL("/publish"))
	p.See("现在还不能发布")
	p.Click("建议名单的公示")
	p.Click("从公示名单撤下一个单位")
	p.ChooseIn("从公示名单撤下一个单位", "单位", w.objected)
	p.FillIn("从公示名单撤下一个单位", "理由", "经核查，申报材料与事实不符")
	p.Click("预览对外文字")
	p.See(w.objected + "已撤下：经核查")
	p.Click("提请撤下")
	p.See("由审签人办理后生效")
	p.Inspect("公示，撤下一个单位")
	w.confirms("从公示名单撤下")
	w.citizen("看公示的人").See("已撤下：经核查，申报材料与事实不符")
}

// fills: the first of the reserve comes up by a decision.
func (w *listWay) fills() {
	w.filled = w.units[11]
	p := w.office
	p.Open(w.h.URL("/decide"))
	p.Click("登记备选递补的决定")
	p.ChooseIn(w.filled, "研究结果", "同意")
	p.Fill("会议期次", "2020年第7次")
	p.Fill("会议日期", "2020-06-08")
	p.Upload("决定摘录", evidence(w.t))
	p.ClickIn("会议期次", "提请审签")
	p.See("由审签人办理后生效")
	w.confirms("登记研究决定")
}

// releases: when the notices are over, the list is released by two persons and the letters go out at one moment.
func (w *listWay) releases() {
	p := w.office
	p.Click("公示期满")
	p.Open(w.h.URL("/publish"))
	p.See("公示期满，没有未答复的异议")
	p.Fill("文号", "鲁科协发〔2020〕20号")
	p.Fill("签发人", "某签发人")
	p.Fill("成文日期", "2020-06-13")
	p.Upload("正式印发件", evidence(w.t))
	p.ClickIn("正式印发件", "提请审签")
	p.See("由审签人办理后生效")
	w.confirms("发布名单")
	p.Open(w.h.URL("/outbox"))
	p.Inspect("待阅发信件，发布以后")
	p.Click("封同时发出")
	p.See("没有等待阅发的信")
}

// isKnown: the public reads the list, the units their results, the objectors their answers.
func (w *listWay) isKnown() {
	p := w.b.PersonWithoutScript("看名单的人")
	p.Resize(browser.Phone)
	p.Open(w.h.URL("/public"))
	p.Click("关于公布")
	p.See(w.filled)
	p.SeeNot(w.struck)
	p.SeeNot(w.objected)
	p.Inspect("公布的名单")
	county := w.person("甲县", "甲县科协　填报人")
	county.Open(w.h.URL("/applications/mine"))
	county.See("已入选")
	for _, receipt := range w.codes {
		p.Open(w.h.URL("/objection"))
		p.Fill("查询码", codeIn(receipt))
		p.Click("查询")
		p.See("答复")
	}
}

// codeIn finds the code on a receipt.
func codeIn(text string) string {
	_, after, _ := strings.Cut(text, "查询码")
	return strings.Fields(after)[0]
}
