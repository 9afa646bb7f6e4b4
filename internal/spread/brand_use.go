package spread

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// StateUse states what a unit used the money for (J4). Stated again before the office answered, the newest stands.
func (r *Room) StateUse(ctx context.Context, actor access.Actor, x Stating) error {
	if err := r.stored("files", x.Files...); err != nil {
		return err
	}
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowSpend, SpendingObject(id), func(t *act.Tx) error {
		b, err := r.money(t, x.Pilot, maySpend)
		if err != nil {
			return err
		}
		f, err := fundingOf(b, x.Funding)
		if err != nil {
			return err
		}
		if err := MayState(f); err != nil {
			return err
		}
		if err := run.Older("J4", x.Upon, UponSpending(f)); err != nil {
			return err
		}
		n := len(f.Spendings) + 1
		if old, waits := f.Asked(SpendingReported); waits {
			old.State = SpendingReplaced
			f.Spendings = append(slices.Clone(f.Spendings[:n-2]), old)
			if err := updateSpending(t, old, rand.Text()); err != nil {
				return err
			}
			if err := t.Along(SpendingObject(old.ID), SpendingReported, SpendingReplaced); err != nil {
				return err
			}
		}
		s, wrong := Stated(f, x)
		if len(wrong) > 0 {
			return fault.Invalid("使用情况还不能报送，请先补正以下各处。", wrong...)
		}
		s.ID, s.N, s.State, s.At, s.Account = id, n, SpendingReported, t.Now(), actor.Account
		if err := insertSpending(t, s); err != nil {
			return err
		}
		if err := run.ForgetDraft(t.Tx, x.Pilot, DraftSpending(f.N)); err != nil {
			return err
		}
		return t.Move("", SpendingReported)
	})
	return err
}

// Settling is how the office answers what a unit states.
type Settling struct {
	Pilot    string
	Spending string
	To       act.State
	Words    string
}

// Settle confirms what a unit states that it used, or asks again (J4).
func (r *Room) Settle(ctx context.Context, actor access.Actor, x Settling) error {
	_, err := r.Door.Do(ctx, actor, rowSettle, SpendingObject(x.Spending), func(t *act.Tx) error {
		b, err := r.money(t, x.Pilot, mayFund)
		if err != nil {
			return err
		}
		s, found := spendingOf(b, x.Spending)
		if !found {
			return fault.NotFound()
		}
		if err := MaySettle(s, x.To, x.Words); err != nil {
			return err
		}
		from := s.State
		s.State, s.AnsweredAt, s.AnsweredBy, s.Answer = x.To, t.Now(), actor.Account, strings.TrimSpace(x.Words)
		if err := updateSpending(t, s, t.Because(s.Answer)); err != nil {
			return err
		}
		title, text := "经费使用情况已确认", fmt.Sprintf("贵单位报送的经费使用情况（%s）已经确认。", s.Sum())
		if s.State == SpendingReturned {
			title, text = "经费使用情况退回补正", "贵单位报送的经费使用情况需要补正："+s.Answer
		}
		if err := tellBrand(t.Tx, b.Case, title, text); err != nil {
			return err
		}
		return t.Move(from, s.State)
	})
	return err
}

func spendingOf(b Branded, id string) (Spending, bool) {
	for _, f := range b.Fundings {
		for _, s := range f.Spendings {
			if s.ID == id {
				return s, true
			}
		}
	}
	return Spending{}, false
}
