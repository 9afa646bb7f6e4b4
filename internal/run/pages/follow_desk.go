package pages

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// deskView is a department's own desk.
type deskView struct {
	List     []run.Followed
	Problems []run.ProblemLine
	Units    map[string]string
	Now      time.Time
}

// FollowDesk is what a department follows, with what is due and what waits: GET /follow.
func (p *Pages) FollowDesk(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if !actor.Has(access.Department) {
		return fault.NotFound()
	}
	var v deskView
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Now = t.Now()
		if v.Units, err = shortNames(t); err != nil {
			return err
		}
		if v.List, err = run.FollowedBy(t, actor); err != nil || len(v.List) == 0 {
			return err
		}
		v.Problems, err = p.Room.ProblemLines(t, actor, run.ProblemOpen, run.ProblemAnswered, run.ProblemEscalated)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, deskPage(v))
}

func (v deskView) table() components.Table {
	t := components.Table{Caption: "联系的单位", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: "状态"}, {Title: "待报送"}, {Title: "下一节点"}, {Title: "最近联系"}, {Title: "未办结问题", Kind: "num"}}}
	for _, f := range v.List {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.Link(f.ID), f.Application.UnitName), components.Badge(run.StateTitles[f.State], tones[f.State]),
			components.Text(dash(v.owed(f))), components.Text(dash(v.next(f))), components.Text(v.noted(f)), components.Text(n(f.Open))}})
	}
	return t
}

func (v deskView) owed(f run.Followed) string {
	parts := make([]string, len(f.Reports))
	for i, s := range f.Reports {
		parts[i] = s.Title + "（" + components.Before(s.DueAt) + "）"
	}
	return strings.Join(parts, "，")
}

func (v deskView) next(f run.Followed) string {
	if f.Next == nil {
		return ""
	}
	return day(f.Next.By, v.Now) + " " + f.Next.What
}

func (v deskView) noted(f run.Followed) string {
	if f.Noted.IsZero() {
		return "还没有"
	}
	return day(f.Noted, v.Now)
}
