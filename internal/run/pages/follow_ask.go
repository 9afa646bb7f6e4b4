package pages

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/store"
)

// askView is the form of a change of one kind.
type askView struct {
	followView
	Kind     run.ChangeKind
	Evidence string // of a file that came with what has to be mended
	Plan     writeView
	refused  error // why what was sent was not kept
}

// AskForm asks for a change: GET /pilots/{id}/changes/{kind}.
func (p *Pages) AskForm(w http.ResponseWriter, r *http.Request) error {
	return p.askPage(w, r, http.StatusOK, askView{followView: followView{Form: &kit.Form{}}})
}

func (p *Pages) askPage(w http.ResponseWriter, r *http.Request, status int, v askView) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if v.Kind = run.ChangeKind(r.PathValue("kind")); !slices.Contains(run.ChangeKinds, v.Kind) {
		return fault.NotFound()
	}
	form, wrong, open := v.Form, v.Wrong, ""
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := seen(t, actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		if err := run.MaySpeak(actor, c).Err(); err != nil {
			return err
		}
		if err := run.MayGoOn(c.State); err != nil {
			return err
		}
		if v.followView, err = loadFollow(t, p.Room, actor, c); err != nil {
			return err
		}
		if open = v.open(); open != "" && v.refused != nil {
			return v.refused // there is no form any more
		}
		if refused, is := fault.As(v.refused); is {
			v.Plan.Older = refused.Message
		}
		v.Plan.Upon = run.ChangeUpon(v.Changes)
		if v.Kind != run.ChangePlan {
			return nil
		}
		return v.Plan.loadChange(t, c, actor, wrong)
	})
	if err != nil {
		return err
	}
	if open != "" && status == http.StatusOK {
		return kit.Redirect(w, r, run.ChangeURL(open))
	}
	v.Form, v.Wrong = form, wrong
	return kit.RenderStatus(w, r, status, askPage(v))
}

// open is the change of the kind that was asked for and is not decided; "" for none.
func (v askView) open() string {
	for _, ch := range v.Changes {
		if ch.Kind == v.Kind && ch.State == run.ChangeAsked {
			return ch.ID
		}
	}
	return ""
}

// loadChange fills the form of a changed plan: with what was just sent, else with the draft, else with the plan in force.
func (v *writeView) loadChange(t *store.Tx, c run.Case, actor access.Actor, wrong kit.Problems) error {
	v.Case, v.Actor, v.Now, v.Wrong = c, actor, t.Now(), wrong
	plan, found, err := run.PlanOf(t, c.ID)
	if err != nil {
		return err
	}
	if !found {
		return fault.Conflict("R1", "实施方案还没有审定。请在实施方案里修改，不用申请变更。")
	}
	d, kept, err := run.DraftOf(t, c.ID, run.ChangeDraft(run.ChangePlan))
	if err != nil {
		return err
	}
	v.Before, v.Saved = kit.Instant(d.At), d.At
	if v.Promised, err = run.Promised(t, c); err != nil {
		return err
	}
	switch {
	case v.Form != nil:
	case kept:
		if v.Form, err = kit.ReadTyped(d.Body); err != nil {
			return err
		}
	default:
		v.Form = typedPlan(plan.Body)
	}
	given, err := run.GivenKeys(t, c.ID)
	v.Next, _ = strconv.Atoi(run.NextKey(append(given, v.Form["row"]...))[1:]) // a key is m and a number
	return err
}

// Ask asks for it: POST /pilots/{id}/changes/{kind}. Without the script the form of a plan is kept, and rows come and go,
// by its buttons.
func (p *Pages) Ask(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	may := func() error { return p.mayAsk(r, actor) }
	r, form, came, err := kit.Taking{Store: p.Room.Files, May: may, Types: evidence, Most: 1}.Read(r)
	if err != nil {
		return err
	}
	id, kind := r.PathValue("id"), run.ChangeKind(r.PathValue("kind"))
	x := run.ChangeAsk{Kind: kind, Reason: form.Text("reason"), Until: form.Text("until"), Evidence: came.One("evidence")}
	var typed kit.Typed
	if kind == run.ChangePlan {
		typed = form.Typed("act", "before", "evidence_before")
		to, kept, err := p.keepChange(r, actor, form, typed)
		refused, is := fault.As(err)
		if err != nil && (!is || refused.Kind != fault.KindConflict) {
			return err
		}
		if !kept {
			again := askView{followView: followView{Form: form}, Evidence: came.One("evidence"), Plan: writeView{Form: typed, Unsaved: true}, refused: err}
			return p.askPage(w, r, http.StatusConflict, again)
		}
		if form.Text("act") != "submit" {
			return kit.Redirect(w, r, to)
		}
		if x.Plan, err = p.changedPlan(r, actor, typed); err != nil {
			return err
		}
	}
	for _, text := range form.All("contents") {
		if number, err := strconv.Atoi(text); err == nil {
			x.Contents = append(x.Contents, number)
		}
	}
	if err = form.Err(); err == nil {
		id, err = p.Room.AskChange(r.Context(), actor, id, x)
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.askPage(w, r, http.StatusUnprocessableEntity, askView{followView: followView{Form: form, Wrong: wrong}, Evidence: came.One("evidence"), Plan: writeView{Form: typed}})
		})
	}
	return kit.Done(w, r, "申请已经提出，办理后会收到通知。", run.ChangeURL(id))
}

// evidence are the kinds of files that prove why a change is asked for.
var evidence = []files.Type{files.PDF, files.PNG, files.JPEG}

// mayAsk refuses whoever cannot ask for a change of this pilot.
func (p *Pages) mayAsk(r *http.Request, actor access.Actor) error {
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := seen(t, actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		if err := run.MaySpeak(actor, c).Err(); err != nil {
			return err
		}
		return run.MayGoOn(c.State)
	})
}

// keepChange keeps what was typed of a changed plan, and says where the page goes on.
func (p *Pages) keepChange(r *http.Request, actor access.Actor, form *kit.Form, typed kit.Typed) (to string, kept bool, err error) {
	id := r.PathValue("id")
	if to, err = p.reshape(r.Context(), id, form.Text("act"), typed, run.Link(id)+"/changes/"+string(run.ChangePlan)); err != nil {
		return to, false, err
	}
	body, err := typed.JSON()
	if err != nil {
		return to, false, err
	}
	_, kept, err = p.keepTyped(r, actor, body, form.Text("before"), form.Upon())
	return to, kept, err
}

func (p *Pages) keepTyped(r *http.Request, actor access.Actor, body, before, upon string) (time.Time, bool, error) {
	return p.Room.Keep(r.Context(), actor, run.Keeping{Pilot: r.PathValue("id"), What: run.ChangeDraft(run.ChangePlan), Body: body, Before: kit.ReadInstant(before),
		When: run.WhenAsking(run.ChangePlan, upon)})
}

// changedPlan is the plan that was typed, for the contents that are granted.
func (p *Pages) changedPlan(r *http.Request, actor access.Actor, typed kit.Typed) (*run.PlanBody, error) {
	var b run.PlanBody
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := seen(t, actor, r.PathValue("id"))
		if err == nil {
			b = planOf(typed, c.Granted())
		}
		return err
	})
	return &b, err
}

// KeepChange is what is typed of a changed plan, every two seconds: PUT /pilots/{id}/changes/plan/draft.
func (p *Pages) KeepChange(w http.ResponseWriter, r *http.Request) error {
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
	at, kept, err := p.keepTyped(r, actor, body, work.Before, work.Upon)
	if err != nil {
		return err
	}
	if !kept {
		return p.savedMeanwhile(r.Context(), r.PathValue("id"), run.ChangeDraft(run.ChangePlan))
	}
	return kit.AnswerWork(w, at)
}

func (v askView) at() string { return run.Link(v.ID) + "/changes/" + string(v.Kind) }

// contentOptions are the contents that were applied for; those granted now are ticked, or those that were just sent.
func (v askView) contentOptions() []components.Option {
	var options []components.Option
	for _, number := range v.Application.Contents {
		options = append(options, components.Option{Value: n(number), Label: decide.Contents(v.Programme(), []int{number})})
	}
	return options
}

func (v askView) ticked(value string) bool {
	if v.Form.Ticked("reason") {
		return slices.Contains(v.Form.All("contents"), value)
	}
	return slices.ContainsFunc(v.Contents, func(number int) bool { return n(number) == value })
}
