package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// cohortChoices are links to the same page for the other cohorts.
func cohortChoices(path string, chosen call.Cohort, all []call.Cohort) []components.Choice {
	choices := make([]components.Choice, len(all))
	for i, c := range all {
		choices[i] = components.Choice{Label: c.Title(), URL: path + "?cohort=" + c.ID, On: c.ID == chosen.ID}
	}
	return choices
}

type overviewView struct {
	board.Overview
	All        []call.Cohort
	Exceptions bool // the reader may see them
}

// Overview is GET /overview: a cohort at a glance.
func (p *Pages) Overview(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := board.MayOverview(actor).Err(); err != nil {
		return err
	}
	v := overviewView{Exceptions: board.MayExceptions(actor).Allowed}
	err = p.db().Read(r.Context(), func(t *store.Tx) error {
		chosen, all, err := call.Choose(t, r.URL.Query().Get("cohort"))
		if err != nil || len(all) == 0 {
			return err
		}
		v.All = all
		v.Overview, err = board.OverviewOf(t, actor, chosen.ID)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, overviewPage(v))
}

// tiles are the cities on the grid.
func (v overviewView) tiles() []components.Tile {
	return onGrid(v.Cities, func(c board.City) (components.Tile, bool, bool) {
		return components.Tile{Column: c.Place.Column, Row: c.Place.Row, Name: place(c.Short), Value: c.Taken + c.Waiting,
			Words: strconv.Itoa(c.Taken) + "/" + strconv.Itoa(c.Cap), URL: c.URL}, c.OnMap, c.Came+c.Own == 0
	})
}

// onGrid are tiles at their places; those that have no cell on the grid stand in rows below it, unless they are quiet beside
// others that have one.
func onGrid[T any](cities []T, tileOf func(T) (tile components.Tile, onMap, quiet bool)) (tiles []components.Tile) {
	beside, deepest := 0, 0
	for _, c := range cities {
		if t, onMap, _ := tileOf(c); onMap {
			deepest = max(deepest, t.Row)
		}
	}
	for _, c := range cities {
		t, onMap, quiet := tileOf(c)
		if !onMap {
			if quiet && deepest > 0 {
				continue
			}
			t.Column, t.Row = beside%6, deepest+1+beside/6
			beside++
		}
		tiles = append(tiles, t)
	}
	return tiles
}

// busy are the recommenders through whom, or from whom, something came.
func (v overviewView) busy() []board.City {
	return slices.DeleteFunc(slices.Clone(v.Cities), func(c board.City) bool { return c.Came+c.Own+c.Taken == 0 })
}

// quiet names the others on one line.
func (v overviewView) quiet() string {
	var names []string
	for _, c := range v.Cities {
		if c.Came+c.Own+c.Taken == 0 {
			names = append(names, c.Short)
		}
	}
	return strings.Join(names, "、")
}

// place is a short name without what all of them have: 济南.
func place(short string) string {
	runes := []rune(short)
	for _, tail := range []string{"市科协", "科协"} {
		if n := len([]rune(tail)); len(runes) > n && string(runes[len(runes)-n:]) == tail {
			return string(runes[:len(runes)-n])
		}
	}
	if len(runes) > 4 {
		return string(runes[:4])
	}
	return short
}

// unnumbered is a heading of the notice without its numeral, which means nothing away from the notice: 二、试点内容.
func unnumbered(heading string) string {
	if numeral, rest, cut := strings.Cut(heading, "、"); cut && strings.Trim(numeral, "一二三四五六七八九十") == "" {
		return rest
	}
	return heading
}

func (v overviewView) matrix() components.Matrix {
	m := components.Matrix{Caption: "内容与单位类别分布"}
	if v.Cohort.Programme.Contents != nil {
		m.Caption = unnumbered(v.Cohort.Programme.Contents.Title) + "与申报类别分布"
	}
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

// exceptionsView is what the supervisor watches, all of it or the exceptions of one sort.
type exceptionsView struct {
	board.Watched
	All  []call.Cohort
	Sort string // "": all
}

func (v exceptionsView) shown() (list []board.Exception) {
	for _, e := range v.Exceptions {
		if v.Sort == "" || e.Sort == v.Sort {
			list = append(list, e)
		}
	}
	return list
}

// sorts lead to the exceptions of one sort, with how many there are.
func (v exceptionsView) sorts() []components.Choice {
	at := "/exceptions?cohort=" + v.Cohort.ID
	list := []components.Choice{{Label: "全部", Count: len(v.Exceptions), URL: at, On: v.Sort == ""}}
	for _, c := range v.Sorts() {
		list = append(list, components.Choice{Label: c.Sort, Count: c.N, URL: at + "&sort=" + url.QueryEscape(c.Sort), On: v.Sort == c.Sort})
	}
	return list
}

func (p *Pages) exceptionsOf(r *http.Request) (v exceptionsView, err error) {
	actor, err := signedIn(r.Context())
	if err != nil {
		return v, err
	}
	if err := board.MayExceptions(actor).Err(); err != nil {
		return v, err
	}
	v.Sort = r.URL.Query().Get("sort")
	err = p.db().Read(r.Context(), func(t *store.Tx) error {
		var chosen call.Cohort
		if chosen, v.All, err = call.Choose(t, r.URL.Query().Get("cohort")); err != nil || len(v.All) == 0 {
			return err
		}
		if v.Watched, err = board.WatchedOf(t, actor, chosen.ID); err != nil || r.URL.Query().Get("cohort") != "" {
			return err
		}
		for _, c := range v.All { // without a choice: the newest cohort with exceptions
			if len(v.Exceptions) > 0 {
				return nil
			}
			some, err := board.WatchedOf(t, actor, c.ID)
			if err != nil {
				return err
			}
			if len(some.Exceptions) > 0 {
				v.Watched = some
			}
		}
		return nil
	})
	return v, err
}

// Exceptions is GET /exceptions: every exception with reason and approver, for the supervisor.
func (p *Pages) Exceptions(w http.ResponseWriter, r *http.Request) error {
	v, err := p.exceptionsOf(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, exceptionsPage(v))
}

// ExceptionsPDF is GET /exceptions.pdf: the same to be printed and signed.
func (p *Pages) ExceptionsPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.exceptionsOf(r)
	if err != nil {
		return err
	}
	if len(v.All) == 0 {
		return fault.NotFound()
	}
	pdf, err := paper.PDF(board.ExceptionsPaper(v.Watched, kit.Now(r.Context())), p.Fonts)
	if err != nil {
		return err
	}
	return kit.SendFile(w, "例外事项一览.pdf", "application/pdf", pdf)
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
