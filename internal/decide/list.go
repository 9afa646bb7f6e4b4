package decide

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// RankingOf is how the review placed a cohort's applications; refused while it has not ended (C1).
func (r *Room) RankingOf(t *store.Tx, cohort string) ([]Ranked, error) {
	if r.Ranking == nil {
		return nil, notReviewed()
	}
	return r.Ranking(t, cohort)
}

func notReviewed() error {
	return fault.Conflict("C1", "评审还没有结束，不能提出建议名单。请先完成各评审组的评分和汇总。")
}

// ProposeList draws up the suggested list out of the ranking (C1): those on it wait for the body's decision. It gives the
// decision's id.
func (r *Room) ProposeList(ctx context.Context, actor access.Actor, cohort string, chosen []string, passedOver string) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowList, Object(id), func(t *act.Tx) error {
		if err := t.Allow(mayPrepare(actor)); err != nil {
			return err
		}
		c, err := call.Get(t.Tx, cohort)
		if err != nil {
			return err
		}
		if err := noneWaits(t.Tx, cohort); err != nil {
			return err
		}
		ranked, err := r.RankingOf(t.Tx, cohort)
		if err != nil {
			return err
		}
		d := Decision{ID: id, Cohort: cohort, Matter: programme.MatterList, Body: BodyFor(c.Programme, programme.MatterList), State: Listed,
			PassedOver: strings.TrimSpace(passedOver), ListedAt: t.Now(), Account: actor.Account}
		return draw(t, d, ranked, chosen)
	})
	return id, err
}

// noneWaits refuses a second list while one waits for its decision.
func noneWaits(t *store.Tx, cohort string) error {
	all, err := Of(t, cohort)
	if slices.ContainsFunc(all, func(d Decision) bool { return d.State == Listed }) {
		err = fault.Conflict("C2", "已有一份建议名单等待研究。需要改动的，请先撤回，再重新提出。")
	}
	return err
}

func draw(t *act.Tx, d Decision, ranked []Ranked, chosen []string) error {
	applications, states := map[string]apply.Application{}, map[string]act.State{}
	for _, id := range slices.Sorted(slices.Values(chosen)) {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		applications[id], states[id] = a, a.State
	}
	if err := MayList(ranked, chosen, states, d.PassedOver); err != nil {
		return err
	}
	salt := rand.Text()
	if d.PassedOver != "" {
		salt = t.Because(d.PassedOver)
	}
	if err := insertDecision(t, d, salt); err != nil {
		return err
	}
	for _, one := range ranked {
		a, on := applications[one.Application]
		if !on {
			continue
		}
		if err := insertLine(t, d.ID, Line{Ranked: one, Contents: a.Contents}); err != nil {
			return err
		}
		if err := apply.MoveAlong(t, a, apply.StateProposed); err != nil {
			return err
		}
	}
	return t.Move("", Listed)
}

// DropList takes a list back that was not decided yet; its applications are under review again.
func (r *Room) DropList(ctx context.Context, actor access.Actor, id, reason string) error {
	_, err := r.Door.Do(ctx, actor, rowDrop, Object(id), func(t *act.Tx) error {
		if err := t.Allow(mayPrepare(actor)); err != nil {
			return err
		}
		d, err := lockDecision(t.Tx, id)
		if err != nil {
			return err
		}
		if strings.TrimSpace(reason) == "" {
			return fault.InvalidField("reason", "请写明撤回名单的理由。")
		}
		waiting, err := act.Awaiting(t.Tx)
		if err != nil {
			return err
		}
		if waiting[Object(id)] {
			return fault.Conflict("", "研究决定已提请审签。需要撤回名单的，请先请审签人退回。")
		}
		t.Because(reason)
		from := d.State
		d.State, d.DecidedAt, d.Account = Dropped, t.Now(), actor.Account
		if err := updateDecision(t, d); err != nil {
			return err
		}
		if err := back(t, d.Lines, func(Line) bool { return true }); err != nil {
			return err
		}
		return t.Move(from, Dropped)
	})
	return err
}

// back puts the applications of some lines under review again; one that was withdrawn meanwhile stays so.
func back(t *act.Tx, lines []Line, which func(Line) bool) error {
	for _, l := range lines {
		if !which(l) {
			continue
		}
		a, err := apply.Lock(t.Tx, l.Application)
		if err != nil {
			return err
		}
		if a.State != apply.StateProposed {
			continue
		}
		if err := apply.MoveAlong(t, a, apply.StateInReview); err != nil {
			return err
		}
	}
	return nil
}
