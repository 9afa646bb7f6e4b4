package run

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// progresses are the steps of a milestone in the order in which they are counted out.
var progresses = []Progress{Done, OnTheWay, Behind, NotBegun, GivenUp}

// ReportPaper is a report as it was handed in: who, for which period, and each milestone with what was reached.
func ReportPaper(a Asking, r Report, milestones []Milestone) paper.Document {
	p := a.Programme()
	title := a.Stocktaking.Title + "工作进展情况"
	facts := []string{
		"单位：" + a.Application.UnitName,
		p.Called().Contents + "：" + decide.Contents(p, a.Pilot.Contents),
		p.Called().Term + "：" + longDay(a.Pilot.From) + "至" + longDay(a.Pilot.Until),
		"报告时段：" + a.Stocktaking.Period(),
		"报送时间：" + longDay(calendar.DayOf(r.At)),
	}
	if words := ServesTitles[r.Serves]; words != "" {
		facts = append(facts, "本报告同时用于"+words+"。")
	}
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: 1, Text: a.Cohort.Title() + "\n" + title}, paper.Blank{Lines: 1},
		paper.Para{Style: paper.Flush, Text: strings.Join(facts, "\n")}}
	if r.Body.Summary != "" {
		blocks = append(blocks, paper.Para{Style: paper.Head1, Text: "总体情况", Level: 2}, paper.Para{Style: paper.Body, Text: r.Body.Summary})
	}
	if len(milestones) > 0 {
		blocks = append(blocks, paper.Para{Style: paper.Head1, Text: "各项进展", Level: 2}, milestonesTable(r.Body, milestones))
	}
	return paper.Document{Title: a.Application.UnitName + title, Author: a.Application.UnitName, Created: r.At, Landscape: true, Numbers: paper.Numbers{On: true}, Blocks: blocks}
}

func milestonesTable(body ReportBody, milestones []Milestone) paper.Table {
	rows := make([][]string, 0, len(milestones))
	for i, m := range milestones {
		l, _ := lineOf(body.Lines, m.Key)
		proof := l.Evidence
		if n := len(l.Files); n > 0 {
			proof = strings.TrimSpace(fmt.Sprintf("%s\n附件%d个", proof, n))
		}
		problem := []string{l.Problem}
		if l.Next != "" {
			problem = append(problem, "下一步："+l.Next)
		}
		state := ProgressTitles[l.State]
		if l.Unchanged {
			state += "\n与上次相同"
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), m.What + "\n" + longDay(m.By) + "前", m.Indicator + " " + m.Target + m.Unit, state,
			cmp.Or(l.Actual, "—"), proof, strings.TrimSpace(strings.Join(append(problem, l.Word), "\n"))})
	}
	return paper.List([]paper.Column{{Head: "序号", Width: 12}, {Head: "工作任务", Width: 55, Left: true}, {Head: "指标和目标", Width: 34, Left: true},
		{Head: "进展", Width: 22}, {Head: "实际完成", Width: 18}, {Head: "佐证", Width: 36, Left: true}, {Head: "问题、下一步和说明", Width: paper.WideWidth - 177, Left: true}}, rows)
}

// ReportFile is the PDF of the report that counts, made when it is asked for out of what was frozen.
func (r *Room) ReportFile(ctx context.Context, actor access.Actor, stocktaking, pilot string) ([]byte, error) {
	var doc paper.Document
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		a, milestones, err := ReportedOf(t, actor, stocktaking, pilot)
		if err == nil {
			doc = ReportPaper(a, a.Counting, milestones)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return paper.PDF(doc, r.Fonts)
}

// ReportedOf reads the report that counts with the milestones it is held against; NotFound where none was handed in, and for
// whoever may not see the pilot.
func ReportedOf(t *store.Tx, actor access.Actor, stocktaking, pilot string) (a Asking, milestones []Milestone, err error) {
	if a, err = AskingOf(t, stocktaking, pilot); err != nil {
		return a, nil, err
	}
	if err := MayRead(actor, a.Case).Err(); err != nil {
		return a, nil, err
	}
	if a.Counting.State != ReportHandedIn {
		return a, nil, fault.NotFound()
	}
	milestones, err = milestonesOf(t, a.Counting)
	return a, milestones, err
}

// SummaryPaper is the report on a stocktaking (调度报告) for the office to edit.
func (r *Roll) SummaryPaper() paper.Document {
	subject := r.subject()
	d := summary{Roll: r}
	d.blocks = []paper.Block{paper.Para{Style: paper.FormHead, Text: "代拟稿"}, paper.Blank{Lines: 1}, paper.Para{Style: paper.Title, Level: 1, Text: subject}, paper.Blank{Lines: 1}}
	d.section("总体情况", r.overall()...)
	d.progress()
	d.section("反映的问题", r.hindered()...)
	if r.Remarks != "" {
		d.section("工作意见", r.Remarks)
	}
	d.section("免报和未报送情况", r.silent()...)
	organiser := r.Cohorts[len(r.Cohorts)-1].Programme.Organiser.Name
	d.blocks = append(d.blocks, paper.Blank{Lines: 2}, paper.Signed{By: organiser, Date: longDay(calendar.DayOf(r.Now))})
	return paper.Document{Title: subject, Author: organiser, Created: r.Now, Numbers: paper.Numbers{On: true}, Blocks: d.blocks}
}

func (r *Roll) subject() string { return "关于" + r.Title + "调度情况的报告" }

type summary struct {
	*Roll
	blocks []paper.Block
	heads  int
}

var numerals = []string{"一", "二", "三", "四", "五"}

// section adds a numbered part; one without a word is left out.
func (d *summary) section(head string, paragraphs ...string) {
	if len(paragraphs) == 0 {
		return
	}
	d.blocks = append(d.blocks, paper.Para{Style: paper.Head1, Level: 2, Text: numerals[d.heads] + "、" + head})
	d.heads++
	for _, p := range paragraphs {
		d.blocks = append(d.blocks, paper.Para{Style: paper.Body, Text: p})
	}
}

func (d *summary) progress() {
	all := Sum{Tally: Tally{}}
	for _, l := range d.Lines {
		all.add(l, func(Milestone) bool { return true })
	}
	if all.Tally.All() == 0 {
		return
	}
	d.section("任务进展", "按照审定的实施方案，已报送的单位共有"+fmt.Sprint(all.Tally.All())+"项任务，其中"+all.Tally.words()+"。")
	if sums := d.ByContent(); len(sums) > 0 {
		d.table("按"+d.Cohorts[0].Programme.Called().Contents+"统计", sums)
	}
	d.table("按推荐单位统计", d.ByCity())
}

func (d *summary) table(title string, sums []Sum) {
	rows := make([][]string, len(sums))
	for i, s := range sums {
		rows[i] = []string{s.Name, fmt.Sprint(s.Pilots), fmt.Sprint(s.Reported)}
		for _, p := range progresses {
			rows[i] = append(rows[i], fmt.Sprint(s.Tally[p]))
		}
	}
	cols := []paper.Column{{Head: "名称", Width: paper.Width - 7*16, Left: true}, {Head: "单位数", Width: 16}, {Head: "已报送", Width: 16}}
	for _, p := range progresses {
		cols = append(cols, paper.Column{Head: ProgressTitles[p], Width: 16})
	}
	d.blocks = append(d.blocks, paper.Para{Style: paper.Head2, Text: title, Keep: true}, paper.List(cols, rows))
}

// words counts a tally out: 已完成3项、进度滞后1项.
func (t Tally) words() string {
	var parts []string
	for _, p := range progresses {
		if t[p] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项", ProgressTitles[p], t[p]))
		}
	}
	return strings.Join(parts, "、")
}

func (r *Roll) overall() []string {
	var cohorts []string
	for _, c := range r.Cohorts {
		n := 0
		for _, l := range r.Lines {
			if l.Cohort.ID == c.ID {
				n++
			}
		}
		cohorts = append(cohorts, fmt.Sprintf("%s%d个", c.Title(), n))
	}
	return []string{fmt.Sprintf("%s（%s），对%d个正在实施的%s开展调度，其中%s。截至%s，已报送%d个，免报%d个，未报送%d个。", r.Title, r.Period(), len(r.Lines),
		r.Cohorts[0].Programme.Called().Selected, strings.Join(cohorts, "、"), longDay(calendar.DayOf(r.Now)), len(r.In(StandReported)), len(r.In(StandExcused)), len(r.In(StandOwing)))}
}

func (r *Roll) hindered() (words []string) {
	for _, l := range r.Lines {
		for _, h := range l.Hindrances() {
			words = append(words, l.Application.UnitName+"（"+h.What+"）："+ended(h.Words))
		}
	}
	return words
}

// silent are those without a report, without a word of reproach.
func (r *Roll) silent() (words []string) {
	for _, l := range r.In(StandExcused) {
		words = append(words, l.Application.UnitName+"免报："+ended(l.Report.Reason))
	}
	var names []string
	for _, l := range r.In(StandOwing) {
		names = append(names, l.Application.UnitName)
	}
	if len(names) > 0 {
		words = append(words, "未报送的单位："+strings.Join(names, "、")+"。")
	}
	return words
}

// ended is a text with its full stop.
func ended(text string) string {
	if strings.HasSuffix(text, "。") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "？") {
		return text
	}
	return text + "。"
}

// SummaryFile is the editable report on a stocktaking; for the office.
func (r *Room) SummaryFile(ctx context.Context, actor access.Actor, id string) ([]byte, error) {
	if !actor.Has(office...) {
		return nil, fault.NotFound()
	}
	roll, err := r.Roll(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return paper.DOCX(roll.SummaryPaper())
}

// TableFile is the list of a stocktaking's pilots as .xlsx, of those that the reader may see.
func (r *Room) TableFile(ctx context.Context, actor access.Actor, id string) ([]byte, error) {
	roll, err := r.Roll(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	var book bytes.Buffer
	err = roll.WriteTable(&book, MayCallPhones(actor))
	return book.Bytes(), err
}

// WriteTable writes the list of a stocktaking's pilots, with the phones of the contacts for those who call them.
func (r *Roll) WriteTable(w io.Writer, phones bool) error {
	sheet := paper.Sheet{Name: "调度情况", Title: r.Title + "调度情况", Landscape: true, Created: r.Now, Cols: []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number},
		{Head: "编号", Width: 16}, {Head: "单位", Width: 30}, {Head: "推荐单位", Width: 14}, {Head: "批次", Width: 12}, {Head: "报送情况", Width: 10}, {Head: "报送时间", Width: 12, Kind: paper.Date}, {Head: "任务数", Width: 8, Kind: paper.Number}}}
	for _, p := range progresses {
		sheet.Cols = append(sheet.Cols, paper.SheetColumn{Head: ProgressTitles[p], Width: 10, Kind: paper.Number})
	}
	sheet.Cols = append(sheet.Cols, paper.SheetColumn{Head: "问题", Width: 40}, paper.SheetColumn{Head: "免报理由", Width: 20})
	if phones {
		sheet.Cols = append(sheet.Cols, paper.SheetColumn{Head: "联络人", Width: 12}, paper.SheetColumn{Head: "电话", Width: 16})
	}
	rows := make([][]any, len(r.Lines))
	for i, l := range r.Lines {
		rows[i] = r.cells(i+1, l, phones)
	}
	return sheet.Write(w, slices.Values(rows))
}

func (r *Roll) cells(number int, l RollLine, phones bool) []any {
	row := []any{number, l.Application.Number, l.Application.UnitName, r.City(l), fmt.Sprintf("%d年度", l.Cohort.Year), StandingTitles[l.Standing], nil}
	if l.Standing == StandReported {
		row[len(row)-1] = l.Report.At
	}
	tally := l.Tally()
	row = append(row, tally.All())
	for _, p := range progresses {
		row = append(row, tally[p])
	}
	var problems []string
	for _, h := range l.Hindrances() {
		problems = append(problems, h.What+"："+h.Words)
	}
	row = append(row, strings.Join(problems, "\n"), l.Report.Reason)
	if phones {
		row = append(row, l.Contact.Name, l.Contact.Phone)
	}
	return row
}
