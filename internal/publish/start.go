package publish

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Starting is what puts a drafted notice on notice.
type Starting struct {
	Notice   string `json:"notice"`
	Signer   string `json:"signer"`
	Issued   string `json:"issued"`
	SiteURL  string `json:"site_url"`
	Snapshot string `json:"snapshot"`
}

// Object is the notice that it is about.
func (x Starting) Object() string { return Object(x.Notice) }

// Papers are what the approver reads before he confirms.
func (x Starting) Papers() []act.Paper {
	return []act.Paper{{Name: "印发的公示", Hash: x.Issued}, {Name: "网站页面快照", Hash: x.Snapshot}}
}

// Drafting is what the office says of a notice; the days are counted from it.
type Drafting struct {
	Notice          string // "": a new one
	Decision        string
	From            string // 2020-06-22
	OfficePhone     string
	DisciplinePhone string
}

// Draft drafts the notice of a decision, or drafts it anew before it is put up. It gives the notice's id.
func (r *Room) Draft(ctx context.Context, actor access.Actor, x Drafting) (string, error) {
	fresh := x.Notice == ""
	if fresh {
		x.Notice = store.NewID()
	}
	_, err := r.Door.Do(ctx, actor, rowDraft, Object(x.Notice), func(t *act.Tx) error {
		if err := t.Allow(mayWork(actor)); err != nil {
			return err
		}
		if wrong := WrongDraft(x.From, x.OfficePhone, x.DisciplinePhone); len(wrong) > 0 {
			return fault.Invalid("公示还不能起草，请先补正以下各处。", wrong...)
		}
		n := Notice{ID: x.Notice}
		var err error
		if fresh {
			n, err = r.begin(t, x)
		} else {
			n, err = unasked(t, x.Notice)
		}
		if err != nil {
			return err
		}
		return r.count(t, n, x)
	})
	return x.Notice, err
}

// unasked is a notice that the approver does not have: what he is shown stays as it is.
func unasked(t *act.Tx, id string) (Notice, error) {
	n, err := lockNotice(t.Tx, id)
	if err != nil {
		return n, err
	}
	waiting, err := act.Awaiting(t.Tx)
	if waiting[Object(id)] {
		err = fault.Conflict("", "登记公示已提请审签。需要修改的，请先请审签人退回。")
	}
	return n, err
}

// begin is a new notice of a decision that was taken and is not on notice yet.
func (r *Room) begin(t *act.Tx, x Drafting) (Notice, error) {
	d, err := decide.Get(t.Tx, x.Decision)
	if err != nil {
		return Notice{}, err
	}
	if d.State != decide.Decided || !decide.OfList(d.Matter) {
		return Notice{}, fault.Conflict("C2", "研究决定还没有登记，不能公示。")
	}
	all, err := Of(t.Tx, d.Cohort)
	if err != nil {
		return Notice{}, err
	}
	if slices.ContainsFunc(all, func(n Notice) bool { return n.Decision == d.ID && n.State != Stopped }) {
		return Notice{}, fault.Conflict("C3", "这项研究决定已经公示，或者正在起草公示。")
	}
	c, err := call.Get(t.Tx, d.Cohort)
	return Notice{ID: x.Notice, Cohort: d.Cohort, Decision: d.ID, N: len(all) + 1, Period: c.Programme.Stages.Publish.Period.Value}, err
}

func (r *Room) count(t *act.Tx, n Notice, x Drafting) (err error) {
	from := n.State
	if from != "" && from != Draft {
		return t.Move(from, Draft)
	}
	if n.From, err = calendar.ParseDay(x.From); err != nil {
		return err
	}
	if n.Until, err = Counted(r.Years, n.From, n.Period); err != nil {
		return fault.InvalidField("from", err.Error()+"。")
	}
	n.State, n.UntilAt, n.At, n.Account = Draft, calendar.EndOfDay(n.Until), t.Now(), t.Actor.Account
	n.OfficePhone, n.DisciplinePhone = strings.TrimSpace(x.OfficePhone), strings.TrimSpace(x.DisciplinePhone)
	if from == "" {
		err = insertNotice(t, n)
	} else {
		err = updateNotice(t, n)
	}
	if err != nil {
		return err
	}
	return t.Move(from, Draft)
}

// Start proposes to register a notice that stands on the official site; an approver confirms it (C3).
func (r *Room) Start(ctx context.Context, actor access.Actor, x Starting) (string, error) {
	return r.Door.Propose(ctx, actor, rowStart, Object(x.Notice), x, "")
}

func (r *Room) start(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Starting](t, params)
	if err != nil {
		return err
	}
	n, err := lockNotice(t.Tx, x.Notice)
	if err != nil {
		return err
	}
	if n.State != Draft {
		return t.Move(n.State, Running)
	}
	if wrong := WrongStart(n, x, t.Now()); len(wrong) > 0 {
		return fault.Invalid("公示还不能登记，请先补正以下各处。", wrong...)
	}
	d, err := decide.Get(t.Tx, n.Decision)
	if err != nil {
		return err
	}
	if err := putUp(t, n, d); err != nil {
		return err
	}
	n.State, n.SiteURL, n.Snapshot, n.Signer, n.Issued, n.At, n.Account = Running, x.SiteURL, x.Snapshot, x.Signer, x.Issued, t.Now(), t.Actor.Account
	if err := updateNotice(t, n); err != nil {
		return err
	}
	t.Froze(unhex(x.Issued))
	return t.Move(Draft, Running)
}

// putUp puts the lines of a decision on notice, but for those whose units have withdrawn.
func putUp(t *act.Tx, n Notice, d decide.Decision) error {
	held := map[string]apply.Application{}
	for _, l := range d.Granted() {
		a, err := apply.Lock(t.Tx, l.Application)
		if err != nil {
			return err
		}
		held[a.ID] = a
	}
	lines, left, err := toPutUp(t.Tx, d)
	if err != nil {
		return err
	}
	if err := MayPutUp(n.At, lines, left); err != nil {
		return err
	}
	for _, l := range lines {
		if err := insertLine(t, n.ID, l); err != nil {
			return err
		}
		if err := apply.MoveAlong(t, held[l.Application], apply.StateOnNotice); err != nil {
			return err
		}
	}
	return nil
}

// Striking takes a line off a running notice, or, without an application, stops the notice.
type Striking struct {
	Notice      string `json:"notice"`
	Application string `json:"application,omitempty"`
	Reason      string `json:"reason"`
}

// Object is the notice that it is about.
func (x Striking) Object() string { return Object(x.Notice) }

// Strike proposes to take a line off a running notice; an approver confirms it.
func (r *Room) Strike(ctx context.Context, actor access.Actor, x Striking) (string, error) {
	return r.Door.Propose(ctx, actor, rowStrike, Object(x.Notice), x, x.Reason)
}

// Stop proposes to stop a running notice; an approver confirms it.
func (r *Room) Stop(ctx context.Context, actor access.Actor, x Striking) (string, error) {
	return r.Door.Propose(ctx, actor, rowStop, Object(x.Notice), x, x.Reason)
}

// running reads the notice that a proposal is about, with its reason.
func running(t *act.Tx, params json.RawMessage) (x Striking, n Notice, err error) {
	if x, err = act.Proposed[Striking](t, params); err != nil {
		return x, n, err
	}
	if strings.TrimSpace(x.Reason) == "" {
		return x, n, fault.InvalidField("reason", "请写明理由。")
	}
	if n, err = lockNotice(t.Tx, x.Notice); err == nil && n.State != Running {
		err = fault.Conflict("C3", "这次公示已经结束，请刷新页面查看。")
	}
	return x, n, err
}

func (r *Room) strike(t *act.Tx, params json.RawMessage) error {
	x, n, err := running(t, params)
	if err != nil {
		return err
	}
	if l, has := n.Line(x.Application); !has {
		return fault.NotFound()
	} else if l.Struck {
		return fault.Conflict("C3", "这个单位已经从公示名单中撤下。")
	}
	if err := strikeLine(t, n.ID, x.Application, x.Reason, t.Because(x.Reason)); err != nil {
		return err
	}
	if err := takeOff(t, x.Application, apply.StateInReview); err != nil {
		return err
	}
	return t.Move(Running, Running)
}

func (r *Room) stop(t *act.Tx, params json.RawMessage) error {
	x, n, err := running(t, params)
	if err != nil {
		return err
	}
	for _, l := range n.Lines {
		if l.Struck {
			continue
		}
		if err := takeOff(t, l.Application, apply.StateProposed); err != nil {
			return err
		}
	}
	t.Because(x.Reason)
	n.State, n.At, n.Account = Stopped, t.Now(), t.Actor.Account
	if err := updateNotice(t, n); err != nil {
		return err
	}
	return t.Move(Running, Stopped)
}

func takeOff(t *act.Tx, application string, to act.State) error {
	a, err := apply.Lock(t.Tx, application)
	if err != nil || a.State != apply.StateOnNotice {
		return err
	}
	return apply.MoveAlong(t, a, to)
}

func unhex(hash string) []byte {
	sum, _ := hex.DecodeString(hash) // a hash of the file store
	return sum
}
