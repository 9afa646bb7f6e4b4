package pages

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"shidian/internal/access"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// judging performs an act on the version that was read; what is refused stays on the page.
func (p *Pages) judging(w http.ResponseWriter, r *http.Request, words string, do func(access.Actor, *kit.Form, string, int) error) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	version, _ := strconv.Atoi(form.Text("n")) // nonsense is no version: the act says so
	if err := do(actor, form, id, version); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.casePage(w, r, http.StatusUnprocessableEntity, "", caseView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, words, spread.Link(id))
}

// ReturnCase sends a case back item by item: POST /cases/{id}/return.
func (p *Pages) ReturnCase(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已退回修改，撰写的单位会收到消息。", func(actor access.Actor, form *kit.Form, id string, version int) error {
		x := spread.CaseReturn{Case: id, N: version}
		for _, part := range form.All("part") {
			if words := form.Text("words-" + part); words != "" {
				x.Items = append(x.Items, run.ReturnItem{Part: part, Words: words})
			}
		}
		return p.Room.Return(r.Context(), actor, x)
	})
}

// CheckCase notes that a case was checked: POST /cases/{id}/check. Words that were written at its parts come along, and would be
// lost: whoever wrote some means to send it back.
func (p *Pages) CheckCase(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已审核。请提请发布，由审签人办理后公开。", func(actor access.Actor, form *kit.Form, id string, version int) error {
		if slices.ContainsFunc(form.All("part"), func(part string) bool { return form.Text("words-"+part) != "" }) {
			form.Mend("check", "已经写了修改意见：请点“退回修改”，或者清空意见再通过。")
		}
		if err := form.Err(); err != nil {
			return err
		}
		return p.Room.Check(r.Context(), actor, spread.Checking{Case: id, N: version, Cleared: form.All("clear")})
	})
}

// PublishCase proposes to let a case out: POST /cases/{id}/publish.
func (p *Pages) PublishCase(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已提请发布，由审签人办理后公开。", func(actor access.Actor, form *kit.Form, id string, version int) error {
		_, err := p.Room.Publish(r.Context(), actor, spread.Publication{Case: id, N: version})
		return err
	})
}

// TakeDownCase takes a case down: POST /cases/{id}/down.
func (p *Pages) TakeDownCase(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已撤下，不再公开；撰写的单位会收到消息。", func(actor access.Actor, form *kit.Form, id string, _ int) error {
		return p.Room.TakeDown(r.Context(), actor, id, form.Text("reason"))
	})
}

// DropCase gives a case up: POST /cases/{id}/drop.
func (p *Pages) DropCase(w http.ResponseWriter, r *http.Request) error {
	return p.judging(w, r, "已放弃这个案例。", func(actor access.Actor, form *kit.Form, id string, _ int) error {
		return p.Room.Drop(r.Context(), actor, id)
	})
}

// PublishingCase puts a case that is to be let out before the approver: what it says, what was found in it, and who checked it.
func PublishingCase(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	var x spread.Publication
	if err := json.Unmarshal(params, &x); err != nil {
		return nil, "", err
	}
	c, err := spread.Get(t, x.Case)
	if err != nil {
		return nil, "", err
	}
	of, err := run.CaseOf(t, c.Pilot)
	if err != nil {
		return nil, "", err
	}
	v, err := spread.VersionOf(t, x.Case, x.N)
	if err != nil {
		return nil, "", err
	}
	found, err := wordingOf(t, v, of)
	if err != nil {
		return nil, "", err
	}
	by, err := unit.AccountByID(t, v.AnsweredBy)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "单位", Value: components.Link(run.Link(of.ID), c.UnitName)},
		{Name: "案例", Value: components.Link(spread.Link(c.ID)+"?n="+strconv.Itoa(v.N), "《"+v.Body.Title+"》（第"+strconv.Itoa(v.N)+"版，查看全文和图片）")},
		{Name: "摘要", Value: components.Text(v.Body.Summary)},
		{Name: "图片", Value: components.Text(strconv.Itoa(len(v.Body.Pictures)) + "张，均已确认图中人员同意公开")},
		{Name: "审核", Value: components.Text(by.Name + "，" + components.FullMoment(v.AnsweredAt))}}
	if len(v.Cleared) > 0 {
		terms = append(terms, components.Term{Name: "联系方式", Value: clearedList(v)})
	}
	terms = append(terms, components.WordingTerm(found))
	return terms, "同意后任何人都可以查看；不宜公开的，可以随时撤下。", nil
}
