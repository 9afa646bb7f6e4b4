package pages

import (
	"io"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// mostProofs bounds the proofs of one use.
const mostProofs = 10

// BrandLimits are the routes of the brand programme that take more than a form.
func BrandLimits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /brand/{id}/pay", Max: files.AttachmentLimit + 1<<20, Stream: true}, {Pattern: "POST /brand/{id}/reverse", Max: files.AttachmentLimit + 1<<20, Stream: true},
		{Pattern: "POST /brand/{id}/use", Max: mostProofs*files.AttachmentLimit + 1<<20, Stream: true}}
}

// moneyView is a form about a pilot's money.
type moneyView struct {
	brandView
	Funding spread.Funding
	Payment spread.Payment // that is reversed
	Part    spread.Instalment
	Kept    []string
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
	found := false
	if v.Draft, found, err = run.DraftOf(t, v.Case.ID, what); err != nil || v.Form != nil {
		return err
	}
	if found {
		v.Form, err = kit.ReadTyped(v.Draft.Body)
		return err
	}
	v.Form = begin()
	return nil
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

// moneyPosted is a form with files that asks for an act about money.
type moneyPosted struct {
	Which, About, Done string
	Do                 func(actor access.Actor, form *kit.Form, kept []string) error
}

func (p *Pages) postMoney(w http.ResponseWriter, r *http.Request, form *kit.Form, kept []string, err error, x moneyPosted) error {
	actor, no := signedIn(r.Context())
	if no != nil {
		return no
	}
	if err == nil {
		err = x.Do(actor, form, kept)
	}
	again := moneyView{brandView: brandView{Form: form.Typed("before")}, Kept: kept}
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindInvalid:
		again.Wrong = kit.ProblemsOf(err)
		return p.moneyPage(w, r, http.StatusUnprocessableEntity, x.Which, x.About, again)
	case is && refused.Kind == fault.KindConflict && (x.Which == "funding" || x.Which == "use"):
		again.Refused = refused
		return p.moneyPage(w, r, http.StatusConflict, x.Which, x.About, again)
	case err != nil:
		return err
	}
	return kit.Done(w, r, x.Done, spread.BrandLink(r.PathValue("id")))
}

// inline performs an act whose form stands on the pilot's page.
func (p *Pages) inline(done string, do func(access.Actor, *kit.Form) error, w http.ResponseWriter, r *http.Request) error {
	return kit.Posted{SignIn: "请先登录，再办理。", Done: done, To: spread.BrandLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.brandPage(w, r, http.StatusUnprocessableEntity, brandView{Form: form.Typed(), Wrong: wrong})
		}}.Answer(w, r)
}

// readProofs reads a form with files of whoever may hand it in: what was kept before a refusal comes back under proof_before.
func (p *Pages) readProofs(r *http.Request, field string, may func(access.Actor, run.Case) access.Verdict) (_ *http.Request, form *kit.Form, kept []string, err error) {
	wrong := false
	brings := func() error {
		return p.DB.Read(r.Context(), func(t *store.Tx) error {
			b, err := spread.BrandOf(t, r.PathValue("id"))
			if err == nil {
				err = may(kit.Actor(r.Context()), b.Case).Err()
			}
			return err
		})
	}
	r, form, err = kit.ReadUpload(r, brings, func(_, _ string, content io.Reader) error {
		blob, err := p.Room.Files.Put(content, files.AttachmentLimit, proofTypes...)
		if _, is := fault.As(err); is {
			wrong = true
			return nil
		}
		if err == nil && len(kept) < mostProofs {
			kept = append(kept, blob.Hash)
		}
		return err
	})
	if err != nil {
		return r, form, kept, err
	}
	if len(kept) == 0 {
		for _, value := range form.All(field + "_before") {
			if hash := kit.KeptHash(r.Context(), value); hash != "" && len(kept) < mostProofs {
				kept = append(kept, hash)
			}
		}
	}
	if wrong {
		form.Mend(field, "有文件不能用。请选择 PDF 或者图片，单个不超过 20 MB。")
	}
	return r, form, kept, nil
}

// KeepMoney is what is typed of the money, every two seconds: PUT /brand/{id}/draft/{what}.
func (p *Pages) KeepMoney(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	body, err := work.Form.JSON()
	if err != nil {
		return err
	}
	at, kept, err := p.Room.KeepBrandDraft(r.Context(), actor, r.PathValue("id"), r.PathValue("what"), body, kit.ReadInstant(work.Before), work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
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
	f.Rows, f.Max = rows, 500
	return f
}

// proofHint says what may be uploaded, or that it was.
func (v moneyView) proofHint(hint string) string {
	if len(v.Kept) > 0 {
		return "已上传，不用再选；需要换的再选一次。"
	}
	return hint
}

func brandDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
