// Package e2e tries the whole program as people use it: the real binary, both browsers.
package e2e

import (
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

func TestTheHouseComesBackAfterAKill(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		visitor := b.Person("访客")
		visitor.Open(h.URL("/"))
		visitor.See("演示")
		h.Kill()
		h.Again()
		visitor.Reload()
		visitor.See("演示")
	})
}
