package pages

import (
	"net/http"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// TakeBack makes a submitted application a draft again: POST /applications/{id}/take-back.
func (p *Pages) TakeBack(w http.ResponseWriter, r *http.Request) error {
	if err := p.Room.TakeBack(r.Context(), kit.Actor(r.Context()), r.PathValue("id")); err != nil {
		return err
	}
	kit.Flash(w, r, components.Warn, "已取回，现在是草稿。改好后请在截止前重新提交。")
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/edit")
}

// withdrawView asks for the reason, and for the head's word where a clerk does it.
type withdrawView struct {
	matter
	Form  *kit.Form
	Wrong kit.Problems
}

func (v withdrawView) asksHead() bool { return !v.Actor.Has(access.Head) }

// WithdrawForm asks once more: GET /applications/{id}/withdraw.
func (p *Pages) WithdrawForm(w http.ResponseWriter, r *http.Request) error {
	return p.withdrawPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) withdrawPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	v := withdrawView{Form: form, Wrong: wrong}
	if err := p.own(r, &v.matter); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, withdrawPage(v))
}

// own reads an application for its own unit; for everybody else it is not there.
func (p *Pages) own(r *http.Request, m *matter) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	return p.read(r, func(t *store.Tx) (err error) {
		if *m, err = p.matterOf(t, r); err == nil && !m.Own() {
			err = fault.NotFound()
		}
		return err
	})
}

// Withdraw ends the application: POST /applications/{id}/withdraw.
func (p *Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	reason, head := form.Required("reason", "撤回的理由"), form.Line("head_name")
	if err = form.Err(); err == nil {
		err = p.Room.Withdraw(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), reason, head)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.withdrawPage(w, r, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "申报已撤回。")
	return kit.Redirect(w, r, address(r.PathValue("id")))
}

// confirmView is what the office typed in, for the unit to check.
type confirmView struct {
	matter
	Sheet sheetView
}

// ConfirmForm shows what the office typed in: GET /applications/{id}/confirm.
func (p *Pages) ConfirmForm(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	if !m.TypedIn || !m.Own() {
		return fault.NotFound()
	}
	if m.Confirmed {
		return kit.Redirect(w, r, m.At("/edit"))
	}
	return kit.Render(w, r, confirmPage(confirmView{m, frozenSheet(m, d.Texts(), d.Attachments)}))
}

// Confirm is the unit's word that it is its own: POST /applications/{id}/confirm.
func (p *Pages) Confirm(w http.ResponseWriter, r *http.Request) error {
	if err := p.Room.ConfirmTypedIn(r.Context(), kit.Actor(r.Context()), r.PathValue("id")); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已确认。现在可以修改、提交。")
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/edit")
}
