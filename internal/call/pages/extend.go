package pages

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
	"shidian/internal/wording"
)

// extendView is the page on which the office puts deadlines off for all: the new dates and the reason, the drafted
// letter, and its registration.
type extendView struct {
	Cohort   call.Cohort
	Text     call.ExtensionText
	Standing call.ExtensionText // the dates in force
	Saved    bool               // there is something to register: a reason was saved
	Earlier  []call.Extension
	Waiting  *act.Proposal
	Answer   *act.Proposal // what was sent back last
	Reg      call.Registration
	Problems kit.Problems
	Found    []wording.Finding
	May      bool // this reader drafts; others only look
	typed    draftView
	actor    access.Actor
}

// Extend is GET /cohorts/{id}/extend.
func (p *Pages) Extend(w http.ResponseWriter, r *http.Request) error {
	v, err := p.extension(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, extendPage(v))
}

func (p *Pages) extension(r *http.Request) (v extendView, err error) {
	if v.actor, err = signedIn(r.Context()); err != nil {
		return v, err
	}
	if err := call.MaySeeDraft(v.actor).Err(); err != nil {
		return v, err
	}
	v.typed.Days = map[string]string{}
	err = p.read(r, func(t *store.Tx) error {
		if v.Cohort, err = call.GetPublished(t, r.PathValue("id")); err != nil {
			return err
		}
		v.May = call.MayExtend(v.actor, v.Cohort).Allowed
		if v.Text, err = call.ExtensionDraft(t, v.Cohort); err != nil {
			return err
		}
		if v.Standing, err = call.StandingDates(t, v.Cohort); err != nil {
			return err
		}
		v.Saved = v.Text.Reason != ""
		if v.Earlier, err = call.Extensions(t, v.Cohort.ID); err != nil {
			return err
		}
		if v.Found, err = call.CheckedExtension(t, v.Cohort); err != nil {
			return err
		}
		return p.readExtensionProposals(t, &v)
	})
	return v, err
}

func (p *Pages) readExtensionProposals(t *store.Tx, v *extendView) error {
	waiting, found, err := p.Room.WaitingExtension(t, v.Cohort.ID)
	if err != nil {
		return err
	}
	if found {
		v.Waiting = &waiting
		return nil
	}
	answer, found, err := p.Room.LastExtensionAnswer(t, v.Cohort.ID)
	if found {
		v.Answer = &answer
	}
	return err
}

// SaveExtension keeps dates and reason: POST /cohorts/{id}/extend.
func (p *Pages) SaveExtension(w http.ResponseWriter, r *http.Request) error {
	v, err := p.extension(r)
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	for i, d := range v.Text.Dates {
		v.Text.Dates[i].At = v.typed.typedDate(form, "date_"+d.Kind)
	}
	v.Text.Reason = form.Text("reason")
	if err = form.Err(); err == nil {
		err = p.Room.SaveExtension(r.Context(), v.actor, v.Cohort.ID, v.Text)
	}
	if v.Problems = kit.ProblemsOf(err); v.Problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, extendPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已保存。延期通知已按所填的时间和理由代拟，可以下载。")
	return kit.Redirect(w, r, extendURL(v.Cohort.ID)+"#register")
}

// ProposeExtension puts the registration before the approvers: POST /cohorts/{id}/extend/register.
func (p *Pages) ProposeExtension(w http.ResponseWriter, r *http.Request) error {
	v, err := p.extension(r)
	if err != nil {
		return err
	}
	if err := call.MayExtend(v.actor, v.Cohort).Err(); err != nil {
		return err
	}
	r, reg, refused, err := p.uploadedRegistration(r)
	if err != nil {
		return err
	}
	v.Reg = reg
	if err = refused; err == nil {
		_, err = p.Room.Extend(r.Context(), v.actor, v.Cohort.ID, v.Reg)
	}
	if v.Problems = kit.ProblemsOf(err); v.Problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, extendPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请审签，审签后新的时间即生效。")
	return kit.Redirect(w, r, extendURL(v.Cohort.ID))
}

// ExtensionPDF is the drafted letter: GET /cohorts/{id}/extend.pdf.
func (p *Pages) ExtensionPDF(w http.ResponseWriter, r *http.Request) error {
	return p.extensionFile(w, r, call.PDF)
}

// ExtensionDOCX is the drafted letter for Word and WPS: GET /cohorts/{id}/extend.docx.
func (p *Pages) ExtensionDOCX(w http.ResponseWriter, r *http.Request) error {
	return p.extensionFile(w, r, call.DOCX)
}

func (p *Pages) extensionFile(w http.ResponseWriter, r *http.Request, as call.Format) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	body, err := p.Room.ExtensionFile(r.Context(), actor, r.PathValue("id"), as)
	return p.send(w, "延期通知代拟稿", as, body, err)
}

// ProposedExtension is the PDF that waits to be registered, for the second person: GET /cohorts/{id}/extend/proposed.pdf.
func (p *Pages) ProposedExtension(w http.ResponseWriter, r *http.Request) error {
	v, err := p.extension(r)
	if err == nil && v.Waiting == nil {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	in, err := call.ProposedExtensionIn(*v.Waiting)
	if err != nil {
		return err
	}
	body, err := p.Room.Files.Bytes(in.Issued)
	return p.send(w, in.Number, call.PDF, body, err)
}

// ExtensionIssued is the issued PDF of an extension, for everybody: GET /notices/{id}/extensions/{n}/issued.pdf.
func (p *Pages) ExtensionIssued(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return fault.NotFound()
	}
	var found *call.Extension
	err = p.read(r, func(t *store.Tx) error {
		c, err := call.GetPublished(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		all, err := call.Extensions(t, c.ID)
		for i := range all {
			if all[i].N == n {
				found = &all[i]
			}
		}
		return err
	})
	if err == nil && found == nil {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	body, err := p.Room.Files.Bytes(found.Issued)
	return p.send(w, found.Number+" 延期通知", call.PDF, body, err)
}

// Extension puts an extension before the approver: what moves, why, where the PDF is, what follows.
func Extension(t *store.Tx, object string, params json.RawMessage) (terms []components.Term, effect string, err error) {
	var in call.ProposedExtension
	if err := json.Unmarshal(params, &in); err != nil {
		return nil, "", err
	}
	c, err := call.Get(t, strings.TrimPrefix(object, call.Object("")))
	if err != nil {
		return nil, "", err
	}
	terms = []components.Term{
		{Name: "批次", Value: components.Link(cohortURL(c.ID), c.Title())},
		{Name: "延期", Value: linesOf(call.Extension{Moved: in.Moved}.Lines(c.Programme))},
		{Name: "理由", Value: components.Text(in.Reason)},
		{Name: "文号", Value: components.Text(in.Number)},
		{Name: "签发人", Value: components.Text(in.Signer)},
		{Name: "成文日期", Value: components.Text(dayOf(in.Dated))},
		{Name: "印发件", Value: components.Link(extendURL(c.ID)+"/proposed.pdf", "查看 PDF")},
	}
	found, err := call.CheckedExtension(t, c)
	return append(terms, components.WordingTerm(found)), "新的时间对所有申报单位即时生效，并在公开网站公布；已经截止的重新开放申报，各单位收到消息。", err
}

func extendURL(id string) string { return cohortURL(id) + "/extend" }

func extensionURL(e call.Extension) string {
	return noticeURL(e.Cohort) + "/extensions/" + strconv.Itoa(e.N) + "/issued.pdf"
}
