package review

import (
	"context"
	"encoding/json"
	"fmt"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// ExpertObject is the expert's name in the ledger.
func ExpertObject(id string) string { return "expert/" + id }

// AddExpert takes somebody into the pool.
func (r *Room) AddExpert(ctx context.Context, actor access.Actor, e Expert) (string, error) {
	e = tidyExpert(e)
	e.ID, e.State, e.Account = store.NewID(), ExpertActive, ""
	_, err := r.Door.Do(ctx, actor, rowAddExpert, ExpertObject(e.ID), func(t *act.Tx) error {
		if err := t.Allow(mayRun(actor)); err != nil {
			return err
		}
		if wrong := mendExpert(e, t.Now()); wrong != nil {
			return fault.Invalid("有内容需要修改。", wrong...)
		}
		there, err := Experts(t.Tx, true)
		if err != nil {
			return err
		}
		if twin(there, e) {
			return fault.InvalidField("name", "专家库里已有这位专家（同名同单位）。")
		}
		if err := saveExpert(t, e); err != nil {
			return err
		}
		return t.Move("", ExpertActive)
	})
	return e.ID, err
}

// RetireExpert takes somebody out of the pool for later draws.
func (r *Room) RetireExpert(ctx context.Context, actor access.Actor, id string) error {
	_, err := r.Door.Do(ctx, actor, rowRetireExpert, ExpertObject(id), func(t *act.Tx) error {
		e, err := ExpertOf(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayRun(actor)); err != nil {
			return err
		}
		serves, err := servesIn(t.Tx, id)
		if err != nil {
			return err
		}
		switch {
		case e.State == ExpertRetired:
			return fault.Conflict("", "这位专家已经退库。")
		case serves != "":
			return fault.Conflict("", "这位专家在没有结束的评审组“"+serves+"”中。不能参加的，请先在该组登记。")
		}
		e.State = ExpertRetired
		if err := saveExpert(t, e); err != nil {
			return err
		}
		return t.Move(ExpertActive, ExpertRetired)
	})
	return err
}

// servesIn names an unended panel in which the expert has a seat or stands in a frozen pool; "" none.
func servesIn(t *store.Tx, expert string) (string, error) {
	name, _, err := selectServing(t, expert)
	return name, err
}

// Upload is a list of experts that was checked and waits to be imported.
type Upload struct {
	Source string
	Plan   ExpertPlan // against the pool as it is now
}

// CheckExperts holds a list against the pool and keeps it for the account until it is imported. Nothing else is written.
func (r *Room) CheckExperts(ctx context.Context, actor access.Actor, source string, lines []ExpertLine) (plan ExpertPlan, err error) {
	if err := mayRun(actor).Err(); err != nil {
		return plan, err
	}
	kept, err := json.Marshal(lines)
	if err != nil {
		return plan, err
	}
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		if plan, err = planNow(t, lines); err != nil {
			return err
		}
		return saveUpload(t, actor.Account, source, string(kept))
	})
	return plan, err
}

// Uploaded gives the list that the actor has checked last; NotFound when there is none.
func Uploaded(t *store.Tx, actor access.Actor) (Upload, error) {
	kept, found, err := selectUpload(t, actor.Account)
	if err == nil && !found {
		err = fault.NotFound()
	}
	if err != nil {
		return Upload{}, err
	}
	var lines []ExpertLine
	if err := json.Unmarshal([]byte(kept[1]), &lines); err != nil {
		return Upload{}, err
	}
	plan, err := planNow(t, lines)
	return Upload{kept[0], plan}, err
}

func planNow(t *store.Tx, lines []ExpertLine) (ExpertPlan, error) {
	there, err := Experts(t, true)
	return planExperts(lines, there, t.Now()), err
}

// ImportExperts takes all of the checked list into the pool, or nobody. It tells how many.
func (r *Room) ImportExperts(ctx context.Context, actor access.Actor) (made int, err error) {
	_, err = r.Door.Do(ctx, actor, rowImportExperts, "experts", func(t *act.Tx) error {
		if err := t.Allow(mayRun(actor)); err != nil {
			return err
		}
		u, err := Uploaded(t.Tx, actor)
		if err != nil {
			return err
		}
		if n := len(u.Plan.Bad); n > 0 {
			return fault.Conflict("", fmt.Sprintf("名单有 %d 处不合要求，一行也没有写入。请重新上传核对。", n))
		}
		for _, e := range u.Plan.New {
			e.ID = store.NewID()
			if err := saveExpert(t, e); err != nil {
				return err
			}
		}
		made = len(u.Plan.New)
		return deleteUpload(t.Tx, actor.Account)
	})
	return made, err
}
