package spread

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Recommending is what an approver confirms: the form as it was written, and the figures as the program filled them in.
type Recommending struct {
	Case    string     `json:"case"`
	Version int        `json:"version"`
	Form    UpwardForm `json:"form"`
	Figures Figures    `json:"figures"`
}

// Object is the name in the ledger of what it is about.
func (x Recommending) Object() string { return UpwardObject(x.Case) }

// RecommendingIn reads what was proposed, for the approver's page.
func RecommendingIn(params json.RawMessage) (x Recommending, err error) {
	return x, json.Unmarshal(params, &x)
}

// Recommend proposes to recommend a case to the body above (J5), as it is public now and with the figures of now.
func (r *Room) Recommend(ctx context.Context, actor access.Actor, of string, form UpwardForm) (string, error) {
	x := Recommending{Case: of, Form: UpwardForm{Reason: strings.TrimSpace(form.Reason), Novelty: strings.TrimSpace(form.Novelty), Copying: strings.TrimSpace(form.Copying)}}
	err := r.Door.DB.Read(ctx, func(t *store.Tx) error {
		c, err := Get(t, of)
		if err != nil {
			return err
		}
		x.Version = c.Shown
		x.Figures, err = FiguresOf(t, c)
		return err
	})
	if err != nil {
		return "", err
	}
	return r.Door.Propose(ctx, actor, rowRecommend, x.Object(), x, x.Form.Reason)
}

// recommend carries it out once it is confirmed. The unit is told.
func (r *Room) recommend(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Recommending](t, params)
	if err != nil {
		return err
	}
	c, pilot, err := locked(t.Tx, x.Case)
	if err != nil {
		return err
	}
	all, err := selectUpwardsOf(t.Tx, c.ID)
	if err != nil {
		return err
	}
	last := UpwardCase{All: all}.Last()
	to := pilot.Programme().Stages.Spread.Upward
	if err := RecommendAllowed(to, c.Public(), last.State); err != nil {
		return err
	}
	if err := SameCase(x.Version, c.Shown); err != nil {
		return err
	}
	failed, err := notPassed(t.Tx, pilot)
	if err != nil {
		return err
	}
	if err := MayPublish(pilot.State, failed); err != nil { // what would not be published is not recommended either
		return err
	}
	if wrong := WrongRecommendation(x.Form); len(wrong) > 0 {
		return fault.Invalid("推荐表还不能提请审签，请先补正以下各处。", wrong...)
	}
	v, err := VersionOf(t.Tx, c.ID, c.Shown)
	if err != nil {
		return err
	}
	u := Upward{Case: c.ID, N: last.N + 1, Version: x.Version, To: to, Form: x.Form, Figures: x.Figures, State: Recommended, At: t.Now(), Account: t.Actor.Account}
	if err := insertUpward(t, u, t.Because(x.Form.Reason)); err != nil {
		return err
	}
	if err := run.ForgetDraft(t.Tx, c.Pilot, UpwardDraft(c.ID)); err != nil {
		return err
	}
	if err := tellUnit(t.Tx, c.Unit, unitPeople, "案例已向"+to+"推荐", "贵单位的典型案例“"+v.Body.Title+"”已向"+to+"推荐。结果另行告知。", run.Link(c.Pilot)); err != nil {
		return err
	}
	return t.Move(last.State, Recommended)
}

// RegisterUpwardLetter puts down the number and the date of the letter that was sent (J5).
func (r *Room) RegisterUpwardLetter(ctx context.Context, actor access.Actor, of, number, dated string) error {
	return r.upward(ctx, actor, rowUpwardLetter, of, func(t *act.Tx, c UpwardCase, u Upward) error {
		if err := LetterAllowed(u.Number); err != nil {
			return err
		}
		number = strings.TrimSpace(number)
		if wrong := WrongLetter(number, dated, calendar.DayOf(u.At), calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("推荐函还不能登记，请先补正以下各处。", wrong...)
		}
		day, err := calendar.ParseDay(dated)
		if err != nil {
			return err
		}
		u.Number, u.Dated = number, day
		if err := updateUpward(t, u, ""); err != nil {
			return err
		}
		return t.Move(Recommended, Recommended)
	})
}

// RegisterOutcome puts down what became of a recommendation (J5). The unit is told.
func (r *Room) RegisterOutcome(ctx context.Context, actor access.Actor, of string, x Answer) error {
	return r.upward(ctx, actor, rowUpwardOutcome, of, func(t *act.Tx, c UpwardCase, u Upward) error {
		if err := OutcomeAllowed(u.Number); err != nil {
			return err
		}
		if wrong := WrongOutcome(x, u.Dated, calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("结果还不能登记，请先补正以下各处。", wrong...)
		}
		day, err := calendar.ParseDay(x.On)
		if err != nil {
			return err
		}
		to := x.State
		u.State, u.Outcome, u.AnsweredOn, u.AnsweredAt, u.AnsweredBy = to, strings.TrimSpace(x.Words), day, t.Now(), actor.Account
		if err := updateUpward(t, u, t.Because(u.Outcome)); err != nil {
			return err
		}
		if err := tellUnit(t.Tx, c.Case.Unit, unitPeople, "案例推荐结果："+UpwardTitles[to], "贵单位的典型案例“"+c.Body.Title+"”向"+u.To+"推荐，"+UpwardTitles[to]+"。"+u.Outcome, run.Link(c.Case.Pilot)); err != nil {
			return err
		}
		return t.Move(Recommended, to)
	})
}

// upward performs an act on the newest recommendation of a case, locked with the case.
func (r *Room) upward(ctx context.Context, actor access.Actor, row act.Row, of string, work func(*act.Tx, UpwardCase, Upward) error) error {
	_, err := r.Door.Do(ctx, actor, row, UpwardObject(of), func(t *act.Tx) error {
		if err := keep(t.Tx, of); err != nil {
			return err
		}
		c, err := upwardOf(t.Tx, of)
		if err != nil {
			return err
		}
		if err := t.Allow(MayRecommend(actor)); err != nil {
			return err
		}
		u := c.Last()
		if !slices.Contains(row.From, u.State) {
			return fault.Conflict("J5", "这个案例现在没有等待结果的推荐，不能办理“"+row.Title+"”。请刷新页面查看。")
		}
		return work(t, c, u)
	})
	return err
}
