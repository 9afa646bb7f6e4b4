package dossier

import (
	"fmt"
	"time"

	"shidian/internal/act"
	"shidian/internal/evaluate"
	"shidian/internal/paper"
)

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// evaluations are every pilot's looks with their signed sheets, what was put right, the hearings and the documents about a loss.
// What bodies decided of losses and grades stands among the decisions.
func (g *reading) evaluations() (Part, error) {
	b := g.builder("09评估验收", "评估验收")
	all, err := evaluate.In(g.t, everything, g.Cohort)
	for _, e := range all {
		if err != nil {
			break
		}
		if err = g.looks(b, e); err == nil {
			g.rectified(b, e)
			g.heard(b, e)
		}
	}
	if err != nil {
		return b.part, err
	}
	return b.part, b.err
}

func (g *reading) looks(b *builder, e evaluate.Evaluation) error {
	for _, l := range e.Looks {
		var targets []evaluate.Target
		if l.Kind == evaluate.Final {
			var err error
			if targets, err = evaluate.TargetsOf(g.t, e.ID); err != nil {
				return err
			}
		}
		note := evaluate.ConclusionTitles[l.Conclusion]
		if l.Kind == evaluate.Final {
			note = map[act.State]string{evaluate.Open: "建议" + l.Grade, evaluate.Agreed: "等级" + l.Grade, evaluate.Struck: "研究没有同意"}[l.State]
		}
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: fmt.Sprintf("%s%s表（%s）", e.Application.UnitName, evaluate.KindTitles[l.Kind], e.Application.Number), Date: l.At, Note: note})
		name := fmt.Sprintf("%d %s表", l.N, evaluate.KindTitles[l.Kind])
		b.file(p, folderOf(e.Case), name, ".pdf", g.r.printed(evaluate.LookPaper(e, l, targets, l.At)))
		b.stored(p, folderOf(e.Case), name+"（签字）", l.Scan)
	}
	return nil
}

func (g *reading) rectified(b *builder, e evaluate.Evaluation) {
	for _, done := range e.Rectified {
		p := b.piece(Piece{By: e.Application.UnitName, Title: fmt.Sprintf("%s整改情况（第%d次报送）", e.Application.UnitName, done.N), Date: done.At})
		var facts [][2]string
		name := fmt.Sprintf("整改情况第%d次", done.N)
		for i, m := range done.Items {
			facts = append(facts, [2]string{fmt.Sprintf("整改事项%d", i+1), m.What}, [2]string{"整改情况", m.Did}, [2]string{"佐证", m.Evidence})
			for j, hash := range m.Files {
				b.stored(p, folderOf(e.Case), fmt.Sprintf("%s佐证%d-%d", name, i+1, j+1), hash)
			}
		}
		b.file(p, folderOf(e.Case), name, ".pdf", g.r.printed(g.sheetPaper(e, "整改情况", facts)))
	}
}

func (g *reading) heard(b *builder, e evaluate.Evaluation) {
	for i, l := range e.Losses {
		facts := [][2]string{{"请陈述的事项", l.Words}, {"截止日期", day(l.Until)}, {"提出时间", moment(l.AskedAt)}}
		if l.StatedAt.IsZero() {
			facts = append(facts, [2]string{"陈述意见", "没有提交"})
		} else {
			facts = append(facts, [2]string{"陈述意见", l.Statement}, [2]string{"陈述时间", moment(l.StatedAt)})
		}
		name := fmt.Sprintf("听取陈述%d", i+1)
		p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: e.Application.UnitName + "听取陈述记录", Date: later(l.AskedAt, l.StatedAt)})
		b.file(p, folderOf(e.Case), name, ".pdf", g.r.printed(g.sheetPaper(e, "听取陈述记录", facts)))
		for j, hash := range l.Files {
			b.stored(p, folderOf(e.Case), fmt.Sprintf("%s材料%d", name, j+1), hash)
		}
		if l.Announced() {
			p := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Number: l.Number, Title: evaluate.LossSubject(e.Case), Date: l.Dated.Start()})
			b.stored(p, folderOf(e.Case), l.Number, l.Issued)
		}
	}
}

// sheetPaper is a paper of names and values about a pilot.
func (g *reading) sheetPaper(e evaluate.Evaluation, title string, facts [][2]string) paper.Document {
	return g.factsPaper(e.Application.UnitName, title, e.Application.Number, facts)
}

// factsPaper is a paper of names and values about something of a unit.
func (rec *Record) factsPaper(unit, title, number string, facts [][2]string) paper.Document {
	return paper.Document{Title: title + " " + number, Author: rec.Cohort.Programme.Organiser.Office, Created: rec.At, Numbers: paper.Numbers{On: true},
		Blocks: []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: unit + "\n" + title}, paper.Blank{Lines: 0.5}, factsTable(facts), paper.Blank{Lines: 0.5}, rec.made()}}
}
