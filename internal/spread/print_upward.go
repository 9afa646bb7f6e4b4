package spread

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// UpwardPaper is the letter to the body above as a draft (代拟稿), with the form (推荐表) behind it.
func UpwardPaper(c UpwardCase, u Upward) paper.Document {
	p := c.Pilot.Programme()
	subject := "关于推荐典型案例“" + c.Body.Title + "”的函"
	blocks := []paper.Block{paper.Para{Style: paper.FormHead, Text: "代拟稿"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 1, Text: subject}, paper.Blank{Lines: 1},
		paper.Para{Style: paper.Flush, Text: u.To + "："}, upwardText(upwardWords(c, u)), upwardText("特此函达。"), paper.Attached{Names: []string{"典型案例推荐表"}},
		paper.Blank{Lines: 1}, paper.Signed{By: p.Organiser.Name, Date: upwardDate(u.Dated), Sealed: true}, paper.PageBreak{},
		paper.Para{Style: paper.FormHead, Text: "附件"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 2, Text: "典型案例推荐表"}, paper.Blank{Lines: 1}, upwardTable(c, u)}
	return paper.Document{Title: subject, Author: p.Organiser.Name, Created: u.At, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

func upwardText(text string) paper.Block { return paper.Para{Style: paper.Body, Text: text} }

// upwardWords is the letter's paragraph: whose case it is, and what speaks for it.
func upwardWords(c UpwardCase, u Upward) string {
	text := fmt.Sprintf("%s承担的%s中，形成了典型案例“%s”，经审核已经公开发布", c.Case.UnitName, c.Pilot.Cohort.Title(), c.Body.Title)
	if u.Figures.Grade != "" {
		text += "，该单位终期评估等级为“" + u.Figures.Grade + "”"
	}
	if n := len(u.Figures.Uses); n > 0 {
		text += fmt.Sprintf("，已有%d个单位应用并经核实", n)
	}
	return text + "。现予推荐，推荐表附后。"
}

// upwardDate is the letter's date; places for it while it is not registered.
func upwardDate(d calendar.Day) string {
	if d.IsZero() {
		return "　　年　　月　　日"
	}
	return dayInWords(d)
}

// upwardTable is the form: the case, what the office writes, and what the program fills in.
func upwardTable(c UpwardCase, u Upward) paper.Table {
	p := c.Pilot.Programme()
	t := paper.Table{Cols: []float64{32, paper.Width - 32}}
	row := func(name, text string) {
		if text == "" {
			text = "—"
		}
		cell := paper.Cell{}
		for _, line := range strings.Split(text, "\n") {
			cell.Paras = append(cell.Paras, paper.Para{Style: paper.ListLeft, Text: line})
		}
		t.Rows = append(t.Rows, paper.Row{Min: 9, Cells: []paper.Cell{{Paras: []paper.Para{{Style: paper.ListHead, Text: name}}}, cell}})
	}
	row("案例名称", c.Body.Title)
	row("单位", c.Case.UnitName)
	row(p.Called().Contents, decide.Contents(p, c.Body.Contents))
	row(p.Called().Term, upwardDate(c.Pilot.From)+"至"+upwardDate(c.Pilot.Until))
	row("终期评估等级", u.Figures.Grade)
	row("摘要", c.Body.Summary)
	row("推荐理由", u.Form.Reason)
	row("创新之处", u.Form.Novelty)
	row("可复制可推广之处", u.Form.Copying)
	row("预期目标和实际完成", strings.Join(targetLines(u.Figures), "\n"))
	row("推广应用", strings.Join(useLines(u.Figures), "\n"))
	row("推荐单位", p.Organiser.Name)
	return t
}

// targetLines are the targets against what was reached, a line each.
func targetLines(f Figures) (lines []string) {
	for i, one := range f.Targets {
		actual := one.Actual
		if actual == "" {
			actual = "—"
		}
		lines = append(lines, fmt.Sprintf("%d. %s：%s目标%s，实际%s（%s）", i+1, one.What, one.Indicator, one.Target, actual, one.Share))
	}
	return lines
}

// useLines are the confirmed uses, a line each.
func useLines(f Figures) (lines []string) {
	for i, one := range f.Uses {
		lines = append(lines, fmt.Sprintf("%d. %s（%s起）", i+1, one.Unit, one.Since))
	}
	return lines
}

// UpwardFile is the paper of a case's recommendation: of the one that waits for its second person or is being written, else
// of the newest. A PDF, or with docx a document for Word and WPS.
func (r *Room) UpwardFile(ctx context.Context, actor access.Actor, of string, docx bool) ([]byte, error) {
	var doc paper.Document
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err := UpwardOf(t, actor, of)
		if err != nil {
			return err
		}
		u, err := r.newestUpward(t, c)
		if err != nil {
			return err
		}
		if u.Version > 0 {
			v, err := VersionOf(t, of, u.Version)
			if err != nil {
				return err
			}
			c.Body = v.Body
		}
		doc = UpwardPaper(c, u)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if docx {
		return paper.DOCX(doc)
	}
	return paper.PDF(doc, r.Fonts)
}

// newestUpward is what is proposed or being written, else the newest that was confirmed; NotFound when there is neither.
func (r *Room) newestUpward(t *store.Tx, c UpwardCase) (u Upward, err error) {
	if x, waits, err := r.WaitingUpward(t, c.ID); err != nil || waits {
		return Upward{To: c.To(), Version: x.Version, Form: x.Form, Figures: x.Figures, At: t.Now()}, err
	}
	if last := c.Last(); last.State == Recommended {
		return last, nil
	}
	draft, found, err := run.DraftOf(t, c.Case.Pilot, UpwardDraft(c.ID))
	if err != nil {
		return u, err
	}
	if found && c.Public() {
		var typed map[string][]string
		if err = json.Unmarshal([]byte(draft.Body), &typed); err != nil {
			return u, err
		}
		first := func(name string) string { return strings.Join(typed[name], "") }
		u = Upward{To: c.To(), Version: c.Shown, Form: UpwardForm{Reason: first("reason"), Novelty: first("novelty"), Copying: first("copying")}, At: t.Now()}
		u.Figures, err = FiguresOf(t, c.Case)
		return u, err
	}
	if u = c.Last(); u.N == 0 {
		err = fault.NotFound()
	}
	return u, err
}

// WaitingUpward is what of a case waits for its second person; false for nothing.
func (r *Room) WaitingUpward(t *store.Tx, of string) (x Recommending, waits bool, err error) {
	proposals, err := r.Door.ProposalsOf(t, UpwardObject(of))
	if err != nil || len(proposals) == 0 || proposals[0].State != act.Waiting {
		return x, false, err
	}
	x, err = RecommendingIn(proposals[0].Params)
	return x, true, err
}
