package publish

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Shown is a notice with what its papers and pages say of it.
type Shown struct {
	Notice
	Cohort call.Cohort
	Cited  string // the call, as [call.Cited]
	Units  map[string]apply.Application
	Left   []Departed // of a draft: who was granted and withdrew before the notice
	Body   string     // the body that decided
	Days   []calendar.Day
	Now    time.Time
}

// Subject is the notice's: 关于2020年度……建议名单的公示.
func (s Shown) Subject() string {
	if s.N > 1 {
		return "关于" + s.Cohort.Title() + "递补单位的公示"
	}
	return "关于" + s.Cohort.Title() + "建议名单的公示"
}

// Paragraphs are the notice's words, as the paper and the public page have them.
func (s Shown) Paragraphs() []string {
	p := s.Cohort.Programme
	return []string{
		fmt.Sprintf("按照%s要求，经自愿申报、审核推荐、专家评审，%s研究，现将拟确定的%d个单位予以公示。", s.Cited, s.Body, len(s.Lines)),
		fmt.Sprintf("公示时间：%s至%s（%d个%s）。", dayWords(s.From), dayWords(s.Until), s.Period.N, unitWord(s.Period.Working)),
		p.Stages.Publish.ObjectionBasis + "。",
		"受理电话：" + s.OfficePhone,
		"监督电话：" + s.DisciplinePhone,
	}
}

func unitWord(working bool) string {
	if working {
		return "工作日"
	}
	return "自然日"
}

func dayWords(d calendar.Day) string {
	if d.IsZero() {
		return "　　年　月　日"
	}
	return d.Start().In(clock.Zone).Format("2006年1月2日")
}

// ShownOf reads a notice with what is said of it. The lines of a draft are the decision's.
func (r *Room) ShownOf(t *store.Tx, id string) (s Shown, err error) {
	if s, err = Uncounted(t, id); err == nil {
		s.Days, err = Days(r.Years, s.From, s.Until, s.Period)
	}
	return s, err
}

// Uncounted is ShownOf without the single days.
func Uncounted(t *store.Tx, id string) (s Shown, err error) {
	if s.Notice, err = Get(t, id); err != nil {
		return s, err
	}
	if s.Cohort, err = call.Get(t, s.Notice.Cohort); err != nil {
		return s, err
	}
	if s.Cited, err = call.Cited(t, s.Cohort); err != nil {
		return s, err
	}
	d, err := decide.Get(t, s.Decision)
	if err != nil {
		return s, err
	}
	s.Body, s.Now = d.Body, t.Now()
	if s.State == Draft {
		s.Lines, s.Left, err = toPutUp(t, d)
		if err != nil {
			return s, err
		}
	}
	s.Units, err = unitsOf(t, s.Lines)
	return s, err
}

// NoticePaper is the public notice as a draft (代拟稿): without red head, for the office's own way of signing.
func NoticePaper(s Shown) paper.Document {
	blocks := titled(s.Subject(), s.Paragraphs())
	blocks = append(blocks, paper.Blank{Lines: 1}, paper.Attached{Names: []string{"拟确定单位名单"}}, paper.Blank{Lines: 2},
		paper.Signed{By: s.Cohort.Programme.Organiser.Name, Date: dayWords(s.From), Sealed: true}, paper.PageBreak{})
	blocks = append(blocks, annex("拟确定单位名单", s.Cohort, s.Lines, s.Units)...)
	return document(s.Subject(), s.Cohort, s.Now, blocks)
}

// ReleaseDraft is the notice of release as a draft (代拟稿), of what stands on the cohort's running notices.
func ReleaseDraft(t *store.Tx, c call.Cohort) (paper.Document, error) {
	cited, err := call.Cited(t, c)
	if err != nil {
		return paper.Document{}, err
	}
	lines, units, err := Chosen(t, c.ID, Running)
	return releasePaper(c, cited, lines, units, t.Now()), err
}

func releasePaper(c call.Cohort, cited string, lines []Line, units map[string]apply.Application, now time.Time) paper.Document {
	subject := ReleaseSubject(c)
	blocks := titled(subject, []string{
		fmt.Sprintf("按照%s要求，经自愿申报、审核推荐、专家评审、研究和公示，确定%d个单位，现予公布。", cited, len(lines)),
		fmt.Sprintf("%s为%d年。请各单位按照核定的内容编制实施方案，认真组织实施。", c.Programme.Called().Term, c.Programme.Term.Years)})
	blocks = append(blocks, paper.Blank{Lines: 1}, paper.Attached{Names: []string{c.Title() + "名单"}}, paper.Blank{Lines: 2},
		paper.Signed{By: c.Programme.Organiser.Name, Date: "　　年　月　日", Sealed: true}, paper.PageBreak{})
	blocks = append(blocks, annex(c.Title()+"名单", c, lines, units)...)
	return document(subject, c, now, blocks)
}

func titled(subject string, paragraphs []string) []paper.Block {
	blocks := []paper.Block{paper.Para{Style: paper.FormHead, Text: "代拟稿"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 1, Text: subject}, paper.Blank{Lines: 1}}
	for _, text := range paragraphs {
		blocks = append(blocks, paper.Para{Style: paper.Body, Text: text})
	}
	return blocks
}

func annex(title string, c call.Cohort, lines []Line, units map[string]apply.Application) []paper.Block {
	t := paper.Table{Cols: []float64{16, 66, paper.Width - 82}, Head: 1, Rows: []paper.Row{{Min: 9}}}
	for _, text := range []string{"序号", "单位", c.Programme.Called().Contents} {
		t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Head: true, Paras: []paper.Para{{Style: paper.ListHead, Text: text}}})
	}
	for i, l := range lines {
		t.Rows = append(t.Rows, paper.Row{Min: 8, Cells: []paper.Cell{cell(paper.ListText, fmt.Sprint(i+1)), cell(paper.ListLeft, units[l.Application].UnitName),
			cell(paper.ListLeft, decide.Contents(c.Programme, l.Contents))}})
	}
	return []paper.Block{paper.Para{Style: paper.FormHead, Text: "附件"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 1, Text: title}, paper.Blank{Lines: 1}, t}
}

func cell(style paper.Style, text string) paper.Cell {
	return paper.Cell{Paras: []paper.Para{{Style: style, Text: text}}}
}

func document(subject string, c call.Cohort, at time.Time, blocks []paper.Block) paper.Document {
	return paper.Document{Title: strings.ReplaceAll(subject, "\n", ""), Author: c.Programme.Organiser.Name, Created: at, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

// Off are the lines that left the notice while it ran.
func (s Shown) Off() []Line {
	states := map[string]act.State{}
	for id, a := range s.Units {
		states[id] = a.State
	}
	return OffNotice(s.Notice, states)
}

// Outgoing is the paper of the notice that is still to leave the house: the notice as a draft, or its correction; false
// for none.
func (s Shown) Outgoing() (paper.Document, bool) {
	switch {
	case s.State == Draft:
		return NoticePaper(s), true
	case len(s.Off()) > 0:
		return CorrectionPaper(s), true
	}
	return paper.Document{}, false
}

// CorrectionPaper is the corrected notice as a draft (代拟稿): who left the list while it was on notice.
func CorrectionPaper(s Shown) paper.Document {
	subject := strings.TrimSuffix(s.Subject(), "的公示") + "公示的更正"
	paragraphs := []string{fmt.Sprintf("《%s》（公示时间：%s至%s）登出后，名单有以下变动：", s.Subject(), dayWords(s.From), dayWords(s.Until))}
	for _, l := range s.Off() {
		why := "已撤回申报，不再列入。"
		if l.Struck {
			why = "从公示名单撤下：" + strings.TrimSuffix(l.Reason, "。") + "。"
		}
		paragraphs = append(paragraphs, s.Units[l.Application].UnitName+why)
	}
	paragraphs = append(paragraphs, "其他单位和公示时间不变。", "受理电话："+s.OfficePhone, "监督电话："+s.DisciplinePhone)
	blocks := append(titled(subject, paragraphs), paper.Blank{Lines: 2}, paper.Signed{By: s.Cohort.Programme.Organiser.Name, Date: dayWords(calendar.DayOf(s.Now)), Sealed: true})
	return document(subject, s.Cohort, s.Now, blocks)
}

// CorrectionFile is the draft of a corrected notice as a file; NotFound while nobody has left the list.
func (r *Room) CorrectionFile(ctx context.Context, actor access.Actor, id string, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		s, err := r.ShownOf(t, id)
		if err == nil && len(s.Off()) == 0 {
			err = fault.NotFound()
		}
		if err != nil {
			return paper.Document{}, err
		}
		return CorrectionPaper(s), nil
	})
}

// NoticeFile is the draft of a notice as a file: a PDF, or with docx a document for Word and WPS.
func (r *Room) NoticeFile(ctx context.Context, actor access.Actor, id string, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		s, err := r.ShownOf(t, id)
		if err != nil {
			return paper.Document{}, err
		}
		return NoticePaper(s), nil
	})
}

// ReleaseFile is the draft of a cohort's release as a file, of what stands on its running notices.
func (r *Room) ReleaseFile(ctx context.Context, actor access.Actor, cohort string, docx bool) ([]byte, error) {
	return r.file(ctx, actor, docx, func(t *store.Tx) (paper.Document, error) {
		c, err := call.Get(t, cohort)
		if err != nil {
			return paper.Document{}, err
		}
		return ReleaseDraft(t, c)
	})
}

func (r *Room) file(ctx context.Context, actor access.Actor, docx bool, read func(*store.Tx) (paper.Document, error)) ([]byte, error) {
	if err := MayRead(actor).Err(); err != nil {
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
