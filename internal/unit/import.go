package unit

import (
	"cmp"
	"context"
	"encoding/json"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Check holds a list against what is there and keeps it for the account until it is applied. Nothing else is written.
func (r *Room) Check(ctx context.Context, actor access.Actor, source string, lines []Line) (plan Plan, err error) {
	if err := cmp.Or(known(actor), mayImport(actor).Err()); err != nil {
		return plan, err
	}
	kept, err := json.Marshal(lines)
	if err != nil {
		return plan, err
	}
	err = r.db().Write(ctx, func(t *store.Tx) error {
		if plan, err = planNow(t, actor, lines); err != nil {
			return err
		}
		return saveUpload(t, actor.Account, source, string(kept), r.wall())
	})
	return plan, err
}

// Upload is a list that was checked and waits to be applied.
type Upload struct {
	Source string
	Plan   Plan // against what is there now
}

// Uploaded gives the list that the actor has checked last; NotFound when there is none.
func (r *Room) Uploaded(ctx context.Context, actor access.Actor) (u Upload, err error) {
	if err := cmp.Or(known(actor), mayImport(actor).Err()); err != nil {
		return u, err
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		source, lines, err := loadUpload(t, actor.Account)
		if err != nil {
			return err
		}
		u.Source = source
		u.Plan, err = planNow(t, actor, lines)
		return err
	})
	return u, err
}

func loadUpload(t *store.Tx, account string) (source string, lines []Line, err error) {
	source, text, found, err := selectUpload(t, account)
	if err != nil {
		return "", nil, err
	}
	if !found {
		return "", nil, fault.NotFound()
	}
	return source, lines, json.Unmarshal([]byte(text), &lines)
}

// planNow plans against the units that stand now; what the actor may not set up is a bad row.
func planNow(t *store.Tx, actor access.Actor, lines []Line) (Plan, error) {
	there, err := List(t, Filter{}, t.Now())
	if err != nil {
		return Plan{}, err
	}
	plan := planImport(lines, there, store.NewID)
	for _, line := range lines {
		kind := kindOf(line.Kind)
		if kind != "" && kind != Office && !maySetUp(actor, kind).Allowed {
			plan.Bad = append(plan.Bad, BadRow{line.Row, ColKind, KindTitles[kind] + "由省科协办公室设立，您的账号不能导入。"})
		}
	}
	plan.sort()
	return plan, nil
}

// Apply makes the units of the list that was checked, all in one act, or none. It tells how many.
func (r *Room) Apply(ctx context.Context, actor access.Actor) (int, error) {
	var lines []Line
	err := r.db().Read(ctx, func(t *store.Tx) (err error) {
		_, lines, err = loadUpload(t, actor.Account)
		return err
	})
	if err != nil {
		return 0, err
	}
	return r.importLines(ctx, actor, lines)
}

func (r *Room) importLines(ctx context.Context, actor access.Actor, lines []Line) (made int, err error) {
	_, err = r.Door.Do(ctx, actor, rowImport, "units", func(t *act.Tx) error {
		plan, err := planNow(t.Tx, actor, lines)
		if err != nil {
			return err
		}
		if len(plan.Bad) > 0 {
			return fault.Conflict("", "名单有 "+itoa(len(plan.Bad))+" 处不合要求，一行也没有写入。请重新上传核对。")
		}
		for i, n := range plan.New {
			if err := writeUnit(t, plan.IDs[i], n); err != nil {
				return err
			}
		}
		made = len(plan.New)
		return deleteUpload(t.Tx, actor.Account)
	})
	return made, err
}
