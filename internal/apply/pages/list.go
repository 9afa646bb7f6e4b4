package pages

import (
	"net/http"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// listView is one view of the list: what came in, by the reader's filter. Every view has its own address.
type listView struct {
	Actor   access.Actor
	Cohorts []call.Cohort
	Cohort  call.Cohort
	Cities  []unit.Unit
	Filter  apply.Filter
	Listing apply.Listing
	Now     time.Time
}

// List shows the applications that the reader may see: GET /applications. A city sees its counties', the office all
// that came in; whoever has only his own sees those.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	if !kit.Actor(r.Context()).Has(access.Handler, access.Approver, access.Recommender) {
		return p.Mine(w, r)
	}
	v, err := p.listOf(r, false)
	if err != nil {
		return err
	}
	return kit.Render(w, r, listPage(v))
}

// listOf reads the view that the address names; whole: all its lines, for an export.
func (p *Pages) listOf(r *http.Request, whole bool) (v listView, err error) {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	v.Actor, v.Now = kit.Actor(r.Context()), kit.Now(r.Context())
	content, _ := strconv.Atoi(query.Text("content"))
	v.Filter = apply.Filter{Cohort: query.Text("cohort"), Kind: query.Text("kind"), City: query.Text("city"), Content: content,
		State: act.State(query.Text("state")), Search: query.Line("q"),
		Newest: query.Text("sort") == "newest", Page: query.Page()}
	if whole {
		v.Filter.Page = -1
	}
	err = p.read(r, func(t *store.Tx) (err error) {
		if v.Cohort, v.Cohorts, err = call.Choose(t, v.Filter.Cohort); err != nil || len(v.Cohorts) == 0 {
			return err
		}
		v.Filter.Cohort = v.Cohort.ID
		if v.Office() {
			if v.Cities, err = p.recommending(t, v.Cohort.Programme); err != nil {
				return err
			}
		}
		v.Listing, err = apply.List(t, v.Actor, v.Filter)
		return err
	})
	return v, err
}

// recommending are the units that recommend others: the cities to filter by.
func (p *Pages) recommending(t *store.Tx, of *programme.Programme) (all []unit.Unit, err error) {
	for _, key := range of.Recommends() {
		units, err := p.recommenders.OfKind(t, key)
		if err != nil {
			return nil, err
		}
		all = append(all, units...)
	}
	return all, nil
}

// Office tells whether the reader sees what came in from everywhere.
func (v listView) Office() bool { return v.Actor.Has(access.Handler, access.Approver) }

// at is the address of this view with one thing changed; the page number starts anew.
func (v listView) at(path, key, value string) string { return kit.Changed(path, v.keep(), key, value) }

// keep are the view's own values.
func (v listView) keep() map[string]string {
	all := map[string]string{"kind": v.Filter.Kind, "city": v.Filter.City, "state": string(v.Filter.State), "q": v.Filter.Search}
	if len(v.Cohorts) > 1 {
		all["cohort"] = v.Filter.Cohort
	}
	if v.Filter.Newest {
		all["sort"] = "newest"
	}
	if v.Filter.Content > 0 {
		all["content"] = strconv.Itoa(v.Filter.Content)
	}
	for k, val := range all {
		if val == "" {
			delete(all, k)
		}
	}
	return all
}

// filter is the bar above the list.
func (v listView) filter() components.Filter {
	keep := v.keep()
	delete(keep, "q")
	f := components.Filter{Action: "/applications", QueryName: "q", Query: v.Filter.Search, Keep: keep, Hint: apply.SearchWords(v.programme())}
	if len(v.Cohorts) > 1 {
		f.Groups = append(f.Groups, v.cohortChoices())
	}
	f.Groups = append(f.Groups, v.stateChoices())
	if v.Office() {
		f.Groups = append(f.Groups, v.kindChoices())
		if v.Cohort.Programme.Contents != nil {
			f.Groups = append(f.Groups, v.contentChoices())
		}
	}
	f.Groups = append(f.Groups, components.FilterGroup{Label: "排序", Choices: []components.Choice{
		{Label: "按编号", URL: v.at("/applications", "sort", ""), Count: -1, On: !v.Filter.Newest},
		{Label: "最近提交在前", URL: v.at("/applications", "sort", "newest"), Count: -1, On: v.Filter.Newest}}})
	return f
}

func (v listView) cohortChoices() components.FilterGroup {
	g := components.FilterGroup{Label: "批次"}
	for _, c := range v.Cohorts {
		g.Choices = append(g.Choices, components.Choice{Label: v.cohortName(c), URL: v.at("/applications", "cohort", c.ID), Count: -1, On: c.ID == v.Cohort.ID})
	}
	return g
}

// cohortName is the year; with the programme's name where there are several.
func (v listView) cohortName(c call.Cohort) string {
	for _, other := range v.Cohorts {
		if other.Programme.Key != c.Programme.Key {
			return c.Title()
		}
	}
	return strconv.Itoa(c.Year) + "年度"
}

func (v listView) stateChoices() components.FilterGroup {
	total := 0
	for _, n := range v.Listing.Counts {
		total += n
	}
	g := components.FilterGroup{Label: "状态", Choices: []components.Choice{{Label: "全部", URL: v.at("/applications", "state", ""), Count: total, On: v.Filter.State == ""}}}
	for _, s := range apply.States {
		if n := v.Listing.Counts[s]; n > 0 || s == v.Filter.State {
			g.Choices = append(g.Choices, components.Choice{Label: apply.Titles[s], URL: v.at("/applications", "state", string(s)), Count: n, On: s == v.Filter.State})
		}
	}
	return g
}

func (v listView) kindChoices() components.FilterGroup {
	g := components.FilterGroup{Label: "类别", Choices: []components.Choice{{Label: "全部", URL: v.at("/applications", "kind", ""), Count: -1, On: v.Filter.Kind == ""}}}
	for _, k := range v.Cohort.Programme.Kinds {
		if k.Only {
			continue
		}
		g.Choices = append(g.Choices, components.Choice{Label: k.Name, URL: v.at("/applications", "kind", k.Key), Count: -1, On: v.Filter.Kind == k.Key})
	}
	return g
}

func (v listView) contentChoices() components.FilterGroup {
	g := components.FilterGroup{Label: v.names().Contents, Choices: []components.Choice{{Label: "全部", URL: v.at("/applications", "content", ""), Count: -1, On: v.Filter.Content == 0}}}
	for _, c := range v.Cohort.Programme.Contents.List {
		n := strconv.Itoa(c.Number)
		g.Choices = append(g.Choices, components.Choice{Label: components.Ring(c.Number) + " " + c.Short, URL: v.at("/applications", "content", n), Count: -1, On: v.Filter.Content == c.Number})
	}
	return g
}

func (v listView) pages() components.Pages {
	return components.Pages{Page: v.Listing.Page, Size: apply.PageSize, Total: v.Listing.Total,
		URL: func(page int) string { return v.at("/applications", "page", strconv.Itoa(page)) }}
}
