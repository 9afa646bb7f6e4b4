package review

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// reasoned is a reason without the space around it; refused, under the form's field, when it is empty or too long.
func reasoned(field, ask, reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || len([]rune(reason)) > maxEvidence {
		return "", fault.InvalidField(field, ask+"，不超过500字。")
	}
	return reason, nil
}

// DropDraw gives up a draw whose numbers do not all come in. It stays on record, its number is used up, and no number of it
// is ever shown; the next draw freezes the pool anew, under fresh codes.
func (r *Room) DropDraw(ctx context.Context, actor access.Actor, panel, reason string) error {
	return r.onPanel(ctx, actor, rowDropDraw, panel, func(t *act.Tx, p Panel) error {
		d, err := LastDraw(t.Tx, panel)
		if err != nil && !fault.Is(err, fault.KindNotFound) {
			return err
		}
		if err != nil || !d.Waits() {
			return fault.Conflict("C1", "现在没有等待见证人输入数字的抽取。已经抽取的，请办理重新抽取。")
		}
		if reason, err = reasoned("dropped", "请写明作废的理由", reason); err != nil {
			return err
		}
		if err := insertDroppedDraw(t, d, reason, t.Because(reason)); err != nil {
			return err
		}
		return t.Move(PanelFrozen, PanelFrozen)
	})
}

// Dropping is why a panel was dropped, and when.
type Dropping struct {
	Reason string
	At     time.Time
}

// DroppingOf reads why a panel was dropped; false while it was not.
func DroppingOf(t *store.Tx, panel string) (Dropping, bool, error) { return selectDropping(t, panel) }

// Drop takes back a panel that was formed by mistake, or that has nothing left to review. Its applications are free for
// another panel; a cohort's review no longer waits for it.
func (r *Room) Drop(ctx context.Context, actor access.Actor, panel, reason string) error {
	return r.onPanel(ctx, actor, rowDrop, panel, func(t *act.Tx, p Panel) error {
		draws, err := Draws(t.Tx, panel)
		if err != nil {
			return err
		}
		bids, err := Bids(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := MayDrop(p, draws, bids); err != nil {
			return err
		}
		if reason, err = reasoned("drop", "请写明撤销评审组的理由", reason); err != nil {
			return err
		}
		if err := insertDropping(t, panel, Dropping{reason, t.Now()}, t.Because(reason)); err != nil {
			return err
		}
		from := p.State
		p.State = PanelDropped
		if err := savePanel(t, p); err != nil {
			return err
		}
		return t.Move(from, PanelDropped)
	})
}

// Extension is a change of the date until which is scored.
type Extension struct {
	Before time.Time
	Until  time.Time
	Reason string
	At     time.Time
}

// ExtensionsOf reads the changes of a panel's date, the first first.
func ExtensionsOf(t *store.Tx, panel string) ([]Extension, error) { return selectExtensions(t, panel) }

// Extend moves the date until which is scored. The experts' accounts that would end before it are lengthened.
func (r *Room) Extend(ctx context.Context, actor access.Actor, panel string, until time.Time, reason string) error {
	return r.onPanel(ctx, actor, rowExtend, panel, func(t *act.Tx, p Panel) error {
		switch {
		case p.State == PanelClosed:
			return fault.Conflict("C1", "评分已经结束，截止日期不能再改。")
		case !until.After(t.Now()) || until.Equal(p.ScoringUntil):
			return fault.InvalidField("until", "新的评分截止日期须在今天之后，并且与原来的不同。")
		}
		reason, err := reasoned("extend", "请写明更改的理由", reason)
		if err != nil {
			return err
		}
		e := Extension{Before: p.ScoringUntil, Until: until, Reason: reason, At: t.Now()}
		if err := insertExtension(t, panel, e, t.Because(reason)); err != nil {
			return err
		}
		p.ScoringUntil = until
		if err := savePanel(t, p); err != nil {
			return err
		}
		return lengthen(t, p)
	})
}

// lengthen lets the accounts of those who score live as long as the panel needs them.
func lengthen(t *act.Tx, p Panel) error {
	seats, err := Seats(t.Tx, p.ID)
	if err != nil {
		return err
	}
	for _, s := range seats {
		if s.Account == "" || !s.Serves() {
			continue
		}
		if err := unit.Lengthen(t, s.Account, endOf(p.ScoringUntil)); err != nil {
			return err
		}
	}
	return nil
}
