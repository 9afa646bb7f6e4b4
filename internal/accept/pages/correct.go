package pages

import (
	"net/http"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// correctView is the sheet of corrections of phones and addresses (更正单).
type correctView struct {
	matter
	Fields []programme.Field
	Values map[string]string // as they stand today
	Sheets []accept.Correction
	Form   *kit.Form
	Wrong  kit.Problems
}

// value is what was typed, else what stands today.
func (v correctView) value(key string) string {
	if len(v.Wrong) > 0 {
		return v.Form.Text(key)
	}
	return v.Values[key]
}

// title names the sheet by what the form has to put right.
func (v correctView) title() string { return "更正" + apply.CorrectableWords(v.p(), v.Kind) }

func (v correctView) back() string {
	if v.office() {
		return v.at("")
	}
	return "/applications/" + v.ID
}

func (v correctView) section() string {
	if v.office() {
		return section
	}
	return "apply"
}

// CorrectForm shows what may be put right: GET /applications/{id}/correction.
func (p *Pages) CorrectForm(w http.ResponseWriter, r *http.Request) error {
	return p.correctPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) correctPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	v, err := p.correctOf(r)
	if err != nil {
		return err
	}
	v.Form, v.Wrong = form, wrong
	return kit.RenderStatus(w, r, status, correctPage(v))
}

func (p *Pages) correctOf(r *http.Request) (v correctView, err error) {
	if _, err := signedIn(r.Context()); err != nil {
		return v, err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.matter, err = matterOf(t, r); err != nil {
			return err
		}
		if !accept.MaySeeContacts(v.Actor, v.Application) {
			return fault.Forbidden("", "电话和邮箱由申报单位和主办单位查看、更正。")
		}
		if v.Application.Version == 0 {
			return fault.Conflict("", "申报材料还没有提交，请直接在申报材料里修改。")
		}
		version, err := apply.VersionOf(t, v.ID, 0)
		if err != nil {
			return err
		}
		if v.Sheets, err = accept.Corrections(t, v.ID); err != nil {
			return err
		}
		v.Fields, v.Values = apply.CorrectableFields(v.p(), v.Kind), accept.Corrected(version.Values, v.Sheets)
		if len(v.Fields) == 0 {
			return fault.NotFound()
		}
		return nil
	})
	return v, err
}

// Correct enters the corrections: POST /applications/{id}/correction.
func (p *Pages) Correct(w http.ResponseWriter, r *http.Request) error {
	return kit.Posted{SignIn: signIn, Done: "已更正，不需要重新盖章。可以打印更正单附在申报材料后存档。",
		To: "/applications/" + r.PathValue("id") + "/correction",
		Do: func(actor access.Actor, form *kit.Form) error {
			texts := map[string]string{}
			for _, name := range form.Names() {
				texts[name] = form.Line(name)
			}
			return p.Room.Correct(r.Context(), actor, r.PathValue("id"), texts)
		},
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, problems kit.Problems) error {
			return p.correctPage(w, r, http.StatusUnprocessableEntity, form, problems)
		}}.Answer(w, r)
}

// CorrectionPDF is the sheet to print: GET /applications/{id}/correction.pdf.
func (p *Pages) CorrectionPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.correctOf(r)
	if err != nil {
		return err
	}
	if len(v.Sheets) == 0 {
		return fault.NotFound()
	}
	return p.pdf(w, v.Name()+"更正单 "+v.Number+".pdf", accept.CorrectionPaper(v.Cohort, v.Application, v.Sheets, v.Now))
}
