package e2e

import (
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
	"shidian/internal/store"
)

// The way from the city's desk to the acceptance as one walks it on a phone, without scripts, on PostgreSQL: a city
// recommends its two and a third with a reason, the office decides that by two persons, checks, accepts several at once,
// and the supervisor finds the exception with its reason and both names.
func TestTheWayToAcceptanceWithoutScripts(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartScene(t, store.Postgres, app.SceneCheck)
		w := &checkWay{h: h, b: b}
		w.recommends()
		w.decides()
		w.accepts()
		w.supervises()
	})
}

type checkWay struct {
	h *house.House
	b *browser.Browser
}

func (w *checkWay) person(name, card string) *browser.Page {
	p := w.b.PersonWithoutScript(name)
	p.Resize(browser.Phone)
	w.h.Enter(p, card)
	return p
}

func (w *checkWay) recommends() {
	p := w.person("甲市", "甲市科协")
	p.Open(w.h.URL("/recommend"))
	for _, county := range []string{"甲县科学技术协会", "乙县科学技术协会", "丙县科学技术协会"} {
		p.ClickIn("等待审核。", "审核"+county)
		p.Fill("推荐单位意见", "情况属实，同意推荐。")
		if county == "丙县科学技术协会" {
			p.Fill("超出名额的理由", "与前两个县的改革内容不重复。")
			p.Click("推荐，报山东省科协研究")
		} else {
			p.ClickIn("打印后手写", "推荐")
		}
		p.Open(w.h.URL("/recommend"))
	}
	p.See("超出名额，待研究")
	p.NoOverflow()
}

func (w *checkWay) decides() {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(w.h.URL("/recommend"))
	p.Click("丙县科学技术协会")
	p.Tick("同意")
	p.Fill("理由", "经研究，同意推荐。")
	p.Click("提请审签")
	p.See("已提请审签")
	p.NoOverflow()
	two := w.person("审签", "省科协办公室　审签")
	two.Open(w.h.URL("/desk"))
	two.Click("研究超出名额的推荐")
	two.See("经研究，同意推荐。")
	two.NoOverflow()
	two.Click("同意")
	two.See("已审签")
}

func (w *checkWay) accepts() {
	p := w.person("经办", "省科协办公室　经办")
	p.Open(w.h.URL("/accept?step=check"))
	p.Click("形式审查山东省丁学会")
	for _, item := range []string{inTime, sealed, same} {
		p.TickIn(item, "符合")
	}
	p.ClickIn("保存，看下一份", "受理")
	p.See("已受理")
	p.NoOverflow()
	p.Open(w.h.URL("/overview"))
	p.See("推荐名额使用情况")
	p.NoOverflow()
}

func (w *checkWay) supervises() {
	p := w.person("监督", "机关纪委")
	p.Open(w.h.URL("/exceptions"))
	p.See("丙县科学技术协会")
	p.See("与前两个县的改革内容不重复。")
	p.See("审签：省科协办公室")
	p.NoOverflow()
	p.Inspect("例外事项")
}
