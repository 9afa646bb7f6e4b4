package pages

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// stepAct is an act on a problem with the words that it asks for.
type stepAct func(ctx context.Context, actor access.Actor, id, words string) error

// problemsPerPage is how many problems a page lists.
const problemsPerPage = 50

// problemsView is the list of all problems that the reader may see.
type problemsView struct {
	State  act.State
	Counts map[act.State]int
	Page   int
	Total  int
	Lines  []run.ProblemLine
	Units  map[string]string
	Now    time.Time
}

// problemStates are the filters of the list, in their order.
var problemStates = []act.State{run.ProblemOpen, run.ProblemEscalated, run.ProblemAnswered, run.ProblemClosed}

// Problems lists the problems of all pilots: GET /problems.
func (p *Pages) Problems(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := run.MaySeeProblems(actor).Err(); err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := problemsView{State: act.State(query.Text("state")), Page: query.Page(), Counts: map[act.State]int{}}
	if !slices.Contains(problemStates, v.State) {
		v.State = run.ProblemOpen
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Now = t.Now()
		if v.Units, err = shortNames(t); err != nil {
			return err
		}
		all, err := p.Room.ProblemLines(t, actor, problemStates...)
		for _, l := range all {
			v.Counts[l.State]++
			if l.State == v.State {
				v.Lines = append(v.Lines, l)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if v.State == run.ProblemClosed {
		slices.Reverse(v.Lines)
	}
	v.Total = len(v.Lines)
	from := min((v.Page-1)*problemsPerPage, v.Total)
	v.Lines = v.Lines[from:min(from+problemsPerPage, v.Total)]
	return kit.Render(w, r, problemsPage(v))
}

func (v problemsView) filter() components.Filter {
	group := components.FilterGroup{Label: "状态"}
	for _, s := range problemStates {
		group.Choices = append(group.Choices, components.Choice{Label: run.ProblemTitles[s], URL: "/problems?state=" + string(s), Count: v.Counts[s], On: s == v.State})
	}
	return components.Filter{Groups: []components.FilterGroup{group}}
}

func (v problemsView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: problemsPerPage, Total: v.Total, URL: func(page int) string { return "/problems?state=" + string(v.State) + "&page=" + n(page) }}
}

// problemTable lists problems of several pilots.
func problemTable(lines []run.ProblemLine, units map[string]string, now time.Time) components.Table {
	t := components.Table{Caption: "问题", Columns: []components.Column{{Title: "问题", Kind: "main"}, {Title: "单位"}, {Title: "提出"}, {Title: "现在由谁办理"}, {Title: "已等"}, {Title: "状态"}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(run.ProblemLink(l.ID), l.Title), components.Link(run.Link(l.Pilot), l.Case.Application.UnitName),
			components.Text(moment(l.RaisedAt, now)), components.Text(dash(l.HolderName(units))), components.Text(dash(l.Waited)), problemBadge(l)}})
	}
	return t
}

// problemView is one problem with what was said of it.
type problemView struct {
	run.ProblemLine
	Actor access.Actor
	Steps []run.Step
	Units map[string]string
	Now   time.Time
	Form  *kit.Form
	Wrong kit.Problems
}

// RaiseForm asks what is in a pilot's way: GET /pilots/{id}/problems.
func (p *Pages) RaiseForm(w http.ResponseWriter, r *http.Request) error {
	return p.followed(w, r, http.StatusOK, &kit.Form{}, nil, raisePage)
}

// Raise raises it: POST /pilots/{id}/problems.
func (p *Pages) Raise(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, raisePage, "问题已经提出，答复后会收到通知。", "", func(form *kit.Form) error {
		_, err := p.Room.RaiseProblem(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Line("title"), form.Text("words"))
		return err
	})
}

// Problem shows one problem: GET /problems/{id}.
func (p *Pages) Problem(w http.ResponseWriter, r *http.Request) error {
	return p.problemPage(w, r, http.StatusOK, problemView{Form: &kit.Form{}})
}

func (p *Pages) problemPage(w http.ResponseWriter, r *http.Request, status int, v problemView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Now = t.Now()
		if v.ProblemLine, err = p.Room.LineOf(t, r.PathValue("id")); err != nil {
			return err
		}
		if err := run.MayRead(v.Actor, v.Case).Err(); err != nil {
			return err
		}
		if v.Steps, err = run.StepsOf(t, v.ID); err != nil {
			return err
		}
		v.Units, err = shortNames(t)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, problemPage(v))
}

func (v problemView) answers() bool {
	return (v.State == run.ProblemOpen || v.State == run.ProblemEscalated) && v.Holder != run.Nobody && run.MayAnswerProblem(v.Actor, v.Case, v.Problem).Allowed
}

func (v problemView) escalates() bool {
	return (v.State == run.ProblemOpen || v.State == run.ProblemAnswered) && v.Holder != run.Nobody && run.MayEscalate(v.Actor, v.Case, v.Problem).Allowed
}

func (v problemView) closes() bool {
	return v.Holder != run.Nobody && run.MaySpeak(v.Actor, v.Case).Allowed
}

func (v problemView) at(below string) string { return run.ProblemLink(v.ID) + below }

// who is whose people said a step, and what they did.
func (v problemView) who(s run.Step) string {
	return dash(v.Units[s.Unit]) + run.StepTitles[s.What]
}

// text is what a form of the page shows: what was typed into that one.
func (v problemView) text(form, field string) string {
	if v.Form.Text("form") != form {
		return ""
	}
	return v.Form.Text(field)
}

func (v problemView) wrong(form, field string) string {
	if v.Form.Text("form") != form {
		return ""
	}
	return v.Wrong.Of(field)
}

// AnswerProblem answers a problem: POST /problems/{id}/answer.
func (p *Pages) AnswerProblem(w http.ResponseWriter, r *http.Request) error {
	return p.stepped(w, r, "已经答复。", "words", p.Room.AnswerProblem)
}

// EscalateProblem puts it before the office: POST /problems/{id}/escalate.
func (p *Pages) EscalateProblem(w http.ResponseWriter, r *http.Request) error {
	return p.stepped(w, r, "已提请主办单位协调。", "words", p.Room.EscalateProblem)
}

// CloseProblem closes it: POST /problems/{id}/close.
func (p *Pages) CloseProblem(w http.ResponseWriter, r *http.Request) error {
	return p.stepped(w, r, "问题已经办结。", "outcome", p.Room.CloseProblem)
}

func (p *Pages) stepped(w http.ResponseWriter, r *http.Request, said, field string, do stepAct) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := do(r.Context(), kit.Actor(r.Context()), id, form.Text(field)); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.problemPage(w, r, http.StatusUnprocessableEntity, problemView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, said, run.ProblemLink(id))
}
