package pages

import (
	"net/http"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// mistakenView is one registration at the counter that is to be marked as wrong.
type mistakenView struct {
	recentPaper
	Form  *kit.Form
	Wrong kit.Problems
}

func (v mistakenView) counter() string { return "/counter?cohort=" + v.Cohort }

// MistakenForm asks what is wrong with a registration: GET /counter/{id}/mistaken.
func (p *Pages) MistakenForm(w http.ResponseWriter, r *http.Request) error {
	return p.mistakenPage(w, r, http.StatusOK, &kit.Form{}, nil)
}

func (p *Pages) mistakenPage(w http.ResponseWriter, r *http.Request, status int, form *kit.Form, wrong kit.Problems) error {
	if _, err := office(r.Context()); err != nil {
		return err
	}
	v := mistakenView{Form: form, Wrong: wrong}
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		one, err := accept.PaperByID(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		v.recentPaper, err = named(t, one)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, mistakenPage(v))
}

// Mistaken marks a registration as wrong: POST /counter/{id}/mistaken.
func (p *Pages) Mistaken(w http.ResponseWriter, r *http.Request) error {
	return kit.Posted{SignIn: signIn, Done: "已标为登记有误，不再计入。请按实际收到的重新登记。", To: p.counterOf(r),
		Do: func(actor access.Actor, form *kit.Form) error {
			_, err := p.Room.Unregister(r.Context(), actor, r.PathValue("id"), form.Text("reason"))
			return err
		},
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, problems kit.Problems) error {
			return p.mistakenPage(w, r, http.StatusUnprocessableEntity, form, problems)
		}}.Answer(w, r)
}

// counterOf is the counter of the cohort that a registration belongs to.
func (p *Pages) counterOf(r *http.Request) string {
	to := "/counter"
	_ = p.DB.Read(r.Context(), func(t *store.Tx) error {
		one, err := accept.PaperByID(t, r.PathValue("id"))
		if err == nil {
			to = mistakenView{recentPaper: recentPaper{Paper: one}}.counter()
		}
		return err
	})
	return to
}

// named says whose a paper is; of a foreign one what was noted.
func named(t *store.Tx, one accept.Paper) (recentPaper, error) {
	if one.Application == "" {
		return recentPaper{Paper: one, Unit: one.Note}, nil
	}
	a, err := apply.Get(t, one.Application)
	return recentPaper{Paper: one, Unit: a.UnitName, Number: a.Number}, err
}
