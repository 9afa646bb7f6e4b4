package e2e

import (
	"fmt"
	"strings"
	"testing"

	"shidian/e2e/browser"
)

// What happens to pilots at work: a problem is answered and closed, a person changes, one is given more time, one gives up;
// and those who look over all of them find it on their pages.
func TestTwoYearsOfPilotsAtWork(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := inYears(t, b)
		extends, withdraws := w.pilots("2021年", "中期已通过")[0], w.pilots("2021年", "限期整改")[0]
		w.problem()
		w.moreTime(extends)
		w.givesUp(withdraws)
		w.overviews(extends, withdraws)
		w.others()
	})
}

// problem: the department answers on its desk, the unit tells what came of it, and names another person.
func (w *yearsWay) problem() {
	desk := w.person("联系部室", "甲部室")
	desk.Open(w.h.URL("/follow"))
	desk.Inspect("联系工作")
	desk.Click("活动场地不足（演示）")
	problem := desk.Address()
	desk.Fill("答复", "已与县文化馆商定，每周三、周六可以使用。")
	desk.Inspect("问题，待答复")
	desk.Click("答复")
	desk.See("已答复")
	var unit pilot
	desk.Evaluate(`(() => { const a = Array.from(document.querySelectorAll("a")).find((a) => a.pathname.startsWith("/pilots/")); return {Name: a.innerText.trim(), URL: a.href}; })()`, &unit)
	clerk := w.clerk(unit)
	clerk.Open(problem)
	clerk.Fill("结果", "场地已经使用，问题解决。")
	clerk.Click("办结")
	clerk.See("已办结")
	clerk.Inspect("问题，已办结")
	clerk.Open(unit.URL)
	clerk.Inspect("一个单位的各项工作")
	clerk.Click("变更人员")
	clerk.Fill("联络人姓名", "某新联络人")
	clerk.Inspect("变更人员")
	clerk.Click("提交备案")
	clerk.See("某新联络人")
	clerk.Leave()
	w.office.Open(w.h.URL("/problems"))
	w.office.Inspect("问题")
	w.office.Open(unit.URL)
	w.office.See("某新联络人")
}

// moreTime: the unit asks for half a year more; two persons agree.
func (w *yearsWay) moreTime(of pilot) {
	p := w.clerk(of)
	p.Open(of.URL)
	p.Click("延长")
	p.Fill("延长到", "2026-12-31")
	p.Fill("理由", "活动推迟，需要补足。")
	p.Click("提出申请")
	p.See("一次最多延长")
	p.Fill("延长到", "2023-12-31")
	p.Inspect("申请延长")
	p.Click("提出申请")
	p.See("2023年12月31日")
	w.isDecided(p.Address(), "同意")
	p.Reload()
	p.See("已同意")
	p.Inspect("变更，已同意")
	p.Leave()
}

// givesUp: the unit asks to withdraw; two persons agree, and its work is over.
func (w *yearsWay) givesUp(of pilot) {
	p := w.clerk(of)
	p.Open(of.URL)
	p.Click("申请撤回")
	p.See("不能恢复")
	p.Fill("理由", "单位合并重组，无力继续承担。")
	p.Inspect("申请撤回")
	p.Click("提出申请")
	p.See("主办单位")
	w.isDecided(p.Address(), "同意")
	p.Open(of.URL)
	p.See("已撤回")
	p.SeeNot("提出问题")
	p.Leave()
}

// isDecided: the office proposes what to answer, the approver agrees to it.
func (w *yearsWay) isDecided(change, answer string) {
	w.office.Open(change)
	w.office.Tick(answer)
	w.office.Click("提请审签")
	w.office.See("等待审签人办理")
	w.confirms("办理变更申请")
}

// overviews: the list shows what has changed, and every figure leads to its rows.
func (w *yearsWay) overviews(extended, withdrawn pilot) {
	if stands := w.of(extended).Below; !strings.Contains(stands, "至2023年12月") {
		w.t.Errorf("%s was given more time, and stands there as %s", extended.Name, stands)
	}
	if stands := w.of(withdrawn).Stands; !strings.Contains(stands, "已撤回") {
		w.t.Errorf("%s has withdrawn, and stands there as %s", withdrawn.Name, stands)
	}
	p := w.office
	p.Inspect("入选单位的进程")
	if !isZip(p.Download("", "导出 Excel")) {
		w.t.Error("the list is no sheet")
	}
	p.Open(w.h.URL("/overview/pilots"))
	p.Inspect("入选单位总览")
	var steps []struct {
		Name string
		N    int
	}
	p.Evaluate(`Array.from(document.querySelectorAll(".board-step")).map((s) => ({Name: s.querySelector(".board-step-name").innerText.trim(), N: Number(s.querySelector(".board-step-number").innerText)})).filter((s) => s.N > 0)`, &steps)
	if len(steps) < 4 {
		w.t.Errorf("counted are only %v", steps)
	}
	for _, step := range steps {
		var rows int
		p.Open(w.h.URL("/overview/pilots"))
		p.Click(fmt.Sprint(step.Name, step.N, "个"))
		p.Evaluate(`document.querySelectorAll("table.sd-lanes tbody tr").length`, &rows)
		if rows != step.N {
			w.t.Errorf("%s counts %d and leads to %d rows", step.Name, step.N, rows)
		}
	}
}

// of is a pilot as the list shows it now.
func (w *yearsWay) of(one pilot) pilot {
	w.t.Helper()
	for _, now := range w.pilots("20", "") {
		if now.URL == one.URL {
			return now
		}
	}
	w.t.Fatalf("%s is not in the list", one.Name)
	return pilot{}
}

// others: the supervisor finds the loss of a status among the exceptions, and can look at the evaluations.
func (w *yearsWay) others() {
	p := w.person("监督", "机关纪委")
	p.Open(w.h.URL("/exceptions"))
	p.Click("2020年度山东省科协系统深化改革试点")
	p.See("拟提请研究取消资格")
	p.Inspect("例外事项，取消资格")
	p.Open(w.h.URL("/evaluate"))
	p.Inspect("评估验收，监督")
}
