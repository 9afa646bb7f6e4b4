package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// pageSize is how many applications a page of the desk shows.
const pageSize = 50

// deskView is one view of the office's desk. Every view has its own address.
type deskView struct {
	Actor   access.Actor
	Cohort  call.Cohort
	Cohorts []call.Cohort
	Cities  []unit.Unit
	View    accept.View
	Listing accept.Listing
	Page    int
	Over    bool // the deadline has passed
	Now     time.Time
	Wrong   []components.Mend
}

// Desk is the office's desk: GET /accept.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	v, err := p.deskOf(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, deskPage(v))
}

func (p *Pages) deskOf(r *http.Request) (v deskView, err error) {
	if v.Actor, err = office(r.Context()); err != nil {
		return v, err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	content, _ := strconv.Atoi(query.Text("content"))
	v.View = accept.View{Kind: query.Text("kind"), City: query.Text("city"), Content: content, Step: accept.Step(query.Text("step")),
		Owing: query.Text("owing") != "", Search: query.Line("q")}
	v.Page, v.Now = query.Page(), kit.Now(r.Context())
	return v, p.DB.Read(r.Context(), func(t *store.Tx) error { return v.read(t, query.Text("cohort")) })
}

func (v *deskView) read(t *store.Tx, cohort string) (err error) {
	if v.Cohort, v.Cohorts, err = cohortOf(t, v.Actor, cohort); err != nil || len(v.Cohorts) == 0 {
		return err
	}
	dates, err := call.DatesFor(t, v.Cohort.ID, "")
	if err != nil {
		return err
	}
	v.Over = apply.Late(v.Now, dates.Electronic)
	if v.Listing, err = accept.Desk(t, v.Cohort, v.View); err != nil {
		return err
	}
	all, err := unit.List(t, unit.Filter{Closed: true}, v.Now)
	for _, u := range all {
		if v.Listing.Cities[u.ID] > 0 && v.recommends(u.Kind) || u.ID == v.View.City {
			v.Cities = append(v.Cities, u)
		}
	}
	return err
}

// recommends tells whether units of a kind recommend others: those are the cities to filter by.
func (v *deskView) recommends(kind string) bool {
	return slices.Contains(v.Cohort.Programme.Recommends(), kind)
}

// keep are the view's own values.
func (v deskView) keep() map[string]string {
	all := map[string]string{"kind": v.View.Kind, "city": v.View.City, "step": string(v.View.Step), "q": v.View.Search}
	if len(v.Cohorts) > 1 {
		all["cohort"] = v.Cohort.ID
	}
	if v.View.Content > 0 {
		all["content"] = strconv.Itoa(v.View.Content)
	}
	if v.View.Owing {
		all["owing"] = "1"
	}
	for k, val := range all {
		if val == "" {
			delete(all, k)
		}
	}
	return all
}

// at is the address of this view with one thing changed; the page number starts anew.
func (v deskView) at(path, key, value string) string { return kit.Changed(path, v.keep(), key, value) }

// choice makes the choices of one question: all, and each that has any.
func (v deskView) choice(label, key, now string, add func(choose func(value, label string, n int))) components.FilterGroup {
	g := components.FilterGroup{Label: label, Choices: []components.Choice{{Label: "全部", URL: v.at("/accept", key, ""), Count: -1, On: now == ""}}}
	add(func(value, name string, n int) {
		if n > 0 || value == now {
			g.Choices = append(g.Choices, components.Choice{Label: name, URL: v.at("/accept", key, value), Count: n, On: value == now})
		}
	})
	return g
}

// filter is the bar above the list.
func (v deskView) filter() components.Filter {
	keep := v.keep()
	delete(keep, "q")
	f := components.Filter{Action: "/accept", QueryName: "q", Query: v.View.Search, Keep: keep, Hint: apply.SearchWords(v.Cohort.Programme)}
	if len(v.Cohorts) > 1 {
		g := components.FilterGroup{Label: "批次"}
		for _, c := range v.Cohorts {
			g.Choices = append(g.Choices, components.Choice{Label: cohortName(c), URL: deskURL(c.ID), Count: -1, On: c.ID == v.Cohort.ID})
		}
		f.Groups = append(f.Groups, g)
	}
	f.Groups = append(f.Groups, v.choice("办理", "step", string(v.View.Step), func(choose func(string, string, int)) {
		for _, s := range accept.Steps {
			choose(string(s), accept.StepTitles[s], v.Listing.Steps[s])
		}
	}), v.choice("类别", "kind", v.View.Kind, func(choose func(string, string, int)) {
		for _, k := range v.Cohort.Programme.Kinds {
			choose(k.Key, k.Name, v.Listing.Kinds[k.Key])
		}
	}))
	if contents := v.Cohort.Programme.Contents; contents != nil {
		f.Groups = append(f.Groups, v.choice(v.Cohort.Programme.Called().Contents, "content", v.contentKey(), func(choose func(string, string, int)) {
			for _, c := range contents.List {
				choose(strconv.Itoa(c.Number), components.Ring(c.Number)+" "+c.Short, v.Listing.Contents[c.Number])
			}
		}))
	}
	if v.withPaper() {
		f.Groups = append(f.Groups, v.choice("纸质件", "owing", v.keep()["owing"], func(choose func(string, string, int)) {
			choose("1", "没有收齐", v.Listing.Owing)
		}))
	}
	return f
}

func cohortName(c call.Cohort) string {
	return strconv.Itoa(c.Year) + "年度" + strings.TrimSpace(c.Programme.Name)
}

func (v deskView) contentKey() string {
	if v.View.Content == 0 {
		return ""
	}
	return strconv.Itoa(v.View.Content)
}

// shown are the rows of this page.
func (v deskView) shown() []accept.Row {
	from := min((v.Page-1)*pageSize, len(v.Listing.Rows))
	return v.Listing.Rows[from:min(from+pageSize, len(v.Listing.Rows))]
}

func (v deskView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: pageSize, Total: len(v.Listing.Rows),
		URL: func(page int) string { return v.at("/accept", "page", strconv.Itoa(page)) }}
}

// ready counts the rows of this page that may be accepted together.
func (v deskView) ready() (n int) {
	for _, r := range v.shown() {
		if r.Ready() {
			n++
		}
	}
	return n
}

// Several accepts those that were ticked, one act each: POST /accept/several. One that is refused does not stop the others.
func (p *Pages) Several(w http.ResponseWriter, r *http.Request) error {
	actor, err := office(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	done, refused := 0, []string{}
	for _, one := range form.All("ready") {
		id, version, _ := strings.Cut(one, "/")
		n, _ := strconv.Atoi(version)
		switch err := p.Room.Accept(r.Context(), actor, id, n); {
		case err == nil:
			done++
		case fault.Is(err, fault.KindConflict), fault.Is(err, fault.KindInvalid), fault.Is(err, fault.KindNotFound):
			refused = append(refused, firstWords(err))
		default:
			return err
		}
	}
	kit.Flash(w, r, severalTone(done, refused), severalWords(done, refused))
	return kit.Redirect(w, r, safeBack(form.Text("back")))
}

func severalTone(done int, refused []string) components.Tone {
	if done == 0 || len(refused) > 0 {
		return components.Warn
	}
	return components.Done
}

func severalWords(done int, refused []string) string {
	switch {
	case done == 0 && len(refused) == 0:
		return "没有选择申报材料。请先勾选已经逐项核对、全部符合的。"
	case len(refused) == 0:
		return "已受理" + strconv.Itoa(done) + "份。给申报单位的信在“待阅发信件”，阅后发出。"
	}
	return "受理" + strconv.Itoa(done) + "份，另有" + strconv.Itoa(len(refused)) + "份没有办成：" + refused[0]
}

// safeBack is a view of the desk to return to, and nothing else.
func safeBack(to string) string {
	if to == "/accept" || strings.HasPrefix(to, "/accept?") {
		return to
	}
	return "/accept"
}
