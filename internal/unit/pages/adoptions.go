package pages

import (
	"net/http"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"

	"github.com/a-h/templ"
)

// adoptions are the cases of others that a unit uses, and the uses of its own by others, as far as the reader may read them.
func (p *Pages) adoptions(r *http.Request, u unit.Unit) (lines []spread.AdoptionLine, err error) {
	err = p.Room.Door.DB.Read(r.Context(), func(t *store.Tx) error {
		all, err := spread.AdoptionsAbout(t, u.ID)
		if err != nil {
			return err
		}
		for _, l := range all {
			may, err := spread.MayReadAdoption(t, kit.Actor(r.Context()), l)
			if err != nil {
				return err
			}
			if may {
				lines = append(lines, l)
			}
		}
		return nil
	})
	return lines, err
}

func adoptionTable(lines []spread.AdoptionLine, now time.Time) components.Table {
	t := components.Table{Caption: "推广应用", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "案例单位"}, {Title: "应用单位"}, {Title: "起始日期"}, {Title: "状态"}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.AdoptionLink(l.ID), l.Title), components.Text(l.Of.UnitName),
			components.Text(l.UnitName), components.Text(calendar.ShowDay(l.Since, now)), components.Text(spread.AdoptionTitles[l.State])}})
	}
	return t
}
