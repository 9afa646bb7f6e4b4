package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

const noticeTitle = "关于开展深化改革试点申报工作的通知"

// The office lists what came in, and types in a form that a unit then confirms.
func TestTheOfficesList(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartFurnished(t, manyApplications(12))
		office := b.Person("经办")
		h.Enter(office, "省科协办公室　经办")
		filtersAndExports(t, h, office)
		typesInFor(t, h, office, b.Person("乙县填报人"))
	})
}

func filtersAndExports(t *testing.T, h *house.House, office *browser.Page) {
	office.Click("申报")
	office.See("收到的申报材料")
	office.See("演示002县科学技术协会")
	office.SeeNot("演示010县") // a draft is nobody's business
	office.Click("已提交")
	office.SeeNot("演示009县")
	office.Click("⑥ 组织建设")
	office.Click("省级学会")
	office.See("山东省演示005学会")
	office.SeeNot("演示002县")
	sheet, err := excelize.OpenReader(bytes.NewReader(office.Download("", "导出 Excel")))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := sheet.GetRows("申报汇总")
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, row := range rows {
		all += strings.Join(row, "|") + "\n"
	}
	if !strings.Contains(all, "山东省演示005学会") || strings.Contains(all, "演示002县") {
		t.Errorf("the sheet does not hold what is shown:\n%s", all)
	}
	office.Open(h.URL("/applications"))
	office.Click("撤回")
	office.See("演示009县")
}

func typesInFor(t *testing.T, h *house.House, office, clerk *browser.Page) {
	office.Open(h.URL("/applications"))
	office.Click("代录")
	office.Inspect("代录申报材料")
	office.Fill("单位名称", "乙县")
	office.Click("查找")
	office.Tick("乙县科学技术协会")
	office.Click("开始代录")
	office.Fill("试点单位概况", "照纸质件录入的概况")
	office.See("已保存")
	h.Enter(clerk, "乙县科协　填报人")
	clerk.See("核对")
	clerk.Click("核对")
	clerk.See("核对并确认")
	clerk.Click("核对并确认")
	clerk.See("照纸质件录入的概况")
	clerk.Inspect("核对代录内容")
	clerk.Click("确认无误")
	clerk.See("还有")
}

// A city passes the notice on, a county answers its question.
func TestACityPassesTheNoticeOn(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		city, county := b.Person("甲市"), b.Person("甲县")
		h.Enter(city, "甲市科协")
		city.Click("通知公告")
		city.Click(noticeTitle)
		city.Click("转发到各县（市、区）")
		city.See("转发函")
		city.Fill("市内截止日期", "2020-05-15")
		city.Fill("市内截止时间", "17:30")
		body := city.Value("正文")
		city.Fill("正文", strings.ReplaceAll(body, "5月16日", "5月15日"))
		city.Tick("附带意向摸底")
		city.Inspect("转发")
		city.Click("转发到 3 个县")
		city.See("已转发到本市")
		h.Enter(county, "甲县科协　填报人")
		county.See("意向摸底")
		county.Click("回复")
		county.See("5月15日")
		county.Inspect("市科协转发函")
		county.Click("有意申报")
		county.See("已回复：")
		city.Reload()
		city.See("1有意申报")
		city.See("2未回复")
		city.Inspect("转发，意向摸底")
	})
}

// The office drafts the next year's notice, two persons publish it beside the first, and it is corrected.
func TestTheOfficePublishesAnotherYear(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		o := &publishing{t: t, house: h, handler: b.Person("经办"), approver: b.Person("审签"), visitor: b.Person("访客")}
		h.Enter(o.handler, "省科协办公室　经办")
		h.Enter(o.approver, "省科协办公室　审签")
		o.drafts()
		o.registers("鲁科协发〔2020〕31号", "2020-05-13")
		o.confirms()
		o.visitor.Open(h.URL("/notices"))
		o.visitor.See("鲁科协发〔2020〕13号")
		o.visitor.See("鲁科协发〔2020〕31号")
		o.visitor.Inspect("通知公告，两批")
		o.corrects()
	})
}

type publishing struct {
	t                          *testing.T
	house                      *house.House
	handler, approver, visitor *browser.Page
}

func (o *publishing) drafts() {
	p := o.handler
	p.Click("通知管理")
	p.Inspect("通知管理")
	p.Click("开设新批次")
	p.Fill("年度", "2021")
	p.Tick("山东省科协系统深化改革试点")
	p.Inspect("开设新批次")
	p.Click("开设批次，开始起草")
	p.See("起草通知")
	p.Inspect("起草通知")
	p.Click("保存并预览")
	p.See("文号待登记")
	p.Inspect("预览通知")
}

func (o *publishing) registers(number, dated string) {
	p := o.handler
	p.ClickIn("通知管理", "2021年度")
	p.Inspect("批次，起草中")
	p.Click("登记")
	p.Fill("文号", number)
	p.Fill("签发人", "（演示签发人）")
	p.Fill("成文日期", dated)
	o.bringsTheIssuedPaper(p)
	p.Inspect("登记正式印发的通知")
	p.Click("提请审签")
	p.See("已提请审签")
}

func (o *publishing) bringsTheIssuedPaper(p *browser.Page) {
	path := filepath.Join(o.t.TempDir(), "印发件.pdf")
	issued := o.visitor
	issued.Open(o.house.URL("/"))
	if err := os.WriteFile(path, issued.Download("", "通知全文 PDF"), 0o600); err != nil {
		o.t.Fatal(err)
	}
	p.Upload("印发件", path)
}

func (o *publishing) confirms() {
	p := o.approver
	p.Open(o.house.URL("/desk"))
	p.Inspect("待办，审签人")
	p.Click("审签")
	p.See("提请的内容")
	p.Inspect("审签")
	p.Click("同意并生效")
	p.See("已审签")
}

func (o *publishing) corrects() {
	p := o.handler
	p.Open(o.house.URL("/cohorts"))
	p.Click("2021年度")
	p.Click("更正")
	p.Fill("联系电话", "0531-00000001")
	p.Click("保存")
	p.See("登记更正")
	p.Click("登记更正")
	p.Fill("文号", "鲁科协发〔2020〕31号")
	p.Fill("签发人", "（演示签发人）")
	p.Fill("成文日期", "2020-05-13")
	p.Fill("更正说明", "更正联系电话。")
	o.bringsTheIssuedPaper(p)
	p.Click("提请审签")
	p.See("已提请审签")
	o.confirms()
	p = o.visitor
	p.Open(o.house.URL("/notices"))
	p.ClickIn("鲁科协发〔2020〕31号", noticeTitle)
	p.See("更正联系电话")
	p.See("0531-00000001")
	p.Inspect("通知，已更正")
	p.Click("第1版")
	p.See("已被更正")
}
