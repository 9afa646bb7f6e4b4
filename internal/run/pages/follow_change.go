package pages

import (
	"encoding/json"
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// endURL is where the office records that a body decided to end pilots.
func endURL(cohort string) string {
	return "/decide/matter?cohort=" + cohort + "&matter=" + string(programme.MatterEnd)
}

// changeView is one change with both versions.
type changeView struct {
	run.Change
	Case    run.Case
	Actor   access.Actor
	Units   map[string]string
	Waits   bool // for the approver
	Sent    string
	Now     time.Time
	Form    *kit.Form
	Wrong   kit.Problems
	Sending bool // the office's handler may put its answer before the approver
}

// Change shows a change: GET /changes/{id}.
func (p *Pages) Change(w http.ResponseWriter, r *http.Request) error {
	return p.changePage(w, r, http.StatusOK, changeView{Form: &kit.Form{}})
}

func (p *Pages) changePage(w http.ResponseWriter, r *http.Request, status int, v changeView) (err error) {
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	err = p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id")) })
	if err != nil {
		return err
	}
	return kit.RenderStatus(w, r, status, changePage(v))
}

func (v *changeView) load(t *store.Tx, room *run.Room, id string) (err error) {
	v.Now = t.Now()
	if v.Change, err = run.GetChange(t, id); err != nil {
		return err
	}
	if v.Case, err = seen(t, v.Actor, v.Pilot); err != nil {
		return err
	}
	proposals, err := room.Door.ProposalsOf(t, run.ChangeObject(id))
	for i, one := range proposals {
		v.Waits = v.Waits || one.State == act.Waiting
		if i == 0 && one.State == act.Rejected {
			v.Sent = one.Answer
		}
	}
	v.Sending = v.State == run.ChangeAsked && !v.Waits && v.Actor.Has(access.Handler)
	return err
}

func (v changeView) title() string { return run.ChangeTitle(v.Kind, v.Case.Programme().Called()) }

func (v changeView) takesBack() bool {
	return v.State == run.ChangeAsked && run.MaySpeak(v.Actor, v.Case).Allowed
}

// both are the change before and after, in words; a plan is shown part by part instead.
func both(c run.Case, ch run.Change, now time.Time) (before, after string) {
	switch ch.Kind {
	case run.ChangeContents:
		return decide.Contents(c.Programme(), ch.Was.Contents), decide.Contents(c.Programme(), ch.Wanted.Contents)
	case run.ChangeExtension:
		return "至" + day(ch.Was.Until, now), "至" + day(ch.Wanted.Until, now)
	case run.ChangeWithdrawal:
		return run.StateTitles[c.State], run.StateTitles[run.Withdrawn]
	}
	return "", ""
}

// parts are those that the reader's change alters, without phones for whoever does not work with the pilot.
func (v changeView) parts() []apply.FieldDiff {
	ch := v.Change
	for _, frame := range []*run.Frame{&ch.Was, &ch.Wanted} {
		if frame.Plan != nil {
			body := frame.Plan.For(v.Actor, v.Case)
			frame.Plan = &body
		}
	}
	return changedParts(v.Case, ch)
}

// changedParts are the parts of a plan that a change alters.
func changedParts(c run.Case, ch run.Change) []apply.FieldDiff {
	if ch.Was.Plan == nil || ch.Wanted.Plan == nil {
		return nil
	}
	return run.PlanDiff(ch.Was.Plan.Parts(c.ContentName), ch.Wanted.Plan.Parts(c.ContentName))
}

// DecideChange puts the office's answer before an approver: POST /changes/{id}/decide.
func (p *Pages) DecideChange(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	answer := form.OneOf("agree", "同意还是不同意", "yes", "no")
	if err = form.Err(); err == nil {
		_, err = p.Room.DecideChange(r.Context(), kit.Actor(r.Context()), run.Deciding{Change: r.PathValue("id"), Agree: answer == "yes", Answer: form.Text("answer")})
	}
	if err != nil {
		return kit.Again(err, func(wrong kit.Problems) error {
			return p.changePage(w, r, http.StatusUnprocessableEntity, changeView{Form: form, Wrong: wrong})
		})
	}
	return kit.Done(w, r, "已提请审签，由审签人办理后生效。", run.ChangeURL(r.PathValue("id")))
}

// TakeBackChange takes a change back: POST /changes/{id}/back.
func (p *Pages) TakeBackChange(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := p.Room.TakeBackChange(r.Context(), kit.Actor(r.Context()), id); err != nil {
		return err
	}
	return kit.Done(w, r, "申请已经撤回。", run.ChangeURL(id))
}

// Evidence is the file that came with a change: GET /changes/{id}/evidence.
func (p *Pages) Evidence(w http.ResponseWriter, r *http.Request) error {
	v := changeView{}
	var err error
	if v.Actor, err = signedIn(r.Context()); err != nil {
		return err
	}
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return v.load(t, p.Room, r.PathValue("id")) }); err != nil {
		return err
	}
	if v.Change.Evidence == "" {
		return fault.NotFound()
	}
	content, err := p.Room.Files.Bytes(v.Change.Evidence)
	if err != nil {
		return err
	}
	kind := http.DetectContentType(content)
	return kit.SendFile(w, "变更申请证明材料"+files.Extensions[files.Type(kind)], kind, content)
}

// Deciding puts the answer to a change before the approver: who asks for what, both versions, and the answer.
func Deciding(t *store.Tx, _ string, params json.RawMessage) ([]components.Term, string, error) {
	var x run.Deciding
	if err := json.Unmarshal(params, &x); err != nil {
		return nil, "", err
	}
	ch, err := run.GetChange(t, x.Change)
	if err != nil {
		return nil, "", err
	}
	c, err := run.CaseOf(t, ch.Pilot)
	if err != nil {
		return nil, "", err
	}
	terms := []components.Term{{Name: "单位", Value: components.Link(run.Link(c.ID), c.Application.UnitName)},
		{Name: "申请", Value: components.Link(run.ChangeURL(ch.ID), run.ChangeTitle(ch.Kind, c.Programme().Called()))}, {Name: "理由", Value: components.Text(ch.Reason)}}
	if ch.State == run.ChangeTakenBack {
		terms = append(terms, components.Term{Name: "注意", Value: components.Text("单位已经撤回这项申请，请退回。")})
	}
	if before, after := both(c, ch, t.Now()); after != "" {
		terms = append(terms, components.Term{Name: "变更前", Value: components.Text(before)}, components.Term{Name: "变更后", Value: components.Text(after)})
	}
	for _, d := range changedParts(c, ch) {
		terms = append(terms, components.Term{Name: d.Name, Value: changedWords(d)})
	}
	answer, effect := "同意", "变更即时生效，单位和联系部室收到通知；变更前后两个版本都留存。"
	if ch.Kind == run.ChangeWithdrawal {
		effect = "工作即行结束，不能恢复；单位和联系部室收到通知。"
	}
	if !x.Agree {
		answer, effect = "不同意", "一切照旧，单位收到通知，可以看到理由。"
	}
	terms = append(terms, components.Term{Name: "办理意见", Value: components.Text(answer)})
	if x.Answer != "" {
		terms = append(terms, components.Term{Name: "说明", Value: components.Text(x.Answer)})
	}
	return terms, effect, nil
}
