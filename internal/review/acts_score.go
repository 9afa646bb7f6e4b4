package review

import (
	"context"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// asExpert performs an act of an expert in a panel that is scored, on his own seat.
func (r *Room) asExpert(ctx context.Context, actor access.Actor, row act.Row, panel string, work func(*act.Tx, Round, Seat) error) error {
	_, err := r.Door.Do(ctx, actor, row, Object(panel), func(t *act.Tx) error {
		if _, err := lockPanel(t.Tx, panel); err != nil {
			return err
		}
		seat, err := SeatOfAccount(t.Tx, panel, actor.Account)
		if err != nil {
			return err
		}
		round, err := RoundOf(t.Tx, panel)
		if err != nil {
			return err
		}
		if round.Panel.State != PanelScoring {
			return fault.Conflict("C1", "评审组还没有开始评分，或者已经结束。")
		}
		return work(t, round.For(seat.Expert.ID), seat)
	})
	return err
}

// SaveDraft keeps what an expert has typed of a sheet. It is no act: nothing counts before it is submitted.
func (r *Room) SaveDraft(ctx context.Context, actor access.Actor, panel, ordinal string, typed Typed) (at time.Time, err error) {
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		seat, err := SeatOfAccount(t, panel, actor.Account)
		if err != nil {
			return err
		}
		round, err := RoundOf(t, panel)
		if err != nil {
			return err
		}
		b, err := openTo(round.For(seat.Expert.ID), seat, ordinal)
		if err != nil {
			return err
		}
		at = t.Now()
		return saveScoreDraft(t, panel, seat.Expert.ID, b.Application.ID, trimmed(round.Panel, typed))
	})
	return at, err
}

// trimmed keeps of a draft what the sheet has room for.
func trimmed(p Panel, typed Typed) Typed {
	kept := Typed{Points: map[string]string{}, Comment: typed.Comment}
	for _, c := range p.Criteria {
		kept.Points[c.Key] = typed.Points[c.Key]
		if len(kept.Points[c.Key]) > 8 {
			kept.Points[c.Key] = ""
		}
	}
	if long := []rune(kept.Comment); len(long) > 4*maxComment {
		kept.Comment = string(long[:4*maxComment])
	}
	return kept
}

// openTo is the application that a seat's expert scores now: he has signed the pledge, and it is his.
func openTo(round Round, seat Seat, ordinal string) (Bid, error) {
	b, found := round.Bid(ordinal)
	if !found {
		return b, fault.NotFound()
	}
	if seat.State != SeatAccepted {
		return b, fault.Conflict("C1", "请先签承诺书、申明回避，再打开申报书。")
	}
	return b, MayScore(round, seat.Expert.ID, b.Application.ID)
}

// Score submits an expert's sheet of one application, or a revision of it.
func (r *Room) Score(ctx context.Context, actor access.Actor, panel, ordinal string, typed Typed) error {
	return r.asExpert(ctx, actor, rowScore, panel, func(t *act.Tx, round Round, seat Seat) error {
		b, err := openTo(round, seat, ordinal)
		if err != nil {
			return err
		}
		return submit(t, round, seat.Expert.ID, b.Application.ID, "", typed)
	})
}

// submit writes a sheet as the next version.
func submit(t *act.Tx, round Round, expert, application, scan string, typed Typed) error {
	points, total, comment, err := ReadSheet(round.Panel, typed)
	if err != nil {
		return err
	}
	last, _ := round.SheetOf(application, expert)
	return insertSheet(t, Sheet{Panel: round.Panel.ID, Application: application, Expert: expert, N: last.N + 1, Points: points,
		Comment: comment, Total: total, State: SheetSubmitted, Scan: scan, At: t.Now()})
}
