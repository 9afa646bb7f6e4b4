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
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// submitView is the last look before the submit: what must be mended, and what is to be confirmed.
type submitView struct {
	matter
	Texts  map[string]string
	Faults []fault.Field
	Files  int
	Warned []string // soft conditions that are not met: nobody is refused for them
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
		if f.Type == programme.PersonName && !f.Candidate {
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
	for _, w := range apply.Warned(m.P(), m.Kind, v.Texts) {
		v.Warned = append(v.Warned, w.Message)
	}
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

	Endorsed bool // the recommender's opinion stands in this version's box
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

// LabelPDF is the address label: GET /applications/{id}/label.pdf. There is none where nothing is sent.
func (p *Pages) LabelPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.after(r)
	if err != nil {
		return err
	}
	if !v.OnPaper() {
		return fault.NotFound()
	}
	return p.pdf(w, "邮寄标签 "+v.Number+".pdf", apply.LabelPaper(v.P(), v.Contact, v.Application))
}

// OnPaper tells whether the programme wants the form printed, signed and sent.
func (m matter) OnPaper() bool { return m.P().Paper != nil }

// fixedWords say before the submit what it fixes, and that a paper is still owed where one is.
func (v submitView) fixedWords() string {
	words := "提交后" + v.Names().Form + "固定为第" + strconv.Itoa(v.Application.Version+1) + "版，编号和校验码印在每一页上；截止前、下一环节办理前可以取回修改。电子提交不是电子签名"
	if !v.OnPaper() {
		return words + "。"
	}
	return words + "，纸质件盖章后仍须按时报送。"
}

// receiptWords say what the receipt proves.
func (v afterView) receiptWords() string {
	words := "本回执证明系统在上述时间收到并固定了该版" + v.Names().Form + "，不是电子签名"
	if v.OnPaper() {
		words += "，不代替盖章的纸质件"
	}
	return words + "。请打印或保存：以后如有人改动办理记录，凭这里的“记录条数”和“根哈希”可以查出。"
}

// nextWords are the note of the way on.
func (v afterView) nextWords() string {
	if v.OnPaper() {
		return "打印、盖章、报送纸质件。"
	}
	return "不用报送纸质件，看下一步由谁办理。"
}

// nextDeadline is by when the reader himself has to do something more: to send the paper.
func (v afterView) nextDeadline() *components.Deadline {
	if !v.OnPaper() {
		return nil
	}
	return &components.Deadline{Label: "纸质件送达", At: v.paperUntil(), Now: v.Now}
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
		if v.Contact, err = call.ContactOf(t, v.Cohort); err != nil {
			return err
		}
		if v.State == apply.StateOverrun {
			return nil // the answer is not told yet
		}
		_, err = recommend.PaperOf(t, v.ID, v.Receipt.Version)
		if f, refused := fault.As(err); refused && f.Kind == fault.KindNotFound {
			return nil
		}
		v.Endorsed = err == nil
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
	return p.pdf(w, m.formTitle()+"送审件.pdf", apply.SummaryPaper(m.P(), d))
}

// SignPDF is the sheet on which the head signs off: GET /applications/{id}/sign.pdf.
func (p *Pages) SignPDF(w http.ResponseWriter, r *http.Request) error {
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	return p.pdf(w, m.formTitle()+"审签单.pdf", apply.SignPaper(m.P(), d))
}

// paperUntil is by when the paper has to be there.
func (v afterView) paperUntil() time.Time {
	if v.Dates.Paper.IsZero() {
		return v.Dates.Electronic
	}
	return v.Dates.Paper
}
