package review

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/call"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// ScoresPaper is the combined list to be signed by the experts (评分汇总表). It names them: it is for the file and the
// meeting, not for the public.
func ScoresPaper(t *store.Tx, r Round, at time.Time) (doc paper.Document, err error) {
	c, err := call.Get(t, r.Panel.Cohort)
	if err != nil {
		return doc, err
	}
	list, err := StandingOf(t, r)
	if err != nil {
		return doc, err
	}
	doc = paper.Document{Title: "评分汇总表", Author: c.Programme.Organiser.Office, Created: at, Draft: r.Panel.State != PanelClosed, Numbers: paper.Numbers{On: true}}
	rows := make([][]string, 0, len(list))
	for _, one := range list {
		rows = append(rows, []string{placeText(one.Place), one.Number + "\n" + one.Name, RawText(one.Raw), one.scoreText(), one.SpreadText(), one.Notes()})
	}
	doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Title, Level: 1, Text: c.Title() + "\n评分汇总表"},
		paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Center}, Text: r.Panel.Name}, paper.Blank{Lines: 0.3},
		paper.List([]paper.Column{{Head: "名次", Width: 12}, {Head: "编号、申报单位", Width: paper.Width - 112, Left: true},
			{Head: "各专家评分", Width: 40}, {Head: "汇总分", Width: 18}, {Head: "极差", Width: 12}, {Head: "备注", Width: 30, Left: true}}, rows),
		paper.Blank{Lines: 0.3}, paper.Para{Style: paper.Small, Text: HowCombined(r.Panel)}, paper.Blank{Lines: 0.5})
	for _, s := range r.Serving() {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Style{Size: 12, Line: 28, Align: paper.Left}, Keep: true,
			Text: "专家（" + s.Expert.Name + "，签字）："})
	}
	doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Style{Size: 12, Line: 28, Align: paper.Right, Right: 2}, Text: "年　　月　　日"})
	return doc, nil
}

// HowCombined says in words how the figures come about.
func HowCombined(p Panel) string {
	var ties []string
	for _, key := range p.Ties {
		for _, c := range p.Criteria {
			if c.Key == key {
				ties = append(ties, c.Name)
			}
		}
	}
	return "汇总办法：" + string(p.Combine) + "，保留两位小数；同分依次比较" + strings.Join(ties, "、") +
		"的平均分，仍相同的按编号。与平均分相差" + strconv.Itoa(p.MarkedBeyond) + "分以上的评分加括号标出，只提醒复看，不改分。" + shares(p)
}

// shares says, of the panel stage, what the final score is made of.
func shares(p Panel) string {
	switch {
	case p.Stage == LetterStage:
		return "本表是函评得分，进入会评的另行汇总。"
	case p.Stage == PanelStage && p.Share > 0:
		return "本表是会评得分；最终得分中函评占" + strconv.Itoa(p.Share) + "%、会评占" + strconv.Itoa(100-p.Share) + "%。"
	}
	return ""
}

// RawText writes the raw scores by the experts' places, those that are far off in brackets.
func RawText(raw []Raw) string {
	parts := make([]string, len(raw))
	for i, w := range raw {
		parts[i] = strconv.Itoa(w.Total)
		if w.Marked {
			parts[i] = "（" + parts[i] + "）"
		}
	}
	return strings.Join(parts, "、")
}

func placeText(place int) string {
	if place == 0 {
		return "—"
	}
	return strconv.Itoa(place)
}

// scoreText is the combined score, a dash where there is none.
func (r Ranked) scoreText() string {
	if len(r.Raw) == 0 {
		return "—"
	}
	return r.Combined.String()
}

// SpreadText is the spread, a dash where there is no score.
func (r Ranked) SpreadText() string {
	if len(r.Raw) == 0 {
		return "—"
	}
	return strconv.Itoa(r.Spread)
}

// Notes says what whoever decides has to know of the score: beside it, in the list to be signed, and in the meeting's paper.
func (r Ranked) Notes() string {
	var notes []string
	if r.Of != nil {
		notes = append(notes, "函评"+r.Of[0].String()+"分，会评"+r.Of[1].String()+"分")
	}
	if r.Marked() {
		notes = append(notes, "有评分偏离较大")
	}
	if r.Tied {
		notes = append(notes, "同分，按次序比较")
	}
	if r.Relations > 0 {
		notes = append(notes, strconv.Itoa(r.Relations)+"位专家回避")
	}
	if r.Missing > 0 {
		notes = append(notes, "缺"+strconv.Itoa(r.Missing)+"份评分")
	}
	if r.Overrun {
		notes = append(notes, "超出名额推荐，经研究同意")
	}
	return strings.Join(notes, "；")
}

// FeesPaper is the blank list on which the experts sign for their fees (专家费签领表). Who is of the house gets none.
func FeesPaper(t *store.Tx, r Round, at time.Time) (doc paper.Document, err error) {
	c, err := call.Get(t, r.Panel.Cohort)
	if err != nil {
		return doc, err
	}
	var rows [][]string
	for i, s := range r.Serving() {
		amount, note := "", ""
		if s.Expert.Inhouse {
			amount, note = "／", "本单位人员，不得领取"
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), s.Expert.Name, s.Expert.Employer, s.Expert.Title, strconv.Itoa(r.scored(s.Expert.ID)), amount, "", note})
	}
	doc = paper.Document{Title: "专家费签领表", Author: c.Programme.Organiser.Office, Created: at, Blocks: []paper.Block{
		paper.Para{Style: paper.Title, Level: 1, Text: c.Title() + "\n专家费签领表"},
		paper.Para{Style: paper.Style{Size: 12, Line: 22, Align: paper.Center}, Text: r.Panel.Name}, paper.Blank{Lines: 0.3},
		paper.List([]paper.Column{{Head: "序号", Width: 11}, {Head: "姓名", Width: 18}, {Head: "工作单位", Width: paper.Width - 120, Left: true},
			{Head: "职称", Width: 18}, {Head: "件数", Width: 11}, {Head: "金额（元）", Width: 18}, {Head: "签名", Width: 22}, {Head: "备注", Width: 22, Left: true}}, rows),
		paper.Blank{Lines: 1}, paper.Para{Style: paper.Style{Size: 12, Line: 28, Align: paper.Left}, Text: "经办人（签字）：　　　　　　　　　　审核人（签字）："},
		paper.Para{Style: paper.Small, Text: "金额由发放单位按规定标准填写；主办单位机关和直属单位人员不得领取。"}}}
	return doc, nil
}

// scored counts the applications that an expert has scored.
func (r Round) scored(expert string) (n int) {
	for _, b := range r.AssignedTo(expert) {
		if s, in := r.SheetOf(b.Application.ID, expert); in && s.Counts() {
			n++
		}
	}
	return n
}
