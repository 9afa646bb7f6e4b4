package e2e

import (
	"bytes"
	"context"
	"regexp"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
)

// The office checks what came in directly: one passes, one gets a supplement and comes back; the counter meets the old
// version of it, and it is accepted in the new one.
func TestTheOfficeChecksAndAccepts(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartFurnished(t, func(ctx context.Context, inside *app.House) error { return submitAs(ctx, inside, "xuehui", "qiye") })
		o := &checking{house: h, office: b.Person("经办"), society: b.Person("省甲学会")}
		h.Enter(o.office, "省科协办公室　经办")
		o.asksForASupplement()
		o.acceptsAnother()
		o.societyMends()
		o.counterMeetsAnOldVersion()
		o.acceptsTheMended(t)
	})
}

type checking struct {
	house   *house.House
	office  *browser.Page
	society *browser.Page
	first   string // the check code of the society's first version
}

var checkCode = regexp.MustCompile(`校验码\s*([0-9A-Z]{4}-[0-9A-Z]{4})`)

const (
	inTime = "电子版和纸质版均在截止时间前送达"
	filled = "所有空表均已填写"
	sealed = "每份加盖公章"
	same   = "纸质版与电子版内容一致"
)

// answers goes through the items that the program cannot know.
func (o *checking) answers() {
	for _, item := range []string{inTime, sealed, same} {
		o.office.TickIn(item, "符合")
	}
}

func (o *checking) asksForASupplement() {
	p := o.office
	p.Click("受理")
	p.See("待形式审查")
	p.Inspect("受理与形式审查")
	p.Click("形式审查山东省甲学会")
	p.See("系统核对：没有空项")
	o.first = checkCode.FindStringSubmatch(p.Text())[1]
	p.Inspect("形式审查，一份申报书")
	p.ClickIn("保存，看下一份", "受理")
	p.See("请核对“纸质版与电子版内容一致”")
	o.answers()
	p.TickIn(filled, "需补正")
	p.Fill("哪里不符合、怎样补正：所有空表均已填写", "“工作计划”没有实施步骤")
	p.Click("通知补正")
	p.See("怎样补正")
	p.Click("通知补正")
	p.See("请勾选要修改的栏目")
	p.Tick("1.工作计划")
	p.Fill("“1.工作计划”怎样修改", "补写实施步骤")
	p.Inspect("通知补正")
	p.Click("通知补正")
	p.See("已通知补正")
}

// acceptsAnother: the next one that waits is there by itself.
func (o *checking) acceptsAnother() {
	p := o.office
	p.See("甲企业科学技术协会")
	o.answers()
	p.ClickIn("保存，看下一份", "受理")
	p.See("没有其他等待形式审查的了")
}

func (o *checking) societyMends() {
	p := o.society
	o.house.Enter(p, "省甲学会　填报人")
	p.Click("按退回意见修改，重新提交")
	p.Click("打开申报书")
	p.See("补写实施步骤")
	p.Fill("1. 工作计划", "目标、措施、步骤、组织保障。")
	p.See("已保存")
	p.Click("检查并提交")
	p.Tick("已经负责人")
	p.Tick("已作保密审查")
	p.Fill("保密审查人姓名", "演示审查人")
	p.Click("提交")
	p.See("申报书提交回执")
}

func (o *checking) counterMeetsAnOldVersion() {
	p := o.office
	p.Open(o.house.URL("/counter"))
	p.Fill("扫码，或者输入校验码、编号、单位名称", o.first)
	p.Press("Enter")
	p.See("旧版，待补")
	p.Inspect("收件台，旧版")
	p.Click("登记，收下一件")
	p.See("已登记：旧版，待补，3份")
	p.Fill("扫码，或者输入校验码、编号、单位名称", "甲学会") // the only one of that name is opened at once
	p.Press("Enter")
	p.See("山东省甲学会")
	p.See("现行版本")
	p.Fill("快递单号", "SF100200")
	p.Click("登记，收下一件")
	p.See("已登记：现行版本，3份")
	p.See("SF100200")
}

func (o *checking) acceptsTheMended(t *testing.T) {
	p := o.office
	p.Open(o.house.URL("/accept?step=check"))
	p.Click("形式审查山东省甲学会")
	p.See("现行版本收到3份，其中盖章3份")
	p.See("看补正后改了什么")
	if pdf := p.Download("", "受理情况 PDF"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Error("the record is no PDF")
	}
	p.ClickIn("保存，看下一份", "受理")
	p.See("已受理：山东省甲学会")
	p.Open(o.house.URL("/accept/calls"))
	p.See("甲企业科学技术协会")
	p.SeeNot("山东省甲学会")
	p.Inspect("催办清单")
	p.Click("已电话告知甲企业科学技术协会")
	p.See("再次告知")
}
