package pages

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/board"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// frontView is what stands around the open notice on the first page.
type frontView struct {
	board.Front
	Now     time.Time
	Picture func(id string, version, at int, small bool) string
}

// Front gives what the first page shows above and below its notice; said is the cohort whose public notices stand at its top
// already, "" for none.
func (p *Pages) Front(r *http.Request, said string) (above, below templ.Component, err error) {
	v := frontView{Now: kit.Now(r.Context()), Picture: p.Picture}
	err = p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		v.Front, err = p.frontOf(t)
		return err
	})
	return frontAbove(v.running(said)), frontBelow(v), err
}

// frontOf reads the first page's figures and news, or takes them as they were counted since the last act.
func (p *Pages) frontOf(t *store.Tx) (board.Front, error) {
	return p.front.Get(t, func(t *store.Tx) (board.Front, error) {
		groups, err := p.groups.Get(t, board.CountPilots)
		if err != nil {
			return board.Front{}, err
		}
		return board.FrontOf(t, groups)
	})
}

// running are the public notices to which objections are taken.
func (v frontView) running(said string) (list []board.News) {
	for _, n := range v.News {
		if n.Runs(v.Now) && n.Cohort != said {
			list = append(list, n)
		}
	}
	return list
}

// frontNews is how many of the newest things of a sort the first page lists.
const frontNews = 5

// open are the newest public notices, lists and losses.
func (v frontView) open() (list []board.News) {
	for _, n := range v.News {
		if slices.Contains([]string{board.SortOpen, board.SortRelease, board.SortLoss}, n.Sort) && len(list) < frontNews {
			list = append(list, n)
		}
	}
	return list
}

func (v frontView) tiles() []components.Tile {
	return onGrid(v.Cities, func(c board.PilotCity) (components.Tile, bool, bool) {
		return components.Tile{Column: c.Place.Column, Row: c.Place.Row, Name: place(c.Short), Value: c.N}, c.OnMap, c.N == 0
	})
}

// brand is who is in the brand programme, by the name that the newest of them's programme gives it.
func (v frontView) brand() (title string, list []spread.PublicBranded) {
	if len(v.Brand) == 0 {
		return "", nil
	}
	return v.Brand[0].Cohort.Programme.Stages.Spread.Brand, v.Brand[:min(frontNews, len(v.Brand))]
}

// contentTop is the largest count of a content, for the bars.
func (v frontView) contentTop() int {
	top := 1
	for _, f := range v.Contents {
		top = max(top, f.N)
	}
	return top
}
