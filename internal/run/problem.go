package run

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// The states of a problem.
const (
	ProblemOpen      act.State = "open"      // 待答复: by the contact department
	ProblemAnswered  act.State = "answered"  // 已答复: the unit says what came of it
	ProblemEscalated act.State = "escalated" // 提请协调: by the office
	ProblemClosed    act.State = "closed"    // 已办结
)

// ProblemTitles are the states' names on the screen.
var ProblemTitles = map[act.State]string{ProblemOpen: "待答复", ProblemAnswered: "已答复", ProblemEscalated: "提请协调", ProblemClosed: "已办结"}

// StepTitles are what was done to a problem, by the state to which it led.
var StepTitles = map[act.State]string{ProblemOpen: "提出", ProblemAnswered: "答复", ProblemEscalated: "提请协调", ProblemClosed: "办结"}

// Problem is something in a pilot's way that its unit raised (R3).
type Problem struct {
	ID       string
	Pilot    string
	N        int // which of the pilot's, from 1
	Title    string
	State    act.State
	RaisedAt time.Time
	Since    time.Time // from when on it has been in that state
	Outcome  string    // what came of it; "" until it is closed
}

// Step is one thing said of a problem. What is the state to which it led.
type Step struct {
	Problem string
	N       int
	What    act.State
	Words   string
	Unit    string // whose people said it
	At      time.Time
	Account string
}

// ProblemObject is a problem's name in the ledger.
func ProblemObject(id string) string { return "problem/" + id }

// ProblemLink is a problem's page.
func ProblemLink(id string) string { return "/problems/" + id }

var (
	following       = []access.Role{access.Department, access.Handler, access.Approver}
	rowRaiseProblem = act.Row{Name: "run.raise_problem", Title: "提出问题", Who: unitPeople, From: []act.State{""}, To: []act.State{ProblemOpen},
		Guard: "没有写明是什么问题、情况怎样（R3）"}
	rowAnswerProblem = act.Row{Name: "run.answer_problem", Title: "答复问题", Who: following, From: []act.State{ProblemOpen, ProblemEscalated}, To: []act.State{ProblemAnswered},
		Guard: "没有答复；不是联系部室，或者已经提请协调而不是主办单位（R3、R5）"}
	rowEscalateProblem = act.Row{Name: "run.escalate_problem", Title: "提请协调问题", Who: []access.Role{access.Department, access.Clerk, access.Head},
		From: []act.State{ProblemOpen, ProblemAnswered}, To: []act.State{ProblemEscalated}, Guard: "没有写明需要协调什么；已经提请；已经办结（R5）"}
	rowCloseProblem = act.Row{Name: "run.close_problem", Title: "办结问题", Who: unitPeople, From: []act.State{ProblemOpen, ProblemAnswered, ProblemEscalated},
		To: []act.State{ProblemClosed}, Guard: "没有写明结果；已经办结（R3）"}
)

// GetProblem reads a problem; NotFound when there is none.
func GetProblem(t *store.Tx, id string) (Problem, error) { return orNotFound(selectProblemByID(t, id)) }

// ProblemsOf are a pilot's problems, the newest first.
func ProblemsOf(t *store.Tx, pilot string) ([]Problem, error) {
	return store.Rows(t, scanProblem, selectProblem+" WHERE pilot = $1 ORDER BY n DESC", pilot)
}

// StepsOf is what was said of a problem, in its order.
func StepsOf(t *store.Tx, problem string) ([]Step, error) {
	return store.Rows(t, scanStep, selectStep+" WHERE problem = $1 ORDER BY n", problem)
}

// RaiseProblem raises what is in a pilot's way; its contact department is told, or the office where none is named (R3).
func (r *Room) RaiseProblem(ctx context.Context, actor access.Actor, pilot, title, words string) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowRaiseProblem, ProblemObject(id), func(t *act.Tx) error {
		c, err := lockCase(t.Tx, pilot)
		if err != nil {
			return err
		}
		if err := t.Allow(mayReport(actor, c)); err != nil {
			return err
		}
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		if wrong := WrongProblem(title, words); len(wrong) > 0 {
			return fault.Invalid("问题还没有提出，请先补正以下各处。", wrong...)
		}
		n, err := lastNumber(t.Tx, "pilot_problem", c.ID)
		if err != nil {
			return err
		}
		p := Problem{ID: id, Pilot: c.ID, N: n + 1, Title: strings.TrimSpace(title), State: ProblemOpen, RaisedAt: t.Now(), Since: t.Now()}
		if err := insertProblem(t, p); err != nil {
			return err
		}
		return r.stepped(t, c, p, "", words)
	})
	return id, err
}

// AnswerProblem answers a problem: its contact department does, or the office (R3, R5).
func (r *Room) AnswerProblem(ctx context.Context, actor access.Actor, id, words string) error {
	return r.step(ctx, actor, rowAnswerProblem, id, mayAnswer, field("words", wrongText(words, "请写明答复。", mostSaid)), func(p *Problem) string {
		p.State = ProblemAnswered
		return words
	})
}

// EscalateProblem puts a problem before the office, which coordinates (R5).
func (r *Room) EscalateProblem(ctx context.Context, actor access.Actor, id, words string) error {
	return r.step(ctx, actor, rowEscalateProblem, id, mayEscalate, field("words", wrongText(words, "请写明需要协调解决什么。", mostSaid)), func(p *Problem) string {
		p.State = ProblemEscalated
		return words
	})
}

// CloseProblem closes a problem with what came of it (R3).
func (r *Room) CloseProblem(ctx context.Context, actor access.Actor, id, outcome string) error {
	return r.step(ctx, actor, rowCloseProblem, id, mayCloseProblem, field("outcome", wrongText(outcome, "请写明结果：解决了没有，怎样解决的。", mostSaid)), func(p *Problem) string {
		p.State, p.Outcome = ProblemClosed, strings.TrimSpace(outcome)
		return outcome
	})
}

// step performs an act on a problem of a living pilot, locked with its pilot.
func (r *Room) step(ctx context.Context, actor access.Actor, row act.Row, id string, may func(access.Actor, Case, Problem) access.Verdict, wrong []fault.Field, work func(*Problem) string) error {
	_, err := r.Door.Do(ctx, actor, row, ProblemObject(id), func(t *act.Tx) error {
		p, err := GetProblem(t.Tx, id)
		if err != nil {
			return err
		}
		c, err := lockCase(t.Tx, p.Pilot)
		if err != nil {
			return err
		}
		if p, err = GetProblem(t.Tx, id); err != nil {
			return err
		}
		if err := t.Allow(may(actor, c, p)); err != nil {
			return err
		}
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		from := p.State
		words := work(&p)
		if err := MayStep(from, p.State); err != nil {
			return err
		}
		if len(wrong) > 0 {
			return fault.Invalid("还没有办理，请先补正以下各处。", wrong...)
		}
		p.Since = t.Now()
		if err := updateProblem(t, p); err != nil {
			return err
		}
		return r.stepped(t, c, p, from, words)
	})
	return err
}

// stepped writes what was said, tells whom it waits for now, and moves the problem.
func (r *Room) stepped(t *act.Tx, c Case, p Problem, from act.State, words string) error {
	if err := insertStep(t, Step{Problem: p.ID, What: p.State, Words: strings.TrimSpace(words), Unit: t.Actor.Unit, At: t.Now(), Account: t.Actor.Account}); err != nil {
		return err
	}
	if err := tellOfProblem(t.Tx, c, p); err != nil {
		return err
	}
	return t.Move(from, p.State)
}

// tellOfProblem tells whom a problem waits for; of the end its contact department is told.
func tellOfProblem(t *store.Tx, c Case, p Problem) error {
	w := word{Title: "问题" + ProblemTitles[p.State] + "：" + p.Title, Text: c.Application.UnitName + "，第" + itoa(p.N) + "个问题。", Link: ProblemLink(p.ID)}
	switch HolderOf(p.State, c.Department) {
	case WithContact:
		return w.to(t, c.Department, access.Department)
	case WithOffice:
		return w.toOffice(t, access.Handler)
	case WithPilotUnit:
		return w.to(t, c.Pilot.Unit, unitPeople...)
	}
	if c.Department == "" {
		return nil
	}
	return w.to(t, c.Department, access.Department)
}

// ProblemLine is a problem with its pilot and how long it has waited, for lists.
type ProblemLine struct {
	Problem
	Case   Case
	Holder Holder
	Waited string // "" once it is closed
}

// ProblemLines are the problems in some states of the pilots that the actor may see, those first that have waited longest.
func (r *Room) ProblemLines(t *store.Tx, actor access.Actor, states ...act.State) ([]ProblemLine, error) {
	lines, err := problemLines(t, actor, states...)
	for i := range lines {
		lines[i].Waited = r.waited(lines[i], t.Now())
	}
	return lines, err
}

// LineOf is one problem as lists show it; NotFound when there is none. Who may read its pilot may read it.
func (r *Room) LineOf(t *store.Tx, id string) (ProblemLine, error) {
	p, err := GetProblem(t, id)
	if err != nil {
		return ProblemLine{}, err
	}
	c, err := CaseOf(t, p.Pilot)
	l := problemLine(p, c)
	l.Waited = r.waited(l, t.Now())
	return l, err
}

// LinesOf are a pilot's problems as lists show them, the newest first.
func (r *Room) LinesOf(t *store.Tx, c Case) ([]ProblemLine, error) {
	problems, err := ProblemsOf(t, c.ID)
	lines := make([]ProblemLine, len(problems))
	for i, p := range problems {
		lines[i] = problemLine(p, c)
		lines[i].Waited = r.waited(lines[i], t.Now())
	}
	return lines, err
}

func (r *Room) waited(l ProblemLine, now time.Time) string {
	if l.Holder == Nobody {
		return ""
	}
	return Waited(r.Years, l.Since, now)
}

func problemLines(t *store.Tx, actor access.Actor, states ...act.State) (lines []ProblemLine, err error) {
	problems, err := selectProblemsIn(t, states)
	if err != nil || len(problems) == 0 {
		return nil, err
	}
	pilots := make([]string, len(problems))
	for i, p := range problems {
		pilots[i] = p.Pilot
	}
	byID, err := seenOf(t, actor, pilots)
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		if c, seen := byID[p.Pilot]; seen {
			lines = append(lines, problemLine(p, c))
		}
	}
	return lines, nil
}

// problemLine is one problem of a pilot; those of a pilot that has ended wait for nobody.
func problemLine(p Problem, c Case) ProblemLine {
	l := ProblemLine{Problem: p, Case: c}
	if Living(c.State) {
		l.Holder = HolderOf(p.State, c.Department)
	}
	return l
}

// HolderName is whom a problem waits for by name.
func (l ProblemLine) HolderName(units map[string]string) string {
	switch l.Holder {
	case WithContact:
		return units[l.Case.Department]
	case WithPilotUnit:
		return l.Case.Application.UnitName
	}
	return string(l.Holder)
}

// Departments are the departments of the house that may follow a pilot, those that are closed left out.
func Departments(t *store.Tx) ([]unit.Unit, error) {
	return unit.List(t, unit.Filter{Kind: unit.Department}, t.Now())
}
