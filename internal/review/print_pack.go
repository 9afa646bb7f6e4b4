package review

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

var (
	packHead = paper.Style{Face: paper.Hei, Size: 12, Line: 22, Align: paper.Left}
	packText = paper.Style{Size: 12, Line: 20, Indent: 2}
)

// digestText is how much of the long texts the digest prints all in all, digestField of one at most, in characters: with
// the sheet it is one page.
const digestText, digestField = 520, 150

// DigestPaper is one page on one application: how each text begins, and the sheet to note points on.
func DigestPaper(p Panel, r Reading, at time.Time) paper.Document {
	doc := paper.Document{Title: "评审摘要", Author: p.Name, Created: at}
	doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Style{Face: paper.Xbs, Size: 18, Line: 28, Align: paper.Center}, Level: 1, Text: "评审摘要"},
		paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Center}, Text: strings.TrimSpace(r.Number + "　" + r.Title)})
	table := paper.Table{Cols: []float64{34, paper.Width - 34}}
	most := digestField
	if long := r.long(); len(long) > 0 {
		most = min(digestField, digestText/len(long))
	}
	for _, item := range r.long() {
		table.Rows = append(table.Rows, paper.Row{Cells: []paper.Cell{recordCell(item.Name), recordCell(beginning(item.Text, most))}})
	}
	var rows [][]string
	for _, c := range p.Criteria {
		rows = append(rows, []string{c.Name, strconv.Itoa(c.Weight), "", ""})
	}
	doc.Blocks = append(doc.Blocks, table, paper.Blank{Lines: 0.3}, paper.List([]paper.Column{{Head: "评审标准", Width: 40}, {Head: "分值", Width: 18},
		{Head: "得分", Width: 22}, {Head: "要点", Width: paper.Width - 80}}, append(rows, []string{"合计", "100", "", ""})))
	return doc
}

// long are the texts to be read, section by section.
func (r Reading) long() (items []ReadItem) {
	for _, part := range r.Parts {
		for _, item := range part.Items {
			if item.Long {
				items = append(items, item)
			}
		}
	}
	return items
}

func beginning(text string, most int) string {
	if chars := []rune(strings.ReplaceAll(text, "\n", " ")); len(chars) > most {
		return string(chars[:most]) + "……（全文" + strconv.Itoa(len(chars)) + "字）"
	}
	return text
}

// PackPaper is what an expert on paper takes along: every application whole, without phones and addresses, and behind
// each its sheet to fill in and sign.
func PackPaper(p Panel, readings []Reading, at time.Time) paper.Document {
	doc := paper.Document{Title: "评审材料", Author: p.Name, Created: at, Numbers: paper.Numbers{On: true}}
	for i, r := range readings {
		if i > 0 {
			doc.Blocks = append(doc.Blocks, paper.PageBreak{})
		}
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Title, Level: 1, Text: r.Title},
			paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Center}, Text: strings.TrimSpace(p.Name + "　" + r.Number)})
		for _, part := range r.Parts {
			doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.FormHead, Level: 2, Keep: true, Text: part.Title})
			for _, item := range part.Items {
				doc.Blocks = append(doc.Blocks, paper.Para{Style: packHead, Keep: true, Text: item.Name}, paper.Para{Style: packText, Text: orSlash(item.Text)})
			}
		}
		doc.Blocks = append(doc.Blocks, paper.PageBreak{}, paper.Para{Style: paper.Title, Text: "评分表"},
			paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Center}, Text: strings.TrimSpace(p.Name + "　" + r.Number + "　" + r.Title)},
			paper.Blank{Lines: 0.5}, scoreTable(p.Criteria), paper.Blank{Lines: 0.5},
			paper.Para{Style: packHead, Text: "评语（总分低于" + strconv.Itoa(p.CommentBelow) + "分的必须填写）："}, paper.Blank{Lines: 8},
			paper.Para{Style: paper.Style{Size: 14, Line: 28, Align: paper.Right, Right: 6}, Text: "专家（签字）："},
			paper.Para{Style: paper.Style{Size: 14, Line: 28, Align: paper.Right, Right: 2}, Text: "年　　月　　日"})
	}
	return doc
}

func orSlash(text string) string {
	if text == "" {
		return "/"
	}
	return text
}

// scoreTable is the sheet with empty places for the points.
func scoreTable(criteria []programme.Criterion) paper.Table {
	rows := make([][]string, 0, len(criteria)+1)
	for _, c := range criteria {
		rows = append(rows, []string{c.Name, c.Points, strconv.Itoa(c.Weight), ""})
	}
	rows = append(rows, []string{"合计", "", "100", ""})
	return paper.List([]paper.Column{{Head: "评审标准", Width: 32}, {Head: "要点", Width: paper.Width - 72, Left: true}, {Head: "分值", Width: 18},
		{Head: "得分", Width: 22}}, rows)
}
