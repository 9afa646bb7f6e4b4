package pages

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// moneyView is a form about a pilot's money.
type moneyView struct {
	brandView
	Funding spread.Funding
	Payment spread.Payment // that is reversed
	Part    spread.Instalment
	Kept    kit.Came // what came with an earlier try
	Draft   run.Draft
	Refused *fault.Fault // why it was not taken, where something newer stands
}

// brandForms are the pages of the acts about money: what each needs, who has it, and the form.
var brandForms = map[string]func(*moneyView, *store.Tx, string) error{"funding": (*moneyView).drawing, "pay": (*moneyView).paying, "reverse": (*moneyView).reversing, "use": (*moneyView).stating}

// BrandForm is the page of a form: GET /brand/{id}/funding, /pay?funding=, /reverse?payment= and /use?funding=.
func (p *Pages) BrandForm(which string) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		query, err := kit.ReadQuery(r)
		if err != nil {
			return err
		}
		return p.moneyPage(w, r, http.StatusOK, which, query.Text("funding")+query.Text("payment"), moneyView{})
	}
}

func (p *Pages) moneyPage(w http.ResponseWriter, r *http.Request, status int, which, about string, v moneyView) error {
	if err := p.loadBrand(r, &v.brandView); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return brandForms[which](&v, t, about) }); err != nil {
		return err
	}
	if v.Form == nil {
		v.Form = kit.Typed{}
	}
	page := map[string]func(moneyView) templ.Component{"funding": fundingPage, "pay": payPage, "reverse": reversePage, "use": usePage}[which]
	return kit.RenderStatus(w, r, status, page(v))
}

// draft fills the form with what is kept of it, unless it is shown again.
func (v *moneyView) draft(t *store.Tx, what string, begin func() kit.Typed) (err error) {
	v.Form, v.Draft, err = typedOf(t, v.Case.ID, what, v.Form, begin)
	return err
}

// writing is a form about money that is kept while it is typed.
func (v moneyView) writing(what, to, upon string, files bool) writing {
	return writing{To: v.link(to), Save: v.link("/draft/" + what), Account: v.Actor.Account, Edition: what + "-" + upon, Upon: upon, Draft: v.Draft, Files: files, Unsaved: v.Refused != nil || v.Wrong != nil}
}

// about finds the funding that a form is about.
func (v *moneyView) about(id string) error {
	i := slices.IndexFunc(v.Fundings, func(f spread.Funding) bool { return f.ID == id })
	if i < 0 {
		return fault.NotFound()
	}
	v.Funding = v.Fundings[i]
	return nil
}

// moneyPosted is a form that asks for an act about money.
type moneyPosted struct {
	Which string // of brandForms
	About string // the field that says which funding or payment it is about; "" for none
	Done  string // said once it is done
	Most  int    // of its files; 0 where none come
	May   func(access.Actor, run.Case) access.Verdict
	Do    func(r *http.Request, actor access.Actor, form *kit.Form, came kit.Came) error
}

// postMoney reads a form and performs its act; what is refused stays on the page.
func (p *Pages) postMoney(w http.ResponseWriter, r *http.Request, x moneyPosted) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, came, err := p.readMoney(r, actor, x)
	if form == nil {
		return err
	}
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		err = x.Do(r, actor, form, came)
	}
	again := moneyView{brandView: brandView{Form: form.Typed("before")}, Kept: came}
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindInvalid:
		again.Wrong = kit.ProblemsOf(err)
		return p.moneyPage(w, r, http.StatusUnprocessableEntity, x.Which, form.Text(x.About), again)
	case is && refused.Kind == fault.KindConflict && (x.Which == "funding" || x.Which == "use"):
		again.Refused = refused
		return p.moneyPage(w, r, http.StatusConflict, x.Which, form.Text(x.About), again)
	case err != nil:
		return err
	}
	return kit.Done(w, r, x.Done, spread.BrandLink(r.PathValue("id")))
}

// readMoney reads a form about money, with its files where such come with it.
func (p *Pages) readMoney(r *http.Request, actor access.Actor, x moneyPosted) (*http.Request, *kit.Form, kit.Came, error) {
	if x.Most == 0 {
		form, err := kit.ReadForm(r)
		return r, form, nil, err
	}
	return p.readProof(r, x.Most, func(t *store.Tx) error {
		b, err := spread.BrandOf(t, r.PathValue("id"))
		if err == nil {
			err = x.May(actor, b.Case).Err()
		}
		return err
	})
}

// inline performs an act whose form stands on the pilot's page.
func (p *Pages) inline(done string, do func(access.Actor, *kit.Form) error, w http.ResponseWriter, r *http.Request) error {
	return kit.Posted{SignIn: "请先登录，再办理。", Done: done, To: spread.BrandLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.brandPage(w, r, http.StatusUnprocessableEntity, brandView{Form: form.Typed(), Wrong: wrong})
		}}.Answer(w, r)
}

// KeepMoney is what is typed of the money, every two seconds: PUT /brand/{id}/draft/{what}.
func (p *Pages) KeepMoney(w http.ResponseWriter, r *http.Request) error {
	return p.keepTyped(w, r, func(actor access.Actor, work kit.Work) (at time.Time, kept bool, err error) {
		body, err := work.Form.JSON()
		if err != nil {
			return at, false, err
		}
		return p.Room.KeepBrandDraft(r.Context(), actor, r.PathValue("id"), r.PathValue("what"), body, kit.ReadInstant(work.Before), work.Upon)
	})
}

func (v moneyView) field(name, label, hint string, required bool) components.Field {
	return components.Field{Name: name, Label: label, Hint: hint, Value: v.Form.Text(name), Error: v.Wrong.Of(name), Required: required}
}

func (v moneyView) dayField(name, label string, required bool) components.Field {
	f := v.field(name, label, "", required)
	f.Type = "date"
	return f
}

func (v moneyView) textField(name, label, hint string, rows int, required bool) components.Field {
	f := v.field(name, label, hint, required)
	f.Rows, f.Max = rows, spread.MostMoneyWords
	return f
}

func brandDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
