package run

import (
	"fmt"
	"strconv"
	"strings"

	"shidian/internal/calendar"
	"shidian/internal/paper"
)

// PlanTitle is what a pilot's plan is called.
func PlanTitle(c Case) string { return c.Application.UnitName + c.Cohort.Title() + "实施方案" }

// PlanPaper is a version of a pilot's plan in the layout of official papers, the milestones as a table. What is not approved
// is marked as a draft on every page and headed 送审稿.
func PlanPaper(c Case, p Plan) paper.Document {
	w := planPaper{c: c, p: p}
	doc := paper.Document{Title: PlanTitle(c), Author: c.Application.UnitName, Created: p.At, Numbers: paper.Numbers{On: true}, Draft: p.State != PlanApproved}
	if doc.Draft {
		w.blocks = append(w.blocks, paper.Para{Style: paper.FormHead, Text: "送审稿"}, paper.Blank{Lines: 1})
	}
	w.blocks = append(w.blocks, paper.Para{Style: paper.Title, Level: 1, Text: c.Application.UnitName + "\n" + c.Cohort.Title() + "\n实施方案"}, paper.Blank{Lines: 1})
	w.basics()
	w.goals()
	w.organisation()
	w.milestones()
	w.signed()
	doc.Blocks = w.blocks
	return doc
}

type planPaper struct {
	c      Case
	p      Plan
	n      int // sections so far
	blocks []paper.Block
}

var sections = []string{"一", "二", "三", "四"}

func (w *planPaper) section(title string) {
	w.blocks = append(w.blocks, paper.Para{Style: paper.Head1, Level: 2, Text: sections[w.n] + "、" + title})
	w.n++
}

// text are the paragraphs of what was typed; the paper indents by itself.
func (w *planPaper) text(text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			w.blocks = append(w.blocks, paper.Para{Style: paper.Body, Text: line})
		}
	}
}

func (w *planPaper) basics() {
	called, b := w.c.Programme().Called(), w.p.Body
	w.section("基本情况")
	t := paper.Table{Cols: []float64{40, paper.Width - 40}}
	for _, row := range [][2]string{{"承担单位", w.c.Application.UnitName}, {"编号", w.c.Application.Number}, {called.Contents, w.names()},
		{called.Term, longDay(w.c.From) + "至" + longDay(w.c.Until)}, {"分管领导", b.Leader.words()}, {"责任部门", b.Department}, {"联络人", b.Contact.words()}} {
		t.Rows = append(t.Rows, paper.Row{Min: 9, Cells: []paper.Cell{{Head: true, Paras: []paper.Para{{Style: paper.ListHead, Text: row[0]}}},
			{Paras: []paper.Para{{Style: paper.ListLeft, Text: row[1]}}}}})
	}
	w.blocks = append(w.blocks, t, paper.Blank{Lines: 1})
}

func (w *planPaper) names() string {
	names := make([]string, len(w.p.Body.Goals))
	for i, g := range w.p.Body.Goals {
		names[i] = w.contentTitle(g.Content)
	}
	return strings.Join(names, "；")
}

// contentTitle is a granted content as the notice names it.
func (w *planPaper) contentTitle(n int) string {
	if content, known := w.c.Programme().Content(n); known {
		return content.Name
	}
	return w.c.ContentName(n)
}

func (w *planPaper) goals() {
	w.section("改革目标和工作措施")
	for i, g := range w.p.Body.Goals {
		w.blocks = append(w.blocks, paper.Para{Style: paper.Head2, Level: 3, Text: "（" + chinese(i+1) + "）" + w.contentTitle(g.Content)})
		w.text("改革目标：" + g.Goal)
		w.text("工作措施：" + g.Measures)
	}
}

// chinese writes a small number in characters.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return strconv.Itoa(n)
}

func (w *planPaper) organisation() {
	if strings.TrimSpace(w.p.Body.Organisation) != "" {
		w.section("组织保障")
		w.text(w.p.Body.Organisation)
	}
}

func (w *planPaper) milestones() {
	w.section("时间进度和预期目标")
	rows := make([][]string, len(w.p.Body.Milestones))
	for i, m := range w.p.Body.Milestones {
		rows[i] = []string{strconv.Itoa(i + 1), w.c.ContentName(m.Content), m.What, printedDay(m.By), m.Indicator, m.Target + m.Unit, m.Evidence}
	}
	w.blocks = append(w.blocks, paper.List([]paper.Column{{Head: "序号", Width: 11}, {Head: w.c.Programme().Called().Contents, Width: 21, Left: true}, {Head: "工作事项", Width: 30, Left: true},
		{Head: "完成时间", Width: 32}, {Head: "预期指标", Width: 24, Left: true}, {Head: "目标", Width: 16}, {Head: "佐证材料", Width: 22, Left: true}}, rows))
}

// printedDay is a day of the table, empty while a draft has none.
func printedDay(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return longDay(d)
}

func (w *planPaper) signed() {
	handedIn := longDay(calendar.DayOf(w.p.At))
	w.blocks = append(w.blocks, paper.Blank{Lines: 2}, paper.Signed{By: w.c.Application.UnitName, Date: handedIn, Sealed: true})
	switch {
	case w.p.State == PlanApproved && w.p.AnsweredAt.IsZero(): // nobody examines the plans of this programme
		w.note("（第%d版，%s报送）", w.p.N, handedIn)
	case w.p.State == PlanApproved:
		w.note("（第%d版，%s由%s审定）", w.p.N, longDay(calendar.DayOf(w.p.AnsweredAt)), w.c.Programme().Organiser.Name)
	}
}

func (w *planPaper) note(form string, values ...any) {
	w.blocks = append(w.blocks, paper.Blank{Lines: 1}, paper.Para{Style: paper.Body, Text: fmt.Sprintf(form, values...)})
}
