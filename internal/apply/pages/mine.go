package pages

import (
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// mineView is what the reader himself writes: his unit's applications of all cohorts, and those he was invited to.
type mineView struct {
	Actor   access.Actor
	List    []apply.Application
	Cohorts map[string]call.Cohort
}

// Mine lists it: GET /applications/mine.
func (p *Pages) Mine(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	v := mineView{Actor: kit.Actor(r.Context()), Cohorts: map[string]call.Cohort{}}
	err := p.read(r, func(t *store.Tx) (err error) {
		if v.List, err = apply.Mine(t, v.Actor, ""); err != nil {
			return err
		}
		for _, a := range v.List {
			if _, known := v.Cohorts[a.Cohort]; known {
				continue
			}
			if v.Cohorts[a.Cohort], err = call.Get(t, a.Cohort); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, minePage(v))
}

func (v mineView) table() components.Table {
	t := components.Table{Caption: "我的申报", Columns: []components.Column{{Title: "申报材料", Kind: "main"}, {Title: "批次"}, {Title: "提交"}, {Title: "状态"}, {Title: "办理", Kind: "acts"}}}
	for _, a := range v.List {
		next := components.Button(address(a.ID), "查看", false)
		switch a.State {
		case apply.StateDraft:
			next = components.Button(address(a.ID)+"/edit", "继续填写", true)
		case apply.StateReturned:
			next = components.Button(address(a.ID), "看退回意见", true)
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{nameCell(address(a.ID), a.Name()+v.Cohorts[a.Cohort].Programme.Called().Form, a.Number),
			components.Text(v.Cohorts[a.Cohort].Title()), submittedCell(a), components.Badge(a.Title(), tone(a)), next}})
	}
	return t
}
