package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
	"shidian/internal/store"
)

// From the notice to the withdrawal, as a county's clerk goes; in the current browser on SQLite, in the old one on
// PostgreSQL.
func TestTheWholeWayOfAnApplicant(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartScene(t, engineOf(b), app.SceneCall)
		newApplicant(t, b, h, b.Name == "chromium").goesTheWholeWay()
	})
}

// engineOf is the database under a whole way: each engine is walked once, in one of the two browsers.
func engineOf(b *browser.Browser) store.Engine {
	if b.Name == "chromium" {
		return store.SQLite
	}
	return store.Postgres
}

// applicant is 甲县's clerk at one computer and a reader of the paper at another.
type applicant struct {
	t        *testing.T
	house    *house.House
	clerk    *browser.Page
	reader   *browser.Page
	pictures bool // every page is looked at from all sides
}

func newApplicant(t *testing.T, b *browser.Browser, h *house.House, pictures bool) *applicant {
	return &applicant{t: t, house: h, clerk: b.Person("填报人"), reader: b.Person("核验人"), pictures: pictures}
}

func (a *applicant) look(p *browser.Page, name string) {
	if a.pictures {
		p.Inspect(name)
	}
}

func (a *applicant) goesTheWholeWay() {
	a.readsTheNotice()
	a.fillsIn()
	a.attaches()
	a.submitsWithGaps()
	first := a.submits()
	a.getsThePaper()
	a.isVerified(first)
	second := a.submitsAgain()
	a.isVerifiedAgain(first, second)
	a.withdraws(second)
}

func (a *applicant) readsTheNotice() {
	p := a.clerk
	p.Open(a.house.URL("/"))
	p.See("鲁科协发〔2020〕13号")
	p.ClickIn("登录申报", "关于开展深化改革试点申报工作的通知")
	p.See("试点内容逐项看")
}

const (
	ownClause = "广泛搭建促进人才成长提高和科技人才施展才华的平台"
	sixth     = "6. 建立健全组织建设工作体系试点"
	second    = "2. 建立健全科技人才联系服务工作体系试点"
)

func (a *applicant) fillsIn() {
	p := a.clerk
	a.house.Enter(p, "甲县科协　填报人")
	p.ClickIn("鲁科协发〔2020〕13号", "开始申报")
	p.See("严禁填报、上传涉密信息")
	a.look(p, "开始申报")
	p.Click("开始填写申报书")
	p.See("还有")
	a.look(p, "申报书，空白")
	for i, day := range []string{"2020", "6", "1", "2022", "5", "31"} {
		which, unit := []string{"（起）", "（止）"}[i/3], []string{"年", "月", "日"}[i%3]
		p.Fill("试点起止日期"+which+unit, day)
	}
	p.Fill("申报单位负责人姓名", "演示㛃")
	p.Fill("申报单位联络人姓名", "演示𬱖")
	p.Fill("申报单位负责人手机", "13800000000")
	p.Fill("申报单位联络人手机", "13900000000")
	p.Fill("试点单位概况", "县科协内设两个股室。㛃 𬱖\n下辖乡镇科协十二个。")
	p.See("已填 22 字")
	p.Fill("试点单位改革工作目前进展情况", "已完成换届。")
	p.TickIn(sixth, "整项申报")
	p.ClickIn(second, "只报其中")
	p.Tick(ownClause)
	p.Fill("试点内容(含试点目的", "（一）试点目的\n扩大基层组织覆盖面。")
	p.Fill("2. 预期成果", "制度三项。")
	p.See("已保存")
	p.Click("空项填“/”")
	p.See("下列各栏可以填")
	a.look(p, "申报书，空项填斜杠")
	p.Click("填入“/”")
	p.SeeNot("下列各栏可以填")
	p.See("已保存")
	a.look(p, "申报书，填写中")
}

func (a *applicant) attaches() {
	path := filepath.Join(a.t.TempDir(), "组织架构图.png")
	if err := os.WriteFile(path, dot, 0o600); err != nil {
		a.t.Fatal(err)
	}
	a.clerk.Upload("添加附件", path)
	a.clerk.Click("上传")
	a.clerk.See("移除")
}

// submitsWithGaps forgets the work plan, and is led to it.
func (a *applicant) submitsWithGaps() {
	p := a.clerk
	p.Click("检查并提交")
	p.See("还有 1 处需要处理")
	a.look(p, "检查并提交，有空项")
	p.Click("工作计划")
	p.See("1. 工作计划")
	p.Fill("1. 工作计划", "分三个阶段推进。")
	p.See("已保存")
	p.Click("检查并提交")
	p.See("没有发现问题")
	a.look(p, "检查并提交")
}

// submits gives the check code of what was submitted.
func (a *applicant) submits() (code string) {
	p := a.clerk
	p.Tick("已经负责人")
	p.Tick("已作保密审查")
	p.Fill("保密审查人姓名", "演示审查人")
	p.Click("提交")
	p.See("申报书提交回执")
	return below(a.t, p.Text(), "校验码")
}

func (a *applicant) getsThePaper() {
	p := a.clerk
	p.See("SD-2020-0001")
	a.look(p, "回执")
	a.isPDF(p.Download("", "回执 PDF"))
	p.Click("接下来做什么")
	p.See("打印三份")
	p.ReloadUntil("第1版申报书 PDF")
	a.look(p, "接下来做什么")
	a.isPDF(p.Download("", "打印邮寄标签"))
}

// isVerified shows version 1 genuine and in force, by its code and by the PDF itself.
func (a *applicant) isVerified(code string) {
	p := a.reader
	p.Open(a.house.URL("/verify"))
	a.look(p, "真伪查验")
	a.verify(code)
	p.See("SD-2020-0001")
	p.See("第1版")
	p.See("目前有效的版本")
	a.look(p, "真伪查验，有效")
	p.SeeNot("甲县")
	paper := filepath.Join(a.t.TempDir(), "申报书.pdf")
	a.save(paper, a.clerk.Download("", "第1版申报书 PDF"))
	p.Upload("申报材料 PDF", paper)
	p.ClickIn("上传 PDF 查", "查验")
	p.See("与系统存档的文件完全相同")
	a.verify("ABCD2345")
	p.See("没有出具过")
	a.look(p, "真伪查验，查无此件")
}

func (a *applicant) verify(code string) {
	a.reader.Fill("校验码", code)
	a.reader.ClickIn("用校验码查", "查验")
}

func (a *applicant) submitsAgain() (code string) {
	p := a.clerk
	p.Click("申报进程")
	p.See("待推荐单位审核")
	a.look(p, "申报进程，已提交")
	p.Click("取回修改")
	p.See("已取回")
	p.Fill("2. 预期成果", "制度三项，案例一份。")
	p.See("已保存")
	p.Click("检查并提交")
	code = a.submits()
	p.See("第2版")
	return code
}

func (a *applicant) isVerifiedAgain(first, second string) {
	p := a.reader
	a.verify(first)
	p.See("第1版")
	p.See("请以现行版本为准")
	a.look(p, "真伪查验，已被替代")
	a.verify(second)
	p.See("第2版")
	p.See("目前有效的版本")
}

func (a *applicant) withdraws(code string) {
	p := a.clerk
	p.Click("接下来做什么")
	p.Click("申报进程")
	p.Click("撤回申报")
	a.look(p, "撤回申报")
	p.Fill("撤回的理由", "条件还不成熟。")
	p.Fill("同意撤回的负责人姓名", "演示㛃")
	p.Click("撤回申报")
	p.See("已撤回")
	a.look(p, "申报进程，已撤回")
	a.verify(code)
	a.reader.See("撤回了申报")
}

func (a *applicant) isPDF(content []byte) {
	a.t.Helper()
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		a.t.Errorf("no PDF: %.60q", content)
	}
}

func (a *applicant) save(path string, content []byte) {
	a.isPDF(content)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// below is the line under a label in the text of a page.
func below(t *testing.T, text, label string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, label+"\n")
	if !found {
		t.Fatalf("no %s in\n%s", label, text)
	}
	line, _, _ := strings.Cut(strings.TrimLeft(rest, "\n\t "), "\n")
	return strings.TrimSpace(line)
}

// dot is a PNG of one pixel.
var dot = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82")
