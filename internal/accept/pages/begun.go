package pages

import (
	"net/http"
	"path"
	"strconv"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// judge is a rule over a check as it is typed.
type judge func(apply.Application, []programme.CheckItem, map[string]accept.Line) error

// begun tells the two ways to an act that asks something first apart. From the page of the check (begin) it keeps what
// was typed, and either shows that page again or leads on to the page that asks; form is nil then. From that page it
// gives the form.
func (p *Pages) begun(w http.ResponseWriter, r *http.Request, may judge) (form *kit.Form, version int, err error) {
	if _, err = signedIn(r.Context()); err != nil {
		return nil, 0, err
	}
	if form, err = kit.ReadForm(r); err != nil {
		return nil, 0, err
	}
	version, _ = strconv.Atoi(form.Text("version"))
	if form.Text("begin") == "" {
		return form, version, nil
	}
	if _, _, err = p.saved(r); err == nil {
		err = p.mayGoOn(r, may)
	}
	if err != nil {
		return nil, 0, p.refusedCheck(w, r, form, err)
	}
	return nil, 0, kit.Redirect(w, r, "/accept/"+r.PathValue("id")+"/"+path.Base(r.URL.Path))
}

// mayGoOn asks the rule before anything more is asked of the person.
func (p *Pages) mayGoOn(r *http.Request, may judge) error {
	if may == nil {
		may = func(a apply.Application, items []programme.CheckItem, lines map[string]accept.Line) error {
			const any = "x" // the reason itself is asked for on the next page
			return accept.MayReject(a, items, lines, false, any)
		}
	}
	return p.officeMatter(r, func(t *store.Tx, m matter) error {
		lines, err := accept.DraftOf(t, m.ID, m.Application.Version)
		if err != nil {
			return err
		}
		return may(m.Application, accept.ItemsFor(m.p(), m.Kind), lines)
	})
}
