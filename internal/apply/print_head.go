package apply

import (
	"fmt"
	"strings"

	"shidian/internal/paper"
	"shidian/internal/programme"
)

// SummaryPaper is the one page that the head reads before signing (送审件): who, what, and how the long texts begin.
func SummaryPaper(p *programme.Programme, d Draft) paper.Document {
	t := paper.Table{Cols: []float64{36, paper.Width - 36}}
	for _, line := range summary(p, d) {
		t.Rows = append(t.Rows, summaryRow(line[0], line[1]))
	}
	t.Rows = append(t.Rows, summaryRow("附件", attachmentNames(d.Attachments)))
	return paper.Document{Title: "送审件", Author: d.Application.UnitName, Created: d.Application.SavedAt, Blocks: []paper.Block{
		paper.Para{Style: paper.Style{Face: paper.Xbs, Size: 18, Line: 28, Align: paper.Center}, Level: 1, Text: p.Name + p.Called().Form + "送审件"},
		paper.Para{Style: paper.Style{Size: 12, Line: 20, Align: paper.Center}, Text: d.Application.UnitName},
		t, paper.Blank{Lines: 0.3},
		paper.Para{Style: paper.Small, Text: "长文只印开头，括号内为全文字数；全文见" + p.Called().Form + "草稿。"},
	}}
}

// summary is the form in short: the fields of a group in one line, long texts by their beginning.
func summary(p *programme.Programme, d Draft) (lines [][2]string) {
	texts := d.Texts()
	at := map[string]int{}
	for _, f := range FieldsFor(p, d.Application.Kind) {
		shown := Shown(p, f, texts[f.Key])
		switch f.Type {
		case programme.Paragraphs, programme.OpinionOf, programme.Rows:
			shown = beginning(shown)
		case programme.ContentsOf:
			shown = shortContents(p, texts[f.Key])
		}
		if i, begun := at[f.Group]; begun && f.Group != "" {
			lines[i][1] += "　" + shown
			continue
		}
		name := FieldName(f)
		if f.Group != "" {
			name = f.Group
		}
		at[f.Group] = len(lines)
		lines = append(lines, [2]string{name, shown})
	}
	return lines
}

// shortContents names the chosen contents by number and short name, and whether whole.
func shortContents(p *programme.Programme, text string) string {
	v, err := DecodeContents(text)
	if err != nil {
		return ""
	}
	names := make([]string, len(v.Items))
	for i, item := range v.Items {
		c, _ := p.Content(item.Number)
		how := "整项"
		if !item.Whole {
			how = fmt.Sprintf("%d个方面", len(item.Clauses)+len(item.Free))
		}
		names[i] = fmt.Sprintf("%d. %s（%s）", item.Number, c.Short, how)
	}
	return strings.Join(names, "；")
}

func summaryRow(name, value string) paper.Row {
	head := paper.Style{Face: paper.Hei, Size: 10.5, Line: 15, Align: paper.Left}
	body := paper.Style{Size: 10.5, Line: 15, Align: paper.Left}
	return paper.Row{Cells: []paper.Cell{{Head: true, Paras: []paper.Para{{Style: head, Text: name}}}, {Paras: []paper.Para{{Style: body, Text: value}}}}}
}

// beginningMost is how many characters of a long text the summary prints.
const beginningMost = 44

// beginning is how a long text begins, and how long it is.
func beginning(text string) string {
	short := cut(strings.ReplaceAll(text, "\n", " "), beginningMost)
	if len([]rune(text)) <= beginningMost {
		return short
	}
	return fmt.Sprintf("%s（%d字）", short, Count(text))
}

// cut is a text's first characters.
func cut(text string, most int) string {
	if chars := []rune(text); len(chars) > most {
		return string(chars[:most]) + "……"
	}
	return text
}

func attachmentNames(list []Attachment) string {
	var names []string
	for i, a := range list {
		if i == 3 {
			names = append(names, fmt.Sprintf("等%d件", len(list)))
			break
		}
		names = append(names, fmt.Sprintf("%d. %s", i+1, cut(a.Name, 16)))
	}
	if len(names) == 0 {
		return "无"
	}
	return strings.Join(names, "；")
}

// SignPaper is the sheet on which the head signs that it may be submitted, and whoever examined it for secrecy (审签单).
func SignPaper(p *programme.Programme, d Draft) paper.Document {
	a := d.Application
	box := func(title, signer string) paper.Row {
		right := paper.Style{Size: 14, Line: 24, Align: paper.Right, Right: 1}
		return paper.Row{Min: 31, Cells: []paper.Cell{{Cols: 2, Top: true, Paras: []paper.Para{{Style: paper.CellOpinion, Text: title}},
			Foot: []paper.Para{{Style: paper.Style{Size: 14, Line: 24, Left: 14, Align: paper.Left}, Text: signer}, {Style: right, Text: "年　　月　　日"}}}}}
	}
	t := pairs(signFacts(p, d))
	t.Rows = append(t.Rows, box("填报人核对意见：", "填报人（签字）："), box(p.Texts.SecrecyTick+"：", "保密审查人（签字）："),
		box("负责人审签意见：", "负责人（签字）："))
	return paper.Document{Title: "审签单", Author: a.UnitName, Created: a.SavedAt, Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: p.Name + "\n" + p.Called().Act + "审签单"}, paper.Blank{Lines: 0.5}, t, paper.Blank{Lines: 0.3},
		paper.Para{Style: paper.Small, Text: p.Texts.Secrecy + "。本单留存" + p.Called().Applicant + "备查，不用报送。"},
	}}
}

// signFacts say what is signed off.
func signFacts(p *programme.Programme, d Draft) [][2]string {
	n := p.Called()
	facts := [][2]string{{n.Applicant, d.Application.UnitName}, {"事项", p.Name}}
	if f, about := p.Candidate(d.Application.Kind); about {
		facts = append(facts, [2]string{FieldName(f), d.Application.Subject})
	}
	if p.Contents != nil {
		facts = append(facts, [2]string{n.Contents, contentsLine(p, d)})
	}
	return append(facts, [2]string{"附件", attachmentNames(d.Attachments)})
}

func contentsLine(p *programme.Programme, d Draft) string {
	texts := d.Texts()
	for _, f := range FieldsFor(p, d.Application.Kind) {
		if f.Type == programme.ContentsOf {
			return shortContents(p, texts[f.Key])
		}
	}
	return ""
}
