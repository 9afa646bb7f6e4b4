package board

import (
	"strconv"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/paper"
)

// ExceptionsPaper is the supervisor's page to be printed and signed.
func ExceptionsPaper(c call.Cohort, list []Exception, at time.Time) paper.Document {
	small := paper.Style{Size: 10.5, Line: 16, Align: paper.Left}
	cell := func(text string) paper.Cell { return paper.Cell{Paras: []paper.Para{{Style: small, Text: text}}} }
	table := paper.Table{Cols: []float64{9, 22, 18, 27, 32, paper.Width - 108}, Head: 1}
	head := paper.Row{}
	for _, name := range []string{"序", "时间", "事项", "单位或评审组", "情况", "理由与办理人"} {
		head.Cells = append(head.Cells, cell(name))
	}
	table.Rows = append(table.Rows, head)
	for i, e := range list {
		by := "经办：" + e.Proposed
		if e.Reason != "" {
			by = "理由：" + e.Reason + "\n" + by
		}
		if e.Approved != "" {
			by += "\n审签：" + e.Approved
		}
		table.Rows = append(table.Rows, paper.Row{Cells: []paper.Cell{cell(strconv.Itoa(i + 1)), cell(e.At.In(clock.Zone).Format("2006-01-02 15:04")),
			cell(e.Sort), cell(e.Subject), cell(e.Facts), cell(by)}})
	}
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: c.Title() + "\n例外事项一览"}, paper.Blank{Lines: 1}}
	if len(list) == 0 {
		blocks = append(blocks, paper.Para{Style: paper.Body, Text: "截至" + at.In(clock.Zone).Format("2006年1月2日 15:04") + "，没有例外事项。"})
	} else {
		blocks = append(blocks, table)
	}
	blocks = append(blocks, paper.Blank{Lines: 1}, paper.Para{Style: paper.Small, Text: "共 " + strconv.Itoa(len(list)) + " 项。列出" + Listed + "，截至" +
		at.In(clock.Zone).Format("2006年1月2日 15:04:05") + "。"}, paper.Para{Style: paper.Body, Text: "监督人员（签字）：　　　　　　　　　年　　月　　日"})
	return paper.Document{Title: "例外事项一览", Author: c.Programme.Organiser.Office, Created: at, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}
