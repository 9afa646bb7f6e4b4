package pages

import (
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
)

func (v deskView) over() string {
	if v.Cohort.Programme == nil {
		return ""
	}
	return v.Cohort.Title() + " · " + v.Cohort.Number
}

// handles tells whether the reader may conclude checks, for what is offered; the room judges.
func (v deskView) handles() bool { return v.Actor.Has(access.Handler) }

// withPaper tells whether the programme asks for paper.
func (v deskView) withPaper() bool {
	return v.Cohort.Programme != nil && v.Cohort.Programme.Paper != nil
}

// narrowed tells whether more than the cohort was chosen.
func (v deskView) narrowed() bool { return v.View != accept.View{} }

func (v deskView) emptyTitle() string {
	if v.narrowed() {
		return "没有符合条件的" + v.Cohort.Programme.Called().Form
	}
	return "还没有收到" + v.Cohort.Programme.Called().Form
}

func (v deskView) emptyWhat() string {
	if v.narrowed() {
		return "请换一个筛选条件。"
	}
	return "提交后，" + v.Cohort.Programme.Called().Form + "会列在这里。未提交的草稿不在这里显示。"
}

// table is the list itself: no person, no phone.
func (v deskView) table() components.Table {
	n := v.Cohort.Programme.Called()
	t := components.Table{Caption: n.Form, Columns: []components.Column{{Title: apply.MainTitle(v.Cohort.Programme), Kind: "main"}, {Title: "类别", Kind: "short"}, {Title: n.Contents},
		{Title: "办理"}, {Title: "核对", Kind: "short"}}}
	if v.Cohort.Programme.Contents == nil {
		t.Columns = slices.Delete(t.Columns, 2, 3)
	}
	ticks := v.ready() > 0 && v.handles()
	if ticks {
		t.Columns = append([]components.Column{{Title: "选择"}}, t.Columns...)
	}
	if v.withPaper() {
		t.Columns = append(t.Columns, components.Column{Title: "纸质件", Kind: "short"})
	}
	t.Columns = append(t.Columns, components.Column{Title: "打开", Kind: "acts"})
	for _, r := range v.shown() {
		row := components.Row{Cells: []templ.Component{nameCell(r), components.Text(kindName(v.Cohort.Programme, r.Kind)),
			chips(contentNames(v.Cohort.Programme, r.Application)), stepCell(r), checkedCell(r)}}
		if v.Cohort.Programme.Contents == nil {
			row.Cells = slices.Delete(row.Cells, 2, 3)
		}
		if ticks {
			row.Cells = append([]templ.Component{tickCell(r)}, row.Cells...)
		}
		if v.withPaper() {
			row.Cells = append(row.Cells, owedCell(r))
		}
		row.Cells = append(row.Cells, openCell(r))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// tickCell selects a row that may be accepted with others.
func tickCell(r accept.Row) templ.Component {
	if !r.Ready() {
		return templ.NopComponent
	}
	return components.Tick("ready", r.ID+"/"+strconv.Itoa(r.Version), r.Name(), false)
}

func openWords(r accept.Row) string {
	if r.Step == accept.StepCheck {
		return "形式审查"
	}
	return "查看"
}

// Export is what the desk shows, all its pages, as a sheet: GET /accept.xlsx with the desk's own query.
func (p *Pages) Export(w http.ResponseWriter, r *http.Request) error {
	v, err := p.deskOf(r)
	if err != nil {
		return err
	}
	name := ""
	if v.Cohort.Programme != nil {
		name = v.Cohort.Title()
	}
	sheet := paper.Sheet{Name: "受理情况", Title: name + "受理情况汇总表", Landscape: true, Created: v.Now,
		Cols: []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: apply.MainTitle(v.Cohort.Programme), Width: 32}, {Head: "类别", Width: 16},
			{Head: "推荐单位", Width: 24}, {Head: v.Cohort.Programme.Called().Contents, Width: 40}, {Head: "版次", Width: 6, Kind: paper.Number}, {Head: "提交时间", Width: 20},
			{Head: "办理", Width: 16}, {Head: "期限", Width: 26}, {Head: "纸质件缺几份", Width: 12, Kind: paper.Number}}}
	if v.Cohort.Programme.Contents == nil {
		sheet.Cols = slices.Delete(sheet.Cols, contentsAt, contentsAt+1)
	}
	kit.NameFile(w, name+"受理情况汇总表.xlsx", sheetType)
	return sheet.Write(w, v.lines())
}

// contentsAt is the place of the contents in the sheet; a programme without contents has no such column.
const contentsAt = 5

func (v deskView) lines() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, r := range v.Listing.Rows {
			line := []any{i + 1, r.Number, r.Name(), kindName(v.Cohort.Programme, r.Kind), r.CityName,
				strings.Join(contentNames(v.Cohort.Programme, r.Application), "；"), r.Version, components.FullMoment(r.Submitted),
				accept.StepTitles[r.Step], components.Before(r.Until), r.Owed}
			if v.Cohort.Programme.Contents == nil {
				line = slices.Delete(line, contentsAt, contentsAt+1)
			}
			if !yield(line) {
				return
			}
		}
	}
}

func passedWords(r accept.Row) string { return n(r.Passed) + "/" + n(r.Items) }

// belowWords is the smaller line of a row: number, and who recommends.
func belowWords(r accept.Row) string { return strings.TrimSpace(r.Number + "　" + r.CityName) }
