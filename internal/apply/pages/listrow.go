package pages

import (
	"iter"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// table is the list itself: no person, no phone.
func (v listView) table() components.Table {
	n := v.names()
	t := components.Table{Caption: n.Form, Columns: []components.Column{{Title: v.mainTitle(), Kind: "main"}, {Title: "类别", Kind: "short"}, {Title: n.Contents},
		{Title: "提交", Kind: "short"}, {Title: "状态"}, {Title: n.Form, Kind: "acts"}}}
	if !v.withContents() {
		t.Columns = slices.Delete(t.Columns, 2, 3)
	}
	words := v.words()
	t.Rows = make([]components.Row, 0, len(v.Listing.Applications))
	for _, a := range v.Listing.Applications {
		t.Rows = append(t.Rows, v.row(a, words))
	}
	return t
}

// listWords are the programme's words for what a line says by key or number.
type listWords struct {
	kinds    map[string]string
	contents map[int]string
}

func (v listView) words() listWords {
	w := listWords{kinds: map[string]string{}, contents: map[int]string{}}
	for _, k := range v.Cohort.Programme.Kinds {
		w.kinds[k.Key] = k.Name
	}
	if v.Cohort.Programme.Contents != nil {
		for _, c := range v.Cohort.Programme.Contents.List {
			w.contents[c.Number] = components.Ring(c.Number) + " " + c.Short
		}
	}
	return w
}

func (w listWords) contentsOf(a apply.Application) []string {
	names := make([]string, 0, len(a.Contents))
	for _, n := range a.Contents {
		names = append(names, w.contents[n])
	}
	return names
}

func (v listView) row(a apply.Application, words listWords) components.Row {
	below := a.CityName
	if a.Subject != "" && a.UnitName != a.CityName {
		below = a.UnitName + "　" + below
	}
	if a.Number != "" {
		below = a.Number + "　" + below
	}
	cells := []templ.Component{
		nameCell(address(a.ID), a.Name(), below),
		components.Text(words.kinds[a.Kind]),
		contentChips(words.contentsOf(a)),
		submittedCell(a),
		components.Badge(a.Title(), tone(a)),
		paperCell(a),
	}
	if !v.withContents() {
		cells = slices.Delete(cells, 2, 3)
	}
	return components.Row{Cells: cells}
}

// withContents tells whether the cohort's programme has contents to choose.
func (v listView) withContents() bool {
	return v.Cohort.Programme != nil && v.Cohort.Programme.Contents != nil
}

// names are what the cohort's programme calls its form and the rest.
func (v listView) names() programme.Names {
	return v.programme().Called()
}

// programme is the cohort's; an empty one where no call was ever published.
func (v listView) programme() *programme.Programme {
	if v.Cohort.Programme == nil {
		return &programme.Programme{}
	}
	return v.Cohort.Programme
}

// mainTitle is whom the lines are about: the units, or the persons whom they nominate.
func (v listView) mainTitle() string {
	return apply.MainTitle(v.programme())
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
	sheet := paper.Sheet{Name: v.names().Act + "汇总", Title: v.title() + v.names().Act + "汇总表", Landscape: true, Created: v.Now, Cols: v.columns()}
	kit.NameFile(w, v.title()+v.names().Act+"汇总表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	return sheet.Write(w, v.lines())
}

// columns are the export's: about persons, the unit that nominates each stands in one of its own.
func (v listView) columns() []paper.SheetColumn {
	n := v.names()
	all := []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: v.mainTitle(), Width: 32}, {Head: "类别", Width: 16}}
	if v.mainTitle() != n.Applicant {
		all = append(all, paper.SheetColumn{Head: n.Applicant, Width: 32})
	}
	all = append(all, paper.SheetColumn{Head: "推荐单位", Width: 24})
	if v.withContents() {
		all = append(all, paper.SheetColumn{Head: n.Contents, Width: 40})
	}
	return append(all,
		paper.SheetColumn{Head: "版次", Width: 6, Kind: paper.Number}, paper.SheetColumn{Head: "提交时间", Width: 20}, paper.SheetColumn{Head: "状态", Width: 16})
}

func (v listView) title() string {
	if v.Cohort.Programme == nil {
		return ""
	}
	return v.Cohort.Title()
}

func (v listView) lines() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		words := v.words()
		for i, a := range v.Listing.Applications {
			line := []any{i + 1, a.Number, a.Name(), words.kinds[a.Kind]}
			if v.mainTitle() != v.names().Applicant {
				line = append(line, a.UnitName)
			}
			line = append(line, a.CityName)
			if v.withContents() {
				line = append(line, joined(words.contentsOf(a)))
			}
			line = append(line, a.Version, components.FullMoment(a.Submitted), a.Title())
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
