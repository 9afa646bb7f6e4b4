package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
)

// From the witnesses' numbers to the released list as people go it, on SQLite in the current browser and on PostgreSQL in
// the old one: the second panel is drawn, one expert refuses, five and more score, a relation is found late; the meeting
// strikes one, grants one fewer contents and keeps two in reserve; of two objections one is sustained; one comes up from
// the reserve with a notice of its own; the list is released and everybody learns his result.
func TestTheWholeWayToTheReleasedList(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := &listWay{t: t, h: house.StartScene(t, engineOf(b), app.SceneReview), b: b}
		w.office, w.approver = w.person("经办", "省科协办公室　经办"), w.person("审签", "省科协办公室　审签")
		w.draws()
		w.invites()
		w.scores()
		w.findsARelation()
		w.closes()
		w.listWays()
	})
}

// otherBids are the applications of the second panel.
var otherBids = []string{"乙市科学技术协会", "山东省甲学会", "山东省乙学会", "山东省丙学会", "甲企业科学技术协会", "乙企业科学技术协会"}

const (
	countyPanel = "第一评审组（县级科协）"
	otherPanel  = "第二评审组（学会、企业、市科协）"
)

type listWay struct {
	t                *testing.T
	h                *house.House
	b                *browser.Browser
	office, approver *browser.Page
	panel            string   // address of the second panel
	experts          []string // who were told

	units                    []string // the list, in its order
	struck, objected, filled string   // units
	codes                    []string // the objectors' receipts
}

// person is somebody who has logged in with one click.
func (w *listWay) person(who, card string) *browser.Page {
	p := w.b.Person(who)
	w.h.Enter(p, card)
	return p
}

// draws: each witness enters a number; with the second the draw is done.
func (w *listWay) draws() {
	for card, number := range map[string]string{"机关纪委": "20200608", "甲部室": "42"} {
		p := w.person(card, card)
		p.Click(otherPanel)
		p.See("专家库指纹")
		p.Fill("您的数字", number)
		p.Click("输入数字")
		p.See("数字已输入")
		p.Leave()
	}
	w.office.Open(w.h.URL("/panels"))
	w.office.Click(otherPanel)
	w.panel = w.office.Address()
	w.office.See("抽取的专家")
}

// told are the main experts who have no slip yet.
func (w *listWay) told() (names []string) {
	var all []string
	w.office.Evaluate(`Array.from(document.querySelectorAll("button")).map((b) => b.textContent)`, &all)
	for _, text := range all {
		if name, is := strings.CutPrefix(text, "开账号、出纸条"); is {
			names = append(names, name)
		}
	}
	return names
}

// invites: the first refuses and a substitute takes his place; all others get a slip; the scoring begins.
func (w *listWay) invites() {
	p := w.office
	first := w.told()[0]
	p.Click("不能参加：" + first)
	p.Fill("原因："+first, "出国访问")
	p.Click("登记，备选递补：" + first)
	p.See("备选专家按抽取次序递补")
	w.slips()
	if slices.Contains(w.experts, first) {
		w.t.Errorf("%s, who refused, was told all the same", first)
	}
	p.Open(w.panel)
	p.Click("开始评分")
	p.See("评分已开始")
}

// slips tells every main expert who was not told: with a slip for a new account, or by word where he has one.
func (w *listWay) slips() (fresh []string) {
	p := w.office
	for p.Open(w.panel); len(w.told()) > 0; p.Open(w.panel) {
		name := w.told()[0]
		p.Click("开账号、出纸条" + name)
		p.SeeNot("开账号、出纸条" + name)
		fresh = append(fresh, name)
	}
	w.experts = append(w.experts, fresh...)
	return fresh
}

// scores: every expert signs the pledge and scores what is assigned to him.
func (w *listWay) scores() {
	if len(w.experts) < 5 {
		w.t.Fatalf("only %d experts", len(w.experts))
	}
	for i, name := range w.experts {
		w.scoresAs(name, i, otherBids...)
	}
	w.office.Open(w.panel + "/scores")
	w.office.See("结束以后，专家不能再改评分")
	w.office.Inspect("评分与汇总，评分都已提交")
}

// scoresAs scores those of the bids that an expert was given and has not scored.
func (w *listWay) scoresAs(name string, strict int, bids ...string) {
	p := w.person(name, name)
	defer p.Leave()
	p.Open(w.panelOf("/review/"))
	if strings.Contains(p.Text(), "评审承诺书") {
		p.Tick("我已阅读承诺书")
		p.Click("接受评审")
	}
	p.See("由您评分的申报书")
	for n, bid := range bids {
		var open bool
		p.Open(w.panelOf("/review/"))
		p.Evaluate(`Array.from(document.querySelectorAll("tr")).some((r) => r.innerText.includes("未评") && r.innerText.includes("`+bid+`"))`, &open)
		if !open {
			continue // he is kept away from it, or has scored it
		}
		p.ClickIn(bid, "评分")
		for k, criterion := range []string{"问题导向", "特色鲜明", "示范性强", "可复制、可推广"} {
			p.Fill(criterion, fmt.Sprint([]int{26, 17, 21, 22}[k]-n%4-(strict+k)%2))
		}
		p.Click("提交评分")
		p.See("已提交")
	}
}

// panelOf is the second panel's page for another kind of people.
func (w *listWay) panelOf(way string) string {
	return w.h.URL(way + w.panel[strings.LastIndex(w.panel, "/")+1:])
}

// owing are those whose sheets are missing.
func (w *listWay) owing() (names []string) {
	w.office.Open(w.panel + "/scores")
	w.office.Evaluate(`Array.from(document.querySelectorAll("table")).filter((t) => t.caption.innerText.includes("没有提交的评分"))
		.flatMap((t) => Array.from(t.tBodies[0].rows).map((r) => r.cells[0].innerText.trim()))`, &names)
	return names
}

// findsARelation: one who has scored turns out to be tied to an application; his score is void, a substitute scores it.
func (w *listWay) findsARelation() {
	p := w.office
	p.Open(w.panel + "/scores")
	p.Click("登记事后发现的关系")
	p.Choose("专家", w.experts[0])
	p.ChooseIn("登记事后发现的关系", "申报书", w.numbered("山东省丙学会"))
	p.Fill("是什么关系", "近三年受聘为该学会顾问")
	p.Click("登记并作废评分")
	p.See("回避与作废")
	p.See("近三年受聘为该学会顾问")
	owing := w.owing()
	if len(owing) != 1 {
		w.t.Errorf("after the relation sheets are missing of %v", owing)
	}
	w.slips()
	for _, name := range owing {
		w.scoresAs(name, 1, otherBids...)
	}
}

// numbered is an application as the list of the late relation names it.
func (w *listWay) numbered(unit string) string {
	var all []string
	w.office.Evaluate(`Array.from(document.querySelectorAll("select[name=application] option")).map((o) => o.text)`, &all)
	for _, text := range all {
		if strings.HasSuffix(text, unit) {
			return text
		}
	}
	w.t.Fatalf("%s is not in %v", unit, all)
	return ""
}

// closes: the second panel has all its sheets, the first ends with a reason.
func (w *listWay) closes() {
	p := w.office
	p.Open(w.panel + "/scores")
	p.Click("结束评分")
	p.See("已结束")
	p.Open(w.h.URL("/panels"))
	p.Click(countyPanel)
	p.Click("看评分与汇总")
	p.Click("缺评分而结束")
	p.Fill("缺评分而结束的理由", "三位专家因公出差，其余评分均已提交")
	p.Click("结束评分")
	p.See("已结束")
	p.Inspect("评分与汇总，已结束")
}
