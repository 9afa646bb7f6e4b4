package pages

import (
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/unit"
)

// loginView is what the log-in page shows. Passwords never come back.
type loginView struct {
	Back     string
	Login    string
	Problems kit.Problems
	Demo     []demoGroup
}

// LogInPage is GET /login. Whoever is logged in and is sent here has to type the password anew.
func (p *Pages) LogInPage(w http.ResponseWriter, r *http.Request) error {
	back := r.URL.Query().Get("back")
	if kit.Actor(r.Context()).SignedIn() && p.Demo == nil {
		if back == "" {
			return kit.Redirect(w, r, p.home(""))
		}
		return kit.Redirect(w, r, "/reauth?"+backQuery(back))
	}
	v, err := p.loginView(r, back)
	if err != nil {
		return err
	}
	return kit.Render(w, r, loginPage(v))
}

func (p *Pages) loginView(r *http.Request, back string) (v loginView, err error) {
	v.Back = kit.Local(back)
	if p.Demo != nil {
		people, err := p.Demo(r.Context())
		if err != nil {
			return v, err
		}
		v.Demo = groupsOf(people)
	}
	return v, nil
}

// LogIn is POST /login.
func (p *Pages) LogIn(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	login := form.Required("login", "登录名")
	password := rawRequired(r, form, "password", "密码")
	var account unit.Account
	if err = form.Err(); err == nil {
		account, err = p.Room.LogIn(r.Context(), unit.Try{Login: login, Secret: password, Address: kit.Network(r), Device: unit.DeviceOf(r)})
	}
	if err != nil {
		return p.logInAgain(w, r, form, err)
	}
	if err := p.Room.Enter(w, r, account); err != nil {
		return err
	}
	return kit.Redirect(w, r, p.home(form.Text("back")))
}

func (p *Pages) logInAgain(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong error) error {
	v, err := p.loginView(r, form.Text("back"))
	if err != nil {
		return err
	}
	v.Login = form.Text("login")
	return again(w, r, wrong, "password", func(problems kit.Problems) templ.Component {
		v.Problems = problems
		return loginPage(v)
	})
}

// rawRequired is a password as it was typed: blanks at its ends count.
func rawRequired(r *http.Request, form *kit.Form, name, label string) string {
	value := r.PostForm.Get(name)
	if value == "" {
		form.Mend(name, "请填写"+label+"。")
	}
	return value
}

// LogOut is POST /logout.
func (p *Pages) LogOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.Room.LogOut(w, r); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已退出登录。")
	return kit.Redirect(w, r, "/")
}

// Forgotten is GET /forgotten.
func (p *Pages) Forgotten(w http.ResponseWriter, r *http.Request) error {
	return kit.Render(w, r, forgottenPage())
}

// Privacy is GET /privacy.
func (p *Pages) Privacy(w http.ResponseWriter, r *http.Request) error {
	return kit.Render(w, r, privacyPage())
}

// firstView is what the page of the first log-in shows.
type firstView struct {
	Login, Code string
	Read        bool
	Problems    kit.Problems
}

// againWords say of a form that came back that no page sends a password back.
func againWords(problems kit.Problems) string {
	if len(problems) == 0 {
		return ""
	}
	return "密码不在页面上保留，请重新输入。"
}

// FirstPage is GET /first.
func (p *Pages) FirstPage(w http.ResponseWriter, r *http.Request) error {
	return kit.Render(w, r, firstPage(firstView{}))
}

// First is POST /first: the code of the slip, a password, and the privacy notice.
func (p *Pages) First(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	login, code, password := form.Required("login", "登录名"), form.Required("code", "一次性验证码"), newPassword(r, form)
	if !form.Ticked("read") {
		form.Mend("read", "请阅读个人信息保护说明并勾选。")
	}
	var account unit.Account
	if err = form.Err(); err == nil {
		account, err = p.Room.Begin(r.Context(), unit.FirstLogIn{Password: password,
			Try: unit.Try{Login: login, Secret: code, Address: kit.Network(r), Device: unit.DeviceOf(r)}})
	}
	if err != nil {
		return again(w, r, err, "code", func(problems kit.Problems) templ.Component {
			return firstPage(firstView{Login: login, Code: code, Read: form.Ticked("read"), Problems: problems})
		})
	}
	if err := p.Room.Enter(w, r, account); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "密码已设置，已登录。以后用登录名和密码登录。")
	return kit.Redirect(w, r, p.home(""))
}

// newPassword reads a new password that was typed twice.
func newPassword(r *http.Request, form *kit.Form) string {
	password := rawRequired(r, form, "new", "新密码")
	if password != "" && r.PostForm.Get("repeat") != password {
		form.Mend("repeat", "两次输入的密码不一样，请重新输入。")
	}
	return password
}

// AgainPage is GET /reauth: the password anew, before a grave act.
func (p *Pages) AgainPage(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r); err != nil {
		return err
	}
	back := kit.Local(r.URL.Query().Get("back"))
	if p.Demo != nil { // the scene's people have no password: they click on their card again
		return kit.Redirect(w, r, "/login?"+backQuery(back))
	}
	return kit.Render(w, r, reauthPage(back, nil))
}

// Again is POST /reauth.
func (p *Pages) Again(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r); err != nil {
		return err
	}
	actor := kit.Actor(r.Context())
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	password := rawRequired(r, form, "password", "密码")
	if err = form.Err(); err == nil {
		err = p.Room.Again(w, r, actor, password, kit.Network(r))
	}
	if err != nil {
		return again(w, r, err, "password", func(problems kit.Problems) templ.Component {
			return reauthPage(kit.Local(form.Text("back")), problems)
		})
	}
	return kit.Redirect(w, r, p.home(form.Text("back")))
}
