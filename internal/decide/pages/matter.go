package pages

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// matterView is the record of a decision on a matter that has no list of its own: who comes up from the reserve, and what
// later rooms bring before the body.
type matterView struct {
	oneView
	Words string // what comes of it
	None  string // why there is nothing to decide
}

func matterURL(cohort string, m programme.Matter) string {
	return "/decide/matter?cohort=" + cohort + "&matter=" + string(m)
}

// Matter asks what was decided of a matter: GET /decide/matter?cohort=&matter=.
func (p *Pages) Matter(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.matterPage(w, r, http.StatusOK, query.Text("cohort"), programme.Matter(query.Text("matter")), oneView{Form: &kit.Form{}})
}

func (p *Pages) matterPage(w http.ResponseWriter, r *http.Request, status int, cohort string, matter programme.Matter, one oneView) (err error) {
	v := matterView{oneView: one, Words: "只为递补的单位选择研究结果，其他备选单位留空。递补须经研究，并为递补的单位另行公示。", None: "研究决定列为备选的单位，才可以递补。"}
	if v.Actor, err = reader(r.Context()); err != nil {
		return err
	}
	v.Action = "/decide/matter"
	if later, is := p.Room.Later[matter]; is {
		v.Words, v.None = "没有研究到的单位留空。"+later.Words, "现在没有需要研究的单位。"
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		if v.Cohort, _, err = call.Choose(t, cohort); err != nil {
			return err
		}
		if v.Cohort.ID == "" {
			return fault.NotFound()
		}
		v.Decision = decide.Decision{Cohort: v.Cohort.ID, Matter: matter, Body: decide.BodyFor(v.p(), matter)}
		if v.Decision.Lines, err = p.Room.Offered(t, v.Cohort.ID, matter); err != nil {
			return err
		}
		v.Units, err = decide.Applications(t, v.Decision.Lines)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, matterPage(v))
}

// RecordMatter proposes what was decided of a matter: POST /decide/matter. Only the lines with an outcome are meant.
func (p *Pages) RecordMatter(w http.ResponseWriter, r *http.Request) error {
	actor, err := reader(r.Context())
	if err != nil {
		return err
	}
	r, form, excerpt, err := p.excerptOf(r, actor)
	if err != nil {
		return err
	}
	cohort, matter := form.Text("cohort"), programme.Matter(form.Text("matter"))
	var ids []string // in the order in which the body was shown them
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		lines, err := p.Room.Offered(t, cohort, matter)
		for _, l := range lines {
			if form.Text("outcome."+l.Application) != "" {
				ids = append(ids, l.Application)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, name := range form.Names() { // what is not offered any more is refused by the act, not passed over
		if id, is := strings.CutPrefix(name, "outcome."); is && form.Text(name) != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		form.Mend("session", "请至少为一个单位选择研究结果。")
	}
	x := taken(form, excerpt, ids)
	x.Cohort, x.Matter = cohort, matter
	if err = form.Err(); err == nil {
		_, err = p.Room.Record(r.Context(), kit.Actor(r.Context()), x)
	}
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.matterPage(w, r, http.StatusUnprocessableEntity, x.Cohort, x.Matter, oneView{Form: form, Wrong: problems, Kept: excerpt})
	}
	if err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已提请登记研究决定，由审签人办理后生效。")
	return kit.Redirect(w, r, "/decide?cohort="+x.Cohort)
}

// notes are what a later room told the body of each unit, the grade that is proposed for one: the approver confirms that.
func (p *Pages) notes(t *store.Tx, x decide.Taken) (map[string]string, error) {
	notes := map[string]string{}
	if _, is := p.Room.Later[x.Matter]; !is {
		return notes, nil
	}
	offered, err := p.Room.Offered(t, x.Cohort, x.Matter)
	for _, l := range offered {
		if notes[l.Application] = l.Notes; l.Score != "" {
			notes[l.Application] = oneView{}.lineFacts(l)
		}
	}
	return notes, err
}

// Taken puts a proposed record before the approver.
func (p *Pages) Taken(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	x, err := decide.TakenIn(params)
	if err != nil {
		return nil, "", err
	}
	c, err := call.Get(t, x.Cohort)
	if err != nil {
		return nil, "", err
	}
	on, err := calendar.ParseDay(x.On)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "事项", Value: components.Text(string(x.Matter))}, {Name: "决定机构", Value: components.Text(decide.BodyFor(c.Programme, x.Matter))},
		{Name: "期次和日期", Value: components.Text(x.Session + "，" + components.Day(on.Start()))}}
	notes, err := p.notes(t, x)
	if err != nil {
		return nil, "", err
	}
	for _, l := range x.Lines {
		a, err := apply.Get(t, l.Application)
		if err != nil {
			return nil, "", err
		}
		below := strings.Join(slices.DeleteFunc([]string{notes[l.Application], l.Reason}, func(s string) bool { return s == "" }), "　")
		if l.Outcome == decide.Fewer {
			below = "核定：" + decide.Contents(c.Programme, l.Contents) + "　" + below
		}
		terms = append(terms, components.Term{Name: a.UnitName, Value: components.TwoLines(decide.TitleOf(x.Matter, l.Outcome), below)})
	}
	for _, l := range x.Left {
		terms = append(terms, components.Term{Name: "回避离场", Value: components.Text(l.Who + "：" + l.About)})
	}
	if later, is := p.Room.Later[x.Matter]; is {
		return terms, later.Words, nil
	}
	return terms, "决定逐行登记，不能再改；不列入的回到评审中，结果与其他单位同时告知。同意的可以起草公示。", nil
}
