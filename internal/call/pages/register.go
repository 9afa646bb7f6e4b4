package pages

import (
	"cmp"
	"io"
	"net/http"

	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Register asks for number, signer, date and issued PDF: GET /cohorts/{id}/register.
func (p *Pages) Register(w http.ResponseWriter, r *http.Request) error {
	v, err := p.registration(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, registerPage(v))
}

func (p *Pages) registration(r *http.Request) (v registerView, err error) {
	if err := p.mayDraft(r); err != nil {
		return v, err
	}
	err = p.read(r, func(t *store.Tx) error {
		if v.Cohort, err = call.Get(t, r.PathValue("id")); err != nil {
			return err
		}
		d, err := call.DraftOf(t, v.Cohort.ID)
		if err == nil {
			v.Found, err = call.CheckedDraft(t, v.Cohort, d)
		}
		return err
	})
	return v, err
}

// Propose puts the registration before the approvers: POST /cohorts/{id}/register.
func (p *Pages) Propose(w http.ResponseWriter, r *http.Request) error {
	v, err := p.registration(r)
	if err != nil {
		return err
	}
	r, reg, refused, err := p.uploadedRegistration(r)
	if err != nil {
		return err
	}
	v.Reg = reg
	err = p.propose(r, &v, refused)
	if v.Problems = kit.ProblemsOf(err); v.Problems != nil {
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, registerPage(v))
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请审签，审签后即发布。")
	return kit.Redirect(w, r, cohortURL(v.Cohort.ID))
}

// uploadedRegistration reads a registration with its issued PDF; without a new file the one that was kept before stands.
// refused is what is wrong with the file alone, only where none stands: the other fields are kept.
func (p *Pages) uploadedRegistration(r *http.Request) (_ *http.Request, reg call.Registration, refused, err error) {
	var blob files.Blob
	var wrong error
	r, form, err := kit.ReadUpload(r, func() error { return p.mayDraft(r) }, func(field, _ string, content io.Reader) error {
		if field == "issued" {
			blob, wrong = p.Room.Files.Put(content, files.AttachmentLimit, files.PDF)
		}
		if _, isFault := fault.As(wrong); wrong != nil && !isFault {
			return wrong
		}
		return nil
	})
	if err != nil {
		return r, reg, nil, err
	}
	reg = call.Registration{Number: form.Line("number"), Signer: form.Line("signer"), Dated: programme.Day(form.Text("dated")),
		Note: form.Text("note"), Issued: cmp.Or(blob.Hash, kit.KeptHash(r.Context(), form.Text("issued_before")))}
	if f, isFault := fault.As(wrong); isFault && f.Message != "" && reg.Issued == "" {
		refused = fault.InvalidField("issued", wordsOf(f))
	}
	return r, reg, refused, nil
}

// propose says first what is wrong with the file, for without it the rest cannot be registered.
func (p *Pages) propose(r *http.Request, v *registerView, refused error) error {
	actor := kit.Actor(r.Context())
	if refused != nil {
		return refused
	}
	if v.Reg.Issued == "" && v.typesets() {
		hash, err := p.Room.Typeset(r.Context(), actor, v.Cohort.ID, v.Reg)
		if err != nil {
			return err
		}
		v.Reg.Issued = hash
	}
	_, err := p.Room.Register(r.Context(), actor, v.Cohort.ID, v.Reg)
	return err
}

// wordsOf are a file's fault in words, whichever way it says them.
func wordsOf(f *fault.Fault) string {
	if len(f.Fields) > 0 {
		return f.Fields[0].Message
	}
	return f.Message
}
