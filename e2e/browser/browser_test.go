package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFormIsFilledInLikeAPersonDoes(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		p := b.Person("填报人")
		p.Open(site(t))
		p.Fill("单位名称", "甲县科协㛃𬱖")
		p.Fill("主要思路", "第一段\n第二段")
		if got := p.Value("主要思路"); got != "第一段\n第二段" {
			t.Errorf("the old text is not replaced: %q", got)
		}
		p.Fill("日期", "2020-05-13")
		p.Choose("类别", "全省学会")
		p.Tick("已作保密审查")
		p.Tick("已作保密审查")
		paper := filepath.Join(t.TempDir(), "扫描件.pdf")
		if err := os.WriteFile(paper, []byte("%PDF-"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.Upload("附件", paper)
		p.Press("Control+s")
		p.See("已保存")
		p.Click("提交")
		p.See("收到：甲县科协㛃𬱖；第一段 第二段；2020-05-13；2；yes；扫描件.pdf")
	})
}

func TestByKeyboardAlone(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		p := b.Person("填报人")
		p.Open(site(t))
		p.TabTo("单位名称")
		p.Type("乙县科协")
		p.TabTo("已作保密审查")
		p.Press("Space")
		p.TabTo("提交")
		p.Press("Enter")
		p.See("收到：乙县科协；原有；；1；yes；无")
	})
}

func TestWithoutScript(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		b.pictures, b.taking = t.TempDir(), true // a page of the harness has no place on the contact sheet
		p := b.PersonWithoutScript("填报人")
		p.Open(site(t))
		p.Fill("单位名称", "丙县科协")
		p.See("提交")
		p.SeeNot("网络正常")
		p.Inspect("试验页")
		if made, _ := filepath.Glob(filepath.Join(b.pictures, "试验页@*.png")); len(made) != 2 {
			t.Errorf("pictures: %q", made)
		}
		p.Click("提交")
		p.See("收到：丙县科协")
		p.Open(site(t) + "/throws")
		p.See("试验页") // its script would have failed the test
	})
}

func TestARefusalIsNoFaultOfThePage(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		p := b.Person("填报人")
		p.Open(site(t))
		p.Click("提交")
		p.See("请填写单位名称")
		if p.Status() != 422 {
			t.Errorf("status %d", p.Status())
		}
	})
}

func TestOffline(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		p := b.Person("填报人")
		p.Open(site(t))
		p.Fill("单位名称", "一")
		p.See("网络正常")
		p.Offline(true)
		p.Fill("单位名称", "二")
		p.See("网络不通，已留在本机")
		p.Offline(false)
		p.Fill("单位名称", "三")
		p.See("网络正常")
	})
}

func TestTwoPersonsShareNothingTwoTabsDo(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		address := site(t) + "/count"
		a := b.Person("甲")
		a.Open(address)
		a.See("第一次来")
		tab := a.NewTab()
		tab.Open(address)
		tab.See("第二次来")
		other := b.Person("乙")
		other.Open(address)
		other.See("第一次来")
	})
}

func TestTheNearestOfTheSameName(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		p := b.Person("审核人")
		p.Open(site(t) + "/rows")
		if _, err := p.look(wanted{"click", "退回", ""}); err == nil || !strings.Contains(err.Error(), "2 things") {
			t.Errorf("two links of one name: %v", err)
		}
		p.ClickIn("乙县科协", "退回")
		p.See("退回了b")
	})
}

func TestPlantedFaultsAreFound(t *testing.T) {
	Each(t, func(t *testing.T, b *Browser) {
		base := site(t)
		p := b.Person("检查人")
		checks := map[string]func() []string{
			"overflow": func() []string { p.Resize(Phone); return p.check("overflow") },
			"glyphs":   func() []string { return p.check("glyphs") },
			"styled":   func() []string { return p.check("styled") },
			"axe":      p.axe,
			"faults":   func() []string { return p.Faults() },
		}
		for _, c := range []struct{ path, check, want string }{
			{"/", "overflow", ""}, {"/", "glyphs", ""}, {"/", "styled", ""}, {"/", "axe", ""}, {"/", "faults", ""},
			{"/wide", "overflow", "太宽的一段"},
			{"/scrolled", "overflow", ""},
			{"/glyph", "glyphs", "U+323AF"},
			{"/nolabel", "axe", "critical: label"},
			{"/faint", "axe", "serious: color-contrast"},
			{"/unstyled", "styled", "no style sheet"},
			{"/inline", "faults", "Content Security Policy"},
			{"/throws", "faults", "planted"},
			{"/lost", "faults", "/nothing.png answered 404"},
		} {
			p.Open(base + c.path)
			got := checks[c.check]()
			if all := strings.Join(got, "\n"); (c.want == "") != (all == "") || !strings.Contains(all, c.want) || len(got) > 3 {
				t.Errorf("%s of %s: %q, want %q", c.check, c.path, got, c.want)
			}
			p.Faults()
		}
		p.Open(base + "/covered")
		if _, err := p.look(wanted{"click", "提交", ""}); err == nil || !strings.Contains(err.Error(), "请稍候") {
			t.Errorf("a covered button: %v", err)
		}
	})
}
