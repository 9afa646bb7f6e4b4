package run

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// What falls due of a stocktaking: a week before its date, the morning of its last day, and when it has passed.
const (
	dueStocktakingSoon = "run.stocktaking_soon"
	dueStocktakingLast = "run.stocktaking_last"
	dueStocktakingOver = "run.stocktaking_over"
)

// remindedBefore is how many days before the last one the units are reminded.
const remindedBefore = 7

// morning is when people are reminded.
const morning = 9 * time.Hour

// remind puts the reminders of a stocktaking down, those that are still to come.
func (s Stocktaking) remind(t *store.Tx) error {
	for kind, at := range map[string]time.Time{dueStocktakingSoon: s.Due().Add(-remindedBefore).Start().Add(morning),
		dueStocktakingLast: s.Due().Start().Add(morning), dueStocktakingOver: s.DueAt} {
		if !at.After(t.Now()) {
			continue
		}
		if err := jobs.Put(t, kind, StocktakingObject(s.ID), at); err != nil {
			return err
		}
	}
	return nil
}

// dueStocktakings says what happens when a stocktaking's dates fall due: units that owe a report are reminded of it; after the
// date the office is told how many there are.
func (r *Room) dueStocktakings(sweep *jobs.Sweep) {
	sweep.On(dueStocktakingSoon, r.whileOpen(func(t *store.Tx, s Stocktaking, owing []Pilot) error {
		return tellPilots(t, s, owing, s.Title+"调度将于"+calendar.ShowDay(s.Due(), t.Now())+"截止", "您单位的报送还没有收到，请在"+calendar.Show(s.DueAt, t.Now())+"报送。")
	}))
	sweep.On(dueStocktakingLast, r.whileOpen(func(t *store.Tx, s Stocktaking, owing []Pilot) error {
		return tellPilots(t, s, owing, s.Title+"调度今天截止", "您单位的报送还没有收到，请在"+calendar.Show(s.DueAt, t.Now())+"报送。")
	}))
	sweep.On(dueStocktakingOver, r.whileOpen(func(t *store.Tx, s Stocktaking, owing []Pilot) error {
		text := "各单位都已报送或者免报，可以汇总。"
		if len(owing) > 0 {
			text = fmt.Sprintf("还有%d个单位没有报送。汇总以前仍可报送，可以电话联系，或者办理免报。", len(owing))
		}
		accounts, err := unit.AccountsWith(t, handlers...)
		for _, a := range accounts {
			if err == nil && a.Usable(t.Now()) {
				err = notify.Send(t, notify.Message{Account: a.ID, Kind: "run", Title: s.Title + "调度已到期", Text: text, Link: StocktakingLink(s.ID)})
			}
		}
		return err
	}))
}

// whileOpen does something about a stocktaking that is not closed, with those that owe a report.
func (r *Room) whileOpen(do func(*store.Tx, Stocktaking, []Pilot) error) func(context.Context, jobs.Due) error {
	return func(ctx context.Context, due jobs.Due) error {
		return r.Door.DB.Write(ctx, func(t *store.Tx) error {
			s, found, err := StocktakingOf(t, strings.TrimPrefix(due.Object, StocktakingObject("")))
			if err != nil || !found || s.State != StocktakingOpen {
				return err
			}
			owing, err := selectOwing(t, s)
			if err != nil {
				return err
			}
			return do(t, s, owing)
		})
	}
}
