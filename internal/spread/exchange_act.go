package spread

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/run"
	"shidian/internal/store"
)

// AnnouncingExchange is what is said of an activity beforehand; days as they are typed.
type AnnouncingExchange struct {
	Title    string
	Kind     ExchangeKind
	From     string
	Until    string // "": it lasts one day
	Hours    string
	Place    string
	Host     string // pilot; "" for none
	Cohorts  []string
	Words    string
	AnswerBy string
}

// LastDay is the day on which it ends, as it was typed.
func (x AnnouncingExchange) LastDay() string { return cmp.Or(x.Until, x.From) }

// AnnounceExchange announces an activity to the pilots at work of some cohorts (R4); their units are told.
func (r *Room) AnnounceExchange(ctx context.Context, actor access.Actor, x AnnouncingExchange) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowAnnounceExchange, ExchangeObject(id), func(t *act.Tx) error {
		if wrong := WrongExchange(x, calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("活动还不能通知，请先补正以下各处。", wrong...)
		}
		host, err := hostOf(t.Tx, x.Host)
		if err != nil {
			return err
		}
		if err := t.Allow(mayHost(actor, host)); err != nil {
			return err
		}
		e, err := exchangeOf(t, x)
		if err != nil {
			return err
		}
		e.ID = id
		invited, err := invitedTo(t.Tx, e)
		if err != nil {
			return err
		}
		if err := insertExchange(t, e); err != nil {
			return err
		}
		if err := tellHost(t.Tx, host, "将在贵单位举办："+e.Title, exchangeDays(e)+"，请做好准备。谁来参加，在页面查看。", id); err != nil {
			return err
		}
		for _, c := range invited {
			text := fmt.Sprintf("%s，%s。请在%s前回复是否参加和人数。", exchangeDays(e), e.Place, dayInWords(e.AnswerBy))
			if err := tellUnit(t.Tx, c.Pilot.Unit, unitPeople, ExchangeKindTitles[e.Kind]+"："+e.Title, text, ExchangeLink(id)); err != nil {
				return err
			}
		}
		return t.Move("", ExchangeAnnounced)
	})
	return id, err
}

// hostOf reads the pilot at which an activity is to take place: one at work. Zero where none is named.
func hostOf(t *store.Tx, id string) (host run.Case, err error) {
	if id == "" {
		return host, nil
	}
	host, err = run.CaseOf(t, id)
	if fault.Is(err, fault.KindNotFound) || err == nil && !run.Living(host.State) {
		return host, fault.InvalidField("host", "请选择一个在实施的单位。")
	}
	return host, err
}

func exchangeOf(t *act.Tx, x AnnouncingExchange) (e Exchange, err error) {
	e = Exchange{Title: strings.TrimSpace(x.Title), Kind: x.Kind, Hours: strings.TrimSpace(x.Hours), Place: strings.TrimSpace(x.Place), Host: x.Host,
		Words: strings.TrimSpace(x.Words), State: ExchangeAnnounced, By: t.Actor.Unit, At: t.Now(), Account: t.Actor.Account}
	e.Cohorts = slices.Clone(x.Cohorts)
	slices.Sort(e.Cohorts)
	e.Cohorts = slices.Compact(e.Cohorts)
	for _, day := range []struct {
		text string
		to   *calendar.Day
	}{{x.From, &e.From}, {x.LastDay(), &e.Until}, {x.AnswerBy, &e.AnswerBy}} {
		if *day.to, err = calendar.ParseDay(day.text); err != nil {
			return e, err
		}
	}
	return e, nil
}

// tellHost tells the unit at which an activity takes place, where there is one.
func tellHost(t *store.Tx, host run.Case, title, text, id string) error {
	if host.ID == "" {
		return nil
	}
	return tellUnit(t, host.Pilot.Unit, unitPeople, title, text, ExchangeLink(id))
}

// invitedTo are the pilots at work of the published cohorts that are invited, each of which must have one besides the host.
func invitedTo(t *store.Tx, e Exchange) (invited []run.Case, err error) {
	for _, id := range e.Cohorts {
		c, err := call.GetPublished(t, id)
		if fault.Is(err, fault.KindNotFound) {
			err = fault.InvalidField("cohorts", "请选择邀请哪些批次的单位。")
		}
		if err != nil {
			return nil, err
		}
		cases, err := run.Cases(t, everybody, c)
		if err != nil {
			return nil, err
		}
		cases = slices.DeleteFunc(cases, func(one run.Case) bool { return !run.Living(one.State) || one.ID == e.Host })
		if err := InvitesAnybody(c.Title(), len(cases)); err != nil {
			return nil, err
		}
		invited = append(invited, cases...)
	}
	return invited, nil
}

// AnsweringExchange is what a unit answers for one of its pilots, as it is typed.
type AnsweringExchange struct {
	Pilot  string
	Coming string // yes, no
	People string
	Note   string
}

// AnswerExchange says whether a pilot's unit comes, and with how many people (R4); the newest answer stands.
func (r *Room) AnswerExchange(ctx context.Context, actor access.Actor, id string, x AnsweringExchange) error {
	return r.exchange(ctx, actor, rowAnswerExchange, id, func(t *act.Tx, roll ExchangeRoll) error {
		at := slices.IndexFunc(roll.Lines, func(l ExchangeLine) bool { return l.ID == x.Pilot })
		if at < 0 {
			return fault.NotFound()
		}
		if err := t.Allow(run.MaySpeak(actor, roll.Lines[at].Case)); err != nil {
			return err
		}
		if err := ExchangeAnswerAllowed(roll.State, roll.AnswerBy, calendar.DayOf(t.Now())); err != nil {
			return err
		}
		if wrong := WrongExchangeAnswer(x.Coming, x.People, x.Note); len(wrong) > 0 {
			return fault.Invalid("还没有回复，请先补正以下各处。", wrong...)
		}
		a := ExchangeAnswer{Exchange: id, Pilot: x.Pilot, Coming: x.Coming == "yes", Note: strings.TrimSpace(x.Note), At: t.Now(), Account: actor.Account}
		if a.Coming {
			a.People, _ = strconv.Atoi(strings.TrimSpace(x.People))
		}
		if err := putExchangeAnswer(t, a); err != nil {
			return err
		}
		return t.Move(ExchangeAnnounced, ExchangeAnnounced)
	})
}

// CallOffExchange calls an activity off, and says why (R4). All that were invited are told.
func (r *Room) CallOffExchange(ctx context.Context, actor access.Actor, id, reason string) error {
	return r.exchange(ctx, actor, rowCallOffExchange, id, func(t *act.Tx, roll ExchangeRoll) error {
		if err := t.Allow(MayOrganise(actor, roll.Exchange)); err != nil {
			return err
		}
		if err := CallOffAllowed(roll.State, roll.Until, calendar.DayOf(t.Now()), reason); err != nil {
			return err
		}
		e := roll.Exchange
		e.State, e.Reason, e.EndedAt, e.EndedBy = ExchangeCalledOff, strings.TrimSpace(reason), t.Now(), actor.Account
		if err := updateExchange(t, e, t.Because(e.Reason)); err != nil {
			return err
		}
		if err := tellHost(t.Tx, roll.Host, "已取消："+e.Title, "原定"+exchangeDays(e)+"的活动取消。"+e.Reason, id); err != nil {
			return err
		}
		for _, l := range roll.Lines {
			if err := tellUnit(t.Tx, l.Pilot.Unit, unitPeople, "已取消："+e.Title, "原定"+exchangeDays(e)+"的活动取消。"+e.Reason, ExchangeLink(id)); err != nil {
				return err
			}
		}
		return t.Move(ExchangeAnnounced, ExchangeCalledOff)
	})
}

// SummingUp is what is said of an activity afterwards: with how many people each pilot was there, as it is typed.
type SummingUp struct {
	Words    string
	Attended map[string]string // by pilot; "" and 0: it was not there
	Files    []string
}

// SumUpExchange sums an activity up once it is over (R4). The units that were there are told.
func (r *Room) SumUpExchange(ctx context.Context, actor access.Actor, id string, x SummingUp) error {
	if err := r.stored("files", x.Files...); err != nil {
		return err
	}
	return r.exchange(ctx, actor, rowSumUpExchange, id, func(t *act.Tx, roll ExchangeRoll) error {
		if err := t.Allow(MayOrganise(actor, roll.Exchange)); err != nil {
			return err
		}
		if err := SumUpAllowed(roll.State, roll.Until, calendar.DayOf(t.Now())); err != nil {
			return err
		}
		if wrong := WrongSummary(x.Words, x.Attended); len(wrong) > 0 {
			return fault.Invalid("还不能汇总，请先补正以下各处。", wrong...)
		}
		e := roll.Exchange
		e.State, e.Summary, e.Files, e.EndedAt, e.EndedBy = ExchangeSummedUp, strings.TrimSpace(x.Words), x.Files, t.Now(), actor.Account
		if err := updateExchange(t, e, t.Because(e.Summary)); err != nil {
			return err
		}
		for _, l := range roll.Lines {
			people, _ := strconv.Atoi(strings.TrimSpace(x.Attended[l.ID]))
			if people == 0 {
				continue
			}
			if err := insertAttendance(t, id, l.ID, people); err != nil {
				return err
			}
			if err := tellUnit(t.Tx, l.Pilot.Unit, unitPeople, "观摩交流已汇总："+e.Title, "活动的情况和材料可以在页面查看。", ExchangeLink(id)); err != nil {
				return err
			}
		}
		return t.Move(ExchangeAnnounced, ExchangeSummedUp)
	})
}

// exchange performs an act on an activity, locked, for those who have a part in it.
func (r *Room) exchange(ctx context.Context, actor access.Actor, row act.Row, id string, work func(*act.Tx, ExchangeRoll) error) error {
	_, err := r.Door.Do(ctx, actor, row, ExchangeObject(id), func(t *act.Tx) error {
		if err := keepExchange(t.Tx, id); err != nil {
			return err
		}
		roll, err := ExchangeByID(t.Tx, actor, id)
		if err != nil {
			return err
		}
		return work(t, roll)
	})
	return err
}

// exchangeDays are the days and hours of an activity in words.
func exchangeDays(e Exchange) string {
	text := dayInWords(e.From)
	if e.From.Before(e.Until) {
		text += "至" + dayInWords(e.Until)
	}
	return text + e.Hours
}

func dayInWords(d calendar.Day) string { return d.Start().In(clock.Zone).Format("2006年1月2日") }
