package review

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// onPanel performs an act of the office on a locked panel.
func (r *Room) onPanel(ctx context.Context, actor access.Actor, row act.Row, panel string, work func(*act.Tx, Panel) error) error {
	_, err := r.Door.Do(ctx, actor, row, Object(panel), func(t *act.Tx) error {
		p, err := lockPanel(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := t.Allow(mayRun(actor)); err != nil {
			return err
		}
		if p.State == PanelDropped {
			return fault.Conflict("C1", "评审组已撤销，不能再办理。请另组一个评审组。")
		}
		return work(t, p)
	})
	return err
}

// Formation is what the office says of a new panel.
type Formation struct {
	Cohort       string
	Name         string
	Applications []string // none: all that are accepted and in no panel, or all that go on to the panel stage
	ScoringUntil time.Time
	Stage        int // OnlyStage: the programme's first
}

// Form makes a panel of accepted applications.
func (r *Room) Form(ctx context.Context, actor access.Actor, f Formation) (string, error) {
	p := Panel{ID: store.NewID(), Cohort: f.Cohort, Name: strings.Join(strings.Fields(f.Name), " "), ScoringUntil: f.ScoringUntil, State: PanelForming, Stage: f.Stage}
	_, err := r.Door.Do(ctx, actor, rowForm, Object(p.ID), func(t *act.Tx) error {
		if err := t.Allow(mayRun(actor)); err != nil {
			return err
		}
		if err := p.follow(t.Tx); err != nil {
			return err
		}
		open, err := p.candidates(t.Tx)
		if err != nil {
			return err
		}
		chosen, err := choose(open, f.Applications)
		if err != nil {
			return err
		}
		if err := mendPanel(p, t.Now()); err != nil {
			return err
		}
		return writePanel(t, p, chosen)
	})
	return p.ID, err
}

// writePanel writes a new panel with its bids.
func writePanel(t *act.Tx, p Panel, chosen []apply.Application) error {
	if err := savePanel(t, p); err != nil {
		return err
	}
	if err := insertStage(t, p); err != nil {
		return err
	}
	for _, a := range chosen {
		if err := insertBid(t, Bid{p.ID, a, a.Version}); err != nil {
			return err
		}
	}
	return t.Move("", PanelForming)
}

// follow takes over what the programme says of the review (C1).
func (p *Panel) follow(t *store.Tx) error {
	c, err := call.Get(t, p.Cohort)
	if err != nil {
		return err
	}
	review := c.Programme.Stages.Review
	if p.Stage, err = StageAsked(review, p.Stage); err != nil {
		return err
	}
	says := review.Panel()
	switch p.Stage {
	case LetterStage:
		says = review.Letter.Stage()
	case PanelStage:
		p.Share = review.Letter.Share.Value
	}
	p.Criteria, p.Ties = says.Criteria, says.Ties
	p.PerBid, p.Substitutes, p.Blind = says.Experts, says.Substitutes, says.Blind
	p.Combine, p.CommentBelow, p.MarkedBeyond = says.Combine, says.CommentBelow, says.MarkedBeyond
	return nil
}

// Formable are a cohort's accepted applications that are in no panel that has not ended, by number.
func Formable(t *store.Tx, cohort string) ([]apply.Application, error) {
	accepted, err := apply.Every(t, apply.Filter{Cohort: cohort, State: apply.StateAccepted})
	if err != nil {
		return nil, err
	}
	taken, err := selectTaken(t, cohort)
	return slices.DeleteFunc(accepted, func(a apply.Application) bool { return slices.Contains(taken, a.ID) }), err
}

// choose takes the wanted ones of those that may be chosen; none wanted: all.
func choose(open []apply.Application, wanted []string) ([]apply.Application, error) {
	if len(open) == 0 {
		return nil, fault.Conflict("C1", "没有可以评审的申报书：须是已受理，并且不在没有结束的评审组中。")
	}
	if len(wanted) == 0 {
		return open, nil
	}
	chosen := slices.DeleteFunc(slices.Clone(open), func(a apply.Application) bool { return !slices.Contains(wanted, a.ID) })
	if len(chosen) < len(wanted) {
		return nil, fault.Conflict("", "所选申报书中，有的不再是已受理，或已进了别的评审组。请刷新页面重新选择。")
	}
	return chosen, nil
}

const maxPanelName = 40

// mendPanel says what of a new panel needs mending.
func mendPanel(p Panel, now time.Time) error {
	var wrong []fault.Field
	if n := len([]rune(p.Name)); n == 0 || n > maxPanelName {
		wrong = append(wrong, fault.Field{Key: "name", Message: "请写评审组名称，不超过40字，如“第一评审组”。"})
	}
	if !p.ScoringUntil.After(now) {
		wrong = append(wrong, fault.Field{Key: "until", Message: "评分截止日期须在今天之后；专家账号随评审组结束而失效。"})
	}
	if wrong == nil {
		return nil
	}
	return fault.Invalid("有内容需要修改。", wrong...)
}

// Freeze fixes criteria, weights, the way of combining, the order of ties and the numbers of experts: before any expert
// is drawn, let alone opens an application (C1).
func (r *Room) Freeze(ctx context.Context, actor access.Actor, panel string) error {
	return r.onPanel(ctx, actor, rowFreeze, panel, func(t *act.Tx, p Panel) error {
		if p.State != PanelForming {
			return fault.Conflict("C1", "评审标准已经固定，不能再改。")
		}
		if !p.ScoringUntil.After(t.Now()) {
			return fault.Conflict("", "评分截止日期已过。请先更改评分截止日期，再固定评审标准。")
		}
		if err := settle(t, p); err != nil {
			return err
		}
		if err := p.follow(t.Tx); err != nil {
			return err
		}
		p.State = PanelFrozen
		if err := savePanel(t, p); err != nil {
			return err
		}
		if p.Blind {
			if err := insertOrder(t, p.ID); err != nil {
				return err
			}
		}
		return t.Move(PanelForming, PanelFrozen)
	})
}

// settle fixes the panel's bids: each in the version that stands now, and without those that have gone elsewhere since.
func settle(t *act.Tx, p Panel) error {
	bids, err := Bids(t.Tx, p.ID)
	if err != nil {
		return err
	}
	left := 0
	for _, b := range bids {
		if err := deleteBid(t, b); err != nil {
			return err
		}
		if b.Application.State != p.enters() {
			continue
		}
		left++
		b.Version = b.Application.Version
		if err := insertBid(t, b); err != nil {
			return err
		}
	}
	if left == 0 {
		return fault.Conflict("", "组内的申报书都已撤回或退回，没有可以评审的。请撤销这个评审组。")
	}
	return nil
}

// CriteriaText is one criterion as people read it: 问题导向 30分.
func CriteriaText(criteria []programme.Criterion) string {
	parts := make([]string, len(criteria))
	for i, c := range criteria {
		parts[i] = c.Name + " " + strconv.Itoa(c.Weight) + "分"
	}
	return strings.Join(parts, "、")
}
