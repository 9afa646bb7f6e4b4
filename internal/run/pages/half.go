package pages

import (
	"cmp"
	"encoding/json"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// halfView is a report: as a form, or as it was handed in.
type halfView struct {
	run.Asking
	Actor      access.Actor
	Now        time.Time
	Body       run.ReportBody
	Milestones []run.Milestone // that Body is held against
	Writes     bool            // the form
	Before     time.Time       // the instant of the draft that is shown
	Who        string          // of the unit, who saved it or handed it in
	Wrong      kit.Problems
	Warning    string
	Unsaved    bool // what stands here was sent and refused: it counts, not what this machine kept before
	mark       func(hash string) string
}

func (v halfView) at(below string) string {
	return run.ReportLink(v.Pilot.ID, v.Asking.Stocktaking.ID) + below
}

// Half shows a pilot's report for a stocktaking: GET /pilots/{id}/half/{stocktaking}. Its unit writes it there while the
// stocktaking is open; with ?again it is written anew.
func (p *Pages) Half(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v, err := p.halfOf(r, query.Ticked("again"))
	if err != nil {
		return err
	}
	return kit.Render(w, r, halfPage(v))
}

func (p *Pages) halfOf(r *http.Request, again bool) (v halfView, err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	v.mark = func(hash string) string { return kit.Kept(r.Context(), hash) }
	err = p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, r.PathValue("id"), r.PathValue("stocktaking"), again) })
	return v, err
}

func (v *halfView) load(t *store.Tx, pilot, stocktaking string, again bool) (err error) {
	if _, err := seen(t, v.Actor, pilot); err != nil {
		return err
	}
	if v.Asking, err = run.AskingOf(t, stocktaking, pilot); err != nil {
		return err
	}
	v.Now = t.Now()
	mine := run.MayWriteReport(v.Actor, v.Case).Allowed && run.Living(v.State) && v.Asking.Stocktaking.State == run.StocktakingOpen
	if v.Writes = mine && (again || v.Counting.State != run.ReportHandedIn); v.Writes {
		return v.draft(t)
	}
	v.Body = v.Counting.Body
	if v.Counting.N > 0 && v.Counting.State == run.ReportHandedIn {
		if _, v.Milestones, err = run.ReportedOf(t, v.Actor, stocktaking, pilot); err != nil {
			return err
		}
		v.Who, err = nameOf(t, v.Counting.Account)
	}
	return err
}

// draft fills the form: with what is being written, else with what was handed in, else with the last report's lines.
func (v *halfView) draft(t *store.Tx) error {
	v.Milestones = v.Plan.Body.Milestones
	d, found, err := run.DraftOf(t, v.Pilot.ID, run.ReportDraft(v.Asking.Stocktaking.ID))
	switch {
	case err != nil:
		return err
	case found:
		v.Before = d.At
		if err := json.Unmarshal([]byte(d.Body), &v.Body); err != nil {
			return err
		}
		v.Who, err = nameOf(t, d.Account)
		return err
	case v.Counting.State == run.ReportHandedIn:
		v.Body = v.Counting.Body
	default:
		for _, l := range v.Last.Body.Lines {
			l.Unchanged, l.Word = false, ""
			v.Body.Lines = append(v.Body.Lines, l)
		}
	}
	return nil
}

func nameOf(t *store.Tx, account string) (string, error) {
	a, err := unit.AccountByID(t, account)
	if fault.Is(err, fault.KindNotFound) {
		return "", nil
	}
	return a.Name, err
}

func (v halfView) deadline() *components.Deadline {
	if v.Asking.Stocktaking.State != run.StocktakingOpen {
		return nil
	}
	return &components.Deadline{Label: "报送截止", At: v.Asking.Stocktaking.DueAt, Now: v.Now}
}

func (v halfView) standing() run.Standing { return run.StandingOf(v.Counting, v.State) }

// table is the report as it was handed in.
func (v halfView) table() components.Table {
	t := components.Table{Caption: "各项进展", Columns: []components.Column{{Title: "工作任务", Kind: "main"}, {Title: "进展"}, {Title: "实际完成"}, {Title: "佐证"}, {Title: "问题"}, {Title: "下一步"}, {Title: "说明"}}}
	for _, m := range v.Milestones {
		l := v.line(m)
		proof := []templ.Component{components.Text(l.Evidence)}
		if len(l.Files) > 0 {
			proof = append(proof, components.Files(v.proofs(l)))
		}
		word := l.Word
		if l.Unchanged {
			word = "与上次相同。" + word
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.TwoLines(m.What, v.goal(m)), components.Badge(run.ProgressTitles[l.State], stepTones[l.State]),
			components.Text(cmp.Or(l.Actual, "—") + "（目标 " + m.Target + m.Unit + "）"), components.Cells(proof...), components.Text(l.Problem), components.Text(l.Next), components.Text(word)}})
	}
	return t
}

var stepTones = map[run.Progress]components.Tone{run.Done: components.Done, run.OnTheWay: components.Active, run.Behind: components.Warn, run.NotBegun: components.Quiet, run.GivenUp: components.Quiet}

// serves is what the report on the page is besides.
func (v halfView) serves() run.Serves {
	if !v.Writes && v.Counting.N > 0 {
		return v.Counting.Serves
	}
	return v.Serves
}

// rewrites tells whether the reader may hand in anew what is shown.
func (v halfView) rewrites() bool {
	return !v.Writes && run.MayWriteReport(v.Actor, v.Case).Allowed && run.Living(v.State) && v.Asking.Stocktaking.State == run.StocktakingOpen
}

func (v halfView) terms() []components.Term {
	return []components.Term{{Name: "报告时段", Value: components.Text(v.Asking.Stocktaking.Period())}, {Name: "报送时间", Value: components.Text(components.FullMoment(v.Counting.At))},
		{Name: "报送人", Value: components.Text(v.Who)}, {Name: "次数", Value: components.Text("第" + n(v.Counting.N) + "次")}}
}
