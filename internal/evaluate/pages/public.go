package pages

import (
	"encoding/json"
	"net/http"

	"github.com/a-h/templ"

	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// lostView is a document about a loss of the status, as the public reads it.
type lostView struct {
	evaluate.Announced
	Paragraphs []string
}

func (p *Pages) lost(r *http.Request) (v lostView, err error) {
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Announced, err = evaluate.AnnouncedByID(t, r.PathValue("id")); err != nil {
			return err
		}
		d, err := decide.Get(t, v.Decision)
		if err != nil {
			return err
		}
		cited, err := call.Cited(t, v.Case.Cohort)
		v.Paragraphs = evaluate.LossParagraphs(v.Case, cited, d)
		return err
	})
	return v, err
}

// Lost is such a document: GET /losses/{id}.
func (p *Pages) Lost(w http.ResponseWriter, r *http.Request) error {
	v, err := p.lost(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, lostPage(v))
}

// LostPDF is the document as it was issued: GET /losses/{id}/issued.pdf.
func (p *Pages) LostPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.lost(r)
	if err != nil {
		return err
	}
	return kit.SendKept(w, p.Room.Files, v.Number, v.Issued)
}

// gradedView is who of a cohort has passed the final evaluation, with the grades.
type gradedView struct {
	Cohort call.Cohort
	Graded []evaluate.Graded
}

// Graded is that list: GET /grades/{id}.
func (p *Pages) Graded(w http.ResponseWriter, r *http.Request) error {
	var v gradedView
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.Cohort, err = call.GetPublished(t, r.PathValue("id")); err != nil {
			return err
		}
		v.Graded, err = evaluate.GradedIn(t, v.Cohort.ID)
		if err == nil && len(v.Graded) == 0 {
			err = fault.NotFound()
		}
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, gradedPage(v))
}

func (v gradedView) table() components.Table {
	t := components.Table{Caption: "终期评估结果", Columns: []components.Column{{Title: "单位", Kind: "main"}, {Title: v.Cohort.Programme.Called().Contents}, {Title: "等级"}}}
	for _, g := range v.Graded {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(g.Case.Application.UnitName),
			components.Text(decide.Contents(v.Cohort.Programme, g.Case.Contents)), components.Text(g.Grade)}})
	}
	return t
}

// Announcing puts a document that is to be registered before the approver.
func Announcing(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	x, err := evaluate.AnnouncingIn(params)
	if err != nil {
		return nil, "", err
	}
	c, err := run.CaseOf(t, x.Pilot)
	if err != nil {
		return nil, "", err
	}
	return []components.Term{{Name: "标题", Value: components.Text(evaluate.LossSubject(c))}, {Name: "文号", Value: components.Text(x.Number)},
		{Name: "签发人", Value: components.Text(x.Signer)}, {Name: "成文日期", Value: components.Text(string(x.Dated))}}, "通知在“公示公告”中公布，不能再改。", nil
}
