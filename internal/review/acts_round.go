package review

import (
	"context"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Open lets the experts in: criteria are fixed and experts drawn. Its applications are under review from now on (C1).
func (r *Room) Open(ctx context.Context, actor access.Actor, panel string) error {
	return r.onPanel(ctx, actor, rowOpen, panel, func(t *act.Tx, p Panel) error {
		if p.State != PanelDrawn {
			return fault.Conflict("C1", "须先固定评审标准、抽取专家，才能开始评分；已经开始的，不用再办。")
		}
		if err := intoReview(t, p); err != nil {
			return err
		}
		p.State = PanelScoring
		if err := savePanel(t, p); err != nil {
			return err
		}
		return t.Move(PanelDrawn, PanelScoring)
	})
}

// intoReview carries the panel's applications along; those that ended meanwhile stay where they are, and those that went
// on from the letter review are there already.
func intoReview(t *act.Tx, p Panel) error {
	bids, err := Bids(t.Tx, p.ID)
	if err != nil {
		return err
	}
	moved := 0
	for _, b := range bids {
		a, err := apply.Lock(t.Tx, b.Application.ID)
		if err != nil {
			return err
		}
		if b.Application = a; !b.Stands() {
			continue
		}
		if a.State != p.enters() {
			return fault.Conflict("C1", a.Number+"现在是“"+a.Title()+"”，还不能评审。请等它办理完，再开始评分。")
		}
		if moved++; p.Stage == PanelStage {
			continue
		}
		if err := apply.MoveAlong(t, a, apply.StateInReview); err != nil {
			return err
		}
	}
	if moved == 0 {
		return fault.Conflict("C1", "组内的申报书都已撤回，没有可以评审的。请撤销这个评审组。")
	}
	return nil
}

// Closing is how a panel was closed.
type Closing struct {
	Missing int    // sheets that were not there
	Reason  string // why it was closed all the same
	At      time.Time
}

// ClosingOf reads how a panel was closed; false while it is not.
func ClosingOf(t *store.Tx, panel string) (Closing, bool, error) { return selectClosing(t, panel) }

// Close ends the scoring: every sheet is in, or it is said why one is missing. From now on no expert changes anything.
func (r *Room) Close(ctx context.Context, actor access.Actor, panel, reason string) error {
	return r.onPanel(ctx, actor, rowClose, panel, func(t *act.Tx, p Panel) error {
		round, err := RoundOf(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := MayClose(round, reason); err != nil {
			return err
		}
		reason = strings.TrimSpace(reason)
		c := Closing{Missing: len(round.Missing()), Reason: reason, At: t.Now()}
		if err := insertClosing(t, panel, c, t.Because(reason)); err != nil {
			return err
		}
		p.State = PanelClosed
		if err := savePanel(t, p); err != nil {
			return err
		}
		return t.Move(PanelScoring, PanelClosed)
	})
}
