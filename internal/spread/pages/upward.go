package pages

import (
	"net/http"
	"strconv"
	"strings"
	"time"

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
	v.Form, v.Draft, err = typedOf(t, v.Case.Pilot, spread.UpwardDraft(v.ID), v.Form, emptyForm)
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
	return writing{To: at, Save: at + "/draft", Account: v.Actor.Account, Edition: strconv.Itoa(len(v.All)), Draft: v.Draft, Title: "起草推荐表", Files: true, Unsaved: v.Wrong.Of("before") != ""}
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
		terms = append(terms, components.Term{Name: spread.UpwardTitles[u.State], Value: components.TwoLines(u.Outcome, calendar.ShowDay(u.AnsweredOn, v.Now)+"答复，"+components.FullMoment(u.AnsweredAt)+"登记")})
	}
	return terms
}
