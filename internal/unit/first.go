package unit

import (
	"context"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// The root, as it is called until the system administrator renames it.
const (
	rootName  = "山东省科学技术协会办公室"
	rootShort = "省科协办公室"
)

// EnsureRoot makes the office of the province where there is none yet, and gives it.
func (r *Room) EnsureRoot(ctx context.Context) (root Unit, err error) {
	err = r.db().Read(ctx, func(t *store.Tx) error {
		root, err = Root(t, t.Now())
		return err
	})
	if !fault.Is(err, fault.KindNotFound) {
		return root, err
	}
	id := store.NewID()
	_, err = r.Door.Do(ctx, access.SystemActor, rowAdd, unitObject(id), func(t *act.Tx) error {
		if err := writeUnit(t, id, NewUnit{Kind: Office, Name: rootName, Short: rootShort}); err != nil {
			return err
		}
		root, err = Get(t.Tx, id, t.Now())
		if err != nil {
			return err
		}
		return t.Move("", Open)
	})
	return root, err
}

// CreateFirstAdmin makes the first system administrator, in the office of the province, by the system itself, and
// gives his one-time code. With the login name of a system administrator that exists it issues a new code: above him
// there is only the console.
func (r *Room) CreateFirstAdmin(ctx context.Context, login, name string) (code string, err error) {
	root, err := r.EnsureRoot(ctx)
	if err != nil {
		return "", err
	}
	var there []Account
	err = r.db().Read(ctx, func(t *store.Tx) error {
		there, err = AccountsWith(t, access.SystemAdmin)
		return err
	})
	if err != nil {
		return "", err
	}
	for _, a := range there {
		if a.Login == plainLogin(login) {
			slip, err := r.Reset(ctx, access.SystemActor, a.ID)
			return slip.Code, err
		}
	}
	if len(there) > 0 {
		return "", fault.Conflict("", "已有系统管理员，登录名是“"+there[0].Login+"”。其他账号请由他登录后开通；他忘记密码时，用这个登录名再运行一次本命令即可重置。")
	}
	slip, err := r.Issue(ctx, access.SystemActor, NewAccount{Unit: root.ID, Login: login, Name: name, Roles: []access.Role{access.SystemAdmin}})
	return slip.Code, err
}
