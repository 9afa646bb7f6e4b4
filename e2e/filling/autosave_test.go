package filling

import (
	"context"
	"testing"
	"time"

	"shidian/e2e/browser"
	"shidian/internal/clock"
)

const (
	overview   = "试点单位概况"
	highlights = "试点单位改革工作亮点与主要成效"
)

func TestWhatIsTypedIsSavedAndCountedByCharacter(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		clerk.Fill(overview, "㛃 𬱖\n二")
		clerk.See("已填 3 字")
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "㛃 𬱖\n二")
		clerk.Reload()
		if got := clerk.Value(overview); got != "㛃 𬱖\n二" {
			t.Errorf("after a reload %q", got)
		}
	})
}

func TestLeavingThePageSavesTheLastWords(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		clerk.Fill(overview, "最后一句")
		clerk.Open(h.url("/applications/mine"))
		h.mustHold(id, "unit_overview", "最后一句")
	})
}

func TestTwoPersonsInOneFieldSeeBothTextsAndMerge(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk, head := b.Person("填报人"), b.Person("负责人")
		h.sheet(clerk, "jiaxian", id)
		h.sheet(head, "jiaxian2", id)
		clerk.Fill(overview, "填报人写的概况")
		clerk.See("已保存")
		head.Fill(overview, "负责人写的概况")
		head.See("有两份不同的内容")
		head.See("填报人写的概况")
		head.Click("合并两份")
		head.Fill("合并后的内容", "两人的概况")
		head.Click("用合并后的内容")
		h.mustHold(id, "unit_overview", "两人的概况")
		head.SeeNot("有两份不同的内容")
	})
}

func TestTwoTabsOfOnePersonChooseOneText(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		one := b.Person("填报人")
		h.sheet(one, "jiaxian", id)
		two := one.NewTab()
		two.Open(h.url("/applications/" + id + "/edit"))
		two.See(overview)
		one.Fill(overview, "第一个窗口")
		one.See("已保存")
		two.Fill(overview, "第二个窗口")
		two.See("您在另一个窗口")
		two.Click("用我的")
		h.mustHold(id, "unit_overview", "第二个窗口")
	})
}

func TestOfflineTypingGoesOnAndIsSentLater(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		clerk.Offline(true)
		clerk.Fill(overview, "断网时写的")
		clerk.See("网络中断")
		clerk.Fill(highlights, "断网时又写的")
		clerk.See("内容留在本机")
		clerk.Offline(false)
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "断网时写的")
		h.mustHold(id, "reform_highlights", "断网时又写的")
		clerk.SeeNot("网络中断")
		clerk.Faults() // the failed requests are the story
	})
}

func TestServerStruckDownWhileTyping(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		clerk.Fill(overview, "先写的")
		clerk.See("已保存")
		h.strike()
		clerk.Fill(overview, "先写的，服务器停了还在写")
		clerk.See("网络中断或服务器暂停")
		h.again()
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "先写的，服务器停了还在写")
		clerk.Faults()
	})
}

func TestBrowserClosedWhileServerIsDownKeepsTheText(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		h.strike()
		clerk.Fill(overview, "停机时写完就关了")
		clerk.See("网络中断或服务器暂停")
		clerk.Open("about:blank")
		h.again()
		clerk.Faults()
		clerk.Open(h.url("/applications/" + id + "/edit"))
		// By the copy on this machine, or by the closing page's last request where the server was back in time for it.
		h.mustHold(id, "unit_overview", "停机时写完就关了")
	})
}

func TestSessionEndsAndTheSamePersonLogsInElsewhere(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		second := clerk.NewTab()
		second.Open(h.url("/out"))
		clerk.Fill(overview, "登录到期后写的")
		clerk.See("登录已到期")
		second.Open(h.url("/as/jiaxian"))
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "登录到期后写的")
		clerk.Faults()
	})
}

func TestAnotherUserDoesNotSeeWhatWasNotSaved(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		second := clerk.NewTab()
		second.Open(h.url("/out"))
		clerk.Fill(overview, "只给本人看的话")
		clerk.See("登录已到期")
		second.Open(h.url("/as/yixian"))
		clerk.See("由另一个账号登录")
		clerk.SeeNot("只给本人看的话")
		clerk.Faults()
		second.Open(h.url("/applications/" + id + "/edit"))
		second.See("没有找到")
		second.SeeNot("只给本人看的话")
		second.Faults()
		second.Open(h.url("/as/jiaxian"))
		second.Open(h.url("/applications/" + id + "/edit"))
		second.See("已经补上")
		h.mustHold(id, "unit_overview", "只给本人看的话")
	})
}

func TestDeadlinePassesWhileTyping(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		if err := h.inside.Jump(context.Background(), time.Date(2020, 5, 19, 0, 0, 1, 0, clock.Zone)); err != nil {
			t.Fatal(err)
		}
		clerk.Fill(overview, "过了零点写的")
		clerk.See("申报时间已过")
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "过了零点写的")
	})
}

func TestColleagueSubmitsMeanwhile(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		h.fill(id, whole)
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		h.submit(id)
		clerk.Fill(overview, "提交后又想到的")
		clerk.See("已经提交")
		clerk.See("下一版的草稿")
		h.mustHold(id, "unit_overview", "提交后又想到的")
	})
}
