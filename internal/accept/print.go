package accept

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// Record is what the sheet of one application's receipt and check says.
type Record struct {
	Cohort      call.Cohort
	Application apply.Application
	Version     int // whose check it is
	Items       []programme.CheckItem
	Lines       map[string]Line
	Conclusions []Conclusion
	Papers      []Paper
	At          time.Time // when it is printed
}

// RecordPaper is the sheet of receipt and formal check (受理情况) of one application, to be filed with it: how it came
// in, item by item what was found, what was decided. It holds no phone and no person's name.
func RecordPaper(r Record) paper.Document {
	a, p := r.Application, r.Cohort.Programme
	kind, _ := p.Kind(a.Kind)
	facts := [][2]string{{p.Called().Applicant, a.UnitName}, {"类别", kind.Name}, {"编号", a.Number}, {"版次", fmt.Sprintf("第%d版", r.Version)}}
	if a.CityName != "" {
		facts = append(facts, [2]string{"推荐单位", a.CityName})
	}
	facts = append(facts, [2]string{"提交时间", a.Submitted.In(clock.Zone).Format("2006年1月2日 15:04:05")}, [2]string{"办理状态", a.Title()})
	blocks := []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: p.Name + "\n受理情况"}, paper.Blank{Lines: 1}, factsTable(facts),
		heading("一、形式审查"), itemsTable(r.Items, r.Lines),
	}
	if p.Paper != nil {
		blocks = append(blocks, heading("二、纸质件"), papersTable(r.Papers))
	}
	blocks = append(blocks, heading(ordinal(p.Paper != nil)+"、办理结果"), conclusionsTable(r.Conclusions), paper.Blank{Lines: 2},
		paper.Para{Style: paper.Style{Size: 14, Line: 28, Align: paper.Left}, Text: "经办人（签字）：　　　　　　　　审签人（签字）："},
		paper.Para{Style: paper.Small, Text: "本页由系统按办理记录生成，打印于" + r.At.In(clock.Zone).Format("2006年1月2日 15:04") + "，不是电子签名。"})
	return paper.Document{Title: "受理情况 " + a.Number, Author: p.Organiser.Office, Created: r.At, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

func ordinal(withPaper bool) string {
	if withPaper {
		return "三"
	}
	return "二"
}

func heading(text string) paper.Block {
	return paper.Para{Style: paper.FormHead, Level: 2, Keep: true, Text: text}
}

func cell(style paper.Style, text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: style, Text: text}}}
}

func head(texts ...string) paper.Row {
	row := paper.Row{Min: 9}
	for _, text := range texts {
		row.Cells = append(row.Cells, paper.Cell{Head: true, Paras: []paper.Para{{Style: paper.ListHead, Text: text}}})
	}
	return row
}

func factsTable(facts [][2]string) paper.Table {
	t := paper.Table{Cols: []float64{34, paper.Width - 34}}
	for _, f := range facts {
		name := cell(paper.ListText, f[0])
		name.Head = true
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{name, cell(paper.ListLeft, f[1])}})
	}
	return t
}

func itemsTable(items []programme.CheckItem, lines map[string]Line) paper.Table {
	t := paper.Table{Cols: []float64{10, 68, 20, paper.Width - 98}, Head: 1, Rows: []paper.Row{head("序号", "检查项", "结果", "说明")}}
	for i, item := range items {
		line := lines[item.Key]
		result := ResultTitles[line.Result]
		if result == "" {
			result = "未核对"
		}
		t.Rows = append(t.Rows, paper.Row{Min: 9, Cells: []paper.Cell{cell(paper.ListText, digits(i+1)), cell(paper.ListLeft, item.Name),
			cell(paper.ListText, result), cell(paper.ListLeft, line.Note)}})
	}
	if len(items) == 0 {
		t.Rows = append(t.Rows, none(4, "本项目不设形式审查项"))
	}
	return t
}

func none(cols int, text string) paper.Row {
	return paper.Row{Min: 9, Cells: []paper.Cell{{Cols: cols, Paras: []paper.Para{{Style: paper.ListText, Text: text}}}}}
}

func papersTable(papers []Paper) paper.Table {
	t := paper.Table{Cols: []float64{24, 18, 24, 16, 16, 26, paper.Width - 124}, Head: 1,
		Rows: []paper.Row{head("收到日期", "版次", "认定", "份数", "盖章", "公章", "快递单号、备注")}}
	for _, one := range papers {
		t.Rows = append(t.Rows, paper.Row{Min: 9, Cells: []paper.Cell{cell(paper.ListText, one.Received.String()), cell(paper.ListText, fmt.Sprintf("第%d版", one.Version)),
			cell(paper.ListText, StandingTitles[one.Standing]), cell(paper.ListText, digits(one.Copies)), cell(paper.ListText, digits(one.Sealed)),
			cell(paper.ListText, SealTitles[one.Seal]), cell(paper.ListLeft, strings.TrimSpace(one.Courier+" "+one.Note+" "+one.Mistake))}})
	}
	if len(papers) == 0 {
		t.Rows = append(t.Rows, none(7, "尚未收到"))
	}
	return t
}

func conclusionsTable(conclusions []Conclusion) paper.Table {
	t := paper.Table{Cols: []float64{36, 30, 18, paper.Width - 84}, Head: 1, Rows: []paper.Row{head("时间", "结果", "版次", "理由或者内容")}}
	for i := len(conclusions) - 1; i >= 0; i-- {
		c := conclusions[i]
		words := c.Reason
		if !c.Until.IsZero() {
			words += "\n期限：" + calendar.Show(c.Until, c.At)
		}
		t.Rows = append(t.Rows, paper.Row{Min: 9, Cells: []paper.Cell{cell(paper.ListText, c.At.In(clock.Zone).Format("2006-01-02 15:04")),
			cell(paper.ListText, OutcomeTitles[c.Outcome]), cell(paper.ListText, fmt.Sprintf("第%d版", c.Version)), cell(paper.ListLeft, words)}})
	}
	if len(conclusions) == 0 {
		t.Rows = append(t.Rows, none(4, "尚未办结"))
	}
	return t
}

// CorrectionPaper is the sheet of corrections (更正单) to be bound to the paper: it needs no new seal. It holds personal
// data: only for those who may see it.
func CorrectionPaper(c call.Cohort, a apply.Application, list []Correction, at time.Time) paper.Document {
	p := c.Programme
	t := paper.Table{Cols: []float64{36, 44, 38, paper.Width - 118}, Head: 1, Rows: []paper.Row{head("更正时间", "栏目", "原填写", "更正为")}}
	for _, one := range list {
		for _, item := range one.Items {
			t.Rows = append(t.Rows, paper.Row{Min: 11, Cells: []paper.Cell{cell(paper.ListText, one.At.In(clock.Zone).Format("2006-01-02 15:04")),
				cell(paper.ListText, apply.ItemName(p, item.Field)), cell(paper.ListText, item.Was), cell(paper.ListText, item.Now)}})
		}
	}
	return paper.Document{Title: "更正单 " + a.Number, Author: p.Organiser.Office, Created: at, Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: p.Name + p.Called().Form + "\n更正单"}, paper.Blank{Lines: 1},
		factsTable([][2]string{{p.Called().Applicant, a.UnitName}, {"编号", a.Number}, {"现行版次", fmt.Sprintf("第%d版", a.Version)}}), paper.Blank{Lines: 1}, t, paper.Blank{Lines: 1},
		paper.Para{Style: paper.Small, Text: "仅更正" + apply.CorrectableWords(p, a.Kind) + "，申报材料其他内容不变，不需要重新盖章。请附在申报材料之后存档。"},
	}}
}
