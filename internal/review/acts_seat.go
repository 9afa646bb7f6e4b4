package review

import (
	"context"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// seatOf finds an expert's seat in the last draw of an unended panel.
func seatOf(t *store.Tx, p Panel, expert string) (Seat, []Seat, error) {
	if p.State != PanelDrawn && p.State != PanelScoring {
		return Seat{}, nil, fault.Conflict("C1", "评审组还没有抽取专家，或者已经结束。")
	}
	seats, err := Seats(t, p.ID)
	if err != nil {
		return Seat{}, nil, err
	}
	i := slices.IndexFunc(seats, func(s Seat) bool { return s.Expert.ID == expert })
	if i < 0 {
		return Seat{}, nil, fault.NotFound()
	}
	return seats[i], seats, nil
}

// SeatRefused registers that an expert cannot come; the next substitutes move up by themselves, in the order of the draw.
func (r *Room) SeatRefused(ctx context.Context, actor access.Actor, panel, expert, reason string) error {
	return r.onPanel(ctx, actor, rowSeatRefused, panel, func(t *act.Tx, p Panel) error {
		s, _, err := seatOf(t.Tx, p, expert)
		if err != nil {
			return err
		}
		if s.State == SeatRefused {
			return fault.Conflict("", "这位专家已登记不能参加。")
		}
		if reason, err = reasoned("refused", "请写明不能参加的原因", reason); err != nil {
			return err
		}
		s.State, s.Reason = SeatRefused, reason
		if err := saveSeat(t, s, t.Because(reason)); err != nil {
			return err
		}
		return moveUp(t, p)
	})
}

// moveUp lets the substitutes in that the bids need now.
func moveUp(t *act.Tx, p Panel) error {
	seats, err := Seats(t.Tx, p.ID)
	if err != nil {
		return err
	}
	bids, err := Bids(t.Tx, p.ID)
	if err != nil {
		return err
	}
	excluded, err := Kept(t.Tx, p.ID)
	if err != nil {
		return err
	}
	for _, s := range MoveUp(seats, bids, excluded, p.PerBid) {
		if err := saveSeat(t, s, ""); err != nil {
			return err
		}
	}
	return nil
}

// graceDays is how long an expert's account outlives the scoring: for corrections and signing, in days.
const graceDays = 7

// Invite issues a main expert's account, which ends some days after the scoring, and gives the slip to hand out. Who has
// an account that reaches that far keeps it: then the slip has no code.
func (r *Room) Invite(ctx context.Context, actor access.Actor, panel, expert string) (slip unit.Slip, err error) {
	n, err := r.newcomer(ctx, panel, expert)
	if err != nil {
		return slip, err
	}
	pending, err := r.Units.Prepare(ctx, actor, rowInvite, n)
	if err != nil {
		return slip, err
	}
	err = r.onPanel(ctx, actor, rowInvite, panel, func(t *act.Tx, p Panel) error {
		s, _, err := seatOf(t.Tx, p, expert)
		if err != nil {
			return err
		}
		if !s.Serves() || s.State != SeatDrawn {
			return fault.Conflict("", "这位专家已经通知，或者不是正式专家。纸条丢失的，请在“单位与账号”里重置账号。")
		}
		if slip, err = account(t, s.Expert, n, pending); err != nil {
			return err
		}
		s.State, s.Account = SeatInvited, slip.Account.ID
		if err := saveSeat(t, s, ""); err != nil {
			return err
		}
		s.Expert.Account = slip.Account.ID
		return saveExpert(t, s.Expert)
	})
	return slip, err
}

// account is the expert's account for a panel: the one that he has when it reaches far enough, else a new one.
func account(t *act.Tx, e Expert, n unit.NewAccount, pending unit.Pending) (slip unit.Slip, err error) {
	if e.Account != "" {
		has, err := unit.AccountByID(t.Tx, e.Account)
		if err != nil {
			return slip, err
		}
		if has.Usable(t.Now()) && !has.To.Before(n.To) {
			return unit.Slip{Account: has}, nil
		}
	}
	if !n.To.After(t.Now()) {
		return slip, fault.Conflict("", "评分截止日期已过，账号开出来就已失效。请先更改评分截止日期，再通知专家。")
	}
	if n.Unit == "" {
		return slip, fault.Conflict("", "还没有专家组这个单位。请先在“单位与账号”设立一个类别为“专家组”的单位，专家账号开在它下面。")
	}
	return pending.Write(t)
}

// newcomer is what an expert's account for a panel would be.
func (r *Room) newcomer(ctx context.Context, panel, expert string) (n unit.NewAccount, err error) {
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		p, err := PanelOf(t, panel)
		if err != nil {
			return err
		}
		e, err := ExpertOf(t, expert)
		if err != nil {
			return err
		}
		groups, err := unit.List(t, unit.Filter{Kind: unit.Experts}, t.Now())
		if err != nil {
			return err
		}
		n = unit.NewAccount{Login: "zj" + loginTail(panel, expert), Name: e.Name, Phone: e.Phone, Email: e.Email,
			Roles: []access.Role{access.Expert}, To: endOf(p.ScoringUntil)}
		for _, g := range groups {
			if n.Unit == "" && g.Living(t.Now()) {
				n.Unit = g.ID
			}
		}
		return nil
	})
	return n, err
}

// loginTail tells the log-in names of a panel's experts apart, without telling who they are.
func loginTail(panel, expert string) string { return sum(panel + "/" + expert)[:8] }

// endOf is the end of the last day of grace.
func endOf(until time.Time) time.Time {
	y, m, d := until.In(clock.Zone).AddDate(0, 0, graceDays+1).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, clock.Zone)
}
