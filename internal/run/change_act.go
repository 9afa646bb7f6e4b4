package run

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// AskChange asks the office for a change (R5). It gives the change's id.
func (r *Room) AskChange(ctx context.Context, actor access.Actor, pilot string, x ChangeAsk) (string, error) {
	if x.Evidence != "" && r.Files.Check(x.Evidence) != nil {
		return "", fault.InvalidField("evidence", "没有找到上传的文件，请重新选择。")
	}
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowAsk, ChangeObject(id), func(t *act.Tx) error {
		c, err := lockCase(t.Tx, pilot)
		if err != nil {
			return err
		}
		if err := t.Allow(mayReport(actor, c)); err != nil {
			return err
		}
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		ch, err := r.asked(t.Tx, c, x)
		if err != nil {
			return err
		}
		ch.ID, ch.At, ch.Account = id, t.Now(), actor.Account
		if err := insertChange(t, ch); err != nil {
			return err
		}
		if err := dropDraft(t.Tx, c.ID, ChangeDraft(x.Kind)); err != nil {
			return err
		}
		w := word{Title: ChangeTitle(x.Kind, c.Programme().Called()), Text: c.Application.UnitName + "提出申请，请办理。", Link: ChangeURL(id)}
		if err := w.toOffice(t.Tx, access.Handler); err != nil {
			return err
		}
		return t.Move("", ChangeAsked)
	})
	return id, err
}

// ChangeDraft is under which name the draft of a change is kept.
func ChangeDraft(kind ChangeKind) string { return "change/" + string(kind) }

// asked is the change with both versions, once nothing is wrong with it.
func (r *Room) asked(t *store.Tx, c Case, x ChangeAsk) (ch Change, err error) {
	all, err := ChangesOf(t, c.ID)
	if err != nil {
		return ch, err
	}
	if err := mayBeAsked(x.Kind, all); err != nil {
		return ch, err
	}
	now, err := FrameOf(t, c.Pilot)
	if err != nil {
		return ch, err
	}
	var faults []fault.Field
	if x.Kind == ChangePlan && x.Plan != nil && now.Plan != nil {
		if x.Plan, faults, err = r.newPlan(t, c, *x.Plan); err != nil {
			return ch, err
		}
	}
	if wrong := append(faults, WrongChange(x, now, c.Application.Contents)...); len(wrong) > 0 {
		return ch, fault.Invalid("申请还没有提出，请先补正以下各处。", wrong...)
	}
	ch = Change{Pilot: c.ID, N: len(all) + 1, Kind: x.Kind, State: ChangeAsked, Was: now, Wanted: now, Reason: strings.TrimSpace(x.Reason), Evidence: x.Evidence}
	switch x.Kind {
	case ChangeContents:
		ch.Wanted.Contents = slices.Compact(slices.Sorted(slices.Values(x.Contents)))
	case ChangeExtension:
		ch.Wanted.Until, err = calendar.ParseDay(x.Until)
	case ChangePlan:
		ch.Wanted.Plan = x.Plan
		return ch, err
	}
	ch.Was.Plan, ch.Wanted.Plan = nil, nil
	return ch, err
}

// newPlan is a plan as a change asks for it, with what is wrong with it: whose persons change is another act.
func (r *Room) newPlan(t *store.Tx, c Case, b PlanBody) (*PlanBody, []fault.Field, error) {
	before, err := PlansOf(t, c.ID)
	if err != nil {
		return nil, nil, err
	}
	if b, err = withPersons(t, c.ID, b); err != nil {
		return nil, nil, err
	}
	b = Numbered(tidied(b, c.Granted()), keysOf(before))
	return &b, PlanFaults(r.PlanScope(c), b), nil
}

// withPersons is a plan with those named who are in force now.
func withPersons(t *store.Tx, pilot string, b PlanBody) (PlanBody, error) {
	p, found, err := PersonsOf(t, pilot)
	if found {
		b.Leader, b.Department, b.Contact = p.Leader, p.Department, p.Contact
	}
	return b, err
}

// TakeBackChange takes back a change that the office has not decided.
func (r *Room) TakeBackChange(ctx context.Context, actor access.Actor, id string) error {
	_, err := r.Door.Do(ctx, actor, rowTakeBack, ChangeObject(id), func(t *act.Tx) error {
		ch, c, err := lockChange(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayReport(actor, c)); err != nil {
			return err
		}
		if ch.State != ChangeAsked {
			return fault.Conflict("R5", "这项申请已经办理，不能撤回。请刷新页面查看结果。")
		}
		ch.State, ch.AnsweredAt, ch.AnsweredBy = ChangeTakenBack, t.Now(), actor.Account
		if err := updateChange(t, ch); err != nil {
			return err
		}
		return t.Move(ChangeAsked, ChangeTakenBack)
	})
	return err
}

// DecideChange proposes to agree to a change or to refuse it; an approver confirms it (R5). It gives the proposal's id.
func (r *Room) DecideChange(ctx context.Context, actor access.Actor, x Deciding) (string, error) {
	x.Answer = strings.TrimSpace(x.Answer)
	return r.Door.Propose(ctx, actor, rowDecide, x.Object(), x, x.Answer)
}

func (r *Room) decideChange(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Deciding](t, params)
	if err != nil {
		return err
	}
	ch, c, err := lockChange(t.Tx, x.Change)
	if err != nil {
		return err
	}
	if err := t.Allow(mayDirect(t.Actor, c)); err != nil {
		return err
	}
	if wrong := WrongAnswer(x.Agree, x.Answer); len(wrong) > 0 {
		return fault.Invalid("还不能办理，请先补正以下各处。", wrong...)
	}
	if err := r.mayAnswer(t.Tx, ch, c, x.Agree); err != nil {
		return err
	}
	ch.State, ch.Answer, ch.AnsweredAt, ch.AnsweredBy = ChangeRefused, x.Answer, t.Now(), t.Actor.Account
	if x.Agree {
		ch.State = ChangeAgreed
		if err := r.perform(t, c, ch); err != nil {
			return err
		}
	}
	if err := updateChange(t, ch); err != nil {
		return err
	}
	if err := tellOfChange(t.Tx, c, ch); err != nil {
		return err
	}
	return t.Move(ChangeAsked, ch.State)
}

// mayAnswer: a change of what has ended, or of what stands otherwise than it did, can only be refused.
func (r *Room) mayAnswer(t *store.Tx, ch Change, c Case, agree bool) error {
	now, err := FrameOf(t, c.Pilot)
	if err != nil {
		return err
	}
	if !agree {
		now = ch.Was
	} else if err := MayGoOn(c.State); err != nil {
		return err
	}
	return MayAnswer(ch, now)
}

// perform brings an agreed change into force.
func (r *Room) perform(t *act.Tx, c Case, ch Change) error {
	switch ch.Kind {
	case ChangeWithdrawal:
		return r.lose(t, c.Pilot, Withdrawn)
	case ChangePlan:
		b, err := withPersons(t.Tx, c.ID, *ch.Wanted.Plan)
		if err != nil {
			return err
		}
		return r.ReplacePlan(t, c, b)
	case ChangeContents:
		c.Pilot.Contents = ch.Wanted.Contents
	case ChangeExtension:
		c.Pilot.Until = ch.Wanted.Until
	}
	return updatePilot(t, c.Pilot)
}

// tellOfChange tells the unit what came of its change, and the contact department what was agreed.
func tellOfChange(t *store.Tx, c Case, ch Change) error {
	title := ChangeTitle(ch.Kind, c.Programme().Called()) + "：" + ChangeStates[ch.State]
	text := "您单位提出的申请已经办理。"
	if ch.State == ChangeRefused {
		text = "理由：" + strings.TrimRight(ch.Answer, "。") + "。"
	} else if ch.Kind == ChangeContents {
		text = "现在的" + c.Programme().Called().Contents + "：" + decide.Contents(c.Programme(), ch.Wanted.Contents) + "。实施方案需要相应调整的，请另行申请变更。"
	}
	if err := (word{title, text, ChangeURL(ch.ID)}).to(t, c.Pilot.Unit, unitPeople...); err != nil {
		return err
	}
	if c.Department == "" || ch.State != ChangeAgreed {
		return nil
	}
	return word{title, c.Application.UnitName + "申请的变更已经生效。", ChangeURL(ch.ID)}.to(t, c.Department, access.Department)
}

// lockChange reads a change with its pilot and keeps both from everybody else until the transaction ends.
func lockChange(t *store.Tx, id string) (Change, Case, error) {
	ch, err := GetChange(t, id)
	if err != nil {
		return ch, Case{}, err
	}
	c, err := lockCase(t, ch.Pilot)
	if err != nil {
		return ch, c, err
	}
	ch, err = GetChange(t, id)
	return ch, c, err
}

// checkEvidence proves that what changes rest on is in the files.
func (r *Room) checkEvidence(t *store.Tx, found func(key, what string)) error {
	hashes, err := changeBlobs(t)
	for _, hash := range hashes {
		if r.Files.Check(hash) != nil {
			found(hash, "变更申请的证明材料不在文件库中，或者已被改动")
		}
	}
	return err
}
