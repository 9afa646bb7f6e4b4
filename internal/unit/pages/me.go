package pages

import (
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/unit"
)

// meView is what one's own page shows.
type meView struct {
	Account  unit.Account
	Unit     unit.Unit
	Sessions []unit.Session
	Problems kit.Problems
}

func (p *Pages) meView(r *http.Request) (v meView, err error) {
	if v.Account, v.Unit, err = p.Room.Own(r.Context(), kit.Actor(r.Context())); err != nil {
		return v, err
	}
	v.Sessions, err = p.Room.Sessions(r, v.Account.ID)
	return v, err
}

// Me is GET /me: one's own data, password and sessions.
func (p *Pages) Me(w http.ResponseWriter, r *http.Request) error {
	v, err := p.meView(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, mePage(v))
}

// SetOwn is POST /me.
func (p *Pages) SetOwn(w http.ResponseWriter, r *http.Request) error {
	v, err := p.meView(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	own := unit.Own{Name: form.Line("name"), Phone: form.Line("phone"), Email: form.Line("email")}
	if err := p.Room.SetOwn(r.Context(), kit.Actor(r.Context()), own); err != nil {
		v.Account.Name, v.Account.Phone, v.Account.Email = own.Name, own.Phone, own.Email
		return p.meAgain(w, r, v, err)
	}
	kit.Flash(w, r, components.Done, "本人信息已更新。")
	return kit.Redirect(w, r, "/me")
}

func (p *Pages) meAgain(w http.ResponseWriter, r *http.Request, v meView, err error) error {
	return again(w, r, err, "old", func(problems kit.Problems) templ.Component {
		v.Problems = problems
		return mePage(v)
	})
}

// SetPassword is POST /me/password.
func (p *Pages) SetPassword(w http.ResponseWriter, r *http.Request) error {
	v, err := p.meView(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	old, password := rawRequired(r, form, "old", "原密码"), newPassword(r, form)
	if err = form.Err(); err == nil {
		err = p.Room.SetPassword(r, kit.Actor(r.Context()), old, password, kit.Network(r))
	}
	if err != nil {
		return p.meAgain(w, r, v, err)
	}
	kit.Flash(w, r, components.Done, "密码已修改，其他设备上的登录已退出。")
	return kit.Redirect(w, r, "/me")
}

// EndSession is POST /me/sessions/{id}/end.
func (p *Pages) EndSession(w http.ResponseWriter, r *http.Request) error {
	v, err := p.meView(r)
	if err != nil {
		return err
	}
	if err := p.Room.EndSession(r.Context(), v.Account.ID, r.PathValue("id")); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已让那台设备退出登录。")
	return kit.Redirect(w, r, "/me")
}

// EndOthers is POST /me/sessions/end.
func (p *Pages) EndOthers(w http.ResponseWriter, r *http.Request) error {
	v, err := p.meView(r)
	if err != nil {
		return err
	}
	if err := p.Room.EndOtherSessions(r, v.Account.ID); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "其他设备都已退出登录。")
	return kit.Redirect(w, r, "/me")
}
