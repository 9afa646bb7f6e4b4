package pages

import (
	"net/http"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// writersView lists who may write the draft.
type writersView struct {
	matter
	Own     []unit.Account // the unit's own people
	Invited []unit.Account
	Login   string
	Name    string
	Wrong   kit.Problems
}

// Writers shows them: GET /applications/{id}/writers.
func (p *Pages) Writers(w http.ResponseWriter, r *http.Request) error {
	return p.writersPage(w, r, http.StatusOK, "", "", nil)
}

func (p *Pages) writersPage(w http.ResponseWriter, r *http.Request, status int, login, name string, wrong kit.Problems) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	v := writersView{Login: login, Name: name, Wrong: wrong}
	err := p.read(r, func(t *store.Tx) (err error) {
		if v.matter, err = p.matterOf(t, r); err != nil {
			return err
		}
		if !v.matter.Own() {
			return fault.NotFound()
		}
		if v.Own, err = unit.AccountsOf(t, v.Unit); err != nil {
			return err
		}
		ids, err := apply.Writers(t, v.ID)
		if err != nil {
			return err
		}
		for _, id := range ids {
			account, err := unit.AccountByID(t, id)
			if err != nil {
				return err
			}
			v.Invited = append(v.Invited, account)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, writersPage(v))
}

// Invite adds a writer: POST /applications/{id}/writers.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	login, name := form.Required("login", "对方的登录名"), form.Required("name", "对方的姓名")
	if err = form.Err(); err == nil {
		err = p.Room.AddWriter(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), login, name)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.writersPage(w, r, http.StatusUnprocessableEntity, login, name, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已邀请。对方登录后在“申报”里就能看到这份申报材料。")
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/writers")
}

// Uninvite ends an invitation: POST /applications/{id}/writers/{account}/remove.
func (p *Pages) Uninvite(w http.ResponseWriter, r *http.Request) error {
	err := p.Room.RemoveWriter(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), r.PathValue("account"))
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已结束共同填写，已写的内容都还在。")
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/writers")
}
