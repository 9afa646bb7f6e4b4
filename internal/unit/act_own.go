package unit

import (
	"context"
	"net/http"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Own is what everybody may change of his own account.
type Own struct{ Name, Phone, Email string }

// SetOwn changes one's own name, phone and e-mail.
func (r *Room) SetOwn(ctx context.Context, actor access.Actor, own Own) error {
	_, err := r.Door.Do(ctx, actor, rowOwn, accountObject(actor.Account), func(t *act.Tx) error {
		a, u, err := loadAccount(t, actor.Account)
		if err != nil {
			return err
		}
		a.Name, a.Phone, a.Email = own.Name, own.Phone, own.Email
		if err := checkAccount(t.Tx, a, u); err != nil {
			return err
		}
		return saveAccount(t, a)
	})
	return err
}

// SetPassword changes one's own password: the old one is asked, and every other session ends.
func (r *Room) SetPassword(req *http.Request, actor access.Actor, old, password, address string) error {
	ctx := req.Context()
	a, err := r.account(ctx, actor.Account)
	if err != nil {
		return err
	}
	if _, err := r.LogIn(ctx, Try{Login: a.Login, Secret: old, Address: address, Device: DeviceOf(req)}); err != nil {
		if fault.Is(err, fault.KindInvalid) {
			return fault.InvalidField("old", "原密码不对，请重新输入。")
		}
		return err
	}
	if words := mendPassword(password, a); words != "" {
		return fault.InvalidField("new", words)
	}
	sealed, err := seal(ctx, password, r.cost())
	if err != nil {
		return err
	}
	session, err := r.sessions.load(req)
	if err != nil {
		return err
	}
	keep := hashed(r.sessions.Token(session))
	_, err = r.Door.Do(ctx, actor, rowPassword, accountObject(a.ID), func(t *act.Tx) error {
		c, _, err := selectCredential(t.Tx, a.ID)
		if err != nil {
			return err
		}
		c.Password, c.Changed = sealed, r.wall()
		if err := saveCredential(t, c); err != nil {
			return err
		}
		return deleteSessions(t.Tx, a.ID, keep)
	})
	return err
}

func (r *Room) account(ctx context.Context, id string) (a Account, err error) {
	err = r.db().Read(ctx, func(t *store.Tx) error {
		a, err = AccountByID(t, id)
		return err
	})
	return a, err
}
