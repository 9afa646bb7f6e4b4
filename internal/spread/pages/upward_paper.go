package pages

import (
	"encoding/json"
	"net/http"

	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// UpwardFile is the letter with the form: GET /upward/{id}/recommendation.pdf and .docx.
func (p *Pages) UpwardFile(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := signedIn(r.Context())
		if err != nil {
			return err
		}
		file, err := p.Room.UpwardFile(r.Context(), actor, r.PathValue("id"), docx)
		if err != nil {
			return err
		}
		return sendPaper(w, "推荐函和推荐表（代拟稿）", file, docx)
	}
}

// Recommending shows the approver what is proposed.
func Recommending(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	x, err := spread.RecommendingIn(params)
	if err != nil {
		return nil, "", err
	}
	c, err := spread.Get(t, x.Case)
	if err != nil {
		return nil, "", err
	}
	v, err := spread.VersionOf(t, x.Case, x.Version)
	if err != nil {
		return nil, "", err
	}
	pilot, err := run.CaseOf(t, c.Pilot)
	if err != nil {
		return nil, "", err
	}
	to := pilot.Programme().Stages.Spread.Upward
	terms := []components.Term{{Name: "案例", Value: components.Link(spread.PublicLink(c.ID), v.Body.Title)}, {Name: "单位", Value: components.Text(c.UnitName)},
		{Name: "推荐给", Value: components.Text(to)}, {Name: "推荐函和推荐表", Value: components.Link(spread.UpwardLink(c.ID)+"/recommendation.pdf", "代拟稿 PDF")}}
	return append(append(terms, formTerms(x.Form)...), figureTerms(x.Figures)...), "案例页面显示“已向" + to + "推荐”，该单位收到消息。推荐函按机关办文程序签发、编号后登记。", nil
}
