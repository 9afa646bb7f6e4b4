package decide

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Taken is what is recorded of a decision: the session, the excerpt, who left, and each line.
type Taken struct {
	Decision string           `json:"decision"`
	Cohort   string           `json:"cohort"`
	Matter   programme.Matter `json:"matter"`
	Session  string           `json:"session"`
	On       string           `json:"on"` // 2020-06-18
	Excerpt  string           `json:"excerpt"`
	Lines    []TakenLine      `json:"lines"`
	Left     []Left           `json:"left,omitempty"`
}

// TakenLine is what was decided of one application.
type TakenLine struct {
	Application string  `json:"application"`
	Outcome     Outcome `json:"outcome"`
	Contents    []int   `json:"contents,omitempty"` // with fewer: those granted
	Reason      string  `json:"reason,omitempty"`
	Basis       string  `json:"basis,omitempty"` // of a later room's matter: what it was when it was proposed
}

// Object is the decision that it is about.
func (x Taken) Object() string { return Object(x.Decision) }

// Papers are what the approver reads before he confirms.
func (x Taken) Papers() []act.Paper { return []act.Paper{{Name: "决定摘录", Hash: x.Excerpt}} }

// Record proposes to record what the body decided (C2); an approver confirms it. For a list that was drawn up, x.Decision
// names it; a decision on another matter gets its id here. It gives the proposal's id.
func (r *Room) Record(ctx context.Context, actor access.Actor, x Taken) (string, error) {
	if err := r.keptPDF(x.Excerpt); err != nil {
		return "", err
	}
	if x.Decision == "" {
		x.Decision = store.NewID()
	}
	if err := r.bind(ctx, &x); err != nil {
		return "", err
	}
	return r.Door.Propose(ctx, actor, rowRecord, Object(x.Decision), x, "")
}

// TakenIn reads what was proposed, for the approver's page.
func TakenIn(params json.RawMessage) (x Taken, err error) { return x, json.Unmarshal(params, &x) }

func (r *Room) record(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Taken](t, params)
	if err != nil {
		return err
	}
	if err := t.Allow(mayPrepare(t.Actor)); err != nil {
		return err
	}
	d, err := r.about(t, x)
	if err != nil {
		return err
	}
	c, err := call.Get(t.Tx, d.Cohort)
	if err != nil {
		return err
	}
	applied, err := appliedFor(t.Tx, x)
	if err != nil {
		return err
	}
	if wrong := WrongTaken(c.Programme, x, applied, calendar.DayOf(t.Now())); len(wrong) > 0 {
		return fault.Invalid("研究决定还不能登记，请先补正以下各处。", wrong...)
	}
	if err := take(t, d, x, applied); err != nil {
		return err
	}
	if later, is := r.Later[x.Matter]; is {
		taken, err := Get(t.Tx, d.ID)
		if err != nil {
			return err
		}
		return later.Carry(t, taken)
	}
	return nil
}

// about is the decision that is taken: the list that was drawn up, or one about another matter.
func (r *Room) about(t *act.Tx, x Taken) (Decision, error) {
	if x.Matter == programme.MatterList {
		d, err := lockDecision(t.Tx, x.Decision)
		if err != nil {
			return d, err
		}
		if d.State != Listed {
			return d, fault.Conflict("C2", "这份名单已经研究或者撤回，请刷新页面查看。")
		}
		if len(x.Lines) != len(d.Lines) || slices.ContainsFunc(x.Lines, func(l TakenLine) bool { _, on := d.Line(l.Application); return !on }) {
			return d, fault.Conflict("C2", "登记的各行与建议名单不一致，请刷新页面，按名单逐行登记。")
		}
		return d, nil
	}
	return r.fresh(t, x)
}

// fresh is a decision on a matter without a list of its own: the reserve that comes up, or a later room's.
func (r *Room) fresh(t *act.Tx, x Taken) (Decision, error) {
	c, err := call.Get(t.Tx, x.Cohort)
	if err != nil {
		return Decision{}, err
	}
	d := Decision{ID: x.Decision, Cohort: x.Cohort, Matter: x.Matter, Body: BodyFor(c.Programme, x.Matter), ListedAt: t.Now()}
	later, is := r.Later[x.Matter]
	if d.Body == "" || !is && x.Matter != programme.MatterReserve || len(x.Lines) == 0 {
		return d, fault.Conflict("C2", "本项目没有写明这一事项由谁研究决定。")
	}
	if is {
		return r.onLater(t, d, x, later)
	}
	for _, l := range x.Lines {
		a, err := apply.Lock(t.Tx, l.Application)
		if err != nil {
			return d, err
		}
		last, _, err := lastLine(t.Tx, l.Application)
		if err != nil {
			return d, err
		}
		if a.Cohort != x.Cohort {
			return d, fault.NotFound()
		}
		if err := MayFill(a.State, last.Outcome); err != nil {
			return d, err
		}
	}
	return d, nil
}

func appliedFor(t *store.Tx, x Taken) (map[string][]int, error) {
	applied := map[string][]int{}
	for _, l := range x.Lines {
		a, err := apply.Get(t, l.Application)
		if err != nil {
			return nil, err
		}
		applied[l.Application] = a.Contents
	}
	return applied, nil
}

// take writes the decision; who was struck is under review again until all results are told.
func take(t *act.Tx, d Decision, x Taken, applied map[string][]int) error {
	from := d.State
	d.State, d.Session, d.Excerpt, d.DecidedAt, d.Account = Decided, x.Session, x.Excerpt, t.Now(), t.Actor.Account
	day, err := calendar.ParseDay(x.On)
	if err != nil {
		return err
	}
	d.On = day
	t.Froze(unhex(x.Excerpt))
	if from == "" {
		err = insertDecision(t, d, rand.Text())
	} else {
		err = updateDecision(t, d)
	}
	if err != nil {
		return err
	}
	for i, l := range x.Lines {
		if err := takeLine(t, d, from, l, i+1, applied[l.Application]); err != nil {
			return err
		}
	}
	for i, l := range x.Left {
		if err := insertLeft(t, d.ID, i+1, l); err != nil {
			return err
		}
	}
	struck := func(l Line) bool {
		return from == Listed && slices.ContainsFunc(x.Lines, func(taken TakenLine) bool { return taken.Application == l.Application && taken.Outcome == Struck })
	}
	if err := back(t, d.Lines, struck); err != nil {
		return err
	}
	return t.Move(from, Decided)
}

func takeLine(t *act.Tx, d Decision, from act.State, taken TakenLine, n int, applied []int) error {
	line, _ := d.Line(taken.Application)
	line.Outcome, line.Reason, line.Contents = taken.Outcome, taken.Reason, applied
	if taken.Outcome == Fewer {
		line.Contents = slices.Sorted(slices.Values(taken.Contents))
	}
	if from == Listed {
		return updateLine(t, d.ID, line)
	}
	line.Application = taken.Application
	if line.Place == 0 {
		line.Place = n
	}
	return insertLine(t, d.ID, line)
}
