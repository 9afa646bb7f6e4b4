package pages

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/board"
	"shidian/internal/decide"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// Public is who carries out what, for everybody: GET /public/pilots.
func (p *Pages) Public(w http.ResponseWriter, r *http.Request) error {
	var all []board.PublicCohort
	err := p.db().Read(r.Context(), func(t *store.Tx) (err error) {
		all, err = board.PublicPilots(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, publicPilotsPage(all))
}

func publicTable(c board.PublicCohort) components.Table {
	names := c.Programme.Called()
	t := components.Table{Caption: c.Cohort.Title(), Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: names.Contents}, {Title: names.Term}, {Title: "状态"}}}
	for _, one := range c.Pilots {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(one.Name), components.Text(decide.Contents(c.Programme, one.Case.Contents)),
			components.Text(components.Day(one.Case.From.Start()) + "至" + components.Day(one.Case.Until.Start())), components.Text(one.State)}})
	}
	t.Foot = "共 " + strconv.Itoa(len(c.Pilots)) + " 个"
	return t
}

// contentFigures count a cohort's pilots by content.
func contentFigures(c board.PublicCohort) (figures []board.Figure) {
	if c.Programme.Contents == nil {
		return nil
	}
	for _, content := range c.Programme.Contents.List {
		f := board.Figure{Name: content.Short}
		for _, one := range c.Pilots {
			for _, n := range one.Case.Contents {
				if n == content.Number {
					f.N++
				}
			}
		}
		figures = append(figures, f)
	}
	return figures
}
