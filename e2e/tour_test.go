package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

// stop is a page to be looked at from all sides, with what must be read there; the name is its caption.
type stop struct{ name, path, text string }

// rounds are the pages that no story passes, by who sees them, in a house with 150 applications.
var rounds = []struct {
	who   string // the card on the log-in page; "" is a visitor
	stops []stop
}{
	{"", []stop{
		{"首页", "/", "从申报到验收"}, {"通知公告", "/notices", "鲁科协发〔2020〕13号"}, {"登录", "/login", "换个身份看看"},
		{"首次登录", "/first", "纸条上的内容"}, {"忘记密码", "/forgotten", "上一级重置"}, {"个人信息保护说明", "/privacy", "保存多久"},
		{"没有找到", "/nowhere", "没有找到"}, {"请先登录", "/desk", "请先登录"},
	}},
	{"乙县科协　填报人", []stop{
		{"待办，填报人", "/desk", "正在申报的通知"}, {"我的申报，空", "/applications/mine", "还没有申报材料"}, {"消息，空", "/messages", "还没有消息"},
		{"这一步不能办理", "/units/new", "不能办理"},
	}},
	{"甲市科协", []stop{
		{"待办，市科协", "/desk", "审核"}, {"消息", "/messages", "全部标为已读"}, {"申报材料，市科协", "/applications", "演示002县"}, {"单位与账号，市科协", "/units", "甲县科学技术协会"},
	}},
	{"省科协办公室　经办", []stop{
		{"待办，经办", "/desk", "形式审查"}, {"申报材料，150 件", "/applications", "收到的申报材料"}, {"申报材料，末页", "/applications?page=3", "演示"},
		{"申报材料，筛选后为空", "/applications?q=没有这个", "没有符合条件"}, {"单位与账号，经办", "/units", "单位与账号"}, {"办理记录", "/ledger", "根"},
	}},
	{"省科协办公室　系统管理员", []stop{
		{"设立单位", "/units/new", "单位全称"}, {"批量导入", "/units/import", "上传名单"}, {"后台任务，空", "/jobs", "没有失败"},
	}},
	{"省科协办公室　审签", []stop{{"登录，重新确认身份", "/reauth?back=/desk", "换个身份看看"}}},
	{"甲部室", []stop{{"待办，联系部室", "/desk", "现在没有等您办理的事项"}}},
	{"机关纪委", []stop{{"办理记录，监督", "/ledger", "根"}}},
	{"评审专家组", []stop{{"待办，专家", "/desk", "现在没有等您办理的事项"}}},
	{"财务部门", []stop{{"待办，财务", "/desk", "现在没有等您办理的事项"}}},
}

func TestTheTour(t *testing.T) {
	h := house.StartFurnished(t, manyApplications(150))
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		for _, round := range rounds {
			p := b.Person(round.who)
			if round.who != "" {
				h.Enter(p, round.who)
			}
			for _, s := range round.stops {
				p.Open(h.URL(s.path))
				p.See(s.text)
				p.Inspect(s.name)
			}
		}
		leadsFromTheLists(h, b)
	})
}

// leadsFromTheLists follows links to pages whose address a test cannot know.
func leadsFromTheLists(h *house.House, b *browser.Browser) {
	p := b.Person("经办")
	h.Enter(p, "省科协办公室　经办")
	p.Open(h.URL("/notices"))
	p.Click(noticeTitle)
	p.See("试点内容逐项看")
	p.Inspect("通知")
	p.Open(h.URL("/applications"))
	p.Click(longestName)
	p.See("已提交的版本")
	p.Inspect("申报进程，最长的单位名称")
	p.ClickIn("校验码", "查看")
	p.See("第1版")
	p.Inspect("已提交的版本")
	p.Open(h.URL("/cohorts"))
	p.Click("2020年度山东省科协系统深化改革试点")
	p.Inspect("批次，已发布")
	p.Open(h.URL("/units?q=演示002县"))
	p.Click("演示002县科学技术协会")
	p.Click("更名、调整、撤销")
	p.See("撤销单位")
	p.Inspect("变更单位")
}

// The stops of the time bar, in their order; each is an hour that clerks know.
func TestTheTimeBar(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		p := b.Person("填报人")
		h.Enter(p, "甲县科协　填报人")
		p.ClickIn("鲁科协发〔2020〕13号", "开始申报")
		p.Click("开始填写申报书")
		p.See("还有")
		sheet := p.Address()
		for _, at := range []struct{ stop, text string }{{"截止前三天", "还有 2 天"}, {"最后一小时", "还有"}, {"截止之后", "2020年5月19日 00:01:00"}} {
			p.Open(h.URL("/"))
			p.Click(at.stop)
			p.See("演示时间已到")
			p.See(at.text)
			p.Inspect("首页，" + at.stop)
			p.Open(sheet)
			p.See("试点单位概况")
			p.Inspect("申报书，" + at.stop)
		}
		p.See("申报时间已过")
		p.SeeNot("检查并提交")
		p.Open(h.URL("/"))
		p.Fill("演示日期", "2020-05-25")
		p.Click("到这一天")
		p.See("演示时间已到 2020年5月25日")
	})
}

// Refusals as a person meets them: what happened, and what to do.
func TestRefusals(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		p := b.PersonWithoutScript("填报人")
		h.Enter(p, "甲县科协　填报人")
		p.ClickIn("鲁科协发〔2020〕13号", "开始申报")
		two := p.NewTab()
		two.Open(p.Address())
		p.Click("开始填写申报书")
		two.Click("开始填写申报书")
		mustAnswer(t, two, 409, "情况已经变化")
		tooLarge(t, p)
		guesses(t, h, b.Person("猜密码的人"))
	})
}

func mustAnswer(t *testing.T, p *browser.Page, status int, name string) {
	t.Helper()
	if p.Status() != status {
		t.Errorf("%d instead of %d:\n%s", p.Status(), status, p.Text())
	}
	p.Inspect(name)
}

func tooLarge(t *testing.T, p *browser.Page) {
	path := filepath.Join(t.TempDir(), "太大.pdf")
	if err := os.WriteFile(path, make([]byte, 22<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Upload("添加附件", path)
	p.Click("上传")
	p.See("20 MB")
	mustAnswer(t, p, 413, "内容太大")
}

// guesses tries passwords until it must wait.
func guesses(t *testing.T, h *house.House, p *browser.Page) {
	for range 7 {
		p.Open(h.URL("/login"))
		p.Fill("登录名", "jiaxian")
		p.Fill("密码", "猜一个密码试试看")
		p.ClickIn("忘记密码", "登录")
	}
	mustAnswer(t, p, 429, "操作太频繁")
}
