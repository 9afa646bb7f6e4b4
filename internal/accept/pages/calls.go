package pages

import (
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// callsView is the list of whom to call (催办清单), or of who owes paper.
type callsView struct {
	Actor  access.Actor
	Cohort call.Cohort
	Calls  []accept.Call
	Matter accept.Matter // "": all
	Untold bool          // only those that nobody told yet
	Owing  []accept.Owing
	Dates  call.Dates
	Now    time.Time
}

func (v callsView) over() string {
	if v.Cohort.Programme == nil {
		return ""
	}
	return v.Cohort.Title()
}

func (v callsView) handles() bool { return v.Actor.Has(access.Handler) }

func (p *Pages) callsOf(r *http.Request, more func(*store.Tx, *callsView) error) (v callsView, err error) {
	if v.Actor, err = office(r.Context()); err != nil {
		return v, err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	v.Now, v.Matter, v.Untold = kit.Now(r.Context()), accept.Matter(query.Text("matter")), query.Text("untold") != ""
	return v, p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.Cohort, _, err = cohortOf(t, kit.Actor(r.Context()), query.Text("cohort")); err != nil || v.Cohort.ID == "" {
			return err
		}
		if v.Dates, err = call.DatesFor(t, v.Cohort.ID, ""); err != nil {
			return err
		}
		return more(t, &v)
	})
}

func readCalls(t *store.Tx, v *callsView) (err error) {
	v.Calls, err = accept.Calls(t, v.Cohort)
	return err
}

func readOwing(t *store.Tx, v *callsView) (err error) {
	v.Owing, err = accept.Owes(t, v.Cohort.ID)
	return err
}

// Calls is the list of whom to call: GET /accept/calls.
func (p *Pages) Calls(w http.ResponseWriter, r *http.Request) error {
	v, err := p.callsOf(r, readCalls)
	if err != nil {
		return err
	}
	return kit.Render(w, r, callsPage(v))
}

// Phoned ticks one: POST /accept/calls.
func (p *Pages) Phoned(w http.ResponseWriter, r *http.Request) error {
	actor, err := office(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if err := p.Room.Phoned(r.Context(), actor, form.Text("cohort"), form.Text("unit"), accept.Matter(form.Text("matter"))); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已记录电话告知。")
	v := callsView{Cohort: call.Cohort{ID: form.Text("cohort")}}
	return kit.Redirect(w, r, v.at("/accept/calls", accept.Matter(form.Text("in")), form.Ticked("untold"))+"#"+callID(form.Text("unit"), accept.Matter(form.Text("matter"))))
}

func callID(unit string, matter accept.Matter) string { return "c-" + string(matter) + "-" + unit }

// shown are the calls of this view.
func (v callsView) shown() (some []accept.Call) {
	for _, one := range v.Calls {
		if (v.Matter == "" || one.Matter == v.Matter) && (!v.Untold || one.Phoned.IsZero()) {
			some = append(some, one)
		}
	}
	return some
}

// of are those about one matter.
func (v callsView) of(matter accept.Matter) (some []accept.Call) {
	for _, one := range v.shown() {
		if one.Matter == matter {
			some = append(some, one)
		}
	}
	return some
}

// at is the address of a view of the list.
func (v callsView) at(path string, matter accept.Matter, untold bool) string {
	q := url.Values{"cohort": {v.Cohort.ID}}
	if matter != "" {
		q.Set("matter", string(matter))
	}
	if untold {
		q.Set("untold", "1")
	}
	return path + "?" + q.Encode()
}

// filter is the bar above the list.
func (v callsView) filter() components.Filter {
	all, untold := map[accept.Matter]int{}, 0
	for _, one := range v.Calls {
		if !v.Untold || one.Phoned.IsZero() {
			all[one.Matter]++
		}
		if (v.Matter == "" || one.Matter == v.Matter) && one.Phoned.IsZero() {
			untold++
		}
	}
	matters := components.FilterGroup{Label: "事项", Choices: []components.Choice{{Label: "全部", URL: v.at("/accept/calls", "", v.Untold), Count: -1, On: v.Matter == ""}}}
	for _, m := range accept.Matters {
		if all[m] > 0 || m == v.Matter {
			matters.Choices = append(matters.Choices, components.Choice{Label: accept.MatterTitles[m], URL: v.at("/accept/calls", m, v.Untold), Count: all[m], On: m == v.Matter})
		}
	}
	return components.Filter{Groups: []components.FilterGroup{matters, {Label: "电话", Choices: []components.Choice{
		{Label: "全部", URL: v.at("/accept/calls", v.Matter, false), Count: -1, On: !v.Untold},
		{Label: "还没有告知", URL: v.at("/accept/calls", v.Matter, true), Count: untold, On: v.Untold}}}}}
}

// CallsSheet is the list as a sheet: GET /accept/calls.xlsx.
func (p *Pages) CallsSheet(w http.ResponseWriter, r *http.Request) error {
	v, err := p.callsOf(r, readCalls)
	if err != nil {
		return err
	}
	sheet := paper.Sheet{Name: "催办清单", Title: v.over() + "催办清单", Landscape: true, Created: v.Now,
		Cols: []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number}, {Head: "单位", Width: 32}, {Head: "编号", Width: 16}, {Head: "事项", Width: 18},
			{Head: "内容", Width: 40}, {Head: "期限", Width: 26}, {Head: "联系人", Width: 40}, {Head: "电话告知", Width: 18}}}
	kit.NameFile(w, v.over()+"催办清单.xlsx", sheetType)
	return sheet.Write(w, v.lines())
}

func (v callsView) lines() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, one := range v.shown() {
			line := []any{i + 1, one.UnitName, one.Application.Number, accept.MatterTitles[one.Matter], one.What, components.Before(one.Until),
				contactWords(one.Contacts), components.Moment(one.Phoned)}
			if !yield(line) {
				return
			}
		}
	}
}

func contactWords(contacts []accept.Contact) string {
	var words []string
	for _, c := range contacts {
		words = append(words, c.Words())
	}
	return strings.Join(words, "；")
}

// Owed lists who owes paper against its deadline: GET /accept/owed.
func (p *Pages) Owed(w http.ResponseWriter, r *http.Request) error {
	v, err := p.callsOf(r, readOwing)
	if err != nil {
		return err
	}
	return kit.Render(w, r, owedPage(v))
}

func (v callsView) owedTable() components.Table {
	t := components.Table{Caption: "纸质件没有收齐的申报材料", Columns: []components.Column{{Title: "申报单位", Kind: "main"}, {Title: "状态"}, {Title: "收到", Kind: "short"},
		{Title: "还缺", Kind: "short"}, {Title: "期限"}, {Title: "登记", Kind: "acts"}}}
	for _, o := range v.Owing {
		row := components.Row{Cells: []templ.Component{components.TwoLines(o.Application.UnitName, o.Application.Number+"　"+o.Application.CityName),
			components.Badge(o.Application.Title(), tone(o.Application)), components.Text(receivedWords(o.Tally)), components.Text(n(o.Owed) + "份"),
			components.Text(untilWords(o)), components.Button("/counter?id="+o.Application.ID, "登记", false)}}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func untilWords(o accept.Owing) string {
	if o.Late {
		return components.Before(o.Until) + "（已过）"
	}
	return components.Before(o.Until)
}

func receivedWords(t accept.Tally) string {
	switch {
	case t.Copies > 0:
		return n(t.Copies) + "份，盖章" + n(t.Sealed)
	case t.Old > 0:
		return "旧版" + n(t.Old) + "份"
	}
	return "没有"
}
