package pages

import (
	"net/http"
	"strconv"

	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/store"
)

var kindOf = map[call.Format]files.Type{call.PDF: files.PDF, call.DOCX: files.DOCX}

func (p *Pages) send(w http.ResponseWriter, name string, as call.Format, body []byte, err error) error {
	if err != nil {
		return err
	}
	return kit.SendFile(w, name+files.Extensions[kindOf[as]], string(kindOf[as]), body)
}

// Issued is the issued PDF of a published version: GET /notices/{id}/versions/{n}/issued.pdf.
func (p *Pages) Issued(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 {
		return fault.NotFound()
	}
	s, err := p.see(r, n)
	if err != nil {
		return err
	}
	body, err := p.Room.Files.Bytes(s.Version.Issued)
	return p.send(w, s.Version.Number+" "+s.Version.Text.Subject(), call.PDF, body, err)
}

// FormPDF is the empty form: GET /notices/{id}/form.pdf.
func (p *Pages) FormPDF(w http.ResponseWriter, r *http.Request) error { return p.form(w, r, call.PDF) }

// FormDOCX is the empty form for Word and WPS: GET /notices/{id}/form.docx.
func (p *Pages) FormDOCX(w http.ResponseWriter, r *http.Request) error {
	return p.form(w, r, call.DOCX)
}

func (p *Pages) form(w http.ResponseWriter, r *http.Request, as call.Format) error {
	s, err := p.see(r, 0)
	if err != nil {
		return err
	}
	body, err := p.Room.FormFile(r.Context(), s.Cohort.ID, as)
	return p.send(w, s.Cohort.Programme.Called().Form+"样式", as, body, err)
}

// DraftPDF is the draft (代拟稿): GET /cohorts/{id}/draft.pdf.
func (p *Pages) DraftPDF(w http.ResponseWriter, r *http.Request) error {
	return p.draftFile(w, r, call.PDF)
}

// DraftDOCX is the draft for Word and WPS: GET /cohorts/{id}/draft.docx.
func (p *Pages) DraftDOCX(w http.ResponseWriter, r *http.Request) error {
	return p.draftFile(w, r, call.DOCX)
}

func (p *Pages) draftFile(w http.ResponseWriter, r *http.Request, as call.Format) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	body, err := p.Room.DraftFile(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), as)
	return p.send(w, "通知代拟稿", as, body, err)
}

// LetterPDF is a city's letter: GET /notices/{id}/letter.pdf.
func (p *Pages) LetterPDF(w http.ResponseWriter, r *http.Request) error {
	return p.letterFile(w, r, call.PDF)
}

// LetterDOCX is a city's letter for Word and WPS: GET /notices/{id}/letter.docx.
func (p *Pages) LetterDOCX(w http.ResponseWriter, r *http.Request) error {
	return p.letterFile(w, r, call.DOCX)
}

func (p *Pages) letterFile(w http.ResponseWriter, r *http.Request, as call.Format) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	body, err := p.Room.LetterFile(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), as)
	return p.send(w, "转发函", as, body, err)
}

// Proposed is the PDF that waits to be registered, for the second person: GET /cohorts/{id}/proposed.pdf.
func (p *Pages) Proposed(w http.ResponseWriter, r *http.Request) error {
	if _, err := signedIn(r.Context()); err != nil {
		return err
	}
	var in call.Proposed
	err := p.read(r, func(t *store.Tx) error {
		if err := call.MaySeeDraft(kit.Actor(r.Context())).Err(); err != nil {
			return err
		}
		waiting, found, err := p.Room.Waiting(t, r.PathValue("id"))
		if err == nil && !found {
			err = fault.NotFound()
		}
		if err != nil {
			return err
		}
		in, err = call.ProposedIn(waiting)
		return err
	})
	if err != nil {
		return err
	}
	body, err := p.Room.Files.Bytes(in.Issued)
	return p.send(w, in.Number, call.PDF, body, err)
}
