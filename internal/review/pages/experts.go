package pages

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// expertsView is the pool, and the form for one more.
type expertsView struct {
	Actor   access.Actor
	Search  string
	Retired bool
	All     int // in the pool, retired ones not counted
	Experts []review.Expert
	Form    *kit.Form
	Wrong   kit.Problems
}

// Experts is GET /experts: the pool.
func (p *Pages) Experts(w http.ResponseWriter, r *http.Request) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := expertsView{Actor: actor, Search: query.Line("q"), Retired: query.Ticked("retired"), Form: &kit.Form{}}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		all, err := review.Experts(t, v.Retired)
		for _, e := range all {
			if e.State == review.ExpertActive {
				v.All++
			}
			if v.Search == "" || strings.Contains(e.Name+" "+e.Employer+" "+e.Field, v.Search) {
				v.Experts = append(v.Experts, e)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, expertsPage(v))
}

// NewExpert is GET /experts/new.
func (p *Pages) NewExpert(w http.ResponseWriter, r *http.Request) error {
	return p.expertForm(w, r, &kit.Form{}, nil)
}

func (p *Pages) expertForm(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, newExpertPage(expertsView{Actor: actor, Form: form, Wrong: wrong}))
}

// AddExpert is POST /experts.
func (p *Pages) AddExpert(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, "专家已入库。", "/experts", func(actor access.Actor, form *kit.Form) error {
		_, err := p.Room.AddExpert(r.Context(), actor, review.Expert{Name: form.Line("name"), Employer: form.Line("employer"),
			Field: form.Line("field"), Title: form.Line("title"), Phone: form.Line("phone"), Email: form.Line("email"),
			Inhouse: form.Ticked("inhouse"), LastService: form.Line("last")})
		return err
	}, p.expertForm)
}

// RetireExpert is POST /experts/{id}/retire.
func (p *Pages) RetireExpert(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, "专家已退库，以后的抽取不再包括他。", "/experts", func(actor access.Actor, _ *kit.Form) error {
		return p.Room.RetireExpert(r.Context(), actor, r.PathValue("id"))
	}, nil)
}

// importView is what the page of an import shows: the last list that was checked, if any.
type importView struct {
	Upload  review.Upload
	Checked bool
	Wrong   kit.Problems
}

// ImportExperts is GET /experts/import.
func (p *Pages) ImportExperts(w http.ResponseWriter, r *http.Request) error {
	return p.importPage(w, r, http.StatusOK, nil)
}

func (p *Pages) importPage(w http.ResponseWriter, r *http.Request, status int, wrong kit.Problems) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	v := importView{Wrong: wrong}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Upload, err = review.Uploaded(t, actor)
		v.Checked = err == nil
		if fault.Is(err, fault.KindNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, importExpertsPage(v))
}

// UploadExperts is POST /experts/import: a list is read and checked; nothing is written.
func (p *Pages) UploadExperts(w http.ResponseWriter, r *http.Request) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	name, content, err := kit.ReadFile(r, "file", unit.MaxListBytes, "请选择要导入的 .xlsx 文件。")
	var lines []review.ExpertLine
	if err == nil {
		lines, err = review.LinesOf(content)
	}
	if err == nil {
		_, err = p.Room.CheckExperts(r.Context(), actor, name, lines)
	}
	if wrong := kit.ProblemsOf(err); wrong != nil {
		return p.importPage(w, r, http.StatusUnprocessableEntity, wrong)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(w, r, "/experts/import")
}

// ApplyExperts is POST /experts/import/apply.
func (p *Pages) ApplyExperts(w http.ResponseWriter, r *http.Request) error {
	made, err := p.Room.ImportExperts(r.Context(), kit.Actor(r.Context()))
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, fmt.Sprintf("已导入 %d 位专家。", made))
	return kit.Redirect(w, r, "/experts")
}

// ExpertTemplate is GET /experts/template.xlsx.
func (p *Pages) ExpertTemplate(w http.ResponseWriter, r *http.Request) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := review.ExpertTemplate(&file, kit.Now(r.Context())); err != nil {
		return err
	}
	return kit.SaveFile(w, "专家名单模板.xlsx", sheetType, file.Bytes())
}
