package call

import (
	"errors"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
)

func TestCityPassesOnAndAsks(t *testing.T) {
	each(t, func(w *world) {
		id := w.publish()
		letter := w.letter(id)
		w.refused(w.room.Intend(w.ctx, w.county, id, Means), fault.KindNotFound, "answered before it was asked")
		late := letter
		late.Inner = "2020-05-19T00:00"
		w.refused(w.room.Pass(w.ctx, w.city, id, late), fault.KindInvalid, "an inner date that is the province's")
		w.must(w.room.Pass(w.ctx, w.city, id, letter))

		w.read(func(t *store.Tx) error {
			for name, c := range map[string]struct {
				actor access.Actor
				want  time.Time
			}{"own county": {w.county, at("2020-05-16T00:00")}, "city": {w.city, at("2020-05-16T00:00")}, "another's county": {w.neighbour, time.Time{}}, "society": {w.society, time.Time{}}} {
				d, err := DatesFor(t, id, c.actor.Unit)
				if err != nil {
					return err
				}
				if !d.Inner.Equal(c.want) || !d.Electronic.Equal(at("2020-05-19T00:00")) {
					w.t.Errorf("%s sees %+v", name, d)
				}
			}
			return nil
		})
		if got := w.inbox(w.county.Account); got != 1 {
			w.t.Errorf("the county got %d messages, want 1", got)
		}
		if got := w.inbox(w.neighbour.Account); got != 0 {
			w.t.Errorf("another city's county got %d messages", got)
		}
		w.must(w.room.Intend(w.ctx, w.county, id, Undecided))
		w.must(w.room.Intend(w.ctx, w.countyHead, id, Means))
		w.read(func(t *store.Tx) error {
			all, err := IntentionsOf(t, w.cohort(id), w.city.Unit)
			if len(all) != 1 || all[0].Answer != Means || all[0].Name != "甲县科协" {
				w.t.Errorf("the city sees %+v", all)
			}
			others, err2 := IntentionsOf(t, w.cohort(id), w.otherCity.Unit)
			if len(others) != 1 || others[0].Answer != "" {
				w.t.Errorf("the other city sees %+v", others)
			}
			return errors.Join(err, err2)
		})
		w.refused(w.room.Intend(w.ctx, w.neighbour, id, Means), fault.KindNotFound, "a county of a city that did not pass it on")
		w.refused(w.room.Intend(w.ctx, w.city, id, Means), fault.KindNotFound, "the city itself")
		w.refused(w.room.Intend(w.ctx, w.county, id, "maybe"), fault.KindInvalid, "another answer")
		w.at("2020-05-19T00:00")
		w.refused(w.room.Intend(w.ctx, w.county, id, MeansNot), fault.KindClosed, "after the end")
		w.refused(w.room.Pass(w.ctx, w.city, id, letter), fault.KindClosed, "passed on after the end")
		w.clean()
	})
}

func TestPassRefusals(t *testing.T) {
	each(t, func(w *world) {
		draft := w.open(2021)
		w.refused(w.room.Pass(w.ctx, w.city, draft, LetterText{}), fault.KindNotFound, "a draft's")
		id := w.publish()
		letter := w.letter(id)
		w.refused(w.room.Pass(w.ctx, w.county, id, letter), fault.KindForbidden, "by a county")
		w.refused(w.room.Pass(w.ctx, w.handler, id, letter), fault.KindForbidden, "by the office")
		w.refused(w.room.SaveLetter(w.ctx, w.county, id, letter), fault.KindForbidden, "a county's draft")
		letter.Asks = false
		w.must(w.room.SaveLetter(w.ctx, w.city, id, letter))
		w.must(w.room.Pass(w.ctx, w.city, id, letter))
		w.refused(w.room.Intend(w.ctx, w.county, id, Means), fault.KindForbidden, "answered unasked")
		w.clean()
	})
}
