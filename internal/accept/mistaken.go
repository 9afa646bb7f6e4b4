package accept

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Unregister marks a registration at the counter as wrong (登记有误), and tells the unit, to whom it was said that the
// paper came. The row stays, with the reason, and counts for nothing.
func (r *Room) Unregister(ctx context.Context, actor access.Actor, id, reason string) (p Paper, err error) {
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		p, err = PaperByID(t, id)
		return err
	})
	if err != nil {
		return p, err
	}
	_, err = r.Door.Do(ctx, actor, rowUnregister, p.object(), func(t *act.Tx) error {
		if err := t.Allow(mayCheck(actor)); err != nil {
			return err
		}
		if p, err = PaperByID(t.Tx, id); err != nil {
			return err
		}
		if err := MayUnregister(p, reason); err != nil {
			return err
		}
		if err := insertMistaken(t, id, reason, t.Because(reason)); err != nil {
			return err
		}
		return tellMistaken(t, p, reason)
	})
	return p, err
}

// PaperByID reads one registration.
func PaperByID(t *store.Tx, id string) (Paper, error) {
	p, found, err := selectPaperByID(t, id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return p, err
}

// MayUnregister: once, and why.
func MayUnregister(p Paper, reason string) error {
	switch {
	case p.Standing == PaperMistaken:
		return fault.Conflict("", "这一件已经标为登记有误，不用重复办理。")
	case strings.TrimSpace(reason) == "" || programme.Count(reason) > wordsMost:
		return fault.InvalidField("reason", fmt.Sprintf("请写明哪里登记错了，最多%d字。", wordsMost))
	}
	return nil
}

// tellMistaken takes back what the unit was told of the paper, and says what is owed now.
func tellMistaken(t *act.Tx, in Paper, reason string) error {
	if in.Application == "" {
		return nil
	}
	a, err := apply.Get(t.Tx, in.Application)
	if err != nil {
		return err
	}
	c, err := call.GetPublished(t.Tx, in.Cohort)
	if err != nil {
		return err
	}
	p := c.Programme
	text := fmt.Sprintf("%s此前登记的%s（%s）第%d版纸质件%d份登记有误，不再计入：%s。", p.Organiser.Office, p.Called().Form, a.Number, in.Version, in.Copies,
		strings.TrimRight(strings.TrimSpace(reason), "。"))
	owed, err := owedNow(t.Tx, p, a)
	if err != nil {
		return err
	}
	return apply.TellUnit(t.Tx, a, "纸质件登记有误", text+owed)
}
