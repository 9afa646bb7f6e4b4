package pages

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// brandDeskView are the pilots in the brand programme with the sums of their money.
type brandDeskView struct {
	Actor   access.Actor
	Now     time.Time
	Cohort  string // "" for all
	Show    string // what is to be done; "" for all
	Cohorts []brandCohort
}

// brandCohort is a cohort with those of it that are in the brand programme.
type brandCohort struct {
	call.Cohort
	All []spread.Branded
}

// Brand is the desk of the brand programme: GET /brand?cohort=&show=.
func (p *Pages) Brand(w http.ResponseWriter, r *http.Request) error {
	v, err := p.brandDesk(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, brandDeskPage(v))
}

// BrandLedger is the ledger of the money that the desk shows: GET /brand/ledger.xlsx?cohort=.
func (p *Pages) BrandLedger(w http.ResponseWriter, r *http.Request) error {
	v, err := p.brandDesk(r)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := spread.WriteBrandLedger(&out, v.all(), v.Now); err != nil {
		return err
	}
	return kit.SendFile(w, "品牌培育经费台账.xlsx", sheetType, out.Bytes())
}

func (p *Pages) brandDesk(r *http.Request) (v brandDeskView, err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	if err := spread.MayOverseeBrand(v.Actor).Err(); err != nil {
		return v, err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	v.Cohort, v.Show = query.Text("cohort"), query.Text("show")
	return v, p.DB.Read(r.Context(), func(t *store.Tx) error {
		v.Now = t.Now()
		cohorts, err := run.Cohorts(t)
		if err != nil {
			return err
		}
		for _, c := range cohorts {
			in, err := spread.BrandIn(t, v.Actor, c)
			if err != nil {
				return err
			}
			if len(in) > 0 {
				v.Cohorts = append(v.Cohorts, brandCohort{c, in})
			}
		}
		if v.Cohort != "" && !slices.ContainsFunc(v.Cohorts, func(c brandCohort) bool { return c.ID == v.Cohort }) {
			return fault.NotFound()
		}
		return nil
	})
}

// chosen are the cohorts that are looked at.
func (v brandDeskView) chosen() []brandCohort {
	return slices.DeleteFunc(slices.Clone(v.Cohorts), func(c brandCohort) bool { return v.Cohort != "" && c.ID != v.Cohort })
}

func (v brandDeskView) all() (all []spread.Branded) {
	for _, c := range v.chosen() {
		all = append(all, c.All...)
	}
	return all
}

func (v brandDeskView) today() calendar.Day { return calendar.DayOf(v.Now) }

func (v brandDeskView) at(path, cohort, show string) string {
	q := url.Values{}
	if cohort != "" {
		q.Set("cohort", cohort)
	}
	if show != "" {
		q.Set("show", show)
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// stands names where a pilot's money stands in the filter.
func (v brandDeskView) stands(b spread.Branded) string {
	next := spread.NextOf(b, v.today())
	switch {
	case len(next) > 0:
		return next[0].Verb
	case len(b.Agreed()) == 0:
		return "没有经费"
	case spread.SumsOf(b).Paid < spread.SumsOf(b).Agreed:
		return "还没有到期"
	}
	return "已经结清"
}

func (v brandDeskView) filter() components.Filter {
	f := components.Filter{}
	if len(v.Cohorts) > 1 {
		g := components.FilterGroup{Label: "批次", Choices: []components.Choice{{Label: "全部", URL: v.at("/brand", "", v.Show), Count: -1, On: v.Cohort == ""}}}
		for _, c := range v.Cohorts {
			g.Choices = append(g.Choices, components.Choice{Label: c.Title(), URL: v.at("/brand", c.ID, v.Show), Count: len(c.All), On: v.Cohort == c.ID})
		}
		f.Groups = append(f.Groups, g)
	}
	counts, order := map[string]int{}, []string{}
	for _, b := range v.all() {
		s := v.stands(b)
		if counts[s]++; counts[s] == 1 {
			order = append(order, s)
		}
	}
	g := components.FilterGroup{Label: "待办理", Choices: []components.Choice{{Label: "全部", URL: v.at("/brand", v.Cohort, ""), Count: len(v.all()), On: v.Show == ""}}}
	slices.Sort(order)
	for _, s := range order {
		g.Choices = append(g.Choices, components.Choice{Label: s, URL: v.at("/brand", v.Cohort, s), Count: counts[s], On: v.Show == s})
	}
	f.Groups = append(f.Groups, g)
	return f
}

func (v brandDeskView) table(c brandCohort) components.Table {
	t := components.Table{Caption: c.Title(), Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "批准", Kind: "num"}, {Title: "已拨付", Kind: "num"}, {Title: "未拨付", Kind: "num"},
		{Title: "已使用", Kind: "num"}, {Title: "已拨未用", Kind: "num"}, {Title: "下一步"}}}
	for _, b := range c.All {
		if v.Show != "" && v.stands(b) != v.Show {
			continue
		}
		s := spread.SumsOf(b)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.BrandLink(b.Case.ID), b.Application.UnitName), components.Text(s.Agreed.String()), components.Text(s.Paid.String()),
			components.Text((s.Agreed - s.Paid).String()), components.Text(s.Used.String()), components.Text((s.Paid - s.Used).String()), v.nextCell(b)}})
	}
	return t
}

func (v brandDeskView) nextCell(b spread.Branded) templ.Component {
	next := spread.NextOf(b, v.today())
	if len(next) == 0 {
		return components.Text(v.stands(b))
	}
	return components.TwoLines(next[0].Words, holderOf(b, next[0])+by(next[0].By, v.Now, v.today()))
}

func (v brandDeskView) due() components.Table {
	t := components.Table{Caption: "近期应拨付", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "应拨日期", Kind: "short"}, {Title: "笔次"}, {Title: "应拨", Kind: "num"}, {Title: "拨付条件"}}}
	for _, d := range spread.DueBy(v.all(), v.today().Add(spread.SoonDays)) {
		row := components.Row{Cells: []templ.Component{components.Link(spread.BrandLink(d.Case.ID), d.Application.UnitName), components.Text(calendar.ShowDay(d.Instalment.By, v.Now)),
			components.Text(fmt.Sprintf("第%d次经费第%d笔", d.Funding.N, d.Instalment.N)), components.Text((d.Instalment.Amount - d.Funding.PaidOf(d.Instalment.N)).String()), components.Text(brandDash(d.Instalment.Terms))}}
		if d.Instalment.By.Before(v.today()) {
			row.Tone = components.Warn
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
