package e2e

import (
	"slices"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/app"
)

// Two overlapping cohorts on 13 May 2022, as those who live through it go it, on SQLite in the current browser and on
// PostgreSQL in the old one. Which unit stands where depends on the experts' scores and is different every time: each
// story finds its units by what they wait for.

// yearsWay is a house in the scene of the two years, with the office at its desk.
type yearsWay struct {
	t                *testing.T
	h                *house.House
	b                *browser.Browser
	office, approver *browser.Page
}

func inYears(t *testing.T, b *browser.Browser) *yearsWay {
	w := &yearsWay{t: t, h: house.StartScene(t, engineOf(b), app.SceneYears), b: b}
	w.enters()
	return w
}

// enters logs the office in, anew after a jump: a session does not outlive a quarter of a year.
func (w *yearsWay) enters() {
	w.office, w.approver = w.person("经办", "省科协办公室　经办"), w.person("审签", "省科协办公室　审签")
}

func (w *yearsWay) person(who, card string) *browser.Page {
	w.t.Helper()
	p := w.b.Person(who)
	w.h.Enter(p, card)
	return p
}

// pilot is a unit as the office's list shows it: 2021年 · ② · 至2023年7月; 实施中, 中期评估 · 办公室.
type pilot struct{ Name, URL, Below, Stands string }

// pilots are those of a year that stand so, in the list's order.
func (w *yearsWay) pilots(year, stands string) (some []pilot) {
	w.t.Helper()
	var all []pilot
	w.office.Open(w.h.URL("/pilots"))
	w.office.Evaluate(`Array.from(document.querySelectorAll("table.sd-lanes tbody tr")).map((r) => ({Name: r.querySelector("a").innerText.trim(),
		URL: r.querySelector("a").href, Below: r.querySelector(".sd-lanes-name .sd-cell-below").innerText, Stands: r.querySelector(".sd-lanes-state").innerText}))`, &all)
	for _, one := range all {
		if strings.HasPrefix(one.Below, year) && strings.Contains(one.Stands, stands) {
			some = append(some, one)
		}
	}
	if len(some) == 0 {
		w.t.Fatalf("nobody of %s stands at %s: %v", year, stands, all)
	}
	return some
}

// card is how the card begins of who fills in for the unit.
func (p pilot) card() string {
	return strings.NewReplacer("山东省", "省", "科学技术协会", "科协").Replace(p.Name) + "　填报人"
}

// evaluation is the address of its evaluations.
func (p pilot) evaluation() string { return strings.Replace(p.URL, "/pilots/", "/evaluate/", 1) }

// clerk is who fills in for a unit, logged in.
func (w *yearsWay) clerk(of pilot) *browser.Page {
	w.t.Helper()
	return w.person("填报人，"+of.Name, of.card())
}

// confirms lets the approver agree to what waits for him.
func (w *yearsWay) confirms(act string) {
	w.t.Helper()
	p := w.approver
	p.Open(w.h.URL("/desk"))
	p.Click(act)
	p.Click("同意")
	p.See("已审签")
}

// decides has a decision of the body about some units recorded by two persons.
func (w *yearsWay) decides(cohort, matter, on string, units ...string) {
	w.t.Helper()
	p := w.office
	p.Open(w.h.URL("/decide"))
	p.Click(cohort)
	p.Click("登记" + matter + "的决定")
	for _, unit := range units {
		p.ChooseIn(unit, "研究结果", "同意")
	}
	p.Fill("会议期次", on[:4]+"年第20次")
	p.Fill("会议日期", on)
	p.Upload("决定摘录", evidence(w.t))
	p.Inspect("研究决定，" + matter)
	p.ClickIn("会议期次", "提请审签")
	p.See("由审签人办理后生效")
	w.confirms("登记研究决定")
}

// isZip tells of a document for Word or Excel whether it is one.
func isZip(file []byte) bool { return strings.HasPrefix(string(file), "PK") }

// A unit reports its half year on a phone, another is excused, the office sums up.
func TestTwoYearsOfReports(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := inYears(t, b)
		owing := w.pilots("2021年", "报送2022年上半年报告")
		slices.SortStableFunc(owing, func(a, b pilot) int { return len(a.Below) - len(b.Below) }) // the one with the fewest contents first
		if len(owing) != 2 {
			t.Fatalf("owing are %v", owing)
		}
		w.reports(owing[0])
		w.sumsUp(owing[1])
		w.isKnown(owing[0], owing[1])
	})
}

// reports: one milestone stands as it did, one is behind, the others go on; what is typed is kept.
func (w *yearsWay) reports(of pilot) {
	p := w.clerk(of)
	defer p.Leave()
	p.Open(w.h.URL("/desk"))
	p.Click("填写报送")
	p.See("这次报送同时用于中期评估")
	p.Inspect("半年报告，填写")
	p.Resize(browser.Phone)
	var titles []string
	p.Evaluate(`Array.from(document.querySelectorAll(".hy-line h2")).map((h) => h.innerText.trim())`, &titles)
	for i, title := range titles {
		switch i {
		case 0:
			p.TickIn(title, "与上次相同")
			p.FillIn(title, "说明", "制度还在征求意见")
		case 1:
			p.TickIn(title, "进度滞后")
			p.FillIn(title, "实际完成", "5")
			p.FillIn(title, "问题", "授课的专家不够")
			p.FillIn(title, "下一步", "七月集中开展")
		default:
			p.TickIn(title, "按计划推进")
			p.FillIn(title, "实际完成", "1")
		}
	}
	p.See("已保存")
	p.Reload()
	p.FillIn(titles[1], "下一步", "七月、八月集中开展")
	p.Click("报送")
	p.See("请填写总体情况")
	p.Inspect("半年报告，有一处要改")
	p.Resize(browser.Phone)
	p.Fill("工作进展情况", "制度、培训和推广同步开展，培训慢于计划。")
	p.Click("报送")
	p.See("七月、八月集中开展")
	p.See("制度还在征求意见")
	p.SeeNot("总体情况工作进展情况")
	p.Inspect("半年报告，已报送")
	if pdf := p.Download("", "PDF"); !strings.HasPrefix(string(pdf), "%PDF") {
		w.t.Error("the report is no PDF")
	}
}

// sumsUp: the office excuses the other with a reason, downloads list and report, and closes.
func (w *yearsWay) sumsUp(excused pilot) {
	p := w.office
	p.Open(w.h.URL("/stocktakings"))
	p.Inspect("半年调度，各次")
	p.Click("2022年上半年")
	p.See("授课的专家不够")
	p.Inspect("半年调度，报送情况")
	p.ChooseIn("会告诉该单位", "单位", excused.Name)
	p.FillIn("会告诉该单位", "理由", "换届期间，免报一次")
	p.ClickIn("会告诉该单位", "免报")
	p.SeeNot("会告诉该单位") // nobody owes any more
	p.Fill("工作意见", "总体按计划推进，请联系部室跟踪进度滞后的单位。")
	p.ClickIn("写进调度报告", "汇总")
	p.See("已汇总")
	for _, name := range []string{"Excel 表", "调度报告 Word"} {
		if !isZip(p.Download("", name)) {
			w.t.Errorf("%s is no such file", name)
		}
	}
	p.Inspect("半年调度，已汇总")
}

// isKnown: who was excused owes nothing and reads why; both wait for their midterm now.
func (w *yearsWay) isKnown(reported, excused pilot) {
	p := w.clerk(excused)
	p.Open(w.h.URL("/desk"))
	p.SeeNot("填写报送")
	p.Open(excused.URL)
	p.Click("2022年上半年")
	p.See("换届期间，免报一次")
	waiting := w.pilots("2021年", "中期评估")
	for _, one := range []pilot{reported, excused} {
		if !slices.ContainsFunc(waiting, func(p pilot) bool { return p.URL == one.URL }) {
			w.t.Errorf("%s does not wait for its midterm", one.Name)
		}
	}
}
