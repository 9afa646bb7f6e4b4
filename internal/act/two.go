package act

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Perform does the work of a grave act once it is confirmed. It is also rehearsed, and taken back, at the proposal,
// so that what would be refused later is refused at once. t.Actor is whoever confirms (at the rehearsal: proposes).
type Perform func(t *Tx, params json.RawMessage) error

type performer struct {
	row     Row
	perform Perform
}

// The states of a proposal.
const (
	Waiting   State = "waiting"   // 待审签
	Confirmed State = "confirmed" // 已审签
	Rejected  State = "rejected"  // 未同意
)

// Proposal is a grave act (marked 2 in life.md) that waits for a second person, or was answered.
type Proposal struct {
	ID         string
	Act        string // the row's name
	Title      string // the row's title
	Object     string
	Params     json.RawMessage // what was proposed, for the performer and for a page that shows it
	Reason     string
	State      State
	Proposer   string // account
	ProposedAt time.Time
	Decider    string
	DecidedAt  time.Time
	Answer     string // the words of a rejection
}

// Covers are the ground's own tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{{Table: "proposal", Key: []string{"id"}, Columns: []string{"act", "object", "params", "reason",
		"state", "proposer", "proposed_at", "decider", "decided_at", "answer", "salt"}}}
}

// Second registers how a grave act is performed. Each room does so once for each of its rows marked Two.
func (d *Door) Second(row Row, perform Perform) { d.second[row.Name] = performer{row, perform} }

// Proposed reads what was proposed, in the act that carries it out; NotFound where it names another object than the act's.
func Proposed[T interface{ Object() string }](t *Tx, params json.RawMessage) (in T, err error) {
	if err = json.Unmarshal(params, &in); err == nil && in.Object() != t.Object {
		err = fault.NotFound()
	}
	return in, err
}

// Propose puts a grave act before the approvers. params is kept as JSON. One proposal of an act waits per object.
func (d *Door) Propose(ctx context.Context, actor access.Actor, row Row, object string, params any, reason string) (string, error) {
	p, known := d.second[row.Name]
	if !known {
		return "", fmt.Errorf("act %s has no performer", row.Name)
	}
	raw, err := json.Marshal(params)
	if err != nil {
		return "", err
	}
	id := store.NewID()
	_, err = d.do(ctx, actor, row.step("提请"), object, ledger.Entry{Step: "propose"}, row.Who, func(t *Tx) error {
		rehearsal := &Tx{Tx: t.Tx, Actor: actor, Row: row, Object: object}
		if err := t.Try(func() error { return p.perform(rehearsal, raw) }); err != nil {
			return err
		}
		return insertProposal(t, id, raw, reason)
	})
	return id, err
}

// step is the row of proposing or answering: the state does not move yet.
func (r Row) step(verb string) Row {
	r.Title, r.From, r.To, r.Two = verb+r.Title, nil, nil, false
	return r
}

func insertProposal(t *Tx, id string, params json.RawMessage, reason string) error {
	var waiting int64
	err := t.QueryRow("SELECT COUNT(*) FROM proposal WHERE object = $1 AND act = $2 AND state = $3", t.Object, t.Row.Name, string(Waiting)).Scan(&waiting)
	if err != nil {
		return err
	}
	if waiting > 0 {
		return fault.Conflict("", "同一事项已经提请审签，正等待审签人办理；如需修改，请先请审签人退回。")
	}
	salt := t.Because(reason)
	_, err = t.Exec(`INSERT INTO proposal (id, act, object, params, reason, state, proposer, proposed_at, decider, decided_at, answer, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, '', $9)`,
		id, t.Row.Name, t.Object, string(params), reason, string(Waiting), t.Actor.Account, clock.Micros(t.Now()), salt)
	t.Touch("proposal", id)
	return err
}

// Confirm performs a proposed act. The approver is another person than the proposer and has just logged in anew.
func (d *Door) Confirm(ctx context.Context, actor access.Actor, id string) (ledger.Entry, error) {
	return d.answer(ctx, actor, id, Confirmed, "")
}

// Reject answers a proposal with no, and why.
func (d *Door) Reject(ctx context.Context, actor access.Actor, id, reason string) (ledger.Entry, error) {
	if strings.TrimSpace(reason) == "" {
		return ledger.Entry{}, fault.InvalidField("reason", "请写明不同意的理由，经办人据此修改。")
	}
	return d.answer(ctx, actor, id, Rejected, reason)
}

var secondRoles = []access.Role{access.Approver}

func (d *Door) answer(ctx context.Context, actor access.Actor, id string, to State, words string) (ledger.Entry, error) {
	prop, err := d.Proposal(ctx, id)
	if err != nil {
		return ledger.Entry{}, err
	}
	p := d.second[prop.Act]
	row, base := p.row, ledger.Entry{Step: "confirm", By: prop.Proposer}
	if to == Rejected {
		row, base.Step = p.row.step("退回"), "reject"
	}
	return d.do(ctx, actor, row, prop.Object, base, secondRoles, func(t *Tx) error {
		if err := maySecond(actor, prop); err != nil {
			return err
		}
		if err := closeProposal(t, id, to, words); err != nil {
			return err
		}
		if to == Rejected {
			return nil
		}
		return p.perform(t, prop.Params)
	})
}

// maySecond is the rule of two persons.
func maySecond(actor access.Actor, p Proposal) error {
	if actor.Account == p.Proposer {
		return fault.Forbidden("", "提请人不能审签自己提请的事项，请由另一位审签人办理。")
	}
	if !actor.Fresh {
		return fault.Unauthorized("审签前请重新输入密码确认身份。")
	}
	return nil
}

func closeProposal(t *Tx, id string, to State, words string) error {
	res, err := t.Exec(`UPDATE proposal SET state = $1, decider = $2, decided_at = $3, answer = $4 WHERE id = $5 AND state = $6`,
		string(to), t.Actor.Account, clock.Micros(t.Now()), words, id, string(Waiting))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fault.Conflict("", "这一事项已经办理过了。请刷新页面查看结果。")
	}
	t.Touch("proposal", id)
	return nil
}

// Proposal reads one.
func (d *Door) Proposal(ctx context.Context, id string) (p Proposal, err error) {
	err = d.DB.Read(ctx, func(t *store.Tx) error {
		found := false
		p, found, err = store.One(t, d.scan, selectProposal+" WHERE id = $1", id)
		if err == nil && !found {
			err = fault.NotFound()
		}
		return err
	})
	return p, err
}

// Proposals lists what waits for an approver, the oldest first.
func (d *Door) Proposals(t *store.Tx) ([]Proposal, error) {
	return store.Rows(t, d.scan, selectProposal+" WHERE state = $1 ORDER BY proposed_at, id", string(Waiting))
}

// Awaiting are the objects about which a proposal waits for its second person.
func Awaiting(t *store.Tx) (map[string]bool, error) {
	objects, err := store.Rows(t, store.Scalar[string], "SELECT DISTINCT object FROM proposal WHERE state = $1", string(Waiting))
	waiting := make(map[string]bool, len(objects))
	for _, object := range objects {
		waiting[object] = true
	}
	return waiting, err
}

// ProposalsOf lists all proposals about an object, the newest first.
func (d *Door) ProposalsOf(t *store.Tx, object string) ([]Proposal, error) {
	return store.Rows(t, d.scan, selectProposal+" WHERE object = $1 ORDER BY proposed_at DESC, id DESC", object)
}

const selectProposal = `SELECT id, act, object, params, reason, state, proposer, proposed_at, decider, decided_at, answer FROM proposal`

func (d *Door) scan(row store.Scanner) (Proposal, error) {
	var p Proposal
	var params string
	var proposed, decided int64
	err := row.Scan(&p.ID, &p.Act, &p.Object, &params, &p.Reason, &p.State, &p.Proposer, &proposed, &p.Decider, &decided, &p.Answer)
	p.Params, p.ProposedAt, p.DecidedAt = json.RawMessage(params), clock.FromMicros(proposed), clock.FromMicros(decided)
	p.Title = d.second[p.Act].row.Title
	return p, err
}
