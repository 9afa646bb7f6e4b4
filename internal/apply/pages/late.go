package pages

import (
	"encoding/json"
	"errors"
	"net/http"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// lateView asks for a late door.
type lateView struct {
	matter
	Form     *kit.Form
	Wrong    kit.Problems
	Evidence string // hash of the file that was kept; "" when none was
}

// LateForm asks for a late door: GET /applications/{id}/late.
func (p *Pages) LateForm(w http.ResponseWriter, r *http.Request) error {
	return p.latePage(w, r, http.StatusOK, lateView{Form: &kit.Form{}})
}

func (p *Pages) latePage(w http.ResponseWriter, r *http.Request, status int, v lateView) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	err := p.read(r, func(t *store.Tx) (err error) {
		v.matter, err = p.lateMatter(t, r)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, latePage(v))
}

// lateMatter reads an application that missed the deadline for the office, which otherwise sees no draft: only who it
// is, nothing of what was written.
func (p *Pages) lateMatter(t *store.Tx, r *http.Request) (m matter, err error) {
	m.Actor, m.Now = kit.Actor(r.Context()), kit.Now(r.Context())
	if !m.Office() {
		return m, fault.NotFound()
	}
	if m.Application, err = apply.Get(t, r.PathValue("id")); err != nil {
		return m, err
	}
	return m, p.complete(t, &m)
}

// Late proposes a late door: POST /applications/{id}/late.
func (p *Pages) Late(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	door := apply.LateDoor{Application: r.PathValue("id"), Until: endOfDay(form.Text("until")), Reason: form.Text("reason"), Evidence: form.Text("evidence")}
	if door.Evidence, err = p.evidence(r, door.Evidence); err == nil {
		_, err = p.Room.ProposeLate(r.Context(), kit.Actor(r.Context()), door)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.latePage(w, r, http.StatusUnprocessableEntity, lateView{Form: form, Wrong: problems, Evidence: door.Evidence})
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请审签。审签同意后，申报单位会收到消息。")
	return kit.Redirect(w, r, "/desk")
}

// evidence keeps the uploaded file and gives its hash; without a file the one that was kept before.
func (p *Pages) evidence(r *http.Request, before string) (string, error) {
	file, _, err := r.FormFile("evidence_file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return before, nil
	}
	if err != nil {
		return "", kit.BadRequest("没有收到完整的文件，请重新上传。", err)
	}
	defer file.Close()
	blob, err := p.Room.Files.Put(file, files.AttachmentLimit, files.PDF, files.JPEG, files.PNG, files.DOCX, files.XLSX)
	return blob.Hash, err
}

// Late puts a proposed late door before the approver.
func Late(t *store.Tx, _ string, params json.RawMessage) (terms []components.Term, effect string, err error) {
	var door apply.LateDoor
	if err := json.Unmarshal(params, &door); err != nil {
		return nil, "", err
	}
	a, err := apply.Get(t, door.Application)
	terms = []components.Term{{Name: "申报单位", Value: components.Text(a.UnitName)}, {Name: "核实的系统故障", Value: components.Text(door.Reason)},
		{Name: "补报期限", Value: components.Text(calendar.Show(door.Until, t.Now()))}}
	return terms, "同意后，只有这一家单位可以在补报期限前提交；监督页面列出这一例外的理由、证明材料和审签人。", err
}
