package pages

import (
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// pilotsView is the list of pilots at their places in their two years.
type pilotsView struct {
	board.Pilots
	Filter  board.PilotFilter
	Cohorts []call.Cohort // of which there are pilots
	Actor   access.Actor
}

// PilotsList is the pilots that the reader may see, on one time line: GET /pilots.
func (p *Pages) PilotsList(w http.ResponseWriter, r *http.Request) error {
	v, err := p.pilotsOf(r, false)
	if err != nil {
		return err
	}
	return kit.Render(w, r, pilotsPage(v))
}

func (p *Pages) pilotsOf(r *http.Request, all bool) (v pilotsView, err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return v, err
	}
	content, _ := strconv.Atoi(query.Text("content"))
	page, _ := strconv.Atoi(query.Text("page"))
	v.Filter = board.PilotFilter{Cohort: query.Text("cohort"), State: query.Text("state"), City: query.Text("city"), Kind: query.Text("kind"), Content: content, Page: max(page, 1)}
	if all {
		v.Filter.Page = 0
	}
	return v, p.db().Read(r.Context(), func(t *store.Tx) error {
		if v.Cohorts, err = run.Cohorts(t); err != nil {
			return err
		}
		v.Pilots, err = board.PilotsOf(t, v.Actor, v.Filter)
		return err
	})
}

// at is the list's address with one filter changed; an empty value takes it away.
func (v pilotsView) at(key, value string) string {
	q := url.Values{}
	set := func(k, now string) {
		if k == key {
			now = value
		}
		if now != "" {
			q.Set(k, now)
		}
	}
	content := ""
	if v.Filter.Content > 0 {
		content = strconv.Itoa(v.Filter.Content)
	}
	set("cohort", v.Filter.Cohort)
	set("state", v.Filter.State)
	set("city", v.Filter.City)
	set("kind", v.Filter.Kind)
	set("content", content)
	set("page", "")
	if len(q) == 0 {
		return "/pilots"
	}
	return "/pilots?" + q.Encode()
}

func (v pilotsView) bar() components.Filter {
	groups := []components.FilterGroup{}
	if len(v.Cohorts) > 1 {
		g := components.FilterGroup{Label: "批次", Choices: []components.Choice{{Label: "全部", URL: v.at("cohort", ""), Count: -1, On: v.Filter.Cohort == ""}}}
		for _, c := range v.Cohorts {
			g.Choices = append(g.Choices, components.Choice{Label: c.Title(), URL: v.at("cohort", c.ID), Count: -1, On: v.Filter.Cohort == c.ID})
		}
		groups = append(groups, g)
	}
	g := components.FilterGroup{Label: "状态", Choices: []components.Choice{{Label: "全部", URL: v.at("state", ""), Count: -1, On: v.Filter.State == ""},
		{Label: "在实施", URL: v.at("state", "living"), Count: -1, On: v.Filter.State == "living"}}}
	for _, s := range append(append([]act.State{}, run.LivingStates...), run.Ended, run.Withdrawn, run.Terminated, run.Disqualified) {
		g.Choices = append(g.Choices, components.Choice{Label: run.StateTitles[s], URL: v.at("state", string(s)), Count: -1, On: v.Filter.State == string(s)})
	}
	return components.Filter{Groups: append(groups, g)}
}

// narrowed names the filters that stand in no bar, with a way out.
func (v pilotsView) narrowed() (names []components.Choice) {
	if v.Filter.City != "" {
		names = append(names, components.Choice{Label: "只看一个推荐单位", URL: v.at("city", "")})
	}
	if v.Filter.Kind != "" {
		names = append(names, components.Choice{Label: "只看一个申报类别", URL: v.at("kind", "")})
	}
	if v.Filter.Content > 0 {
		names = append(names, components.Choice{Label: "只看第" + strconv.Itoa(v.Filter.Content) + "项内容", URL: v.at("content", "")})
	}
	return names
}

func (v pilotsView) lanes() []components.Lane {
	lanes := make([]components.Lane, len(v.Rows))
	for i, row := range v.Rows {
		lane := components.Lane{Name: row.UnitName, Below: laneBelow(row), URL: run.Link(row.ID), Gone: row.Gone, State: stateWords(row), Waits: waitsWords(row), Late: row.Waits.Late}
		for _, m := range row.Marks {
			lane.Marks = append(lane.Marks, components.Mark{Month: m.At, State: components.MarkState(m.State), Words: m.Words})
		}
		lanes[i] = lane
	}
	return lanes
}

// laneBelow is what stands under a pilot's name: 2020年 · ②⑥ · 至2022年7月5日.
func laneBelow(row board.PilotRow) string {
	words := strconv.Itoa(row.Year) + "年"
	for i, n := range row.Contents {
		if i == 0 {
			words += " · "
		}
		words += components.Ring(n)
	}
	return words + " · 至" + row.Until.Start().Format("2006年1月")
}

// stateWords are where a pilot stands, with the grade it got.
func stateWords(row board.PilotRow) string {
	if row.Grade != "" {
		return run.StateTitles[row.State] + "（" + row.Grade + "）"
	}
	return run.StateTitles[row.State]
}

// waitsWords are what a pilot waits for, with whom and until when; "" for nothing.
func waitsWords(row board.PilotRow) string {
	if row.Waits.Who == "" {
		return ""
	}
	words := row.Waits.What + " · " + row.Waits.Who
	switch {
	case row.Waits.Until.IsZero():
	case row.Waits.Late:
		words += "，" + components.ShortDay(row.Waits.Until.Add(-time.Second)) + "已到期"
	default:
		words += "，" + components.ShortDay(row.Waits.Until.Add(-time.Second)) + "前"
	}
	return words
}

func (v pilotsView) pages() components.Pages {
	return components.Pages{Page: v.Filter.Page, Size: board.PilotsOnPage, Total: v.Total, URL: func(page int) string {
		address, sign := v.at("", ""), "?"
		if address != "/pilots" {
			sign = "&"
		}
		return address + sign + "page=" + strconv.Itoa(page)
	}}
}

// sheetTitle is what the sheet is called: by the programme's own word, where all of it is of one.
func (v pilotsView) sheetTitle() string {
	name := "入选单位"
	for i, row := range v.Rows {
		if word := row.Programme.Called().Selected; i == 0 || word == name {
			name = word
		} else {
			return "入选单位情况汇总表"
		}
	}
	return name + "情况汇总表"
}

// PilotsSheet is what the list shows, all its pages, as a sheet: GET /pilots.xlsx with the list's own query.
func (p *Pages) PilotsSheet(w http.ResponseWriter, r *http.Request) error {
	v, err := p.pilotsOf(r, true)
	if err != nil {
		return err
	}
	sheet := paper.Sheet{Name: "情况汇总", Title: v.sheetTitle(), Landscape: true, Created: v.Now, Cols: []paper.SheetColumn{{Head: "序号", Width: 6, Kind: paper.Number},
		{Head: "年度", Width: 8, Kind: paper.Number}, {Head: "编号", Width: 16}, {Head: "单位", Width: 32}, {Head: "推荐单位", Width: 20}, {Head: "内容", Width: 40}, {Head: "起", Width: 14, Kind: paper.Date},
		{Head: "止", Width: 14, Kind: paper.Date}, {Head: "状态", Width: 14}, {Head: "等级", Width: 10}, {Head: "等待办理", Width: 28}, {Head: "由谁办理", Width: 20}, {Head: "期限", Width: 26}}}
	kit.NameFile(w, v.sheetTitle()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	return sheet.Write(w, v.lines())
}

func (v pilotsView) lines() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, row := range v.Rows {
			until := ""
			if !row.Waits.Until.IsZero() {
				until = components.Before(row.Waits.Until)
			}
			if !yield([]any{i + 1, row.Year, row.Number, row.UnitName, row.CityName, decide.Contents(row.Programme, row.Contents), row.From.Start(), row.Until.Start(),
				run.StateTitles[row.State], row.Grade, row.Waits.What, row.Waits.Who, until}) {
				return
			}
		}
	}
}

// yearsView is all cohorts' pilots at a glance.
type yearsView struct {
	board.Years
	Now time.Time
}

// Years is GET /overview/pilots.
func (p *Pages) Years(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := board.MayYears(actor).Err(); err != nil {
		return err
	}
	var v yearsView
	err = p.db().Read(r.Context(), func(t *store.Tx) error {
		groups, err := p.groups.Get(t, board.CountPilots)
		if err != nil {
			return err
		}
		v.Now = t.Now()
		v.Years, err = board.YearsOf(t, actor, r.URL.Query().Get("cohort"), groups)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, yearsPage(v))
}

func (v yearsView) tabs() []components.Choice {
	tabs := []components.Choice{{Label: "全部批次", URL: "/overview/pilots", On: v.Chosen == ""}}
	for _, c := range v.Cohorts {
		tabs = append(tabs, components.Choice{Label: c.Title(), URL: "/overview/pilots?cohort=" + c.ID, On: v.Chosen == c.ID})
	}
	return tabs
}

func (v yearsView) tiles() []components.Tile {
	return onGrid(v.Cities, func(c board.PilotCity) (components.Tile, bool, bool) {
		return components.Tile{Column: c.Place.Column, Row: c.Place.Row, Name: place(c.Short), Value: c.N, URL: c.URL}, c.OnMap, c.N == 0
	})
}

func (v yearsView) matrix() components.Matrix {
	m := components.Matrix{Caption: "内容与申报类别分布"}
	for _, k := range v.Kinds {
		m.Columns = append(m.Columns, k.Name)
	}
	for _, row := range v.Contents {
		line := components.MatrixRow{Name: components.Ring(row.Content.Number) + " " + row.Content.Short}
		for _, f := range row.Counts {
			line.Values, line.URLs = append(line.Values, f.N), append(line.URLs, f.URL)
		}
		m.Rows = append(m.Rows, line)
	}
	return m
}
