package unit

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

func accountObject(id string) string { return "account/" + id }

// Issue makes an account and its slip.
func (r *Room) Issue(ctx context.Context, actor access.Actor, n NewAccount) (Slip, error) {
	p, err := r.Prepare(ctx, actor, rowIssue, n)
	if err != nil {
		return p.slip, err
	}
	slip := p.slip
	_, err = r.Door.Do(ctx, actor, rowIssue, accountObject(slip.Account.ID), func(t *act.Tx) (err error) {
		if slip, err = p.write(t); err != nil {
			return err
		}
		return t.Move("", Issued)
	})
	return slip, err
}

// writeNew asks policy and rules, and writes account and credential.
func writeNew(t *act.Tx, a Account, c credential) (Unit, error) {
	u, err := Get(t.Tx, a.Unit, t.Now())
	if err != nil {
		return u, err
	}
	if err := t.Allow(mayIssue(t.Actor, u, a.Roles)); err != nil {
		return u, err
	}
	if !u.Living(t.Now()) {
		return u, fault.Conflict("", "单位已撤销，不能开通账号。")
	}
	if err := checkAccount(t.Tx, a, u); err != nil {
		return u, err
	}
	if err := saveAccount(t, a); err != nil {
		return u, err
	}
	return u, saveCredential(t, c)
}

// checkAccount runs the rules over an account that is to be written.
func checkAccount(t *store.Tx, a Account, u Unit) error {
	colleagues, err := AccountsOf(t, u.ID)
	if err != nil {
		return err
	}
	colleagues = slices.DeleteFunc(colleagues, func(c Account) bool { return c.ID == a.ID })
	var m mends
	m.add("login", mendLogin(a.Login))
	if holder, taken, err := selectAccountByLogin(t, a.Login); err != nil {
		return err
	} else if taken && holder.ID != a.ID {
		m.add("login", "登录名“"+a.Login+"”已被使用，请换一个。")
	}
	m.add("name", mendText("姓名", a.Name, maxPerson))
	m.add("phone", mendPhone(a.Phone))
	m.add("email", mendEmail(a.Email))
	if fit := rolesFit(u.Kind, a.Roles); fit != "" {
		m.add("roles", fit)
	} else {
		m.add("roles", adminsApart(a, colleagues))
	}
	m.add("to", endFits(a.Roles, a.To, t.Now()))
	return m.err()
}

// newSlip makes a one-time code and its credential, outside of any transaction. Whom the door will refuse for want of
// a role costs no hash.
func (r *Room) newSlip(ctx context.Context, actor access.Actor, row act.Row, a Account) (Slip, credential, error) {
	if !actor.Has(row.Who...) {
		return Slip{Account: a}, credential{}, nil
	}
	code := newCode()
	sealed, err := seal(ctx, plainCode(code), r.cost())
	until := r.wall().Add(slipLife)
	return Slip{Account: a, Code: code, Expires: until},
		credential{Account: a.ID, Code: sealed, CodeUntil: until, Changed: r.wall(), Salt: rand.Text()}, err
}

// Reset takes the password away, ends the sessions, and makes a new slip.
func (r *Room) Reset(ctx context.Context, actor access.Actor, id string) (Slip, error) {
	slip, c, err := r.newSlip(ctx, actor, rowReset, Account{ID: id})
	if err != nil {
		return slip, err
	}
	_, err = r.Door.Do(ctx, actor, rowReset, accountObject(id), func(t *act.Tx) (err error) {
		if slip.Account, slip.Unit, err = loadAccount(t, id); err != nil {
			return err
		}
		if err := t.Allow(mayReset(actor, slip.Unit, slip.Account)); err != nil {
			return err
		}
		return reset(t, &slip.Account, c)
	})
	return slip, err
}

func reset(t *act.Tx, a *Account, c credential) error {
	from := a.State
	if from == Closed {
		return fault.Conflict("", "账号已停用，不能重置。如该同志恢复工作，请另行开通账号。")
	}
	a.State = Issued
	if err := saveAccount(t, *a); err != nil {
		return err
	}
	if err := saveCredential(t, c); err != nil {
		return err
	}
	if err := deleteSessions(t.Tx, a.ID, ""); err != nil {
		return err
	}
	return t.Move(from, Issued)
}

func loadAccount(t *act.Tx, id string) (Account, Unit, error) {
	a, err := AccountByID(t.Tx, id)
	if err != nil {
		return a, Unit{}, err
	}
	u, err := Get(t.Tx, a.Unit, t.Now())
	return a, u, err
}

// Stop closes an account for good and ends its sessions.
func (r *Room) Stop(ctx context.Context, actor access.Actor, id string) error {
	_, err := r.Door.Do(ctx, actor, rowStop, accountObject(id), func(t *act.Tx) error {
		a, u, err := loadAccount(t, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayStop(actor, u, a)); err != nil {
			return err
		}
		from := a.State
		if err := stop(t, a); err != nil {
			return err
		}
		return t.Move(from, Closed)
	})
	return err
}

// stop closes one account; the last system administrator stays.
func stop(t *act.Tx, a Account) error {
	if a.State == Closed {
		return fault.Conflict("", "账号已经停用。")
	}
	if a.Has(access.SystemAdmin) {
		others, err := AccountsWith(t.Tx, access.SystemAdmin)
		if err != nil {
			return err
		}
		if len(others) == 1 {
			return fault.Conflict("", "这是唯一的系统管理员账号，不能停用。请先开通另一位系统管理员。")
		}
	}
	a.State, a.To = Closed, t.Now()
	if err := saveAccount(t, a); err != nil {
		return err
	}
	return deleteSessions(t.Tx, a.ID, "")
}

// Amendment is what the level above may change of an account.
type Amendment struct {
	Name  string
	Roles []access.Role
	To    time.Time
}

// Amend changes an account's person, roles or end. For another person it is better to close and issue anew.
func (r *Room) Amend(ctx context.Context, actor access.Actor, id string, change Amendment) error {
	_, err := r.Door.Do(ctx, actor, rowAmend, accountObject(id), func(t *act.Tx) error {
		a, u, err := loadAccount(t, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayReset(actor, u, a)); err != nil {
			return err
		}
		if a.State == Closed {
			return fault.Conflict("", "账号已停用，不能变更。")
		}
		a.Name, a.Roles, a.To = change.Name, inOrder(change.Roles), change.To
		if err := t.Allow(mayIssue(actor, u, a.Roles)); err != nil {
			return err
		}
		if err := checkAccount(t.Tx, a, u); err != nil {
			return err
		}
		return saveAccount(t, a)
	})
	return err
}

// inOrder gives roles each once, in the order of life.md.
func inOrder(roles []access.Role) []access.Role {
	var out []access.Role
	for _, role := range access.All {
		if slices.Contains(roles, role) {
			out = append(out, role)
		}
	}
	return out
}

func rolesText(roles []access.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = string(role)
	}
	return strings.Join(words, " ")
}

// SlipOf makes the slip again from its code, for printing: only for whoever may issue it, and only while the code holds.
func (r *Room) SlipOf(ctx context.Context, actor access.Actor, id, code string) (slip Slip, err error) {
	var c credential
	err = r.db().Read(ctx, func(t *store.Tx) error {
		if slip.Account, err = AccountByID(t, id); err != nil {
			return err
		}
		if slip.Unit, err = Get(t, slip.Account.Unit, t.Now()); err != nil {
			return err
		}
		if err := mayReset(actor, slip.Unit, slip.Account).Err(); err != nil {
			return err
		}
		c, _, err = selectCredential(t, id)
		return err
	})
	if err != nil {
		return slip, err
	}
	same, err := opens(ctx, c.Code, plainCode(bounded(code)), r.cost())
	if err == nil && !same {
		err = fault.Conflict("", "这个验证码已经用过或已作废。如需纸条，请重置账号，重新开具一张。")
	}
	slip.Code, slip.Expires = code, c.CodeUntil
	return slip, err
}
