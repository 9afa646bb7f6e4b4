package board

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/clock"
	"shidian/internal/paper"
)

// ExceptionsPaper is the supervisor's page to be printed and signed: the exceptions, the draws, who must not judge whom.
func ExceptionsPaper(w Watched, at time.Time) paper.Document {
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: w.Cohort.Title() + "\n例外事项一览"}, paper.Blank{Lines: 1}}
	if len(w.Exceptions) == 0 {
		blocks = append(blocks, paper.Para{Style: paper.Body, Text: "截至" + at.In(clock.Zone).Format("2006年1月2日 15:04") + "，没有例外事项。"})
	} else {
		blocks = append(blocks, paper.Para{Style: paper.Body, Text: w.Counts() + "。"}, listTable([]float64{9, 22, 18, 27, 32, paper.Width - 108}, exceptionRows(w.Exceptions)))
	}
	if len(w.Draws) > 0 {
		blocks = append(blocks, paper.Para{Style: paper.Head1, Level: 2, Text: "专家抽取"}, listTable([]float64{36, 14, 22, 36, 18, paper.Width - 126}, drawRows(w.Draws)))
	}
	if len(w.Relations) > 0 {
		blocks = append(blocks, paper.Para{Style: paper.Head1, Level: 2, Text: "回避关系"}, listTable([]float64{22, 32, 20, 36, paper.Width - 110}, relationRows(w.Relations)))
	}
	blocks = append(blocks, paper.Blank{Lines: 1}, paper.Para{Style: paper.Small, Text: "共 " + strconv.Itoa(len(w.Exceptions)) + " 项。列出" + Listed + "，截至" +
		at.In(clock.Zone).Format("2006年1月2日 15:04:05") + "。"}, paper.Para{Style: paper.Body, Text: "监督人员（签字）：　　　　　　　　　年　　月　　日"})
	return paper.Document{Title: "例外事项一览", Author: w.Cohort.Programme.Organiser.Office, Created: at, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

// listTable is a table of small type; the first row is its head.
func listTable(columns []float64, rows [][]string) paper.Table {
	small := paper.Style{Size: 10.5, Line: 16, Align: paper.Left}
	table := paper.Table{Cols: columns, Head: 1}
	for i, texts := range rows {
		row := paper.Row{}
		for _, text := range texts {
			row.Cells = append(row.Cells, paper.Cell{Head: i == 0, Paras: []paper.Para{{Style: small, Text: text}}})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func exceptionRows(list []Exception) [][]string {
	rows := [][]string{{"序", "时间", "事项", "单位或评审组", "情况", "理由与办理人"}}
	for i, e := range list {
		var by []string
		for _, part := range []struct{ name, text string }{{"理由", e.Reason}, {"经办", e.Proposed}, {"审签", e.Approved}} {
			if part.text != "" {
				by = append(by, part.name+"："+part.text)
			}
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), minute(e.At), e.Sort, e.Subject, e.Facts, strings.Join(by, "\n")})
	}
	return rows
}

func drawRows(draws []DrawLine) [][]string {
	rows := [][]string{{"评审组", "次", "时间", "见证单位", "结果", "理由"}}
	for _, d := range draws {
		rows = append(rows, []string{d.Panel, "第" + strconv.Itoa(d.N) + "次", minute(d.At()), d.Witnesses, d.Standing, orDash(d.Reason)})
	}
	return rows
}

func relationRows(relations []Relation) [][]string {
	rows := [][]string{{"时间", "评审组", "专家", "不评的申报", "事由和依据"}}
	for _, r := range relations {
		rows = append(rows, []string{minute(r.At), r.Panel, r.Expert, r.Unit, r.Why()})
	}
	return rows
}

func minute(at time.Time) string { return at.In(clock.Zone).Format("2006-01-02 15:04") }

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
