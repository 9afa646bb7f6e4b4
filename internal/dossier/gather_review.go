package dossier

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"shidian/internal/review"
)

// panels are the draws, the scores and the experts' sheets of each panel.
func (g *reading) panels() (Part, error) {
	b := g.builder(dirReview, "专家抽取与评审")
	all, err := review.PanelsOf(g.t, g.Cohort.ID)
	if err != nil {
		return b.part, err
	}
	for _, p := range all {
		dir := g.taken.folder(dirReview, p.Name)
		if err := g.draws(b, p, dir); err != nil {
			return b.part, err
		}
		if err := g.scores(b, p, dir); err != nil {
			return b.part, err
		}
	}
	return b.part, b.err
}

func (g *reading) draws(b *builder, p review.Panel, dir string) error {
	draws, err := review.Draws(g.t, p.ID)
	if err != nil {
		return err
	}
	for _, d := range draws {
		title := fmt.Sprintf("%s专家抽取记录（第%d次）", p.Name, d.N)
		if !d.Done() {
			why := "还没有抽取完成"
			if d.Dropped != "" {
				why = "未完成即作废：" + d.Dropped
			}
			b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: title, Date: d.BegunAt, Note: why})
			continue
		}
		doc, err := review.DrawRecord(g.t, d)
		if err != nil {
			return err
		}
		codes, err := review.Codes(g.t, p.ID, d.N)
		if err != nil {
			return err
		}
		piece := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: title, Date: d.DrawnAt, Note: d.Reason})
		b.file(piece, dir, fmt.Sprintf("抽取记录表%d", d.N), ".pdf", g.r.printed(doc))
		b.file(piece, dir, fmt.Sprintf("draw%d", d.N), ".json", text(d.File))
		b.file(piece, dir, fmt.Sprintf("代码对照表%d", d.N), ".csv", codeTable(codes))
	}
	return nil
}

// codeTable says who is behind the published codes.
func codeTable(codes []review.Code) func(io.Writer) error {
	return func(w io.Writer) error {
		var file bytes.Buffer
		file.WriteString("\ufeff") // so that Excel reads it as UTF-8
		table := csv.NewWriter(&file)
		table.Write([]string{"代码", "盐值", "专家标识", "姓名", "工作单位"})
		for _, c := range codes {
			table.Write([]string{c.Code, c.Salt, c.Expert.ID, plain(c.Expert.Name), plain(c.Expert.Employer)})
		}
		table.Flush()
		_, err := w.Write(file.Bytes())
		return err
	}
}

// plain keeps a text from being read as a formula.
func plain(text string) string {
	if strings.ContainsAny(text[:min(1, len(text))], "=+-@") {
		return "'" + text
	}
	return text
}

// scores are the combined list to be signed, the same for Excel, and every expert's sheet with its comment.
func (g *reading) scores(b *builder, p review.Panel, dir string) error {
	if p.State != review.PanelScoring && p.State != review.PanelClosed {
		return nil
	}
	round, err := review.RoundOf(g.t, p.ID)
	if err != nil {
		return err
	}
	doc, err := review.ScoresPaper(g.t, round, g.At)
	if err != nil {
		return err
	}
	list, err := review.StandingOf(g.t, round)
	if err != nil {
		return err
	}
	sheets, err := everySheet(g, p.ID)
	if err != nil {
		return err
	}
	piece := b.piece(Piece{By: g.Cohort.Programme.Organiser.Office, Title: p.Name + "评分汇总表和专家评分表", Date: lastSheet(sheets, g), Note: review.PanelTitles[p.State]})
	b.file(piece, dir, "评分汇总表", ".pdf", g.r.printed(doc))
	b.file(piece, dir, "评分汇总表", ".xlsx", func(w io.Writer) error { return review.WriteScores(w, round, list, g.At) })
	b.file(piece, dir, "专家评分与评语", ".xlsx", func(w io.Writer) error { return sheetOf(round, g).Write(w, sheetRows(round, sheets)) })
	for i, hash := range scansOf(sheets) {
		b.stored(piece, dir, fmt.Sprintf("纸质评分表扫描件%02d", i+1), hash)
	}
	return b.err
}
