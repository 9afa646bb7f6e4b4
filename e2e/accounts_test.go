package e2e

import (
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/unit"
)

// A city issues an account for a county; the county begins with the slip, and forgets its password.
func TestFromTheSlipToThePassword(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		city, county := b.Person("甲市"), b.Person("丙县")
		h.Enter(city, "甲市科协")
		city.Click("单位与账号")
		city.See("丙县科学技术协会")
		city.Click("丙县科学技术协会")
		city.Inspect("单位")
		city.Click("开通账号")
		city.Fill("姓名", "丙县新填报人")
		city.Tick("填报人")
		city.Fill("登录名", "bingxian9")
		city.Inspect("开通账号")
		city.Click("开通并出纸条")
		city.See("只显示这一次")
		city.Inspect("登录纸条")
		begins(h, county, below(t, city.Text(), "一次性验证码"), "试点工作每年组织一批")
		county.Click("退出")
		logsIn(h, county, "试点工作每年组织一批")
		county.See("丙县科协")
		county.Click("丙县科协")
		county.See("在哪里登录着")
		county.Inspect("我的账号")

		city.Click("已打印，回到单位")
		city.Click("丙县新填报人")
		city.Inspect("账号")
		city.Click("重置并出新纸条")
		code := below(t, city.Text(), "一次性验证码")
		logsIn(h, county, "试点工作每年组织一批") // the old password is void
		county.See("密码")
		county.SeeNot("丙县科协·")
		begins(h, county, code, "这是另外的一句话了呀")
		county.See("现在没有等您办理的事项")
	})
}

func begins(h *house.House, p *browser.Page, code, password string) {
	p.Open(h.URL("/first"))
	p.Fill("登录名", "bingxian9")
	p.Fill("一次性验证码", code)
	p.Fill("新密码", password)
	p.Fill("再输一次", password)
	p.Tick("我已阅读以上说明")
	p.Click("设置密码并登录")
	p.See("密码已设置")
}

func logsIn(h *house.House, p *browser.Page, password string) {
	p.Open(h.URL("/login"))
	p.Fill("登录名", "bingxian9")
	p.Fill("密码", password)
	p.ClickIn("忘记密码", "登录")
}

// A list with bad rows writes nothing; a clean one writes all.
func TestUnitsComeInByAList(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		office := b.Person("经办")
		h.Enter(office, "省科协办公室　经办")
		office.Click("更多")
		office.Click("单位与账号")
		office.Click("批量导入")
		good := []any{"演示丁县科学技术协会", "", "县级科协", "", "甲市科协"}
		if template := office.Download("", "下载模板"); len(template) == 0 {
			t.Error("an empty template")
		}
		imports(t, office, good, []any{"演示戊县科学技术协会", "", "县级科协", "", "没有的市科协"})
		office.See("一行也没有写入")
		office.See("没有的市科协")
		office.Inspect("批量导入，有误")
		office.Open(h.URL("/units?q=演示丁县"))
		office.See("没有符合条件的单位")
		office.Open(h.URL("/units/import"))
		imports(t, office, good)
		office.See("核对无误")
		office.Inspect("批量导入，无误")
		office.Click("确认导入 1 个单位")
		office.Open(h.URL("/units?q=演示丁县"))
		office.See("演示丁县科学技术协会")
	})
}

func imports(t *testing.T, office *browser.Page, rows ...[]any) {
	t.Helper()
	f := excelize.NewFile()
	head := []any{unit.ColName, unit.ColShort, unit.ColKind, unit.ColRegion, unit.ColParent}
	for i, row := range append([][]any{head}, rows...) {
		cell, err := excelize.CoordinatesToCellName(1, 1+i)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "名单.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	office.Upload("名单文件", path)
	office.Click("上传并核对")
}
