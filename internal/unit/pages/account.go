package pages

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/unit"
)

// accountForm is the form of a new account.
type accountForm struct {
	Form     *kit.Form
	Unit     unit.View
	Roles    []access.Role
	Login    string
	Problems kit.Problems
}

func (p *Pages) accountForm(r *http.Request) (f accountForm, err error) {
	actor := kit.Actor(r.Context())
	if f.Unit, err = p.Room.View(r.Context(), actor, r.PathValue("id")); err != nil {
		return f, err
	}
	f.Roles = unit.IssuableRoles(actor, f.Unit.Unit)
	f.Login, err = p.Room.SuggestLogin(r.Context(), f.Unit.Unit)
	return f, err
}

// NewAccount is GET /units/{id}/issue.
func (p *Pages) NewAccount(w http.ResponseWriter, r *http.Request) error {
	f, err := p.accountForm(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, issuePage(f))
}

// Issue is POST /units/{id}/issue.
func (p *Pages) Issue(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	n := unit.NewAccount{Unit: r.PathValue("id"), Login: form.Line("login"), Name: form.Line("name"), Phone: form.Line("phone"),
		Email: form.Line("email"), Roles: rolesOf(form), To: lastDay(form)}
	actor := kit.Actor(r.Context())
	var slip unit.Slip
	if err = form.Err(); err == nil {
		slip, err = p.Room.Issue(r.Context(), actor, n)
	}
	if err != nil {
		return p.issueAgain(w, r, form, err)
	}
	p.Room.KeepSlips(actor, slip.Account.ID, slip)
	return kit.Redirect(w, r, "/accounts/"+slip.Account.ID+"/slip")
}

func (p *Pages) issueAgain(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong error) error {
	if kit.ProblemsOf(wrong) == nil {
		return wrong
	}
	f, err := p.accountForm(r)
	if err != nil {
		return err
	}
	return again(w, r, wrong, "", func(problems kit.Problems) templ.Component {
		f.Form, f.Login, f.Problems = form, form.Text("login"), problems
		return issuePage(f)
	})
}

func rolesOf(form *kit.Form) []access.Role {
	var roles []access.Role
	for _, role := range form.All("roles") {
		roles = append(roles, access.Role(role))
	}
	return roles
}

// lastDay is the end of the day on which an account is last of use.
func lastDay(form *kit.Form) time.Time {
	to := date(form, "to", "截止日期")
	if to.IsZero() {
		return to
	}
	return to.AddDate(0, 0, 1)
}

// amendForm is an account's page for the level above, with its forms.
type amendForm struct {
	unit.AccountView
	Form     *kit.Form
	Problems kit.Problems
}

// Account is GET /accounts/{id}.
func (p *Pages) Account(w http.ResponseWriter, r *http.Request) error {
	v, err := p.Room.AccountView(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.Render(w, r, accountPage(amendForm{AccountView: v}))
}

func (p *Pages) accountAgain(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong error) error {
	if kit.ProblemsOf(wrong) == nil {
		return wrong
	}
	v, err := p.Room.AccountView(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	return again(w, r, wrong, "", func(problems kit.Problems) templ.Component {
		return accountPage(amendForm{AccountView: v, Form: form, Problems: problems})
	})
}

// Amend is POST /accounts/{id}.
func (p *Pages) Amend(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	change := unit.Amendment{Name: form.Line("name"), Roles: rolesOf(form), To: lastDay(form)}
	if err = form.Err(); err == nil {
		err = p.Room.Amend(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), change)
	}
	if err != nil {
		return p.accountAgain(w, r, form, err)
	}
	kit.Flash(w, r, components.Done, "账号已变更，立即生效。")
	return kit.Redirect(w, r, "/accounts/"+r.PathValue("id"))
}

// Reset is POST /accounts/{id}/reset: a new slip.
func (p *Pages) Reset(w http.ResponseWriter, r *http.Request) error {
	actor := kit.Actor(r.Context())
	slip, err := p.Room.Reset(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	p.Room.KeepSlips(actor, slip.Account.ID, slip)
	return kit.Redirect(w, r, "/accounts/"+slip.Account.ID+"/slip")
}

// Stop is POST /accounts/{id}/stop.
func (p *Pages) Stop(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	if !form.Ticked("sure") {
		form.Mend("sure", "停用后不能恢复，请勾选确认。")
	}
	if err = form.Err(); err == nil {
		err = p.Room.Stop(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
	}
	if err != nil {
		return p.accountAgain(w, r, form, err)
	}
	kit.Flash(w, r, components.Done, "账号已停用，登录着的设备已退出。")
	return kit.Redirect(w, r, "/accounts/"+r.PathValue("id"))
}

// Slip is GET /accounts/{id}/slip: the code, this once.
func (p *Pages) Slip(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r); err != nil {
		return err
	}
	slips, err := p.Room.TakeSlips(kit.Actor(r.Context()), r.PathValue("id"))
	if err != nil {
		return err
	}
	return kit.Render(w, r, slipPage(slips[0], p.public(r)))
}

// SlipPDF is POST /accounts/{id}/slip.pdf: the slip on paper, from the code that only the page of the slip still knows.
func (p *Pages) SlipPDF(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	slip, err := p.Room.SlipOf(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), form.Text("code"))
	if err != nil {
		return err
	}
	pdf, err := paper.PDF(unit.SlipPaper([]unit.Slip{slip}, p.public(r), kit.Now(r.Context())), p.Fonts)
	if err != nil {
		return err
	}
	return kit.SaveFile(w, "登录纸条.pdf", "application/pdf", pdf)
}
