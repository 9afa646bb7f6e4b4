package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// Releasing is what is registered of a release: number, signer, date, issued paper.
type Releasing struct {
	Release string `json:"release"`
	Cohort  string `json:"cohort"`
	call.Registration
}

// Object is the release that it is about.
func (x Releasing) Object() string { return "release/" + x.Release }

// Papers are what the approver reads before he confirms.
func (x Releasing) Papers() []act.Paper {
	return []act.Paper{{Name: "正式印发件", Hash: x.Issued}}
}

// Release proposes to release a cohort's list (C4); an approver confirms it.
func (r *Room) Release(ctx context.Context, actor access.Actor, cohort string, reg call.Registration) (string, error) {
	x := Releasing{Release: store.NewID(), Cohort: cohort, Registration: reg}
	if err := r.notReleasing(ctx, cohort); err != nil {
		return "", err
	}
	return r.Door.Propose(ctx, actor, rowRelease, x.Object(), x, "")
}

// notReleasing refuses a second proposal while one waits: each release is an object of its own.
func (r *Room) notReleasing(ctx context.Context, cohort string) error {
	return r.Door.DB.Read(ctx, func(t *store.Tx) error {
		waiting, err := ReleaseWaits(t, r.Door, cohort)
		if err == nil && waiting {
			err = fault.Conflict("", "发布已经提请审签，正等待审签人办理；如需修改，请先请审签人退回。")
		}
		return err
	})
}

// ReleaseWaits tells whether a release of the cohort waits for its second person.
func ReleaseWaits(t *store.Tx, door *act.Door, cohort string) (bool, error) {
	all, err := door.Proposals(t)
	for _, p := range all {
		if p.Act == rowRelease.Name {
			if x, err := ReleasingIn(p.Params); err != nil || x.Cohort == cohort {
				return true, err
			}
		}
	}
	return false, err
}

// ReleasingIn reads what was proposed, for the approver's page.
func ReleasingIn(params json.RawMessage) (x Releasing, err error) {
	return x, json.Unmarshal(params, &x)
}

// StandingOf is what bears on a cohort's release.
func StandingOf(t *store.Tx, cohort string) (s Standing, err error) {
	if s.Notices, err = Of(t, cohort); err != nil {
		return s, err
	}
	for _, n := range s.Notices {
		some, err := Objections(t, n.ID)
		if err != nil {
			return s, err
		}
		s.Objections = append(s.Objections, some...)
	}
	if s.Outcomes, err = decide.LastOutcomes(t, cohort); err != nil {
		return s, err
	}
	for _, state := range []act.State{apply.StateInReview, apply.StateProposed, apply.StateOnNotice} {
		some, err := apply.Every(t, apply.Filter{Cohort: cohort, State: state})
		if err != nil {
			return s, err
		}
		s.Applications = append(s.Applications, some...)
	}
	return s, nil
}

// Reserves counts a cohort's applications that a decision holds in reserve, before its release and after.
func Reserves(t *store.Tx, s Standing, cohort string) (int, error) {
	released, err := apply.Every(t, apply.Filter{Cohort: cohort, State: apply.StateReserve})
	n := len(released)
	for _, a := range s.Applications {
		if Result(a.State, s.Outcomes[a.ID]) == apply.StateReserve {
			n++
		}
	}
	return n, err
}

func (r *Room) release(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Releasing](t, params)
	if err != nil {
		return err
	}
	c, err := call.Get(t.Tx, x.Cohort)
	if err != nil {
		return err
	}
	s, err := StandingOf(t.Tx, x.Cohort)
	if err != nil {
		return err
	}
	if err := MayRelease(s, t.Now()); err != nil {
		return err
	}
	if err := r.registered(t, x); err != nil {
		return err
	}
	for _, a := range s.Applications {
		if err := r.tell(t, c, a, s); err != nil {
			return err
		}
	}
	for _, n := range s.Notices {
		if n.State != Running {
			continue
		}
		n.State = Released
		if err := updateNotice(t, n); err != nil {
			return err
		}
	}
	return t.Move("", Released)
}

// registered writes the release as it was registered.
func (r *Room) registered(t *act.Tx, x Releasing) error {
	wrong := call.Unregistered(x.Registration, 1, t.Now())
	released, err := NumberTaken(t.Tx, x.Number)
	if err != nil {
		return err
	}
	noticed, err := call.NumberTaken(t.Tx, x.Number, "")
	if err != nil {
		return err
	}
	if released || noticed {
		wrong = append(wrong, fault.Field{Key: "number", Message: "这个文号已用于另一份通知或者另一次发布，请核对。"})
	}
	if len(wrong) > 0 {
		return fault.Invalid("还不能发布，请先补正以下各处。", wrong...)
	}
	dated, err := calendar.ParseDay(string(x.Dated))
	if err != nil {
		return err
	}
	t.Froze(unhex(x.Issued))
	return insertRelease(t, Release{ID: x.Release, Cohort: x.Cohort, Number: x.Number, Signer: x.Signer, Dated: dated, Issued: x.Issued, At: t.Now()})
}

// tell brings an application to its result, opens its pilot, and holds the letter that tells it.
func (r *Room) tell(t *act.Tx, c call.Cohort, seen apply.Application, s Standing) error {
	a, err := apply.Lock(t.Tx, seen.ID)
	if err != nil {
		return err
	}
	to := Result(a.State, s.Outcomes[a.ID])
	if to == "" {
		return nil
	}
	if err := apply.MoveAlong(t, a, to); err != nil {
		return err
	}
	contents := granted(s.Notices, a)
	if to == apply.StateSelected {
		if err := r.OpenPilot(t, a, contents, t.Now()); err != nil {
			return err
		}
	}
	title, text := resultWords(c, a, to, contents, struckFor(s.Notices, a), t.Now())
	return notify.Hold(t, notify.Letter{Cohort: c.ID, Unit: a.Unit, Title: title, Text: text, Link: apply.Link(a.ID), Cause: causeRelease})
}

// granted are the contents with which an application stands on notice.
func granted(notices []Notice, a apply.Application) []int {
	for _, n := range notices {
		if l, has := n.Line(a.ID); has && n.State == Running {
			return l.Contents
		}
	}
	return a.Contents
}

// struckFor is why an application was struck from its notice; empty when it was not.
func struckFor(notices []Notice, a apply.Application) string {
	for _, n := range notices {
		if l, has := n.Line(a.ID); has && n.State == Running && l.Struck {
			return l.Reason
		}
	}
	return ""
}

// causeRelease is the cause of the letters that tell results.
const causeRelease = "发布"

// Told tells whether the letters of a cohort's releases have left the outbox: until then the list is nobody's but the
// office's, for all learn of it at one moment.
func Told(t *store.Tx, cohort string) (bool, error) {
	untold, err := Untold(t)
	return !untold[cohort], err
}

// Untold are the cohorts of which letters that tell results still wait.
func Untold(t *store.Tx) (map[string]bool, error) {
	waiting, err := notify.Waiting(t)
	untold := map[string]bool{}
	for _, l := range waiting {
		if l.Cause == causeRelease {
			untold[l.Cohort] = true
		}
	}
	return untold, err
}

// ReleaseSubject is the subject of a cohort's release: 关于公布……名单的通知.
func ReleaseSubject(c call.Cohort) string { return "关于公布" + c.Title() + "名单的通知" }

// resultWords tell a unit its result; one that was struck is told the public reason, since it had seen itself on notice.
// Experts' comments are not among them.
func resultWords(c call.Cohort, a apply.Application, to act.State, contents []int, struck string, at time.Time) (title, text string) {
	n := c.Programme.Called()
	head := fmt.Sprintf("贵单位%s的%s（%s）", n.Act, c.Title(), a.Number)
	switch {
	case to == apply.StateSelected:
		title = "已确定为" + n.Selected
		text = head + "经评审、研究、公示，" + title + "。"
		if len(contents) < len(a.Contents) {
			text += "研究决定核减了" + n.Contents + "，核定为：" + decide.Contents(c.Programme, contents) + "。"
		}
		text += fmt.Sprintf("%s为%d年，%s起算，请按要求编制实施方案。", n.Term, c.Programme.Term.Years, calendar.ShowDay(calendar.DayOf(at), at))
	case to == apply.StateReserve:
		title, text = "列为备选", head+"经评审、研究，列为备选。如有空缺，经研究并公示后递补，届时另行通知。"
	case struck != "":
		title, text = "未入选", head+"已在公示中撤下，这次没有入选。撤下的理由："+strings.TrimRight(struck, "。")+"。"
	default:
		title, text = "未入选", head+"经评审、研究，这次没有入选。感谢支持，欢迎以后继续"+n.Act+"。"
	}
	return title, text
}
