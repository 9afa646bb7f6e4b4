package pages

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// writeView is the form of a plan as its unit writes it.
type writeView struct {
	run.Case
	Actor    access.Actor
	Now      time.Time
	Form     kit.Typed
	Wrong    kit.Problems
	Before   string    // the instant of the draft that is shown
	Saved    time.Time // zero: nothing was typed yet
	Unsaved  bool      // a colleague saved meanwhile: what stands here is not kept
	Older    string    // why it was not kept, where something newer was handed in or decided
	Upon     string    // what the page is written upon
	Last     run.Plan  // the version that was sent back; its number 0 where there is none
	Promised []run.Promise
	Until    time.Time
	Next     int // the number of the next new milestone
}

// EditPlan is the form: GET /pilots/{id}/plan/edit.
func (p *Pages) EditPlan(w http.ResponseWriter, r *http.Request) error {
	return p.writePage(w, r, http.StatusOK, writeView{})
}

func (p *Pages) writePage(w http.ResponseWriter, r *http.Request, status int, v writeView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, r.PathValue("id")) }); err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, writePage(v))
}

func (v *writeView) load(t *store.Tx, id string) (err error) {
	if v.Case, err = seen(t, v.Actor, id); err != nil {
		return err
	}
	if err := run.MayWritePlan(v.Actor, v.Case).Err(); err != nil {
		return err
	}
	if err := run.MaySubmitPlan(v.State); err != nil {
		return err
	}
	v.Now = t.Now()
	plans, err := run.PlansOf(t, id)
	if err != nil {
		return err
	}
	v.Upon = run.PlanUpon(plans)
	if len(plans) > 0 {
		v.Last = plans[0]
	}
	if v.Promised, err = run.Promised(t, v.Case); err != nil {
		return err
	}
	if err := v.draft(t); err != nil {
		return err
	}
	v.Form["row"] = ordered(v.Form)
	given, err := run.GivenKeys(t, id)
	if err != nil {
		return err
	}
	v.Next, _ = strconv.Atoi(run.NextKey(append(given, v.Form["row"]...))[1:]) // a key is m and a number
	v.Until, err = run.PlanUntil(t, id)
	return err
}

// draft reads what was typed, unless the page is shown again with what was just sent.
func (v *writeView) draft(t *store.Tx) error {
	d, found, err := run.DraftOf(t, v.ID, run.PlanDraft)
	if err != nil {
		return err
	}
	v.Before, v.Saved = kit.Instant(d.At), d.At
	switch {
	case v.Form != nil:
		return nil
	case found:
		v.Form, err = kit.ReadTyped(d.Body)
		return err
	}
	b, err := run.BeginPlan(t, v.Case)
	v.Form = typedPlan(b)
	return err
}

// WritePlan takes the form without the script, or hands the plan in: POST /pilots/{id}/plan/edit.
func (p *Pages) WritePlan(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	do, typed := form.Text("act"), form.Typed("act", "before")
	if do == "submit" {
		return p.submitPlan(w, r, actor, form, typed)
	}
	to := run.Link(r.PathValue("id")) + "/plan/edit"
	if to, err = p.reshape(r.Context(), r.PathValue("id"), do, typed, to); err != nil {
		return err
	}
	if _, kept, err := p.keepPlan(r, actor, typed, form.Text("before"), form.Upon()); err != nil || !kept {
		return p.notKept(w, r, typed, err)
	}
	if do == "save" {
		return kit.Done(w, r, "已保存，还没有报送。", to)
	}
	return kit.Redirect(w, r, to)
}

// reshape adds a row to the form or takes one away, and says where the page goes on.
func (p *Pages) reshape(ctx context.Context, pilot, do string, typed kit.Typed, to string) (string, error) {
	if key, remove := strings.CutPrefix(do, "remove:"); remove {
		typed["row"] = slices.DeleteFunc(typed["row"], func(one string) bool { return one == key })
		for name := range typed {
			if strings.HasSuffix(name, "-"+key) {
				delete(typed, name)
			}
		}
		return to + "#" + components.FieldID(run.PartMilestones), nil
	}
	if do != "add" {
		return to, nil
	}
	err := p.DB.Read(ctx, func(t *store.Tx) error {
		given, err := run.GivenKeys(t, pilot)
		key := run.NextKey(append(given, typed["row"]...))
		typed["row"] = append(typed["row"], key)
		to += "#" + components.FieldID("what-"+key)
		return err
	})
	return to, err
}

// submitPlan hands the plan in. What is refused is kept all the same.
func (p *Pages) submitPlan(w http.ResponseWriter, r *http.Request, actor access.Actor, form *kit.Form, typed kit.Typed) error {
	id := r.PathValue("id")
	var contents []int
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := seen(t, actor, id)
		contents = c.Granted()
		return err
	})
	if err != nil {
		return err
	}
	if _, kept, err := p.keepPlan(r, actor, typed, form.Text("before"), form.Upon()); err != nil || !kept {
		return p.notKept(w, r, typed, err)
	}
	if _, err = p.Room.SubmitPlan(r.Context(), actor, id, planOf(typed, contents)); err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.writePage(w, r, http.StatusUnprocessableEntity, writeView{Form: typed, Wrong: wrong})
		})
	}
	return kit.Done(w, r, "实施方案已报送，请等待审定。", run.Link(id)+"/plan")
}

// notKept shows the form again with what was typed, where something newer stands; a plan that is not being written any more
// has no form.
func (p *Pages) notKept(w http.ResponseWriter, r *http.Request, typed kit.Typed, err error) error {
	v := writeView{Form: typed, Unsaved: true}
	switch refused, is := fault.As(err); {
	case is && refused.Kind == fault.KindConflict:
		v.Older = refused.Message
	case err != nil:
		return err
	}
	return p.writePage(w, r, http.StatusConflict, v)
}

// keepPlan keeps what was typed while the plan is being written.
func (p *Pages) keepPlan(r *http.Request, actor access.Actor, typed kit.Typed, before, upon string) (at time.Time, kept bool, err error) {
	body, err := typed.JSON()
	if err != nil {
		return at, false, err
	}
	return p.Room.Keep(r.Context(), actor, run.Keeping{Pilot: r.PathValue("id"), What: run.PlanDraft, Body: body, Before: kit.ReadInstant(before), When: run.WhenPlanning(upon)})
}

// KeepPlan is what is typed, every two seconds: PUT /pilots/{id}/plan/draft.
func (p *Pages) KeepPlan(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	work, err := kit.ReadWork(r, actor)
	if err != nil {
		return err
	}
	at, kept, err := p.keepPlan(r, actor, work.Form, work.Before, work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return p.savedMeanwhile(r.Context(), r.PathValue("id"), run.PlanDraft)
	}
	return kit.AnswerWork(w, at)
}

// savedMeanwhile says who saved a draft since the page was shown.
func (p *Pages) savedMeanwhile(ctx context.Context, pilot, what string) error {
	return p.DB.Read(ctx, func(t *store.Tx) error {
		d, _, err := run.DraftOf(t, pilot, what)
		if err != nil {
			return err
		}
		a, err := unit.AccountByID(t, d.Account)
		if err != nil {
			return err
		}
		return fault.Conflict("", a.Name+"在"+components.Moment(d.At)+"保存过，您的内容没有存上。请刷新页面，看过他写的再决定用哪一份。")
	})
}

// PlanDraft is what was typed, as a PDF to be passed round: GET /pilots/{id}/plan/draft.pdf.
func (p *Pages) PlanDraft(w http.ResponseWriter, r *http.Request) error {
	v := writeView{}
	var err error
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, r.PathValue("id")) }); err != nil {
		return err
	}
	pdf, err := p.Room.PlanDraftFile(r.Context(), v.Actor, v.ID, planOf(v.Form, v.Granted()))
	if err != nil {
		return err
	}
	return kit.SendFile(w, "实施方案送审稿.pdf", "application/pdf", pdf)
}
