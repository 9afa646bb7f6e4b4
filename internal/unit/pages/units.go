package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/unit"
)

// pageSize is how many units stand on a page of the list.
const pageSize = 50

// listView is what the list of units shows.
type listView struct {
	unit.Listing
	Filter   unit.ListFilter
	Page     int
	MayAdd   bool
	MayLoad  bool
	MayMerge bool
	CityName string
}

// Units is GET /units: the units that one looks after.
func (p *Pages) Units(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	actor := kit.Actor(r.Context())
	f := unit.ListFilter{Kind: query.Text("kind"), City: query.Text("city"), Search: query.Line("q"), Silent: query.Ticked("silent"), Closed: query.Ticked("closed")}
	list, err := p.Room.Listing(r.Context(), actor, f)
	if err != nil {
		return err
	}
	v := listView{Listing: list, Filter: f, Page: query.Page(), MayAdd: len(unit.SetUpKinds(actor)) > 0, MayLoad: unit.MayImport(actor)}
	v.MayMerge = slices.Contains(unit.SetUpKinds(actor), unit.County)
	if i := slices.IndexFunc(list.Items, func(item unit.Item) bool { return item.ID == f.City }); i >= 0 {
		v.CityName = list.Items[i].Short
	}
	return kit.Render(w, r, unitsPage(v))
}

// shown are the lines of this page.
func (v listView) shown() []unit.Item {
	from := min((v.Page-1)*pageSize, len(v.Items))
	return v.Items[from:min(from+pageSize, len(v.Items))]
}

// url is the address of the view with other values; "" takes one away.
func (v listView) url(pairs ...string) string {
	q := url.Values{}
	set := func(key, value string) {
		if q.Del(key); value != "" {
			q.Set(key, value)
		}
	}
	set("kind", v.Filter.Kind)
	set("city", v.Filter.City)
	set("q", v.Filter.Search)
	if v.Filter.Silent {
		set("silent", "1")
	}
	if v.Filter.Closed {
		set("closed", "1")
	}
	for i := 0; i < len(pairs); i += 2 {
		set(pairs[i], pairs[i+1])
	}
	return "/units?" + q.Encode()
}

func (v listView) filter() components.Filter {
	kinds := components.FilterGroup{Label: "类别", Choices: []components.Choice{{Label: "全部", URL: v.url("kind", ""), Count: v.Total, On: v.Filter.Kind == ""}}}
	for _, kind := range unit.Kinds {
		if v.Kinds[kind] > 0 || v.Filter.Kind == kind {
			kinds.Choices = append(kinds.Choices, components.Choice{Label: unit.KindTitles[kind], URL: v.url("kind", kind), Count: v.Kinds[kind], On: v.Filter.Kind == kind})
		}
	}
	more := components.FilterGroup{Label: "账号", Choices: []components.Choice{
		{Label: "全部", URL: v.url("silent", ""), Count: -1, On: !v.Filter.Silent},
		{Label: "还没有账号", URL: v.url("silent", "1"), Count: v.Silent, On: v.Filter.Silent}}}
	state := components.FilterGroup{Label: "状态", Choices: []components.Choice{
		{Label: "存续", URL: v.url("closed", ""), Count: -1, On: !v.Filter.Closed},
		{Label: "含已撤销", URL: v.url("closed", "1"), Count: -1, On: v.Filter.Closed}}}
	keep := map[string]string{}
	for key, value := range map[string]string{"kind": v.Filter.Kind, "city": v.Filter.City} {
		if value != "" {
			keep[key] = value
		}
	}
	return components.Filter{Groups: []components.FilterGroup{kinds, more, state}, Action: "/units", Query: v.Filter.Search, Keep: keep, Hint: "单位名称或行政区划代码"}
}

func (v listView) table() components.Table {
	t := components.Table{Caption: "单位名单", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "类别"}, {Title: "代码"}, {Title: "上级单位"}, {Title: "账号"}}}
	for _, item := range v.shown() {
		name := components.Cells(components.Link("/units/"+item.ID, item.Name))
		if !item.To.IsZero() {
			name = components.Cells(components.Link("/units/"+item.ID, item.Name), components.Badge("已撤销", components.Quiet))
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{name, components.Text(unit.KindTitles[item.Kind]),
			components.Text(orDash(item.Region)), components.Text(orDash(item.Above)), accountsCell(item)}})
	}
	return t
}

func accountsCell(item unit.Item) templ.Component {
	switch {
	case item.Active+item.Issued == 0:
		return components.Badge("没有账号", components.Warn)
	case item.Issued == 0:
		return components.Text(strconv.Itoa(item.Active) + " 个")
	default:
		return components.TwoLines(strconv.Itoa(item.Active)+" 个", strconv.Itoa(item.Issued)+" 个待首次登录")
	}
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
