package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// oneView is everything that was found of a pilot, and the form of who is to act.
type oneView struct {
	evaluate.Evaluation
	Actor    access.Actor
	Now      time.Time
	Due      evaluate.Due
	Day      calendar.Day
	Targets  []evaluate.Target
	Report   run.Report   // the newest; zero while none was handed in
	Reports  int          // half years that were reported or excused
	Uncalled calendar.Day // from when on nobody asked for a half year that is over by the end of the term; zero: none is lacking
	Waits    bool         // the document, for the second person
	Answer   string       // why the second person sent it back

	Form  kit.Typed // what was typed, or what is kept of it
	Wrong kit.Problems
	Kept  kit.Came
	Draft run.Draft

	What    string       // the piece of work whose form was sent, by the name of its draft
	Refused *fault.Fault // why it was not taken, where something newer stands
}

// One is the page of a pilot's evaluations: GET /evaluate/{id}.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	return p.onePage(w, r, http.StatusOK, oneView{})
}

func (p *Pages) onePage(w http.ResponseWriter, r *http.Request, status int, v oneView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p, r.PathValue("id")) }); err != nil {
		return err
	}
	if v.Refused != nil && v.work() != v.What {
		return v.Refused // there is no form for it any more
	}
	return kit.RenderStatus(w, r, status, onePage(v))
}

func (v *oneView) load(t *store.Tx, p *Pages, id string) (err error) {
	whole, err := evaluate.Of(t, id)
	if err != nil {
		return err
	}
	if v.Evaluation, err = seen(t, v.Actor, id); err != nil {
		return err
	}
	v.Now = t.Now()
	v.Due, v.Day = evaluate.DueOf(whole, calendar.DayOf(v.Now))
	if v.Targets, err = evaluate.TargetsOf(t, id); err != nil {
		return err
	}
	if v.Report, _, err = run.LastReport(t, id); err != nil {
		return err
	}
	if err := v.halves(t, whole.Pilot); err != nil {
		return err
	}
	proposals, err := p.Room.Door.ProposalsOf(t, run.Object(id))
	for _, one := range slices.Backward(proposals) {
		if one.Act == "evaluate.announce" {
			v.Waits, v.Answer = one.State == act.Waiting, one.Answer
		}
	}
	if err != nil {
		return err
	}
	return v.draft(t)
}

// halves reads what was asked of the pilot by half years, and answered.
func (v *oneView) halves(t *store.Tx, p run.Pilot) error {
	reports, err := run.ReportsOf(t, p.ID)
	if err != nil {
		return err
	}
	v.Reports = len(reports)
	all, err := run.Stocktakings(t)
	if from, lacks := evaluate.NotCalled(all, p, v.Programme().Stages.Run.ReportMonths); lacks && v.Due == evaluate.DueFinal {
		v.Uncalled = from
	}
	return err
}

// unreported tells that a midterm waits for a report: there is nothing to judge by.
func (v oneView) unreported() bool { return v.Due == evaluate.DueMidterm && v.Reports == 0 }

// draft fills the form with what is kept of it, unless it is shown again.
func (v *oneView) draft(t *store.Tx) (err error) {
	what, found := v.work(), false
	if what != "" {
		if v.Draft, found, err = run.DraftOf(t, v.ID, what); err != nil {
			return err
		}
	}
	switch {
	case v.Form != nil:
	case found:
		v.Form, err = kit.ReadTyped(v.Draft.Body)
	default:
		v.Form = kit.Typed{}
	}
	return err
}

// work is what the reader has to write now, by the name of its draft; "" for nothing.
func (v oneView) work() string {
	for _, what := range evaluate.Drafts {
		mine := v.Actor.Has(access.Clerk, access.Head) && v.Actor.Of(v.Pilot.Unit)
		if strings.HasPrefix(what, run.OfficeDraft) {
			mine = v.judges()
		}
		if mine && evaluate.Writes(v.Evaluation, what, calendar.DayOf(v.Now)) {
			return what
		}
	}
	return ""
}

// edition names one round of a piece of work: what was typed in an earlier one does not come back into this.
func (v oneView) edition(what string) string { return what + "-" + evaluate.UponOf(v.Evaluation, what) }

// judges tells whether the reader puts down what was found.
func (v oneView) judges() bool { return v.Actor.Has(access.Handler) }

// works tells whether he reads all of it.
func (v oneView) works() bool { return evaluate.MayWork(v.Actor).Allowed }

func (v oneView) sheet() []programme.Criterion { return v.Programme().Stages.Evaluate.Sheet() }

func (v oneView) at(path string) string { return evaluate.Link(v.ID) + path }

// KeepDraft is what a unit's people, or the office, type, every two seconds: PUT /evaluate/{id}/draft/{what}.
func (p *Pages) KeepDraft(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	what := r.PathValue("what")
	if !slices.Contains(evaluate.Drafts, what) {
		return fault.NotFound()
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	body, err := work.Form.JSON()
	if err != nil {
		return err
	}
	at, kept, err := p.Run.Keep(r.Context(), actor, run.Keeping{Pilot: r.PathValue("id"), What: what, Body: body, Before: kit.ReadInstant(work.Before), When: evaluate.When(what, work.Upon)})
	if err != nil {
		return err
	}
	if !kept {
		return fault.Conflict("", "另一位同事刚刚保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	}
	return kit.AnswerWork(w, at)
}

// Look is the sheet of a look as a paper, or the signed one: GET /evaluate/{id}/looks/{n}/{file}.
func (p *Pages) Look(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return fault.NotFound()
	}
	id, name := r.PathValue("id"), "评估表"
	switch r.PathValue("file") {
	case "sheet.pdf", "sheet.docx":
		docx := r.PathValue("file") == "sheet.docx"
		file, err := p.Room.LookFile(r.Context(), actor, id, number, docx)
		return p.send(w, name, docx, file, err)
	case "scan.pdf":
		var e evaluate.Evaluation
		err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
			e, err = seen(t, actor, id)
			return err
		})
		if err != nil {
			return err
		}
		for _, l := range e.Looks {
			if l.N == number {
				return kit.SendKept(w, p.Room.Files, name+"（签字）", l.Scan)
			}
		}
	}
	return fault.NotFound()
}

// Loss is the document about the loss of the status, as a draft: GET /evaluate/{id}/loss.pdf and .docx.
func (p *Pages) Loss(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		actor, err := signedIn(r.Context())
		if err != nil {
			return err
		}
		file, err := p.Room.LossFile(r.Context(), actor, r.PathValue("id"), docx)
		return p.send(w, "取消资格的通知（代拟稿）", docx, file, err)
	}
}

// File is a file that a unit brought: GET /evaluate/{id}/files/{hash}.
func (p *Pages) File(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	var e evaluate.Evaluation
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		e, err = seen(t, actor, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	hash := r.PathValue("hash")
	for _, done := range e.Rectified {
		for _, m := range done.Items {
			if slices.Contains(m.Files, hash) {
				return kit.SendKept(w, p.Room.Files, "佐证材料", hash)
			}
		}
	}
	for _, l := range e.Losses {
		if slices.Contains(l.Files, hash) {
			return kit.SendKept(w, p.Room.Files, "陈述材料", hash)
		}
	}
	return fault.NotFound()
}
