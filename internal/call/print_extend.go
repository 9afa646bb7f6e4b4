package call

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// ExtensionPaper is the extension's draft (代拟稿) in the layout of an official letter; number, signer and date are left
// to the office's own way of issuing papers. v is the notice in force.
func ExtensionPaper(c Cohort, v Version, moved []Moved, reason string, at time.Time) paper.Document {
	n := v.Text.Notice
	title := []string{c.Programme.Organiser.Short, "关于" + c.Programme.Name, "申报时间延期的通知"}
	doc := paper.Document{Title: strings.Join(title, ""), Author: c.Programme.Organiser.Name, Created: at, Numbers: paper.Numbers{On: true}}
	doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.FormHead, Text: "代拟稿"}, paper.Para{Style: paper.FormHead, Text: "文号：　　　　"}, paper.Blank{Lines: 1})
	doc.Blocks = append(doc.Blocks, titleBlocks(title, n.Addressees)...)
	for _, p := range extensionWords(c, v, moved, reason) {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Body, Text: p})
	}
	for _, line := range contactLines(n.Contact) {
		doc.Blocks = append(doc.Blocks, paper.Para{Style: paper.Body, Text: line})
	}
	doc.Blocks = append(doc.Blocks, paper.Blank{Lines: 2},
		paper.Signed{By: c.Programme.Organiser.Name, Date: dayWords("", at.Year()), Sealed: true})
	return doc
}

// extensionWords are the letter's paragraphs.
func extensionWords(c Cohort, v Version, moved []Moved, reason string) []string {
	reason = strings.TrimRight(reason, "。")
	if reason == "" {
		reason = "（此处写明理由）"
	}
	words := []string{fmt.Sprintf("《%s》（%s）印发后，%s。经研究，现将有关时间延期如下：", v.Text.Title(), v.Number, reason)}
	words = append(words, movedLines(c.Programme, moved)...)
	if len(moved) == 0 {
		words = append(words, "（此处列明延后的时间）")
	}
	return append(words, "已经提交的"+c.Programme.Called().Form+"有效，不需要重新提交。其他事项仍按原通知执行。")
}

// movedLines are moved dates in words.
func movedLines(p *programme.Programme, moved []Moved) []string {
	names := map[string]string{}
	for _, kind := range p.Dates {
		names[kind.Key] = kind.Name
	}
	lines := make([]string, len(moved))
	for i, m := range moved {
		lines[i] = names[m.Kind] + "由" + hourOf(m.Before.Time()) + "延至" + hourOf(m.At.Time()) + "。"
	}
	return lines
}

// hourOf is a deadline without the word before: 5月18日（星期一）24:00.
func hourOf(at time.Time) string { return strings.TrimSuffix(deadline(at), "前") }

// extensionDoc is the letter as it is drafted now.
func extensionDoc(t *store.Tx, c Cohort) (paper.Document, error) {
	text, err := ExtensionDraft(t, c)
	if err != nil {
		return paper.Document{}, err
	}
	v, err := VersionOf(t, c, 0)
	if err != nil {
		return paper.Document{}, err
	}
	before, err := datesByKind(t, c.ID)
	return ExtensionPaper(c, v, movedBy(c.Programme, text, before), strings.TrimSpace(text.Reason), t.Now()), err
}

// ExtensionFile is the draft as a file, for the office.
func (r *Room) ExtensionFile(ctx context.Context, actor access.Actor, id string, as Format) ([]byte, error) {
	var doc paper.Document
	err := r.DB().Read(ctx, func(t *store.Tx) error {
		if err := MaySeeDraft(actor).Err(); err != nil {
			return err
		}
		c, err := GetPublished(t, id)
		if err != nil {
			return err
		}
		doc, err = extensionDoc(t, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.render(doc, as)
}
