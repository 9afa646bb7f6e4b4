package evaluate

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// LookPaper is the sheet of a look as a paper, to be signed by the experts or put before the body; a final one with target
// and actual of every milestone.
func LookPaper(e Evaluation, l Look, targets []Target, at time.Time) paper.Document {
	title := KindTitles[l.Kind] + "表"
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: e.Cohort.Title() + "\n" + title}, paper.Blank{Lines: 1}, factsTable(e, l), paper.Blank{Lines: 1}}
	blocks = append(blocks, sheetTable(l))
	if l.Kind == Final && len(targets) > 0 {
		blocks = append(blocks, paper.Blank{Lines: 1}, body("预期目标和实际完成情况："), targetTable(targets))
	}
	for i, item := range l.Items {
		if i == 0 {
			blocks = append(blocks, paper.Blank{Lines: 1}, body("整改事项（"+dayWords(l.Until)+"前完成）："))
		}
		blocks = append(blocks, body(strconv.Itoa(i+1)+". "+item))
	}
	if l.Words != "" {
		blocks = append(blocks, paper.Blank{Lines: 1}, body("评估意见："+l.Words))
	}
	blocks = append(blocks, paper.Blank{Lines: 1}, body("专家签字："), paper.Blank{Lines: 2},
		paper.Signed{By: e.Programme().Organiser.Office, Date: l.At.In(clock.Zone).Format("2006年1月2日")})
	return document(e.Cohort.Title()+title, e.Programme().Organiser.Office, at, blocks)
}

func factsTable(e Evaluation, l Look) paper.Table {
	result := ConclusionTitles[l.Conclusion]
	if l.Kind == Final {
		result = Points(l.Total) + "分，建议等级：" + l.Grade
		if l.Reason != "" {
			result += "（按分数线是" + l.Proposed + "；" + l.Reason + "）"
		}
	}
	t := paper.Table{Cols: []float64{32, paper.Width - 32}}
	for _, row := range [][2]string{{"单位", e.Application.UnitName + "（" + e.Application.Number + "）"},
		{e.Programme().Called().Contents, decide.Contents(e.Programme(), e.Contents)}, {e.Programme().Called().Term, dayWords(e.From) + "至" + dayWords(e.Until)},
		{"评估专家", l.Experts}, {"结论", result}} {
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListHead, row[0]), cell(paper.ListLeft, row[1])}})
	}
	return t
}

func sheetTable(l Look) paper.Table {
	heads := []string{"评估标准", "分值", "评估意见", "情况"}
	if l.Kind == Final {
		heads[2] = "得分"
	}
	t := table([]float64{36, 16, 26, paper.Width - 78}, heads)
	for _, f := range l.Sheet {
		found := ResultTitles[f.Result]
		if l.Kind == Final {
			found = Points(f.Points)
		}
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListLeft, f.Name), cell(paper.ListText, strconv.Itoa(f.Weight)),
			cell(paper.ListText, found), cell(paper.ListLeft, f.Words)}})
	}
	if l.Kind == Final {
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListText, "合计"), cell(paper.ListText, "100"), cell(paper.ListText, Points(l.Total)), cell(paper.ListLeft, "")}})
	}
	return t
}

func targetTable(targets []Target) paper.Table {
	t := table([]float64{44, 30, 22, 22, 18, paper.Width - 136}, []string{"任务", "指标", "目标", "实际", "完成", "佐证"})
	for _, one := range targets {
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListLeft, one.What), cell(paper.ListLeft, one.Indicator),
			cell(paper.ListText, one.Target+one.Unit), cell(paper.ListText, dash(one.Actual)), cell(paper.ListText, one.Share()), cell(paper.ListLeft, one.Proof)}})
	}
	return t
}

// Share is how much of the target was reached, in words.
func (t Target) Share() string {
	if t.Percent < 0 {
		return dash(run.ProgressTitles[t.State])
	}
	return strconv.Itoa(t.Percent) + "%"
}

// PacketPaper is the meeting's paper about the grades (会议材料): the ranked list with totals and proposed grades, and how many
// of each grade the shares allow.
func PacketPaper(t *store.Tx, c call.Cohort) (paper.Document, error) {
	lines, err := gradeLines(t, c.ID)
	if err != nil {
		return paper.Document{}, err
	}
	if len(lines) == 0 {
		return paper.Document{}, fault.NotFound()
	}
	_, judged, _, err := Shares(t, c.ID)
	if err != nil {
		return paper.Document{}, err
	}
	ranked := make([]decide.Line, len(lines))
	for i, l := range lines {
		ranked[i].Ranked = l
	}
	units, err := decide.Applications(t, ranked)
	if err != nil {
		return paper.Document{}, err
	}
	title := c.Title() + "\n终期评估等级建议"
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: title}, paper.Blank{Lines: 1},
		body(fmt.Sprintf("提请研究。共%d个单位，按得分排列。%s", len(lines), sharesWords(c, judged))), paper.Blank{Lines: 1}}
	list := table([]float64{14, 56, 20, paper.Width - 90}, []string{"名次", "单位", "得分", "建议"})
	for _, l := range lines {
		a := units[l.Application]
		list.Rows = append(list.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListText, strconv.Itoa(l.Place)), cell(paper.ListLeft, a.UnitName+"\n"+a.Number),
			cell(paper.ListText, l.Score), cell(paper.ListLeft, l.Notes)}})
	}
	blocks = append(blocks, list, paper.Blank{Lines: 2}, paper.Signed{By: c.Programme.Organiser.Office, Date: t.Now().In(clock.Zone).Format("2006年1月2日")})
	return document(title, c.Programme.Organiser.Office, t.Now(), blocks), nil
}

func sharesWords(c call.Cohort, judged int) string {
	var said []string
	for _, g := range c.Programme.Stages.Evaluate.Grades.Value {
		if g.Share < 100 {
			said = append(said, fmt.Sprintf("%s不超过%d%%，已评估%d个单位，最多%d个", g.Name, g.Share, judged, MostOf(g, judged)))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, "；") + "。"
}

// LossSubject names the document about a loss of the status.
func LossSubject(e run.Case) string {
	return "关于取消" + e.Application.UnitName + e.Programme().Called().Selected + "资格的通知"
}

// LossParagraphs are the document's words, as the paper and the public page have them: what was done, and what was decided.
func LossParagraphs(c run.Case, cited string, d decide.Decision) []string {
	n := c.Programme().Called()
	return []string{
		fmt.Sprintf("按照%s要求，经中期评估、限期整改和再次评估，听取单位陈述意见，并经%s%s研究，决定取消%s的%s资格，自本通知成文之日起执行。", cited, d.Body, d.Session, c.Application.UnitName, n.Selected),
		fmt.Sprintf("请%s妥善做好有关工作的衔接，已经形成的经验做法欢迎继续交流。", c.Application.UnitName)}
}

// LossPaper is that document as a draft (代拟稿), for the office's own way of signing.
func LossPaper(t *store.Tx, c run.Case, l Loss) (paper.Document, error) {
	cited, err := call.Cited(t, c.Cohort)
	if err != nil {
		return paper.Document{}, err
	}
	d, err := decide.Get(t, l.Decision)
	if err != nil {
		return paper.Document{}, err
	}
	subject := LossSubject(c)
	blocks := []paper.Block{paper.Para{Style: paper.FormHead, Text: "代拟稿"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 1, Text: subject}, paper.Blank{Lines: 1}}
	for _, text := range LossParagraphs(c, cited, d) {
		blocks = append(blocks, body(text))
	}
	blocks = append(blocks, paper.Blank{Lines: 2}, paper.Signed{By: c.Programme().Organiser.Name, Date: dayWords(l.Dated), Sealed: true})
	return document(subject, c.Programme().Organiser.Name, t.Now(), blocks), nil
}

func body(text string) paper.Block { return paper.Para{Style: paper.Body, Text: text} }

func cell(style paper.Style, text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: style, Text: text}}}
}

func table(cols []float64, heads []string) paper.Table {
	t := paper.Table{Cols: cols, Head: 1, Rows: []paper.Row{{Min: 9}}}
	for _, text := range heads {
		t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Head: true, Paras: []paper.Para{{Style: paper.ListHead, Text: text}}})
	}
	return t
}

func document(title, author string, at time.Time, blocks []paper.Block) paper.Document {
	return paper.Document{Title: strings.ReplaceAll(title, "\n", ""), Author: author, Created: at, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

func dash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// LookFile is the sheet of a pilot's nth look as a file: a PDF, or with docx a document for Word and WPS.
func (r *Room) LookFile(ctx context.Context, actor access.Actor, pilot string, n int, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		e, err := Of(t, pilot)
		if err == nil && (n < 1 || n > len(e.Looks)) {
			err = fault.NotFound()
		}
		if err != nil {
			return paper.Document{}, err
		}
		targets, err := TargetsOf(t, pilot)
		return LookPaper(e, e.Looks[n-1], targets, t.Now()), err
	})
}

// PacketFile is the meeting's paper about a cohort's grades as a file.
func (r *Room) PacketFile(ctx context.Context, actor access.Actor, cohort string, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		c, err := call.GetPublished(t, cohort)
		if err != nil {
			return paper.Document{}, err
		}
		return PacketPaper(t, c)
	})
}

// LossFile is the document about a pilot's loss of the status, as a draft.
func (r *Room) LossFile(ctx context.Context, actor access.Actor, pilot string, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		e, err := Of(t, pilot)
		if err != nil {
			return paper.Document{}, err
		}
		l, has := e.Loss()
		if !has || l.State != Agreed {
			return paper.Document{}, fault.NotFound()
		}
		return LossPaper(t, e.Case, l)
	})
}

func (r *Room) file(ctx context.Context, actor access.Actor, docx bool, read func(*store.Tx) (paper.Document, error)) ([]byte, error) {
	if err := MayWork(actor).Err(); err != nil {
		return nil, err
	}
	var doc paper.Document
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		doc, err = read(t)
		return err
	})
	if err != nil {
		return nil, err
	}
	if docx {
		return paper.DOCX(doc)
	}
	return paper.PDF(doc, r.Fonts)
}
