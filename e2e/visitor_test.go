package e2e

import (
	"testing"

	"shidian/e2e/browser"
)

// What anybody sees who has no account.
func TestVisitor(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := startDemo(t)
		visitor := b.Person("访客")
		visitor.Open(h.URL("/"))
		visitor.See("山东省科协深化改革试点工作系统")
		visitor.See("演示")
		if visitor.Status() != 200 {
			t.Errorf("the front page answers %d", visitor.Status())
		}
		visitor.Inspect("首页")
		visitor.Open(h.URL("/nowhere"))
		visitor.See("没有找到")
		if visitor.Status() != 404 {
			t.Errorf("a page that is not there answers %d", visitor.Status())
		}
		visitor.Inspect("没有找到")
	})
}

func TestTheHouseComesBackAfterAKill(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := startDemo(t)
		visitor := b.Person("访客")
		visitor.Open(h.URL("/"))
		visitor.See("演示")
		h.Kill()
		h.Start()
		visitor.Reload()
		visitor.See("演示")
	})
}
