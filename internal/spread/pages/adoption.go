package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// adoptionPage is how many statements of use stand on a page.
const adoptionPage = 50

var adoptionTones = map[act.State]components.Tone{spread.AdoptionStated: components.Active, spread.AdoptionConfirmed: components.Done,
	spread.AdoptionRefused: components.Stop, spread.AdoptionWithdrawn: components.Quiet}

// usesView is what a case's public page says of its use by others.
type usesView struct {
	Case string
	Uses []spread.Use
	Mine string // the statement of the reader's own unit; "" for none
	May  bool   // the reader's unit can state that it uses the case
	Said string // that it was recommended to the body above; "" of any other
	Asks bool   // the reader may write such a recommendation
}

// usesOf reads it for a public case.
func usesOf(t *store.Tx, actor access.Actor, c spread.Case) (v usesView, err error) {
	v.Case, v.Asks = c.ID, spread.MayRecommend(actor).Allowed
	if v.Said, err = spread.UpwardSaid(t, c.ID); err != nil {
		return v, err
	}
	if v.Uses, err = spread.UsesOf(t, c.ID); err != nil || !spread.MayAdopt(actor, c).Allowed {
		return v, err
	}
	mine, has, err := spread.AdoptionBy(t, c.ID, actor)
	v.Mine, v.May = mine.ID, !has && c.Public()
	return v, err
}

// adoptionsView lists the statements that the reader may see.
type adoptionsView struct {
	Actor access.Actor
	State act.State // "" for all
	Page  int
	All   []spread.AdoptionLine
	Now   time.Time
}

// Adoptions is the list: GET /adoptions?state=&page=.
func (p *Pages) Adoptions(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := adoptionsView{Actor: actor, State: act.State(query.Text("state")), Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.All, err = spread.Adoptions(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, adoptionsPage(v))
}

func (v adoptionsView) at(state act.State, page int) string {
	q := url.Values{}
	if state != "" {
		q.Set("state", string(state))
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/adoptions"
	}
	return "/adoptions?" + q.Encode()
}

func (v adoptionsView) filter() components.Filter {
	g := components.FilterGroup{Label: "状态", Choices: []components.Choice{{Label: "全部", URL: v.at("", 1), Count: len(v.All), On: v.State == ""}}}
	for _, s := range spread.AdoptionStates {
		g.Choices = append(g.Choices, components.Choice{Label: spread.AdoptionTitles[s], URL: v.at(s, 1), Count: len(v.in(s)), On: v.State == s})
	}
	return components.Filter{Groups: []components.FilterGroup{g}}
}

func (v adoptionsView) in(state act.State) []spread.AdoptionLine {
	return slices.DeleteFunc(slices.Clone(v.All), func(l spread.AdoptionLine) bool { return state != "" && l.State != state })
}

func (v adoptionsView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: adoptionPage, Total: len(v.in(v.State)), URL: func(page int) string { return v.at(v.State, page) }}
}

func (v adoptionsView) table() components.Table {
	lines := v.in(v.State)
	from := min((v.Page-1)*adoptionPage, len(lines))
	return adoptionTable(lines[from:min(from+adoptionPage, len(lines))], v.Now)
}

// adoptionTable lists statements of use.
func adoptionTable(lines []spread.AdoptionLine, now time.Time) components.Table {
	t := components.Table{Caption: "推广应用", Columns: []components.Column{{Title: "应用单位", Kind: "main"}, {Title: "案例"}, {Title: "案例单位"}, {Title: "起始日期"}, {Title: "状态"}}}
	for _, l := range lines {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.AdoptionLink(l.ID), l.UnitName), components.Text(l.Title),
			components.Text(l.Of.UnitName), components.Text(calendar.ShowDay(l.Since, now)), components.Badge(spread.AdoptionTitles[l.State], adoptionTones[l.State])}})
	}
	return t
}

// adoptView is the form of a statement.
type adoptView struct {
	Case  spread.Case
	Title string
	Actor access.Actor
	Form  kit.Typed
	Wrong kit.Problems
	Kept  []string
	Draft run.Draft
}

// Adopt asks what a unit states of its use of a case: GET /cases/{id}/adopt. Whoever has stated already is led there.
func (p *Pages) Adopt(w http.ResponseWriter, r *http.Request) error {
	return p.adoptPage(w, r, http.StatusOK, adoptView{})
}

func (p *Pages) adoptPage(w http.ResponseWriter, r *http.Request, status int, v adoptView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	stated := ""
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, shown, err := spread.Shown(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		if err := spread.MayAdopt(v.Actor, c).Err(); err != nil {
			return err
		}
		v.Case, v.Title = c, shown.Body.Title
		mine, has, err := spread.AdoptionBy(t, c.ID, v.Actor)
		if err != nil {
			return err
		}
		if has && status == http.StatusOK {
			stated = mine.ID
			return nil
		}
		return v.draft(t)
	})
	if err != nil {
		return err
	}
	if stated != "" {
		return kit.Redirect(w, r, spread.AdoptionLink(stated))
	}
	return kit.RenderStatus(w, r, status, adoptPage(v))
}

// draft fills the form with what is kept of it, unless it is shown again.
func (v *adoptView) draft(t *store.Tx) error {
	draft, found, err := run.DraftOf(t, v.Case.Pilot, spread.AdoptionDraft(v.Case.ID, v.Actor.Unit))
	v.Draft = draft
	switch {
	case err != nil, v.Form != nil:
	case found:
		v.Form, err = kit.ReadTyped(draft.Body)
	default:
		v.Form = kit.Typed{}
	}
	return err
}

func (v adoptView) writing() writing {
	at := "/cases/" + v.Case.ID + "/adopt"
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: v.Actor.Unit, Draft: v.Draft, Title: "填报推广应用"}
}

// KeepAdoption is what is typed of a statement, every two seconds: PUT /cases/{id}/adopt/draft.
func (p *Pages) KeepAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	body, err := work.Form.JSON()
	if err != nil {
		return err
	}
	var c spread.Case
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		c, _, err = spread.Shown(t, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	may := func(a access.Actor, _ run.Case) access.Verdict { return spread.MayAdopt(a, c) }
	when := func(t *store.Tx, _ run.Case) error { return spread.MayStateUse(t, actor, c.ID) }
	at, kept, err := p.Room.Run.KeepBy(r.Context(), actor, run.Keeping{Pilot: c.Pilot, What: spread.AdoptionDraft(c.ID, actor.Unit), Body: body,
		Before: kit.ReadInstant(work.Before), When: when}, may)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}

// StateAdoption takes a statement: POST /cases/{id}/adopt.
func (p *Pages) StateAdoption(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, hashes, err := p.readProof(r, func(t *store.Tx) error { return spread.MayStateUse(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	id := ""
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		id, err = p.Room.Adopt(r.Context(), actor, spread.Adopting{Case: r.PathValue("id"), Since: form.Text("since"), How: form.Text("how"), Outcome: form.Text("outcome"),
			Count: form.Text("count"), Counted: form.Line("counted"), Proof: form.Text("proof"), Files: hashes})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.adoptPage(w, r, http.StatusUnprocessableEntity, adoptView{Form: form.Typed("before"), Wrong: wrong, Kept: hashes})
		})
	}
	return kit.Done(w, r, "推广应用已填报，由主办单位核实。", spread.AdoptionLink(id))
}

// adoptionView is one statement with what the reader may do.
type adoptionView struct {
	spread.AdoptionLine
	Actor access.Actor
	Pilot run.Case
	Now   time.Time
	Form  *kit.Form
	Wrong kit.Problems
}

// Adoption is one statement: GET /adoptions/{id}.
func (p *Pages) Adoption(w http.ResponseWriter, r *http.Request) error {
	return p.adoptionPage(w, r, http.StatusOK, adoptionView{Form: &kit.Form{}})
}

func (p *Pages) adoptionPage(w http.ResponseWriter, r *http.Request, status int, v adoptionView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.AdoptionLine, err = spread.AdoptionByID(t, v.Actor, r.PathValue("id")); err != nil {
			return err
		}
		v.Now = t.Now()
		v.Pilot, err = run.CaseOf(t, v.Of.Pilot)
		return err
	})
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, adoptionPageOf(v))
}

// AdoptionFile is a file that proves a use: GET /adoptions/{id}/files/{hash}.
func (p *Pages) AdoptionFile(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var l spread.AdoptionLine
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		l, err = spread.AdoptionByID(t, actor, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	if !slices.Contains(l.Files, r.PathValue("hash")) {
		return fault.NotFound()
	}
	return kit.SendKept(w, p.Room.Files, "佐证材料", r.PathValue("hash"))
}

// CheckAdoption confirms a use or does not: POST /adoptions/{id}/check.
func (p *Pages) CheckAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.answerAdoption(w, r, "已办理，两个单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.CheckAdoption(r.Context(), actor, r.PathValue("id"), form.Text("answer") == "confirm", form.Text("reason"))
	})
}

// WithdrawAdoption takes a statement back: POST /adoptions/{id}/withdraw.
func (p *Pages) WithdrawAdoption(w http.ResponseWriter, r *http.Request) error {
	return p.answerAdoption(w, r, "已撤回。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.WithdrawAdoption(r.Context(), actor, r.PathValue("id"), form.Text("reason"))
	})
}

func (p *Pages) answerAdoption(w http.ResponseWriter, r *http.Request, done string, do func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: "请先登录，再办理推广应用。", Done: done, To: spread.AdoptionLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.adoptionPage(w, r, http.StatusUnprocessableEntity, adoptionView{Form: form, Wrong: wrong})
		}}.Answer(w, r)
}

// holder is who has to do something about a statement.
func (v adoptionView) act() components.Act {
	switch {
	case v.State == spread.AdoptionStated && !v.checks():
		return components.Act{Holder: v.Pilot.Programme().Organiser.Office, Note: "核实以后，单位名称在案例页面显示。"}
	case v.State == spread.AdoptionRefused && v.mine():
		return components.Act{Label: "补正后重新填报", Get: true, URL: "/cases/" + v.Of.ID + "/adopt"}
	}
	return components.Act{}
}

func (v adoptionView) checks() bool {
	return v.State == spread.AdoptionStated && v.Actor.Has(access.Handler)
}

func (v adoptionView) mine() bool {
	return spread.MayWithdrawAdoption(v.Actor, v.Adoption, v.Pilot).Allowed
}

func (v adoptionView) withdraws() bool {
	return v.mine() && (v.State == spread.AdoptionStated || v.State == spread.AdoptionConfirmed)
}

// terms are what the unit stated, and what became of it.
func (v adoptionView) terms() []components.Term {
	at := spread.Link(v.Of.ID)
	if v.Of.Public() {
		at = spread.PublicLink(v.Of.ID)
	}
	of := components.Text(v.Title)
	if v.Of.Public() || spread.MayReadWork(v.Actor, v.Pilot).Allowed {
		of = components.Link(at, v.Title)
	}
	terms := []components.Term{{Name: "案例", Value: of}, {Name: "案例单位", Value: components.Text(v.Of.UnitName)},
		{Name: "应用单位", Value: components.Text(v.UnitName)}, {Name: "起始日期", Value: components.Text(calendar.ShowDay(v.Since, v.Now))},
		{Name: "怎样应用", Value: words(v.How)}, {Name: "成效", Value: words(v.Outcome)}}
	if v.Count > 0 {
		terms = append(terms, components.Term{Name: "数量", Value: components.Text(strconv.Itoa(v.Count) + v.Counted)})
	}
	if v.Proof != "" {
		terms = append(terms, components.Term{Name: "佐证", Value: words(v.Proof)})
	}
	if len(v.Files) > 0 {
		terms = append(terms, components.Term{Name: "佐证材料", Value: proofLinks(spread.AdoptionLink(v.ID), v.Files)})
	}
	terms = append(terms, components.Term{Name: "填报时间", Value: components.Text(components.FullMoment(v.At))})
	if !v.AnsweredAt.IsZero() && v.AnsweredAt.After(v.At) {
		terms = append(terms, components.Term{Name: spread.AdoptionTitles[v.State], Value: components.TwoLines(components.FullMoment(v.AnsweredAt), v.Reason)})
	}
	return terms
}
