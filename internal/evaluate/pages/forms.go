package pages

import (
	"net/http"
	"strings"

	"shidian/internal/access"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// work is a form with files that asks for an act.
type work struct {
	What    string // as evaluate.MayBring names it: by its draft
	Done    string // said once it is done
	Allowed []files.Type
	Do      func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error
}

// posted reads a form with files and performs its act; what is refused stays on the page as long as there is a form for it.
func (p *Pages) posted(w http.ResponseWriter, r *http.Request, x work) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	may := func() error {
		return p.DB.Read(r.Context(), func(t *store.Tx) error { return evaluate.MayBring(t, actor, id, x.What) })
	}
	r, form, kept, err := kit.Taking{Store: p.Room.Files, May: may, Types: x.Allowed, Most: mostFiles}.Read(r)
	if form == nil {
		return err
	}
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		err = x.Do(r, actor, id, form, kept)
	}
	again := oneView{Form: form.Typed("before"), Kept: kept, What: x.What}
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindInvalid:
		again.Wrong = kit.ProblemsOf(err)
		return p.onePage(w, r, http.StatusUnprocessableEntity, again)
	case is && refused.Kind == fault.KindConflict:
		again.Refused = refused
		return p.onePage(w, r, http.StatusConflict, again)
	case err != nil:
		return err
	}
	return kit.Done(w, r, x.Done, evaluate.Link(id))
}

// looking reads a midterm or second look from a form.
func looking(id string, sheet []programme.Criterion, form *kit.Form, kept kit.Came) evaluate.Looking {
	x := evaluate.Looking{Pilot: id, Conclusion: evaluate.Conclusion(form.Text("conclusion")), Experts: form.Line("experts"), Words: form.Text("words"),
		Items: lines(form.Text("items")), Scan: kept.One("scan")}
	for _, c := range sheet {
		x.Sheet = append(x.Sheet, evaluate.Finding{Key: c.Key, Result: evaluate.Result(form.Text("result." + c.Key)), Words: form.Text("words." + c.Key)})
	}
	return x
}

// lines are the lines of a text that say something.
func lines(text string) (all []string) {
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// sheetOf are the criteria of a pilot's programme.
func (p *Pages) sheetOf(r *http.Request) (sheet []programme.Criterion, err error) {
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		e, err := seen(t, kit.Actor(r.Context()), r.PathValue("id"))
		if err == nil {
			sheet = e.Programme().Stages.Evaluate.Sheet()
		}
		return err
	})
	return sheet, err
}

// Midterm puts down what was found in the middle: POST /evaluate/{id}/midterm.
func (p *Pages) Midterm(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.DraftLook(evaluate.Midterm), Done: "中期评估已登记，已告知该单位。", Allowed: []files.Type{files.PDF}, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		sheet, err := p.sheetOf(r)
		if err != nil {
			return err
		}
		return p.Room.LookMidterm(r.Context(), actor, looking(id, sheet, form, kept))
	}})
}

// Second puts down what was found after rectifying: POST /evaluate/{id}/second.
func (p *Pages) Second(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.DraftLook(evaluate.Second), Done: "再次评估已登记，已告知该单位。", Allowed: []files.Type{files.PDF}, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		sheet, err := p.sheetOf(r)
		if err != nil {
			return err
		}
		return p.Room.LookAgain(r.Context(), actor, looking(id, sheet, form, kept))
	}})
}

// Final puts down what was found at the end: POST /evaluate/{id}/final.
func (p *Pages) Final(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.DraftLook(evaluate.Final), Done: "终期评估已登记，可以提请研究等级。", Allowed: []files.Type{files.PDF}, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		sheet, err := p.sheetOf(r)
		if err != nil {
			return err
		}
		x := evaluate.Judging{Pilot: id, Upon: form.Upon(), Experts: form.Line("experts"), Words: form.Text("words"), Grade: form.Text("grade"), Reason: form.Text("reason"), Scan: kept.One("scan")}
		for _, c := range sheet {
			points, ok := evaluate.ParsePoints(form.Text("points." + c.Key))
			if !ok {
				points = -1
			}
			x.Sheet = append(x.Sheet, evaluate.Finding{Key: c.Key, Points: points, Words: form.Text("words." + c.Key)})
		}
		return p.Room.Judge(r.Context(), actor, x)
	}})
}

// evidence are the kinds of files that a unit brings.
var evidence = []files.Type{"application/pdf", "image/png", "image/jpeg"}

// Rectified takes what a unit has put right: POST /evaluate/{id}/rectified.
func (p *Pages) Rectified(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.DraftRectify, Done: "整改情况已报送。", Allowed: evidence, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		if err := p.keep(r, actor, id, evaluate.DraftRectify, form); err != nil {
			return err
		}
		var items []string
		err := p.DB.Read(r.Context(), func(t *store.Tx) error {
			e, err := seen(t, actor, id)
			if look, told := e.Last(evaluate.Midterm); told {
				items = look.Items
			} else if err == nil {
				err = fault.Conflict("J1", "评估意见还没有发到贵单位，请等待通知。")
			}
			return err
		})
		if err != nil {
			return err
		}
		x := evaluate.Rectifying{Pilot: id, Upon: form.Upon(), Asks: form.Ticked("asks")}
		for i, what := range items {
			k := n(i + 1)
			x.Items = append(x.Items, evaluate.Mended{What: what, Did: form.Text("did." + k), Evidence: form.Text("evidence." + k), Files: kept["files."+k]})
		}
		return p.Room.Rectified(r.Context(), actor, x)
	}})
}

// keep keeps what a unit typed before it is judged, so that a refusal loses nothing.
func (p *Pages) keep(r *http.Request, actor access.Actor, id, what string, form *kit.Form) error {
	body, err := form.Typed("before").JSON()
	if err != nil {
		return err
	}
	_, kept, err := p.Run.Keep(r.Context(), actor, run.Keeping{Pilot: id, What: what, Body: body, Before: kit.ReadInstant(form.Text("before")), When: evaluate.When(what, form.Upon())})
	if err == nil && !kept {
		err = fault.Conflict("", "另一位同事刚刚保存过草稿，您填写的内容没有存上，都在这一页。核对后再提交的，以这一页的内容为准。")
	}
	return err
}

// State takes a unit's view: POST /evaluate/{id}/state.
func (p *Pages) State(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.DraftStatement, Done: "陈述意见已提交。", Allowed: evidence, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		if err := p.keep(r, actor, id, evaluate.DraftStatement, form); err != nil {
			return err
		}
		return p.Room.State(r.Context(), actor, id, form.Upon(), form.Text("statement"), kept["files"])
	}})
}

// Hear asks the unit for its view: POST /evaluate/{id}/hear.
func (p *Pages) Hear(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return kit.Posted{SignIn: "请先登录，再办理评估。", Done: "已请单位陈述意见，该单位已收到消息。", To: evaluate.Link(id),
		Do: func(actor access.Actor, form *kit.Form) error {
			return p.Room.Hear(r.Context(), actor, id, form.Text("words"), form.Text("until"))
		},
		Again: func(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
			return p.onePage(w, r, http.StatusUnprocessableEntity, oneView{Form: form.Typed(), Wrong: wrong})
		}}.Answer(w, r)
}

// Announce proposes to register the document that was issued: POST /evaluate/{id}/announce.
func (p *Pages) Announce(w http.ResponseWriter, r *http.Request) error {
	return p.posted(w, r, work{What: evaluate.Announcement, Done: "已提请登记通知，由审签人办理后公布。", Allowed: []files.Type{files.PDF}, Do: func(r *http.Request, actor access.Actor, id string, form *kit.Form, kept kit.Came) error {
		_, err := p.Room.Announce(r.Context(), actor, evaluate.Announcing{Pilot: id, Registration: registration(form, kept.One("issued"))})
		return err
	}})
}
