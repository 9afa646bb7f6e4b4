package recommend

import (
	"cmp"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// ListTitle is the name of the table of those recommended.
const ListTitle = "推荐汇总表"

// LetterPaper is the recommender's letter to the organiser (推荐函) as a draft in the layout of GB/T 9704: without red
// head, its number left blank, for the recommender's own way of signing and numbering. The list is its annex.
func LetterPaper(s Stand, at time.Time) paper.Document {
	p := s.Cohort.Programme
	doc := paper.Document{Title: "推荐函", Author: s.Recommender.Name, Created: at, Numbers: paper.Numbers{On: true}}
	doc.Blocks = append(doc.Blocks,
		paper.Para{Style: paper.Style{Align: paper.Right}, Text: fmt.Sprintf("〔%d〕　　号", at.In(clock.Zone).Year())},
		paper.Blank{Lines: 1},
		paper.Para{Style: paper.Title, Level: 1, Text: s.Recommender.Name + "\n关于推荐" + letterSubject(p) + "的函"},
		paper.Blank{Lines: 1},
		paper.Para{Style: paper.Flush, Text: p.Organiser.Name + "："})
	for _, text := range s.letter() {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Body, Text: text})
	}
	doc.Blocks = append(doc.Blocks, paper.Blank{Lines: 1},
		paper.Attached{Names: []string{s.listTitle()}},
		paper.Blank{Lines: 2},
		paper.Signed{By: s.Recommender.Name, Date: fmt.Sprintf("%d年　月　日", at.In(clock.Zone).Year()), Sealed: true},
		paper.PageBreak{},
		paper.Para{Style: paper.FormHead, Text: "附件"}, paper.Blank{Lines: 1})
	doc.Blocks = append(doc.Blocks, s.list()...)
	return doc
}

// letter are the letter's paragraphs. Those beyond the places are named apart, with the reason.
func (s Stand) letter() []string {
	within, over := s.parted()
	var text []string
	names := make([]string, len(within))
	for i, l := range within {
		names[i] = l.Name()
	}
	text = append(text, fmt.Sprintf("根据%s要求，我单位对%s材料进行了审核。经研究，现推荐%s%s，排序见附件。",
		s.Cited, s.Cohort.Programme.Called().Act, strings.Join(names, "、"), counted(within)))
	for _, l := range over {
		text = append(text, fmt.Sprintf("另推荐%s，超出推荐名额。理由：%s请予研究。", l.Name(), sentence(l.Overrun.Reason)))
	}
	return append(text, "特此函报。")
}

// letterSubject is what the letter recommends: the programme's own words, else its name and whom it is about.
func letterSubject(p *programme.Programme) string {
	return cmp.Or(p.Called().Recommended, p.Name+"\n"+apply.MainTitle(p))
}

// counted says how many are recommended: units, or the persons whom units nominate.
func counted(lines []Line) string {
	switch {
	case len(lines) < 2:
		return ""
	case lines[0].Subject != "":
		return fmt.Sprintf("等%d人", len(lines))
	}
	return fmt.Sprintf("等%d个单位", len(lines))
}

func sentence(text string) string {
	if text = strings.Join(strings.Fields(text), ""); !strings.HasSuffix(text, "。") {
		return text + "。"
	}
	return text
}

// parted are the recommended within the places, and those beyond that the province has not agreed to.
func (s Stand) parted() (within, over []Line) {
	for _, l := range s.Ranked {
		if l.State == apply.StateOverrun {
			over = append(over, l)
		} else {
			within = append(within, l)
		}
	}
	return within, over
}

func (s Stand) listTitle() string { return s.listSubject() + ListTitle }

// listSubject heads the list: a programme whose name speaks of recommending has words of its own for it.
func (s Stand) listSubject() string {
	p := s.Cohort.Programme
	return cmp.Or(p.Called().Recommended, p.Name)
}

// ListPaper is the table of those recommended, to be signed and sealed (推荐汇总表).
func ListPaper(s Stand, at time.Time) paper.Document {
	return paper.Document{Title: ListTitle, Author: s.Recommender.Name, Created: at, Numbers: paper.Numbers{On: true}, Blocks: s.list()}
}

func (s Stand) list() []paper.Block {
	rows := make([][]string, len(s.Ranked))
	for i, l := range s.Ranked {
		rows[i] = []string{strconv.Itoa(i + 1), l.Name(), l.Number + "\n第" + strconv.Itoa(l.Version) + "版", s.contents(l, "\n"), l.opinionWords(), l.note()}
	}
	sign := paper.Style{Size: 14, Line: 28, Align: paper.Left}
	return []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: s.listSubject() + "\n" + ListTitle},
		paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Left}, Text: fmt.Sprintf("推荐单位：%s　　%d年度　　%s", s.Recommender.Name, s.Cohort.Year, s.Cohort.Number)},
		paper.List([]paper.Column{{Head: "排序", Width: 12}, {Head: apply.MainTitle(s.Cohort.Programme), Width: 36, Left: true}, {Head: "编号", Width: 28}, {Head: s.contentsHead(), Width: 34, Left: true},
			{Head: "推荐意见", Width: 26, Left: true}, {Head: "备注", Width: 20, Left: true}}, rows),
		paper.Blank{Lines: 1},
		paper.Para{Style: sign, Text: "推荐单位负责人（签字）：", Keep: true},
		paper.Para{Style: paper.Style{Size: 14, Line: 28, Align: paper.Right, Right: 2}, Text: "（单位公章）　　", Keep: true},
		paper.Para{Style: paper.Style{Size: 14, Line: 28, Align: paper.Right, Right: 2}, Text: "年　　月　　日"},
	}
}

// contentsHead is the heading of what contents gives.
func (s Stand) contentsHead() string {
	if s.Cohort.Programme.Contents == nil {
		return "类别"
	}
	return s.Cohort.Programme.Called().Contents
}

// contents names what an application is about, or its kind where the programme has no such list.
func (s Stand) contents(l Line, between string) string {
	var names []string
	for _, n := range l.Contents {
		if c, known := s.Cohort.Programme.Content(n); known {
			names = append(names, fmt.Sprintf("%d. %s", n, c.Short))
		}
	}
	if len(names) == 0 {
		k, _ := s.Cohort.Programme.Kind(l.Kind)
		return k.Name
	}
	return strings.Join(names, between)
}

func (l Line) opinionWords() string {
	if l.Endorsement.Opinion.Pen {
		return "手写"
	}
	return l.Endorsement.Opinion.Text
}

// note says what is not as usual.
func (l Line) note() string {
	switch {
	case l.State == apply.StateOverrun:
		return "超出名额，待研究"
	case l.Overrun != nil:
		return "超出名额，已同意"
	case l.State == apply.StateReturned:
		return "退回修改中"
	case l.Again():
		return "修改后待确认"
	}
	return ""
}

// ListSheet is the same table for Excel, with its rows.
func ListSheet(s Stand, at time.Time) (paper.Sheet, iter.Seq[[]any]) {
	sheet := paper.Sheet{Name: ListTitle, Title: s.Recommender.Short + "　" + s.listTitle(), Landscape: true, Created: at,
		Cols: []paper.SheetColumn{{Head: "排序", Width: 6, Kind: paper.Number}, {Head: apply.MainTitle(s.Cohort.Programme), Width: 32}, {Head: "编号", Width: 16},
			{Head: "版次", Width: 6, Kind: paper.Number}, {Head: s.contentsHead(), Width: 40}, {Head: "推荐意见", Width: 40}, {Head: "状态", Width: 20}, {Head: "备注", Width: 20}}}
	return sheet, func(yield func([]any) bool) {
		for i, l := range s.Ranked {
			if !yield([]any{i + 1, l.Name(), l.Number, l.Version, s.contents(l, "；"), l.opinionWords(), l.Title(), l.note()}) {
				return
			}
		}
	}
}
