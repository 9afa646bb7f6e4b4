package pages

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// Limits are the addresses that take more than a form: the scan of a signed sheet.
func Limits() []kit.Limit {
	return []kit.Limit{{Pattern: "POST /panels/{id}/type-in", Max: files.AttachmentLimit + 1<<20, Stream: true}}
}

// scoresView is a panel's scoring as its insiders see it.
type scoresView struct {
	Actor   access.Actor
	Round   review.Round
	List    []review.Ranked
	Missing []review.Missing
	Revised []review.Sheet
	Once    map[string]string // typed in by one person: "expert/application"
	Closing *review.Closing
	Letter  *review.LetterResult // of a letter panel, once all of them have ended
	Next    next                 // of a closed panel, for the office: what follows
	Before  []review.Ranked      // what the ranking was without the relations found late, for comparison
	Form    *kit.Form
	Wrong   kit.Problems
}

func (v scoresView) at(below string) string { return "/panels/" + v.Round.Panel.ID + below }

// Scores is GET /panels/{id}/scores: progress, the combined list, relations, changed scores.
func (p *Pages) Scores(w http.ResponseWriter, r *http.Request) error {
	return p.scoresPage(w, r, &kit.Form{}, nil)
}

func (p *Pages) scoresPage(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	return p.showScores(w, r, form, wrong, scoresPage)
}

// showScores reads a panel's scoring for one of its pages.
func (p *Pages) showScores(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems, page func(scoresView) templ.Component) error {
	actor, err := insider(r.Context())
	if err != nil {
		return err
	}
	v := scoresView{Actor: actor, Form: form, Wrong: wrong}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.read(t, r.PathValue("id")) }); err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return kit.RenderStatus(w, r, status, page(v))
}

func (v *scoresView) read(t *store.Tx, id string) (err error) {
	if v.Round, err = review.RoundOf(t, id); err != nil {
		return err
	}
	if v.List, err = review.StandingOf(t, v.Round); err != nil {
		return err
	}
	v.Missing = v.Round.Missing()
	if v.Revised, err = review.Revised(t, id); err != nil {
		return err
	}
	v.Before = review.RankingOf(v.Round.WithVoid())
	if v.Once, err = review.TypedOnce(t, id); err != nil {
		return err
	}
	c, closed, err := review.ClosingOf(t, id)
	if closed {
		v.Closing = &c
	}
	if err == nil && v.Round.Panel.Stage == review.LetterStage {
		v.Letter, err = letterOf(t, v.Round.Panel.Cohort)
	}
	if err == nil && runs(v.Actor) && v.Round.Panel.State == review.PanelClosed {
		v.Next, err = nextOf(t, v.Round.Panel.Cohort, v.Letter)
	}
	return err
}

// rankedIn is an application's line of a ranking; zero when it is not in it.
func rankedIn(list []review.Ranked, application string) review.Ranked {
	for _, r := range list {
		if r.Application == application {
			return r
		}
	}
	return review.Ranked{}
}

func (v scoresView) expert(id string) string {
	s, _ := v.Round.Seat(id)
	return s.Expert.Name
}

func (v scoresView) bid(id string) apply.Application {
	for _, b := range v.Round.Bids {
		if b.Application.ID == id {
			return b.Application
		}
	}
	return apply.Application{}
}

// reminder is an expert whose sheets are not in, for the telephone.
type reminder struct {
	Seat review.Seat
	Bids []string
}

// reminders gather what is missing by expert.
func (v scoresView) reminders() (all []reminder) {
	at := map[string]int{}
	for _, m := range v.Missing {
		i, known := at[m.Seat.Expert.ID]
		if !known {
			i = len(all)
			at[m.Seat.Expert.ID] = i
			all = append(all, reminder{Seat: m.Seat})
		}
		all[i].Bids = append(all[i].Bids, m.Bid.Application.Number)
	}
	return all
}

// done counts the sheets that are in, of all that are asked for.
func (v scoresView) done() (done, all int) {
	for _, b := range v.Round.Bids {
		if b.Stands() {
			all += v.Round.Panel.PerBid
		}
	}
	return all - len(v.Missing), all
}

// OpenPanel is POST /panels/{id}/open.
func (p *Pages) OpenPanel(w http.ResponseWriter, r *http.Request) error {
	return p.onPanel(w, r, "评分已开始，申报书转为评审中。请通知专家登录，或打印纸质材料。", func(actor access.Actor, id string, _ *kit.Form) error {
		return p.Room.Open(r.Context(), actor, id)
	})
}

// onScores performs an act on a panel's scoring and comes back to it.
func (p *Pages) onScores(w http.ResponseWriter, r *http.Request, done string, perform func(access.Actor, string, *kit.Form) error) error {
	id := r.PathValue("id")
	return p.posted(w, r, done, "/panels/"+id+"/scores", func(actor access.Actor, form *kit.Form) error { return perform(actor, id, form) }, p.scoresPage)
}

// ClosePanel is POST /panels/{id}/close.
func (p *Pages) ClosePanel(w http.ResponseWriter, r *http.Request) error {
	return p.onScores(w, r, "评分已结束。请打印汇总表，请专家签字；接下来做什么，见“下一步”。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.Close(r.Context(), actor, id, form.Text("reason"))
	})
}

// LateRelation is POST /panels/{id}/relation.
func (p *Pages) LateRelation(w http.ResponseWriter, r *http.Request) error {
	return p.onScores(w, r, "已登记。涉及的评分作废，前后变化列在下面。", func(actor access.Actor, id string, form *kit.Form) error {
		return p.Room.LateRelation(r.Context(), actor, id, form.Text("expert"), form.Text("application"), form.Text("what"))
	})
}

// ScoresXLSX is GET /panels/{id}/scores.xlsx.
func (p *Pages) ScoresXLSX(w http.ResponseWriter, r *http.Request) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	var out bytes.Buffer
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		round, err := review.RoundOf(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		list, err := review.StandingOf(t, round)
		if err != nil {
			return err
		}
		return review.WriteScores(&out, round, list, t.Now())
	})
	if err != nil {
		return err
	}
	return kit.SendFile(w, "评分汇总表.xlsx", sheetType, out.Bytes())
}

// ScoresPDF is GET /panels/{id}/scores.pdf.
func (p *Pages) ScoresPDF(w http.ResponseWriter, r *http.Request) error {
	return p.panelPaper(w, r, "评分汇总表.pdf", func(t *store.Tx, round review.Round) (paper.Document, error) {
		return review.ScoresPaper(t, round, t.Now())
	})
}

// FeesPDF is GET /panels/{id}/fees.pdf.
func (p *Pages) FeesPDF(w http.ResponseWriter, r *http.Request) error {
	return p.panelPaper(w, r, "专家费签领表.pdf", func(t *store.Tx, round review.Round) (paper.Document, error) {
		return review.FeesPaper(t, round, t.Now())
	})
}

// PanelPack is GET /panels/{id}/pack.pdf: what the experts of a panel on paper read and fill in; where each has numbers of
// his own, a set for each of them, one behind the other.
func (p *Pages) PanelPack(w http.ResponseWriter, r *http.Request) error {
	return p.panelPaper(w, r, "评审材料.pdf", func(t *store.Tx, round review.Round) (doc paper.Document, err error) {
		if round.OwnNumbers() {
			return ownPacks(t, round)
		}
		var readings []review.Reading
		for _, b := range round.Bids {
			if !b.Stands() {
				continue
			}
			one, err := review.ReadingOf(t, round, b)
			if err != nil {
				return doc, err
			}
			readings = append(readings, one)
		}
		return review.PackPaper(round.Panel, readings, t.Now()), nil
	})
}

// panelPaper sends an insider one of a panel's papers.
func (p *Pages) panelPaper(w http.ResponseWriter, r *http.Request, name string, of func(*store.Tx, review.Round) (paper.Document, error)) error {
	if _, err := insider(r.Context()); err != nil {
		return err
	}
	var doc paper.Document
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		round, err := review.RoundOf(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		doc, err = of(t, round)
		return err
	})
	if err != nil {
		return err
	}
	return p.sendPaper(w, name, doc)
}

// TypeInForm is GET /panels/{id}/type-in?expert=&application=.
func (p *Pages) TypeInForm(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	return p.typeInPage(w, r, query, nil)
}

func (p *Pages) typeInPage(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	return p.showScores(w, r, form, wrong, typeInPage)
}

// TypeIn is POST /panels/{id}/type-in, with the scan of the signed sheet.
func (p *Pages) TypeIn(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var scan []byte
	r, form, err := kit.ReadUpload(r, func() error { return review.MayBring(actor) }, func(_, _ string, content io.Reader) (err error) {
		scan, err = io.ReadAll(content)
		return err
	})
	if err != nil {
		return err
	}
	in := review.Paper{Expert: form.Text("expert"), Application: form.Text("application"), Typed: typedOf(form)}
	if len(scan) > 0 {
		in.Scan = bytes.NewReader(scan)
	}
	id := r.PathValue("id")
	done, err := p.Room.TypeIn(r.Context(), actor, id, in)
	if problems := kit.ProblemsOf(err); problems != nil {
		return p.typeInPage(w, r, form, problems)
	}
	if err != nil {
		return err
	}
	words := "第一遍已录入。请另一位同事对照原件录第二遍，两遍一致才生效。"
	if done {
		words = "两遍一致，评分已生效。"
	}
	kit.Flash(w, r, components.Done, words)
	return kit.Redirect(w, r, "/panels/"+id+"/scores")
}

// typable are the sheets that may be typed in, in the order of the missing ones.
func (v scoresView) typable() (all []review.Missing) {
	for _, m := range v.Missing {
		if m.Seat.Expert.ID != "" {
			all = append(all, m)
		}
	}
	return all
}

// chosen is the sheet that the form is for; false: none is chosen yet.
func (v scoresView) chosen() (review.Missing, bool) {
	for _, m := range v.typable() {
		if m.Seat.Expert.ID == v.Form.Text("expert") && m.Bid.Application.ID == v.Form.Text("application") {
			return m, true
		}
	}
	return review.Missing{}, false
}

// onceWords says of a sheet how far its typing in is.
func (v scoresView) onceWords(m review.Missing) string {
	switch v.Once[m.Seat.Expert.ID+"/"+m.Bid.Application.ID] {
	case "":
		return "未录"
	case v.Actor.Account:
		return "您已录第一遍，待另一人录第二遍"
	}
	return "已录第一遍，待您录第二遍"
}

// relationWhat is a relation in words, with how it came up.
func (v scoresView) relationWhat(r review.Relation) string {
	by := "本人申明"
	if r.Late {
		by = "事后发现"
	}
	return strings.Join([]string{by, r.What}, "：")
}
