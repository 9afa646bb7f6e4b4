package e2e

import (
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
	"shidian/internal/store"
)

// lightest is what a public page may weigh before its pictures, in bytes over the wire: a phone far from town loads it in
// a few seconds.
const lightest = 100 << 10

// open are the pages that everybody reads, each with what must be read there.
var open = []struct{ path, text string }{{"/", "从申报到验收"}, {"/notices", "鲁科协发〔2020〕13号"}, {"/public", "建议名单的公示"}, {"/public/pilots", "实施中"}, {"/cases", "典型案例"},
	{"/verify", "校验码"}, {"/draw", "为什么谁也左右不了结果"}, {"/data", "使用条件"}}

// Everybody's pages are light and fit a phone; each is opened by somebody who was never here, so that nothing is kept.
func TestPublicPagesAreLightAndFitAPhone(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartScene(t, store.SQLite, app.SceneSpread)
		weigh := func(path, text string) *browser.Page {
			p := b.Person("访客")
			p.Resize(browser.Phone)
			p.Open(h.URL(path))
			p.See(text)
			if bytes := p.Weight(); bytes == 0 || bytes >= lightest {
				t.Errorf("%s weighs %d bytes", path, bytes)
			} else {
				t.Logf("%s weighs %d bytes", path, bytes)
			}
			var head float64
			p.Evaluate("document.querySelector('.sd-top').getBoundingClientRect().height", &head)
			if head > 130 {
				t.Errorf("the header of %s takes %.0f of a phone's 740 px", path, head)
			}
			p.NoOverflow()
			return p
		}
		for _, one := range open {
			p := weigh(one.path, one.text)
			if one.path != "/cases" {
				continue
			}
			var first string
			p.Evaluate(`(document.querySelector('main a[href^="/cases/"]:not([href*="booklet"])') || {href: ""}).href`, &first)
			if first != "" {
				weigh(strings.TrimPrefix(first, h.URL("")), "摘要")
			}
		}
	})
}

// Whoever knows nothing of it repeats a draw by one click.
func TestAVisitorRepeatsADraw(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartScene(t, store.SQLite, app.SceneYears)
		p := b.Person("访客")
		p.Open(h.URL("/draw"))
		p.See("见证人各出一个数字")
		p.Click("用这个浏览器重算上面的抽取")
		p.See("核对一致")
		p.Inspect("核对抽取")
		p.Open(h.URL("/data"))
		p.Inspect("开放数据")
		p.Open(h.URL("/"))
		p.Inspect("首页，两年以后")
	})
}
