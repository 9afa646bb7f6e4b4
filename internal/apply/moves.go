package apply

import (
	"context"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// own performs an act that only the applying unit has, on its locked application.
func (r *Room) own(ctx context.Context, actor access.Actor, row act.Row, id string, work func(*act.Tx, Application) error) error {
	_, err := r.Door.Do(ctx, actor, row, Object(id), func(t *act.Tx) error {
		a, err := lock(t.Tx, id)
		if err != nil {
			return err
		}
		writer, err := standing(t.Tx, actor, a)
		if err != nil {
			return err
		}
		if err := t.Allow(mayOwn(actor, a, writer)); err != nil {
			return err
		}
		return work(t, a)
	})
	return err
}

// ConfirmTypedIn is the unit's word that what the office typed in is its own (A4). From then on only the unit writes it.
func (r *Room) ConfirmTypedIn(ctx context.Context, actor access.Actor, id string) error {
	return r.own(ctx, actor, rowConfirm, id, func(t *act.Tx, a Application) error {
		if err := MayConfirm(a); err != nil {
			return err
		}
		a.Confirmed = true
		return change(t, a, a.State)
	})
}

// change writes an application that an act changed, and where it went.
func change(t *act.Tx, a Application, from act.State) error {
	if err := write(t, a, from); err != nil {
		return err
	}
	return t.Move(from, a.State)
}

// write writes an application that was in the state from. One that was sent back and leaves by another way than a submit
// waits for no answer any more.
func write(t *act.Tx, a Application, from act.State) error {
	if from == StateReturned && a.State != StateReturned {
		if err := giveUpReturns(t, a.ID); err != nil {
			return err
		}
	}
	if err := updateApplication(t.Tx, a); err != nil {
		return err
	}
	t.Touch("application", a.ID)
	return nil
}

// TakeBack makes a submitted application a draft again, until the deadline and while nobody has acted on it.
func (r *Room) TakeBack(ctx context.Context, actor access.Actor, id string) error {
	return r.own(ctx, actor, rowTakeBack, id, func(t *act.Tx, a Application) error {
		w, err := windowFor(t.Tx, a)
		if err != nil {
			return err
		}
		back, err := Returns(t.Tx, a.ID)
		if err != nil {
			return err
		}
		if err := MayTakeBack(a, back, w, t.Now()); err != nil {
			return unsaid(t, a, err)
		}
		from := a.State
		a.State = StateDraft
		if err := change(t, a, from); err != nil {
			return err
		}
		p, err := definitionOf(t.Tx, a)
		if err != nil {
			return err
		}
		return tellNext(t.Tx, a, p.Called().Form+"已取回", a.UnitName+"取回了"+a.Number+"，修改后将重新提交，暂不用办理。")
	})
}

// Withdraw ends an application before the release; its unit may start again while the window is open. A clerk names
// the head who agreed; for a head headName is "".
func (r *Room) Withdraw(ctx context.Context, actor access.Actor, id, words, headName string) error {
	return r.own(ctx, actor, rowWithdraw, id, func(t *act.Tx, a Application) error {
		if err := MayWithdraw(a, words, actor.Has(access.Head), headName); err != nil {
			return unsaid(t, a, err)
		}
		from, seen := a.State, shown(a)
		a.State = StateWithdrawn
		why := reason{id: store.NewID(), application: a.ID, act: t.Row.Name, words: words, headName: headName, salt: t.Because(words)}
		if err := insertReason(t.Tx, why); err != nil {
			return err
		}
		t.Touch("application_reason", why.id)
		if err := change(t, a, from); err != nil || !seen {
			return err
		}
		if r.Freed != nil {
			if err := r.Freed(t, a); err != nil {
				return err
			}
		}
		return tellNext(t.Tx, a, "申报已撤回", a.UnitName+"撤回了申报（"+a.Number+"），不用再办理。")
	})
}

// AddWriter invites an account of another unit, by what it logs in with and whose it is, to write the draft. Those of the
// unit itself write it anyway.
func (r *Room) AddWriter(ctx context.Context, actor access.Actor, id, login, name string) error {
	return r.own(ctx, actor, rowInvite, id, func(t *act.Tx, a Application) error {
		account, err := invitable(t.Tx, login, name)
		if err != nil {
			return err
		}
		if account.Unit == a.Unit {
			return fault.InvalidField("login", "本单位的填报人和负责人都可以直接填写，不用邀请。")
		}
		added, err := insertWriter(t.Tx, id, account.ID)
		if err != nil {
			return err
		}
		if !added {
			return fault.Conflict("", "这位人员已经在共同填写。")
		}
		t.Touch("application_writer", id+"/"+account.ID)
		p, err := definitionOf(t.Tx, a)
		if err != nil {
			return err
		}
		return tell(t.Tx, []string{account.ID}, a, "邀请您共同填写"+p.Called().Form, a.UnitName+"邀请您共同填写"+p.Called().Form+"。")
	})
}

// invitable finds the account of which both are known: one answer for every other, so that nobody learns by trying which
// names log in and whose they are.
func invitable(t *store.Tx, login, name string) (unit.Account, error) {
	accounts, err := unit.AccountsWith(t, access.Clerk, access.Head)
	if err != nil {
		return unit.Account{}, err
	}
	for _, a := range accounts {
		if a.Login == login && a.Name == name && a.Usable(t.Now()) {
			return a, nil
		}
	}
	return unit.Account{}, fault.InvalidField("login", "登录名和姓名对不上，或者不是申报单位的账号。请向对方核对。")
}

// RemoveWriter ends an invitation.
func (r *Room) RemoveWriter(ctx context.Context, actor access.Actor, id, account string) error {
	return r.own(ctx, actor, rowUninvite, id, func(t *act.Tx, a Application) error {
		removed, err := deleteWriter(t.Tx, id, account)
		if err == nil && !removed {
			err = fault.NotFound()
		}
		t.Touch("application_writer", id+"/"+account)
		return err
	})
}
