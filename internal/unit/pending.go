package unit

import (
	"context"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/store"
)

// Pending is an account with its one-time code, made ready outside of any transaction, to be written by another room's
// act.
type Pending struct {
	slip Slip
	c    credential
}

// Prepare makes an account ready that an act of a later room will issue.
func (r *Room) Prepare(ctx context.Context, actor access.Actor, row act.Row, n NewAccount) (Pending, error) {
	a := Account{ID: store.NewID(), Unit: n.Unit, Login: plainLogin(n.Login), Name: n.Name, Phone: n.Phone, Email: n.Email,
		Roles: inOrder(n.Roles), To: n.To, State: Issued}
	slip, c, err := r.newSlip(ctx, actor, row, a)
	return Pending{slip, c}, err
}

// Write issues the account along with what the act does, under the same policy and rules as an account by itself.
func (p Pending) Write(t *act.Tx) (Slip, error) {
	slip, err := p.write(t)
	if err != nil {
		return slip, err
	}
	return slip, t.Along(accountObject(slip.Account.ID), "", Issued)
}

func (p Pending) write(t *act.Tx) (slip Slip, err error) {
	slip = p.slip
	slip.Account.From = t.Now()
	slip.Unit, err = writeNew(t, slip.Account, p.c)
	return slip, err
}

// Lengthen moves an account's end to a later instant along with what an act of a later room puts off; what ends later
// already, or has been closed, stays.
func Lengthen(t *act.Tx, id string, to time.Time) error {
	a, err := AccountByID(t.Tx, id)
	if err != nil || a.State == Closed || a.To.IsZero() || !a.To.Before(to) {
		return err
	}
	a.To = to
	return saveAccount(t, a)
}
