package pages

import (
	"iter"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/apply"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
)

// table is the list itself: no person, no phone.
func (v listView) table() components.Table {
	t := components.Table{Caption: "申报书", Columns: []components.Column{{Title: "申报单位", Kind: "main"}, {Title: "类别", Kind: "short"}, {Title: "试点内容"},
		{Title: "提交", Kind: "short"}, {Title: "状态"}, {Title: "申报书", Kind: "acts"}}}
	for _, a := range v.Listing.Applications {
		t.Rows = append(t.Rows, v.row(a))
	}
	return t
}

func (v listView) row(a apply.Application) components.Row {
	below := a.CityName
	if a.Number != "" {
		below = a.Number + "　" + below
	}
	return components.Row{Cells: []templ.Component{
		nameCell(address(a.ID), a.UnitName, below),
		components.Text(v.kindName(a)),
		contentChips(v.contentNames(a)),
		submittedCell(a),
		components.Badge(a.Title(), tone(a)),
		paperCell(a),
	}}
}

func (v listView) kindName(a apply.Application) string {
	k, _ := v.Cohort.Programme.Kind(a.Kind)
	return k.Name
}

func (v listView) contentNames(a apply.Application) []string {
	var names []string
	for _, n := range a.Contents {
		c, _ := v.Cohort.Programme.Content(n)
		names = append(names, components.Ring(n)+" "+c.Short)
	}
	return names
}

// Export is what the list shows, all its pages, as a sheet: GET /applications.xlsx with the list's own query.
func (p *Pages) Export(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	v, err := p.listOf(r, true)
	if err != nil {
		return err
	}
	sheet := paper.Sheet{Name: "申报汇总", Title: v.title() + "申报汇总表", Landscape: true, Created: v.Now,
		Cols: []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: "申报单位", Width: 32}, {Head: "类别", Width: 16},
			{Head: "推荐单位", Width: 24}, {Head: "试点内容", Width: 40}, {Head: "版次", Width: 6, Kind: paper.Number}, {Head: "提交时间", Width: 20}, {Head: "状态", Width: 16}}}
	named(w, v.title()+"申报汇总表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	return sheet.Write(w, v.lines())
}

func (v listView) title() string {
	if v.Cohort.Programme == nil {
		return ""
	}
	return v.Cohort.Title()
}

func (v listView) lines() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, a := range v.Listing.Applications {
			line := []any{i + 1, a.Number, a.UnitName, v.kindName(a), a.CityName, joined(v.contentNames(a)), a.Version, components.FullMoment(a.Submitted), a.Title()}
			if !yield(line) {
				return
			}
		}
	}
}

func joined(names []string) string {
	text := ""
	for i, name := range names {
		if i > 0 {
			text += "；"
		}
		text += name
	}
	return text
}

func versionAddress(a apply.Application) string {
	return address(a.ID) + "/versions/" + strconv.Itoa(a.Version) + ".pdf"
}
