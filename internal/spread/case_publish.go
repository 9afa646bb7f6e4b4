package spread

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Publication is a version of a case that is to be public.
type Publication struct {
	Case string `json:"case"`
	N    int    `json:"n"`
}

// Object is the case that it is about.
func (x Publication) Object() string { return Object(x.Case) }

// Publish proposes to let out the version of a case that was checked (J5); an approver confirms it.
func (r *Room) Publish(ctx context.Context, actor access.Actor, x Publication) (string, error) {
	return r.Door.Propose(ctx, actor, rowPublish, x.Object(), x, "")
}

func (r *Room) publishCase(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Publication](t, params)
	if err != nil {
		return err
	}
	c, pilot, err := locked(t.Tx, x.Case)
	if err != nil {
		return err
	}
	if err := t.Allow(mayCheckSeen(t.Actor, c, pilot)); err != nil {
		return err
	}
	if err := MayJudge(c, x.N, Checked); err != nil {
		return err
	}
	failed, err := notPassed(t.Tx, pilot)
	if err != nil {
		return err
	}
	if err := MayPublish(pilot.State, failed); err != nil {
		return err
	}
	v, err := VersionOf(t.Tx, c.ID, x.N)
	if err != nil {
		return err
	}
	if wrong := ClearFaults(PersonalIn(v.Body.Texts()), v.Cleared); len(wrong) > 0 {
		return fault.Invalid("还不能发布，请先办理以下各处。", wrong...)
	}
	t.Froze(v.hash())
	c.Shown, c.ShownAt, c.Down = x.N, t.Now(), ""
	words := fmt.Sprintf("典型案例《%s》（第%d版）已经公开发布。", v.Body.Title, v.N)
	return errors.Join(moveCase(t, c, Published), tellCaseWriters(t.Tx, c, "典型案例已经发布："+v.Body.Title, words))
}

// notPassed tells whether a pilot ended without having passed (J2).
func notPassed(t *store.Tx, pilot run.Case) (bool, error) {
	e, err := evaluate.Of(t, pilot.ID)
	return err == nil && pilot.State == run.Ended && e.Grade() == pilot.Programme().Stages.Evaluate.NotPassed, err
}

// TakeDown takes a public case down at once (J5): one person of the office is enough to stop what should not be public.
func (r *Room) TakeDown(ctx context.Context, actor access.Actor, id, reason string) error {
	return r.onCase(ctx, actor, rowTakeDown, id, mayCheckSeen, func(t *act.Tx, c Case, pilot run.Case) error {
		if err := MayTakeDown(c); err != nil {
			return err
		}
		if wrong := reasonFaults(reason); len(wrong) > 0 {
			return fault.Invalid("还不能撤下。", wrong...)
		}
		v, err := VersionOf(t.Tx, id, c.Shown)
		if err != nil {
			return err
		}
		reason = strings.TrimSpace(reason)
		if err := saltCase(t, id, t.Because(reason)); err != nil {
			return err
		}
		c.Shown, c.Down = 0, reason
		words := "已不再公开。理由：" + reason + "\n可以修改后重新报送。"
		return errors.Join(moveCase(t, c, TakenDown), tellCaseWriters(t.Tx, c, "典型案例已经撤下："+v.Body.Title, words), tellUsers(t.Tx, c, v.Body.Title))
	})
}

func reasonFaults(reason string) []fault.Field {
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n == 0:
		return []fault.Field{{Key: "reason", Message: "请写明理由，撰写的单位会看到。"}}
	case n > mostWords:
		return []fault.Field{{Key: "reason", Message: fmt.Sprintf("理由不超过%d字，现在有%d字。", mostWords, n)}}
	}
	return nil
}

// Drop gives up a case that was never public (J3): whoever writes it may, as nobody has to.
func (r *Room) Drop(ctx context.Context, actor access.Actor, id string) error {
	return r.onCase(ctx, actor, rowDrop, id, mayWriteSeen, func(t *act.Tx, c Case, pilot run.Case) error {
		if err := MayDrop(c); err != nil {
			return err
		}
		waits, err := r.PublicationWaits(t.Tx, id)
		if err != nil {
			return err
		}
		if waits {
			return fault.Conflict("J5", "已经提请发布，正等待审签人办理；如需放弃，请联系审核的办公室。")
		}
		if c.State == HandedIn || c.State == Checked {
			err = tellCaseOffice(t.Tx, c, "典型案例不再报送："+c.UnitName, "撰写的单位放弃了这个案例，不用再审核。")
		}
		return errors.Join(err, run.ForgetDraft(t.Tx, c.Pilot, DraftName(c)), moveCase(t, c, Dropped))
	})
}
