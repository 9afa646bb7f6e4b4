package e2e

import (
	"testing"

	"shidian/e2e/browser"
)

// The first cohort comes to its end: the last one is judged, the body decides on the grades of all, the letters leave at one
// moment, and only then anybody knows; who did not pass is not before the public.
func TestTwoYearsOfTheFinal(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		w := inYears(t, b)
		last := w.pilots("2020年", "终期评估 · 办公室")[0]
		w.isJudged(last)
		f := finalWay{yearsWay: w, grades: map[string]string{}}
		f.waits()
		f.decide(last)
		f.tell()
	})
}

// isJudged: who was excused from a half year is judged as the others were.
func (w *yearsWay) isJudged(last pilot) {
	p := w.office
	p.Open(last.evaluation())
	p.See("预期目标和实际完成情况")
	for i, name := range criteria {
		p.FillIn(name, "得分", []string{"16", "28.5", "20", "15"}[i])
		p.FillIn(name, "情况", "对照方案和报告评定")
	}
	p.Choose("建议等级", "优秀")
	p.Fill("参加评估的专家", "专家甲、专家乙")
	p.Fill("总的意见", "按评估标准打分。")
	p.Click("登记评估结果")
	p.See("有1处需要修改") // 79.5 points are no 优秀 without a reason
	p.Inspect("终期评估，有一处要改")
	p.Choose("建议等级", "良好")
	p.Click("登记评估结果")
	p.See("已经评估，7月5日（星期二）周期届满，从这一天起研究等级")
	if !isZip(p.Download("终期评估", "评估表 Word")) {
		w.t.Error("the sheet is no document")
	}
	p.Inspect("终期评估，待周期届满")
	p.Click("周期届满")
	p.See("演示时间已到 2022年7月6日")
}

type finalWay struct {
	*yearsWay
	grades  map[string]string // of each unit, as was proposed
	clerks  map[string]*browser.Page
	waiting []pilot
}

// waits: the desk shows which grade was proposed of whom; the units read nothing of it.
func (f *finalWay) waits() {
	f.waiting, f.clerks = f.pilots("2020年", "研究终期等级"), map[string]*browser.Page{}
	if len(f.waiting) != 5 {
		f.t.Fatalf("five wait for their grades, not %v", f.waiting)
	}
	for _, one := range f.waiting {
		clerk := f.clerk(one)
		clerk.Open(one.evaluation())
		for _, grade := range []string{"优秀", "良好", "一般", "未通过（", "建议"} {
			clerk.SeeNot(grade)
		}
		f.clerks[one.Name] = clerk // a unit whose pilot has ended has no card any more
	}
	p := f.office
	p.Open(f.h.URL("/evaluate"))
	p.Click("2020年度山东省科协系统深化改革试点")
	p.Inspect("评估验收，等级待研究")
	for _, name := range []string{"Word", "PDF"} {
		if packet := p.Download("会议材料", name); len(packet) < 1000 {
			f.t.Errorf("the packet for %s has %d bytes", name, len(packet))
		}
	}
	for _, one := range f.waiting {
		var proposed string
		p.Evaluate(`Array.from(document.querySelectorAll("tr")).filter((r) => r.innerText.includes("`+one.Name+`")).map((r) => /建议(优秀|良好|一般|未通过)/.exec(r.innerText)[1])[0]`, &proposed)
		f.grades[one.Name] = proposed
	}
}

// decide: two persons record what the body decided of all five; nobody knows before the letters are sent.
func (f *finalWay) decide(last pilot) {
	var names []string
	for _, one := range f.waiting {
		names = append(names, one.Name)
	}
	f.decides("2020年度山东省科协系统深化改革试点", "终期等级", "2022-07-06", names...)
	f.clerks[last.Name].Open(last.evaluation())
	f.clerks[last.Name].SeeNot(f.grades[last.Name])
	public := f.b.Person("看结果的人，太早")
	public.Open(f.h.URL("/public"))
	public.SeeNot("终期评估结果")
	public.Leave()
}

// tell: the letters leave; each reads its own grade, the public reads who passed.
func (f *finalWay) tell() {
	p := f.office
	p.Open(f.h.URL("/outbox"))
	p.Inspect("待阅发信件，终期等级")
	p.Click("全部 5 封同时发出")
	p.See("没有等待阅发的信")
	for _, one := range f.waiting {
		clerk := f.clerks[one.Name]
		clerk.Open(one.evaluation())
		clerk.See("已结束（" + f.grades[one.Name] + "）")
	}
	f.clerks[f.waiting[0].Name].Inspect("评估验收，已结束的单位")
	public := f.b.PersonWithoutScript("看结果的人")
	public.Resize(browser.Phone)
	public.Open(f.h.URL("/public"))
	public.Click("终期评估结果")
	public.Inspect("终期评估结果")
	public.Resize(browser.Phone)
	seen := map[string]bool{}
	for _, one := range f.waiting {
		grade := f.grades[one.Name]
		seen[grade] = true
		if grade == "未通过" {
			public.SeeNot(one.Name)
			continue
		}
		public.See(one.Name)
		public.See(grade)
	}
	if len(seen) != 4 {
		f.t.Errorf("there are all four grades but %v", f.grades)
	}
	public.SeeNot("未通过")
}
