package apply

import (
	"context"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/jobs"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// What falls due of a returned application: a day before its personal date, and when it has passed.
const (
	dueReturnSoon = "apply.return_soon"
	dueReturnOver = "apply.return_over"
)

// Due says what happens when a return's personal date comes near and passes.
func (r *Room) Due(sweep *jobs.Sweep) {
	sweep.On(dueReturnSoon, r.remindReturn(func(t *store.Tx, form string, a Application, ret Return) error {
		return tellUnit(t, a, "修改期限将到", form+"（"+a.Number+"）退回修改的期限是"+calendar.Show(ret.Until, t.Now())+"，请在期限前修改并重新提交。")
	}))
	sweep.On(dueReturnOver, r.remindReturn(func(t *store.Tx, form string, a Application, ret Return) error {
		if err := tellUnit(t, a, "修改期限已过", form+"（"+a.Number+"）没有在退回修改的期限内重新提交。内容仍然保留；如需继续，请联系退回的单位。"); err != nil {
			return err
		}
		back, err := returners(t, ret)
		if err != nil {
			return err
		}
		return tell(t, back, a, "退回修改逾期："+a.UnitName, a.UnitName+"没有在期限内修改"+form+"（"+a.Number+"），请研究下一步怎样办理。")
	}))
}

// remindReturn says something while the return is still the one that waits. After a crash it may say it again.
func (r *Room) remindReturn(say func(t *store.Tx, form string, a Application, ret Return) error) func(context.Context, jobs.Due) error {
	return func(ctx context.Context, due jobs.Due) error {
		return r.Door.DB.Write(ctx, func(t *store.Tx) error {
			a, err := Get(t, strings.TrimPrefix(due.Object, Object("")))
			if err != nil {
				return err
			}
			ret, waits, err := ReturnOf(t, a)
			if err != nil || !waits {
				return err
			}
			p, err := definitionOf(t, a)
			if err != nil {
				return err
			}
			return say(t, p.Called().Form, a, ret)
		})
	}
}

// scheduleReturn puts the personal date down; a day before it only where there is a day.
func scheduleReturn(t *store.Tx, r Return, now time.Time) error {
	if err := jobs.Put(t, dueReturnOver, Object(r.Application), r.Until); err != nil {
		return err
	}
	if soon := r.Until.Add(-24 * time.Hour); soon.After(now) {
		return jobs.Put(t, dueReturnSoon, Object(r.Application), soon)
	}
	return jobs.Drop(t, dueReturnSoon, Object(r.Application))
}

// returners are those of the body that sent back who may do so.
func returners(t *store.Tx, r Return) ([]string, error) {
	return ids(unit.AccountsOf(t, r.Unit, rowReturn.Who...))
}

// tellReturned tells the unit which fields are open, why, and until when.
func tellReturned(t *store.Tx, p *programme.Programme, a Application, r Return) error {
	form := p.Called().Form
	lines := []string{form + "（" + a.Number + "）已退回修改，请在" + calendar.Show(r.Until, t.Now()) + "修改并重新提交。需要修改的有："}
	for _, item := range r.Items {
		lines = append(lines, ItemName(p, item.Key)+"："+item.Reason)
	}
	return tellUnit(t, a, form+"退回修改", strings.Join(lines, "\n"))
}

// ItemName names an item of a return: the field's name, or 附件.
func ItemName(p *programme.Programme, key string) string {
	for _, f := range p.Fields() {
		if f.Key == key {
			return FieldName(f)
		}
	}
	return "附件"
}
