package recommend

import (
	"context"
	"errors"
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Endorse recommends version seen of an application, behind those recommended before. Within the places it takes one;
// beyond them it waits for the province with the reason, "" where none is given (A6, A7).
func (r *Room) Endorse(ctx context.Context, actor access.Actor, id string, seen int, o Opinion, reason string) error {
	return r.own(ctx, actor, rowEndorse, id, func(t *act.Tx, l Line) error {
		if err := MayEndorse(l, seen); err != nil {
			return err
		}
		if err := r.sound(t.Tx, l.Application, o); err != nil {
			return err
		}
		over, err := admit(t, l.Application, reason)
		if err != nil {
			return err
		}
		if err := endorse(t, l.Application, o); err != nil {
			return err
		}
		if over {
			return wait(t, l.Application, reason)
		}
		return recommended(t, l.Application)
	})
}

// sound refuses an opinion that is missing or does not fit into the form's box.
func (r *Room) sound(t *store.Tx, a apply.Application, o Opinion) error {
	p, err := programmeOf(t, a)
	if err != nil {
		return err
	}
	field, asked := OpinionField(p, a.Kind)
	if !asked {
		return nil
	}
	if what := WrongOpinion(field, o, r.lacks); what != "" {
		return fault.InvalidField("opinion", what)
	}
	return nil
}

func programmeOf(t *store.Tx, a apply.Application) (*programme.Programme, error) {
	c, err := call.Get(t, a.Cohort)
	return c.Programme, err
}

// errCrowded says that numbers were taken faster than they could be read, many times over.
var errCrowded = errors.New("every free place was taken meanwhile")

// admit takes the next free place, or says that it is over the cap. A number that somebody else took between reading and
// taking is read again: the places themselves are the lock.
func admit(t *act.Tx, a apply.Application, reason string) (over bool, err error) {
	s, err := shareOf(t.Tx, a)
	if err != nil || !s.Counted() {
		return false, err
	}
	for range 100 {
		taken, err := selectTaken(t.Tx, a.Cohort, s.Quota, s.Holder)
		if err != nil {
			return false, err
		}
		n, over, err := Admit(s, taken, reason)
		if err != nil || over {
			return over, err
		}
		if took, err := take(t, a, s, n); err != nil || took {
			return false, err
		}
	}
	return false, fault.Busy(errCrowded)
}

func take(t *act.Tx, a apply.Application, s Share, n int) (bool, error) {
	p := Place{Cohort: a.Cohort, Quota: s.Quota, Holder: s.Holder, N: n, Application: a.ID}
	took, err := insertPlace(t.Tx, p)
	if took {
		t.Touch("place", p.key())
	}
	return took, err
}

// key is how the ledger names the place's row.
func (p Place) key() string { return fmt.Sprintf("%s/%s/%s/%d", p.Cohort, p.Quota, p.Holder, p.N) }

// endorse writes the recommendation, last in the order.
func endorse(t *act.Tx, a apply.Application, o Opinion) error {
	last, err := lastRank(t.Tx, a.Cohort, a.City)
	if err != nil {
		return err
	}
	e := Endorsement{Application: a.ID, Version: a.Version, Recommender: a.City, Opinion: o, Rank: last + 1, At: t.Now(), Account: t.Actor.Account}
	if err := insertEndorsement(t.Tx, e, t.Because(o.Text)); err != nil {
		return err
	}
	t.Touch("endorsement", a.ID)
	return nil
}

// wait puts a recommendation beyond the places before the province.
func wait(t *act.Tx, a apply.Application, reason string) error {
	o := Overrun{Application: a.ID, Version: a.Version, Reason: reason, At: t.Now()}
	if err := insertOverrun(t.Tx, o, t.Actor.Account, t.Because(reason)); err != nil {
		return err
	}
	t.Touch("overrun", a.ID)
	if err := apply.SetState(t, a, apply.StateOverrun); err != nil {
		return err
	}
	return tellOver(t.Tx, a)
}

// recommended moves an application on; the unit and those who act next are told.
func recommended(t *act.Tx, a apply.Application) error {
	if err := moveOn(t, a); err != nil {
		return err
	}
	return tellEndorsed(t.Tx, a)
}

// moveOn gives an application to the province: its paper is rendered.
func moveOn(t *act.Tx, a apply.Application) error {
	if err := apply.SetState(t, a, apply.StateEndorsed); err != nil {
		return err
	}
	t.Enqueue(RenderEndorsed{Application: a.ID, Version: a.Version})
	return nil
}

// Confirm recommends the new version of an application that the province had sent back. Its place is still its own; what
// was said of the version before is kept.
func (r *Room) Confirm(ctx context.Context, actor access.Actor, id string, seen int, o Opinion) error {
	return r.own(ctx, actor, rowConfirm, id, func(t *act.Tx, l Line) error {
		if err := MayConfirm(l, seen); err != nil {
			return err
		}
		if err := r.sound(t.Tx, l.Application, o); err != nil {
			return err
		}
		e := *l.Endorsement
		if err := keepEndorsement(t.Tx, id); err != nil {
			return err
		}
		t.Touch("endorsement_before", fmt.Sprintf("%s/%d", id, e.Version))
		e.Version, e.Opinion, e.At, e.Account = l.Version, o, t.Now(), t.Actor.Account
		if err := updateEndorsement(t.Tx, e, t.Because(o.Text)); err != nil {
			return err
		}
		t.Touch("endorsement", id)
		return recommended(t, l.Application)
	})
}

// Decline ends an application that is not recommended, with the reason; a place that it had is free again.
func (r *Room) Decline(ctx context.Context, actor access.Actor, id string, seen int, reason string) error {
	return r.own(ctx, actor, rowDecline, id, func(t *act.Tx, l Line) error {
		if err := MayDecline(l.Application, seen, reason); err != nil {
			return err
		}
		d := Declined{Application: id, Version: l.Version, Reason: reason, At: t.Now()}
		if err := insertDeclined(t.Tx, d, t.Actor.Account, t.Because(reason)); err != nil {
			return err
		}
		t.Touch("declined", id)
		if err := apply.SetState(t, l.Application, apply.StateDeclined); err != nil {
			return err
		}
		if err := Free(t, id); err != nil {
			return err
		}
		_, form, err := wordsOf(t.Tx, l.Application)
		if err != nil {
			return err
		}
		return apply.TellUnit(t.Tx, l.Application, form+"未获推荐", l.CityName+"没有推荐"+l.Number+"。理由："+reason)
	})
}

// Free gives up the place that an application has, by whatever act ends it: withdrawal, decline, a fatal formal check.
func Free(t *act.Tx, application string) error {
	places, err := selectPlacesOf(t.Tx, application)
	if err != nil {
		return err
	}
	for _, p := range places {
		if err := deletePlace(t.Tx, p); err != nil {
			return err
		}
		t.Touch("place", p.key())
	}
	return nil
}

// Rank moves an application one up or down in its recommender's order.
func (r *Room) Rank(ctx context.Context, actor access.Actor, id string, up bool) error {
	return r.own(ctx, actor, rowRank, id, func(t *act.Tx, l Line) error {
		s, err := Standing(t.Tx, l.Cohort, l.City)
		if err != nil {
			return err
		}
		moved, err := Moved(s.Ranked, id, up)
		if err != nil {
			return err
		}
		for i, one := range moved {
			if one.Endorsement.Rank == i+1 {
				continue
			}
			if err := updateRank(t.Tx, one.ID, i+1); err != nil {
				return err
			}
			t.Touch("endorsement", one.ID)
		}
		return nil
	})
}
