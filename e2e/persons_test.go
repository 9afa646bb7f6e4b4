package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/paper"
)

// Another kind of programme, from its form to the acceptance: a society nominates a person, its own recommender
// recommends within one place, the office accepts. Nothing is printed or sent.
func TestAPersonIsNominated(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		n := nomination{t, house.Start(t), b.Person("学会填报人"), b.Person("学会推荐审核人"), b.Person("经办")}
		n.begins()
		n.fillsIn()
		n.isRefusedByAge()
		n.submits()
		n.isRecommended()
		n.isAccepted()
	})
}

type nomination struct {
	t                          *testing.T
	house                      *house.House
	clerk, recommender, office *browser.Page
}

func (n nomination) begins() {
	p := n.clerk
	p.Open(n.house.URL("/"))
	p.See("2020年度山东省优秀科技工作者推荐（演示）也在进行")
	n.house.Enter(p, "省甲学会　填报人")
	p.Open(n.house.URL("/applications/new"))
	p.See("每位被推荐人填一份")
	p.Click("开始填写推荐表")
	p.See("填表说明")
}

func (n nomination) fillsIn() {
	p := n.clerk
	p.Fill("被推荐人", "演示甲")
	p.Tick("女")
	for unit, value := range map[string]string{"年": "1970", "月": "3", "日": "1"} {
		p.Fill("出生日期"+unit, value)
	}
	p.Fill("工作单位及职务", "演示研究所研究员")
	p.Fill("联系电话", "13800000000")
	p.Tick("没有")
	p.Fill("近五年主持项目经费", "12.5")
	p.Fill("第1行 成果名称", "节水灌溉技术推广")
	p.Choose("第1行 类型", "推广应用")
	p.Fill("第1行 完成日期", "2019-06-01")
	p.Fill("第1行 本人排名", "1")
	p.Fill("主要事迹", "长期在基层一线从事农业技术推广，编写科普读物三部。")
	p.See("已保存")
	p.Upload("证明材料", evidence(n.t))
	p.Click("上传")
	p.See("证明材料.pdf")
	p.Inspect("推荐表，填写中")
}

// evidence is the one merged PDF.
func evidence(t *testing.T) string {
	t.Helper()
	fonts, err := paper.LoadFonts("")
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := paper.PDF(paper.Document{Title: "证明材料", Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: "演示"}}}, fonts)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "演示甲的证书.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func (n nomination) isRefusedByAge() {
	p := n.clerk
	p.Click("检查并提交")
	p.See("还有 1 处需要处理")
	p.See("年龄不超过45周岁")
	p.See("为50周岁")
	p.Click("“出生日期”不符合条件")
	p.Fill("出生日期年", "1980")
	p.See("已保存")
}

func (n nomination) submits() {
	p := n.clerk
	p.Click("检查并提交")
	p.See("没有发现问题")
	p.See("一般应当已获得市优秀科技工作者称号")
	p.SeeNot("纸质件")
	p.Inspect("推荐表，检查并提交")
	p.Tick("已经负责人")
	p.Fill("审签的负责人姓名", "演示负责人")
	p.Tick("已作保密审查")
	p.Fill("保密审查人姓名", "演示审查人")
	p.Click("提交")
	p.See("推荐表提交回执")
	p.See("KJ-2020-0001")
	p.Click("接下来做什么")
	p.See("不用打印、盖章、邮寄")
	p.Inspect("推荐表，接下来做什么")
}

func (n nomination) isRecommended() {
	p := n.recommender
	n.house.Enter(p, "省甲学会　推荐审核人")
	p.See("演示甲推荐表")
	p.Click("审核推荐")
	p.See("1份推荐表等待审核")
	p.SeeNot("申报内容") // the programme has none
	p.ClickIn("1份推荐表等待审核", "审核演示甲")
	p.See("一般应当已获得市优秀科技工作者称号")
	p.See("不超过 1 个，已用 0 个")
	p.Fill("推荐单位意见", "长期在基层工作，未申报过市级称号，同意推荐。")
	p.Click("推荐")
	p.See("演示甲：已推荐")
	p.See("不超过 1 个，已用 1 个")
}

func (n nomination) isAccepted() {
	p := n.office
	n.house.Enter(p, "省科协办公室　经办")
	p.ClickIn("演示甲推荐表", "形式审查")
	p.See("一般应当已获得市优秀科技工作者称号")
	for _, item := range []string{"被推荐人符合推荐条件", "已经推荐单位推荐，且在名额之内", "证明材料齐全、清晰"} {
		p.TickIn(item, "符合")
	}
	p.Inspect("推荐表，形式审查")
	p.ClickIn("通知补正", "受理")
	p.See("已受理")
	p.Open(n.house.URL("/accept"))
	p.ClickIn("批次", "优秀科技工作者")
	p.See("演示甲")
	p.SeeNot("申报内容")
}
