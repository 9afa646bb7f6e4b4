package pages

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// submitView is the last look before the submit: what must be mended, and what is to be confirmed.
type submitView struct {
	matter
	Texts  map[string]string
	Faults []fault.Field
	Files  int
	Form   *kit.Form
	Wrong  kit.Problems
}

// tick is the programme's sentence with the head's name in it, where the form has it.
func (v submitView) tick() string {
	name := v.headName()
	if name == "" {
		name = "（姓名见下）"
	}
	return strings.ReplaceAll(v.P().Texts.HeadTick, "××", name)
}

// headName is what was typed, else the name that the form has: the first person on the paper is the head.
func (v submitView) headName() string {
	if name := v.Form.Text("head_name"); name != "" {
		return name
	}
	for _, f := range fieldsOf(v.matter) {
		if f.Type == programme.PersonName {
			return v.Texts[f.Key]
		}
	}
	return ""
}

// SubmitForm shows the checklist: GET /applications/{id}/submit.
func (p *Pages) SubmitForm(w http.ResponseWriter, r *http.Request) error {
	return p.submitPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) submitPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	lacks := func(text string) []rune { return paper.Missing(text, p.Room.Fonts) }
	v := submitView{matter: m, Texts: d.Texts(), Files: len(d.Attachments), Form: form, Wrong: wrong, Faults: apply.Faults(m.P(), m.Kind, d.Texts(), lacks)}
	return kit.RenderStatus(w, r, status, submitPage(v))
}

// Submit freezes the draft as the next version: POST /applications/{id}/submit.
func (p *Pages) Submit(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	ticks := apply.Ticks{Head: form.Ticked("head"), HeadName: form.Line("head_name"), Secrecy: form.Ticked("secrecy"), SecrecyName: form.Line("secrecy_name")}
	_, err = p.Room.Submit(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), ticks)
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.submitPage(w, r, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提交。请看回执和接下来要做的事。")
	return kit.Redirect(w, r, address(r.PathValue("id"))+"/receipt")
}

// afterView is the receipt, and what to do next.
type afterView struct {
	matter
	Receipt apply.Receipt
	Version apply.Version
	Contact call.Contact
	Copies  int
}

// Receipt shows the receipt: GET /applications/{id}/receipt, ?version=n.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request) error {
	v, err := p.after(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, receiptPage(v))
}

// ReceiptPDF is the receipt as a paper: GET /applications/{id}/receipt.pdf.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.after(r)
	if err != nil {
		return err
	}
	return p.pdf(w, "回执 "+v.Receipt.Number+" 第"+strconv.Itoa(v.Receipt.Version)+"版.pdf", apply.ReceiptPaper(v.P(), v.Receipt))
}

// Next tells what to do after the submit: GET /applications/{id}/next.
func (p *Pages) Next(w http.ResponseWriter, r *http.Request) error {
	v, err := p.after(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, nextPage(v))
}

// LabelPDF is the address label: GET /applications/{id}/label.pdf.
func (p *Pages) LabelPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.after(r)
	if err != nil {
		return err
	}
	return p.pdf(w, "邮寄标签 "+v.Number+".pdf", apply.LabelPaper(v.P(), v.Contact, v.Application))
}

// after reads the receipt of the version asked for (none: the last) for the unit itself.
func (p *Pages) after(r *http.Request) (v afterView, err error) {
	if err := signedIn(r.Context()); err != nil {
		return v, err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("version"))
	err = p.read(r, func(t *store.Tx) (err error) {
		if v.matter, err = p.matterOf(t, r); err != nil {
			return err
		}
		if v.Receipt, err = apply.ReceiptOf(t, v.ID, max(n, 0)); err != nil {
			return err
		}
		if v.Version, err = apply.VersionOf(t, v.ID, v.Receipt.Version); err != nil {
			return err
		}
		v.Contact, err = call.ContactOf(t, v.Cohort)
		return err
	})
	if paper := v.paper(); err == nil && paper != nil {
		v.Copies = paper.Copies
	}
	return v, err
}

// SummaryPDF is the one-page summary for the head: GET /applications/{id}/summary.pdf.
func (p *Pages) SummaryPDF(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	return p.pdf(w, m.UnitName+"申报送审件.pdf", apply.SummaryPaper(m.P(), d))
}

// SignPDF is the sheet on which the head signs off: GET /applications/{id}/sign.pdf.
func (p *Pages) SignPDF(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	return p.pdf(w, m.UnitName+"申报审签单.pdf", apply.SignPaper(m.P(), d))
}

// paperUntil is by when the paper has to be there.
func (v afterView) paperUntil() time.Time {
	if v.Dates.Paper.IsZero() {
		return v.Dates.Electronic
	}
	return v.Dates.Paper
}
