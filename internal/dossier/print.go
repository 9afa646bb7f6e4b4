package dossier

import (
	"fmt"
	"path"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/publish"
	"shidian/internal/unit"
)

func day(d calendar.Day) string { return d.Start().Format("2006年1月2日") }

func date(at time.Time) string { return at.In(clock.Zone).Format("2006年1月2日") }

func moment(at time.Time) string { return at.In(clock.Zone).Format("2006-01-02 15:04:05") }

func withoutEnding(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// factsTable is a table of names and values.
func factsTable(facts [][2]string) paper.Table {
	t := paper.Table{Cols: []float64{34, paper.Width - 34}}
	for _, f := range facts {
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{{Head: true, Paras: []paper.Para{{Style: paper.ListText, Text: f[0]}}},
			{Paras: []paper.Para{{Style: paper.ListLeft, Text: f[1]}}}}})
	}
	return t
}

// made says under a paper where it comes from.
func (rec *Record) made() paper.Block {
	return paper.Para{Style: paper.Small, Text: "本页由系统按截至" + rec.At.In(clock.Zone).Format("2006年1月2日 15:04:05") + "的办理记录制作，供归档，不是电子签名。"}
}

// coursePaper is what was done about an application, act by act, with the reasons given (办理经过). It names units and
// roles, not persons.
func (g *reading) coursePaper(a apply.Application, events []apply.Event) (paper.Document, error) {
	rows := make([][]string, 0, len(events))
	for _, e := range events {
		who, err := g.who(e.Unit, e.Role)
		if err != nil {
			return paper.Document{}, err
		}
		words := e.Reason
		if e.Version > 0 {
			words = strings.TrimSpace(fmt.Sprintf("第%d版 %s", e.Version, words))
		}
		rows = append(rows, []string{fmt.Sprint(e.N + 1), moment(e.At), who, g.r.Title(e.Act, e.Step), apply.Titles[e.To], words})
	}
	return paper.Document{Title: "办理经过 " + a.Number, Author: g.Cohort.Programme.Organiser.Office, Created: g.At, Numbers: paper.Numbers{On: true}, Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: a.Name() + "\n办理经过"}, paper.Blank{Lines: 0.5},
		paper.Para{Style: paper.Small, Text: a.Number + "　" + g.Cohort.Title()},
		paper.List([]paper.Column{{Head: "记录号", Width: 16}, {Head: "时间", Width: 26}, {Head: "办理者", Width: 32, Left: true}, {Head: "办理", Width: 26, Left: true},
			{Head: "状态", Width: 20}, {Head: "理由或者说明", Width: paper.Width - 120, Left: true}}, rows),
		paper.Blank{Lines: 0.5}, g.made()}}, nil
}

// who names whoever acted as unit and role.
func (g *reading) who(unitID, role string) (string, error) {
	if g.units == nil {
		g.units = map[string]string{}
		all, err := unit.List(g.t, unit.Filter{Closed: true}, g.At)
		if err != nil {
			return "", err
		}
		for _, u := range all {
			g.units[u.ID] = u.Short
		}
	}
	return strings.TrimSpace(g.units[unitID] + " " + access.Titles[access.Role(role)]), nil
}

// objectionPaper is an objection with what was found and answered. It names the objector: for the file alone.
func (g *reading) objectionPaper(o publish.Objection) paper.Document {
	about := "整个名单"
	for _, a := range g.Applications {
		if a.ID == o.Application {
			about = a.Name() + "（" + a.Number + "）"
		}
	}
	who := map[string]string{"person": "个人", "unit": "单位"}[o.Who]
	facts := [][2]string{{"编号", o.Number}, {"来源", o.Way}, {"收到时间", moment(o.Received)}, {"异议人", o.Name + "（" + who + "）"}, {"联系电话", o.Phone},
		{"针对", about}, {"异议内容", o.Words}, {"证明材料", fmt.Sprintf("%d件", len(o.Evidence))}, {"办理状态", publish.StateTitles[o.State]}}
	if o.State == publish.Closed {
		effect := "名单不变"
		if o.Strikes {
			effect = "从名单中去掉"
		}
		facts = append(facts, [2]string{"核查结论", publish.FindingTitles[o.Outcome]}, [2]string{"核查情况", o.Found}, [2]string{"答复", o.Answer},
			[2]string{"处理", effect}, [2]string{"答复时间", moment(o.ClosedAt)})
	}
	return paper.Document{Title: "异议登记和核查答复 " + o.Number, Author: g.Cohort.Programme.Organiser.Office, Created: g.At, Numbers: paper.Numbers{On: true},
		Blocks: []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: g.Cohort.Title() + "\n异议登记和核查答复"}, paper.Blank{Lines: 0.5}, factsTable(facts),
			paper.Blank{Lines: 0.5}, g.made()}}
}
