package pages

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
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

// upwardPage is how many lines stand on a page of recommendations.
const upwardPage = 50

var upwardTones = map[act.State]components.Tone{spread.Recommended: components.Active, spread.Taken: components.Done, spread.NotTaken: components.Quiet}

// upwardsView lists recommendations, or the cases that may be recommended.
type upwardsView struct {
	Actor      access.Actor
	May        bool // candidates are shown
	Page       int
	All        []spread.UpwardLine
	Candidates []spread.Candidate
	Now        time.Time
}

// Upwards is the list: GET /upward?show=candidates&page=.
func (p *Pages) Upwards(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := upwardsView{Actor: actor, May: query.Text("show") == "candidates", Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if v.All, err = spread.Upwards(t, actor); err != nil {
			return err
		}
		v.Candidates, err = spread.Candidates(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, upwardsPage(v))
}

func (v upwardsView) tabs() []components.Choice {
	return []components.Choice{{Label: "已推荐", URL: "/upward", Count: len(v.All), On: !v.May}, {Label: "可以推荐的案例", URL: "/upward?show=candidates", Count: len(v.Candidates), On: v.May}}
}

func (v upwardsView) pager() components.Pages {
	at, total := "/upward?page=", len(v.All)
	if v.May {
		at, total = "/upward?show=candidates&page=", len(v.Candidates)
	}
	return components.Pages{Page: v.Page, Size: upwardPage, Total: total, URL: func(page int) string { return at + strconv.Itoa(page) }}
}

func (v upwardsView) table() components.Table {
	if v.May {
		return v.candidates()
	}
	t := components.Table{Caption: "向上推荐", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "单位"}, {Title: "推荐给"}, {Title: "文号"}, {Title: "审签"}, {Title: "状态"}}}
	from := min((v.Page-1)*upwardPage, len(v.All))
	for _, l := range v.All[from:min(from+upwardPage, len(v.All))] {
		number := l.Number
		if number == "" {
			number = "待登记"
		}
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.UpwardLink(l.Case), l.Title), components.Text(l.UnitName), components.Text(l.To),
			components.Text(number), components.Text(calendar.ShowDay(calendar.DayOf(l.At), v.Now)), components.Badge(spread.UpwardTitles[l.State], upwardTones[l.State])}})
	}
	return t
}

func (v upwardsView) candidates() components.Table {
	t := components.Table{Caption: "可以推荐的案例", Columns: []components.Column{{Title: "案例", Kind: "main"}, {Title: "单位"}, {Title: "推广应用", Kind: "num"}}}
	from := min((v.Page-1)*upwardPage, len(v.Candidates))
	for _, c := range v.Candidates[from:min(from+upwardPage, len(v.Candidates))] {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.UpwardLink(c.ID), c.Title), components.Text(c.UnitName),
			components.Text(strconv.Itoa(c.Uses))}})
	}
	return t
}

// upwardView is a case with its recommendations, and the form of who is to act.
type upwardView struct {
	spread.UpwardCase
	Actor   access.Actor
	Now     time.Time
	Figures spread.Figures // of now; of the proposal where one waits
	Waits   bool           // for the second person
	Answer  string         // why the second person sent it back
	Form    kit.Typed
	Which   string // the form that was sent
	Wrong   kit.Problems
	Draft   run.Draft
}

// Upward is the page of a case's recommendations: GET /upward/{id}.
func (p *Pages) Upward(w http.ResponseWriter, r *http.Request) error {
	return p.upwardPage(w, r, http.StatusOK, upwardView{})
}

func (p *Pages) upwardPage(w http.ResponseWriter, r *http.Request, status int, v upwardView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id")) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, upwardPageOf(v))
}

func (v *upwardView) load(t *store.Tx, room *spread.Room, id string) (err error) {
	if v.UpwardCase, err = spread.UpwardOf(t, v.Actor, id); err != nil {
		return err
	}
	v.Now = t.Now()
	proposals, err := room.Door.ProposalsOf(t, spread.UpwardObject(id))
	if err != nil {
		return err
	}
	if len(proposals) > 0 {
		last := proposals[0]
		v.Waits = last.State == act.Waiting
		if last.State == act.Rejected && last.DecidedAt.After(v.Last().At) {
			v.Answer = last.Answer
		}
	}
	if v.Waits {
		x, err := spread.RecommendingIn(proposals[0].Params)
		v.Figures = x.Figures
		return err
	}
	if v.Figures, err = spread.FiguresOf(t, v.Case); err != nil {
		return err
	}
	return v.draft(t)
}

// draft fills the form with what is kept of it, unless it is shown again.
func (v *upwardView) draft(t *store.Tx) error {
	draft, found, err := run.DraftOf(t, v.Case.Pilot, spread.UpwardDraft(v.ID))
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

// writes tells whether the reader writes the form now.
func (v upwardView) writes() bool {
	return spread.MayRecommend(v.Actor).Allowed && !v.Waits && spread.RecommendAllowed(v.To(), v.Public(), v.Last().State) == nil
}

// open tells whether a recommendation waits for its letter or its outcome.
func (v upwardView) open() bool { return v.Last().State == spread.Recommended }

func (v upwardView) papers() bool {
	return v.Waits || v.Last().N > 0 || v.Draft.Body != "" && v.Public()
}

func (v upwardView) act() components.Act {
	handles := spread.MayRecommend(v.Actor).Allowed
	switch {
	case v.Waits:
		return components.Act{Holder: "审签人", Note: "已提请审签，审签以后登记推荐函。"}
	case v.open() && v.Last().Number == "" && !handles:
		return components.Act{Holder: v.Pilot.Programme().Organiser.Office, Note: "按机关办文程序签发、编号以后，登记推荐函。"}
	case v.open() && v.Last().Number != "":
		return components.Act{Holder: v.Last().To, Note: "推荐函已经登记，有了结果以后登记。"}
	case !v.Waits && !v.open() && !v.writes():
		if err, refused := fault.As(spread.RecommendAllowed(v.To(), v.Public(), v.Last().State)); refused {
			return components.Act{Note: err.Message}
		}
	}
	return components.Act{}
}

func (v upwardView) writing() writing {
	at := spread.UpwardLink(v.ID)
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: strconv.Itoa(len(v.All)), Draft: v.Draft, Title: "起草推荐表"}
}

// typed is what was typed in the named form; "" where another was sent.
func (v upwardView) typed(which, field string) string {
	if v.Which != which {
		return ""
	}
	return v.Form.Text(field)
}

// figureTerms are what the program fills in.
func figureTerms(f spread.Figures) []components.Term {
	grade := f.Grade
	if grade == "" {
		grade = "还没有告知"
	}
	var targets, uses []string
	for _, one := range f.Targets {
		targets = append(targets, one.What+"："+one.Indicator+"目标"+one.Target+"，实际"+one.Actual+"（"+one.Share+"）")
	}
	for _, one := range f.Uses {
		uses = append(uses, one.Unit+"（"+one.Since+"起）")
	}
	if len(uses) == 0 {
		uses = []string{"还没有经核实的"}
	}
	return []components.Term{{Name: "终期评估等级", Value: components.Text(grade)}, {Name: "预期目标和实际完成", Value: words(strings.Join(targets, "\n"))},
		{Name: "推广应用", Value: words(strings.Join(uses, "\n"))}}
}

func formTerms(f spread.UpwardForm) []components.Term {
	return []components.Term{{Name: "推荐理由", Value: words(f.Reason)}, {Name: "创新之处", Value: words(f.Novelty)}, {Name: "可复制可推广之处", Value: words(f.Copying)}}
}

// roundTerms are one recommendation.
func (v upwardView) roundTerms(u spread.Upward) []components.Term {
	terms := append([]components.Term{{Name: "推荐给", Value: components.Text(u.To)}, {Name: "案例版次", Value: components.Text("第" + strconv.Itoa(u.Version) + "版")},
		{Name: "审签时间", Value: components.Text(components.FullMoment(u.At))}}, append(formTerms(u.Form), figureTerms(u.Figures)...)...)
	if u.Number != "" {
		terms = append(terms, components.Term{Name: "推荐函", Value: components.Text(u.Number + "，" + calendar.ShowDay(u.Dated, v.Now))})
	}
	if u.State != spread.Recommended {
		terms = append(terms, components.Term{Name: spread.UpwardTitles[u.State], Value: components.TwoLines(u.Outcome, components.FullMoment(u.AnsweredAt))})
	}
	return terms
}

// KeepUpward is what the office types of the form, every two seconds: PUT /upward/{id}/draft.
func (p *Pages) KeepUpward(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	at, kept, err := p.keepUpward(r, actor, work.Form, work.Before)
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}

func (p *Pages) keepUpward(r *http.Request, actor access.Actor, form kit.Typed, before string) (at time.Time, kept bool, err error) {
	body, err := form.JSON()
	if err != nil {
		return at, false, err
	}
	var c spread.UpwardCase
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		c, err = spread.UpwardOf(t, actor, r.PathValue("id"))
		return err
	})
	if err != nil {
		return at, false, err
	}
	may := func(a access.Actor, _ run.Case) access.Verdict { return spread.MayRecommend(a) }
	when := func(t *store.Tx, _ run.Case) error { return spread.MayWriteUpward(t, actor, c.ID) }
	return p.Room.Run.KeepBy(r.Context(), actor, run.Keeping{Pilot: c.Case.Pilot, What: spread.UpwardDraft(c.ID), Body: body, Before: kit.ReadInstant(before), When: when}, may)
}

// Recommend proposes a recommendation: POST /upward/{id}. What was typed is kept first, so that a refusal loses nothing.
func (p *Pages) Recommend(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	r, form, _, err := p.readProof(r, func(t *store.Tx) error { return spread.MayWriteUpward(t, actor, r.PathValue("id")) })
	if form == nil {
		return err
	}
	kept := false
	if err == nil {
		_, kept, err = p.keepUpward(r, actor, form.Typed("before"), form.Text("before"))
	}
	if err == nil && !kept {
		err = fault.InvalidField("before", "另一位同事刚刚保存过草稿。请核对下面的内容，再提请一次。")
	}
	if err == nil {
		_, err = p.Room.Recommend(r.Context(), actor, r.PathValue("id"), spread.UpwardForm{Reason: form.Text("reason"), Novelty: form.Text("novelty"), Copying: form.Text("copying")})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.upwardPage(w, r, http.StatusUnprocessableEntity, upwardView{Form: form.Typed("before"), Which: "recommend", Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已提请审签，由审签人办理。", spread.UpwardLink(r.PathValue("id")))
}

// UpwardLetter registers the letter: POST /upward/{id}/letter.
func (p *Pages) UpwardLetter(w http.ResponseWriter, r *http.Request) error {
	return p.upwardAct(w, r, "letter", "推荐函已登记。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.RegisterUpwardLetter(r.Context(), actor, r.PathValue("id"), form.Line("number"), form.Text("dated"))
	})
}

// UpwardOutcome registers what became of it: POST /upward/{id}/outcome.
func (p *Pages) UpwardOutcome(w http.ResponseWriter, r *http.Request) error {
	return p.upwardAct(w, r, "outcome", "结果已登记，该单位已收到消息。", func(actor access.Actor, form *kit.Form) error {
		return p.Room.RegisterOutcome(r.Context(), actor, r.PathValue("id"), act.State(form.Text("taken")), form.Text("outcome"))
	})
}

func (p *Pages) upwardAct(w http.ResponseWriter, r *http.Request, which, done string, do func(access.Actor, *kit.Form) error) error {
	return kit.Posted{SignIn: "请先登录，再办理推荐。", Done: done, To: spread.UpwardLink(r.PathValue("id")), Do: do,
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.upwardPage(w, r, http.StatusUnprocessableEntity, upwardView{Form: form.Typed(), Which: which, Wrong: wrong})
		}}.Answer(w, r)
}

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
		if docx {
			return kit.SendFile(w, "推荐函和推荐表（代拟稿）.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file)
		}
		return kit.SendFile(w, "推荐函和推荐表（代拟稿）.pdf", "application/pdf", file)
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
