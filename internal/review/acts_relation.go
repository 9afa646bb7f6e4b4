package review

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
)

// AcceptSeat takes an expert's acceptance: he signs the pledge and declares what ties him to which applications (their
// ordinals within the panel, each with his words; none is an answer too).
func (r *Room) AcceptSeat(ctx context.Context, actor access.Actor, panel string, pledged bool, relations map[string]string) error {
	return r.asExpert(ctx, actor, rowAcceptSeat, panel, func(t *act.Tx, round Round, seat Seat) error {
		if seat.State == SeatAccepted {
			return fault.Conflict("", "您已经接受评审，可以开始评分。")
		}
		if !pledged {
			return fault.InvalidField("pledge", "请阅读承诺书并勾选同意，才能开始评审。")
		}
		seat.State = SeatAccepted
		if err := saveSeat(t, seat, ""); err != nil {
			return err
		}
		if err := insertPledge(t, panel, seat.Expert.ID); err != nil {
			return err
		}
		for _, ordinal := range sorted(relations) {
			if err := declare(t, round, seat, ordinal, relations[ordinal]); err != nil {
				return err
			}
		}
		return fill(t, round.Panel)
	})
}

func sorted(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Declare takes an expert's word that something ties him to an application: it is no longer his, and a score that he
// gave it is void.
func (r *Room) Declare(ctx context.Context, actor access.Actor, panel, ordinal, what string) error {
	return r.asExpert(ctx, actor, rowDeclare, panel, func(t *act.Tx, round Round, seat Seat) error {
		if err := declare(t, round, seat, ordinal, what); err != nil {
			return err
		}
		return fill(t, round.Panel)
	})
}

func declare(t *act.Tx, round Round, seat Seat, ordinal, what string) error {
	b, found := round.Bid(ordinal)
	if !found {
		return fault.NotFound()
	}
	return relate(t, round, Relation{Panel: seat.Panel, Expert: seat.Expert.ID, Application: b.Application.ID, What: what})
}

// relate writes a relation and makes the score void that its expert gave.
func relate(t *act.Tx, round Round, n Relation) error {
	n.What, n.At = strings.TrimSpace(n.What), t.Now()
	if length := len([]rune(n.What)); length == 0 || length > maxEvidence {
		return fault.InvalidField("what", "请写明是什么关系，不超过500字。")
	}
	if slices.ContainsFunc(round.Relations, func(r Relation) bool { return r.Expert == n.Expert && r.Application == n.Application }) {
		return fault.Conflict("", "这一关系已经登记。")
	}
	salt := t.Because(n.What)
	if err := insertRelation(t, n, salt); err != nil {
		return err
	}
	if s, in := round.SheetOf(n.Application, n.Expert); in && s.Counts() {
		return voidSheet(t, s, n.What, salt)
	}
	return nil
}

// LateRelation registers that something ties an expert to an application, found after he began: his score of it is void.
func (r *Room) LateRelation(ctx context.Context, actor access.Actor, panel, expert, application, what string) error {
	return r.onPanel(ctx, actor, rowLate, panel, func(t *act.Tx, p Panel) error {
		if p.State != PanelScoring && p.State != PanelClosed {
			return fault.Conflict("C1", "还没有开始评分。请在回避登记中办理。")
		}
		switch {
		case expert == "":
			return fault.InvalidField("expert", "请选择专家。")
		case application == "":
			return fault.InvalidField("application", "请选择申报书。")
		}
		round, err := RoundOf(t.Tx, panel)
		if err != nil {
			return err
		}
		b, found := round.Bid(strconv.Itoa(round.Ordinal(application)))
		if _, seated := round.Seat(expert); !found || !seated {
			return fault.NotFound()
		}
		if p.State == PanelClosed && b.Application.State != apply.StateInReview {
			return fault.Conflict("C1", "建议名单已经提出，评分不能再变。请先撤回建议名单，再登记。")
		}
		if err := relate(t, round, Relation{Panel: panel, Expert: expert, Application: application, What: what, Late: true}); err != nil {
			return err
		}
		return fill(t, p)
	})
}

// fill lets substitutes in for the applications that have lost an expert.
func fill(t *act.Tx, p Panel) error {
	if p.State != PanelScoring {
		return nil
	}
	return moveUp(t, p)
}
