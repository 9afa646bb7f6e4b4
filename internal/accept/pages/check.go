package pages

import (
	"net/http"
	"strconv"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// checkView is one formal check beside the form.
type checkView struct {
	matter
	Items       []programme.CheckItem
	Lines       map[string]accept.Line // as typed, or as the program proposes
	Hints       map[string]accept.Hint
	Frozen      bool // the lines are a concluded check's
	Open        bool // a check may be concluded now
	Closed      string
	Version     apply.Version
	Conclusions []accept.Conclusion
	Papers      []accept.Paper
	Tally       accept.Tally
	Contacts    []accept.Contact
	Return      apply.Return
	Overdue     bool
	Left        int // how many others wait for their check
	Waits       string
	Wrong       kit.Problems
}

// Check is the page of one formal check: GET /accept/{id}.
func (p *Pages) Check(w http.ResponseWriter, r *http.Request) error {
	v, err := p.checkOf(r)
	if err != nil {
		return err
	}
	return kit.Render(w, r, checkPage(v))
}

func (p *Pages) checkOf(r *http.Request) (v checkView, err error) {
	err = p.officeMatter(r, func(t *store.Tx, m matter) error {
		v.matter = m
		for _, read := range []func(*store.Tx) error{v.readCheck, v.readCourse, v.readPaper, func(t *store.Tx) error { return v.readWaiting(t, p) }} {
			if err := read(t); err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

// readCheck reads the lines: frozen ones of this version, else what was typed, else what the program proposes.
func (v *checkView) readCheck(t *store.Tx) (err error) {
	v.Items = accept.ItemsFor(v.p(), v.Kind)
	if closed := accept.MayCheck(v.Application); closed != nil {
		v.Closed = firstWords(closed)
	}
	v.Open = v.Closed == ""
	if v.Lines, err = accept.ItemsOf(t, v.ID, v.Application.Version); err != nil {
		return err
	}
	if v.Frozen = len(v.Lines) > 0; v.Frozen {
		return nil
	}
	if v.Lines, err = accept.DraftOf(t, v.ID, v.Application.Version); err != nil {
		return err
	}
	if v.Hints, err = accept.Hints(t, v.p(), v.Application); err != nil || !v.Open {
		return err
	}
	for _, item := range v.Items {
		if _, typed := v.Lines[item.Key]; typed {
			continue
		}
		line := accept.Line{Item: item.Key, Result: v.Hints[item.Key].Result}
		if line.Result == accept.Mendable {
			line.Note = v.Hints[item.Key].Words
		}
		v.Lines[item.Key] = line
	}
	return nil
}

func (v *checkView) readCourse(t *store.Tx) (err error) {
	if v.Version, err = apply.VersionOf(t, v.ID, 0); err != nil {
		return err
	}
	if v.Conclusions, err = accept.Conclusions(t, v.ID); err != nil {
		return err
	}
	if v.Return, _, err = apply.ReturnOf(t, v.Application); err != nil {
		return err
	}
	asked, _, err := accept.PaperAsked(t, v.p(), v.Application)
	v.Overdue = accept.Overdue(v.Application, v.Return, asked, v.Now)
	return err
}

func (v *checkView) readPaper(t *store.Tx) (err error) {
	if v.Papers, err = accept.Papers(t, v.ID); err != nil {
		return err
	}
	dates, err := call.DatesFor(t, v.Cohort.ID, "")
	if err != nil {
		return err
	}
	v.Tally = accept.TallyOf(v.p(), v.Application, v.Papers, dates.Paper)
	v.Contacts, err = accept.ContactsOf(t, v.p(), v.Application)
	return err
}

func (v *checkView) readWaiting(t *store.Tx, p *Pages) (err error) {
	if _, v.Left, err = accept.NextToCheck(t, v.Cohort, v.Number); err != nil {
		return err
	}
	waiting, err := p.Room.Door.ProposalsOf(t, apply.Object(v.ID))
	for _, one := range waiting {
		if one.State == "waiting" {
			v.Waits = "“" + one.Title + "”已提请，等待审签人办理。"
		}
	}
	return err
}

// handles tells whether the reader may conclude checks, for what is offered; the room judges.
func (v checkView) handles() bool { return v.Actor.Has(access.Handler) }

// linesOf reads the results out of a form.
func linesOf(form *kit.Form, items []programme.CheckItem) []accept.Line {
	lines := make([]accept.Line, len(items))
	for i, item := range items {
		lines[i] = accept.Line{Item: item.Key, Result: accept.Result(form.Text("result." + item.Key)), Note: form.Text("note." + item.Key)}
		if lines[i].Result == accept.Passed {
			lines[i].Note = ""
		}
	}
	return lines
}

// saved keeps what was typed of a check before anything else is done with it, and gives the version it was about.
func (p *Pages) saved(r *http.Request) (form *kit.Form, version int, err error) {
	actor, err := signedIn(r.Context())
	if err != nil {
		return nil, 0, err
	}
	if form, err = kit.ReadForm(r); err != nil {
		return nil, 0, err
	}
	var items []programme.CheckItem
	err = p.officeMatter(r, func(_ *store.Tx, m matter) error {
		items = accept.ItemsFor(m.p(), m.Kind)
		return nil
	})
	if err != nil {
		return form, 0, err
	}
	version, _ = strconv.Atoi(form.Text("version"))
	return form, version, p.Room.Save(r.Context(), actor, r.PathValue("id"), version, linesOf(form, items))
}

// again shows a check that was refused, with what was typed and what is wrong.
func (p *Pages) refusedCheck(w http.ResponseWriter, r *http.Request, form *kit.Form, err error) error {
	problems := kit.ProblemsOf(err)
	if problems == nil {
		return err
	}
	v, readErr := p.checkOf(r)
	if readErr != nil {
		return readErr
	}
	for _, line := range linesOf(form, v.Items) {
		v.Lines[line.Item] = line
	}
	v.Wrong = problems
	return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, checkPage(v))
}

// SaveCheck keeps the draft: POST /accept/{id}/check. With next it goes on to the next one.
func (p *Pages) SaveCheck(w http.ResponseWriter, r *http.Request) error {
	form, _, err := p.saved(r)
	if err != nil {
		return p.refusedCheck(w, r, form, err)
	}
	kit.Flash(w, r, components.Done, "核对情况已保存，尚未办结。")
	return p.onward(w, r, "")
}

// Accept accepts: POST /accept/{id}/accept, and goes on to the next one that waits.
func (p *Pages) Accept(w http.ResponseWriter, r *http.Request) error {
	form, version, err := p.saved(r)
	if err == nil {
		err = p.Room.Accept(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), version)
	}
	if err != nil {
		return p.refusedCheck(w, r, form, err)
	}
	return p.onward(w, r, "已受理")
}

// onward leads to the next application that waits for its check; did says what was done to this one.
func (p *Pages) onward(w http.ResponseWriter, r *http.Request, did string) error {
	var here, next apply.Application
	var left int
	err := p.officeMatter(r, func(t *store.Tx, m matter) (err error) {
		here = m.Application
		next, left, err = accept.NextToCheck(t, m.Cohort, m.Number)
		return err
	})
	if err != nil {
		return err
	}
	if left == 0 || next.ID == here.ID {
		if did != "" {
			kit.Flash(w, r, components.Done, did+"："+here.Name()+"（"+here.Number+"）。没有其他等待形式审查的了。")
		}
		return kit.Redirect(w, r, deskURL(here.Cohort))
	}
	if did != "" {
		kit.Flash(w, r, components.Done, did+"："+here.Name()+"（"+here.Number+"）。还有"+n(left)+"份待审查，这是下一份。")
	}
	return kit.Redirect(w, r, "/accept/"+next.ID)
}

// RecordPDF is the sheet to be filed: GET /accept/{id}/record.pdf.
func (p *Pages) RecordPDF(w http.ResponseWriter, r *http.Request) error {
	v, err := p.checkOf(r)
	if err != nil {
		return err
	}
	var record accept.Record
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		record, err = accept.RecordOf(t, v.Application)
		return err
	})
	if err != nil {
		return err
	}
	return p.pdf(w, v.Name()+"受理情况 "+v.Number+".pdf", accept.RecordPaper(record))
}

func (p *Pages) pdf(w http.ResponseWriter, name string, doc paper.Document) error {
	body, err := paper.PDF(doc, p.Room.Fonts)
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, pdfType, body)
}

// noteWords say what is to be written beside an item's answer; where something came late also the ground on which it is taken.
func (v checkView) noteWords(item programme.CheckItem) string {
	if v.Hints[item.Key].Late {
		return "选“符合”的写明依据；其他写明哪里不符合、怎样补正"
	}
	return "哪里不符合、怎样补正"
}
