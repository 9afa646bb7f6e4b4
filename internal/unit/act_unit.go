package unit

import (
	"context"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

func unitObject(id string) string { return "unit/" + id }

// NewUnit is what is written down when a unit is added.
type NewUnit struct {
	Kind   string
	Region string // "" for units that stand for no division
	Name   string
	Short  string // "": made from the name
	Parent string // "": the root; a county needs its city
	From   time.Time
}

// Add makes a unit.
func (r *Room) Add(ctx context.Context, actor access.Actor, n NewUnit) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowAdd, unitObject(id), func(t *act.Tx) error {
		if err := t.Allow(maySetUp(actor, n.Kind)); err != nil {
			return err
		}
		root, err := Root(t.Tx, t.Now())
		if err != nil {
			return err
		}
		if n.Parent == "" && n.Kind != County {
			n.Parent = root.ID
		}
		if n.Short == "" {
			n.Short = shortName(n.Name)
		}
		if err := checkNew(t.Tx, n); err != nil {
			return err
		}
		if err := writeUnit(t, id, n); err != nil {
			return err
		}
		return t.Move("", Open)
	})
	return id, err
}

func checkNew(t *store.Tx, n NewUnit) error {
	var m mends
	if KindTitles[n.Kind] == "" {
		m.add("kind", "请选择单位类别。")
		return m.err()
	}
	m.add("region", regionFits(n.Kind, n.Region))
	parent, err := Get(t, n.Parent, t.Now())
	switch {
	case fault.Is(err, fault.KindNotFound):
		m.add("parent", "请选择上级单位。")
	case err != nil:
		return err
	default:
		m.add("parent", parentFits(n.Kind, parent.Kind))
	}
	if n.Region != "" {
		if taken, err := ByRegion(t, n.Region, t.Now()); err == nil {
			m.add("region", "这个行政区划代码已有单位："+taken.Name+"。")
		} else if !fault.Is(err, fault.KindNotFound) {
			return err
		}
	}
	if err := mendNames(t, &m, "", n.Name, n.Short); err != nil {
		return err
	}
	return m.err()
}

// mendNames checks a unit's names; except is the unit that may bear them already.
func mendNames(t *store.Tx, m *mends, except, name, short string) error {
	m.add("name", mendText("单位全称", name, maxName))
	m.add("short", mendText("单位简称", short, maxShort))
	units, err := List(t, Filter{}, t.Now())
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.ID != except && u.Name == name {
			m.add("name", "已有同名的单位（"+KindTitles[u.Kind]+"）。同名不同地的，请在名称中写明所属市。")
		}
	}
	return nil
}

func writeUnit(t *act.Tx, id string, n NewUnit) error {
	if err := saveUnit(t, Unit{ID: id, Kind: n.Kind, Region: n.Region, From: n.From}); err != nil {
		return err
	}
	return saveEra(t, id, Era{From: n.From, Name: n.Name, Short: n.Short, Parent: n.Parent})
}

// Rename gives a unit other names from an instant on. The same instant again corrects what was written.
func (r *Room) Rename(ctx context.Context, actor access.Actor, id, name, short string, from time.Time) error {
	return r.changeEra(ctx, actor, rowRename, id, from, func(t *store.Tx, _ Unit, e *Era, m *mends) error {
		if e.Name, e.Short = name, short; short == "" {
			e.Short = shortName(name)
		}
		return mendNames(t, m, id, e.Name, e.Short)
	})
}

// Reparent puts a unit below another from an instant on.
func (r *Room) Reparent(ctx context.Context, actor access.Actor, id, parent string, from time.Time) error {
	return r.changeEra(ctx, actor, rowMove, id, from, func(t *store.Tx, u Unit, e *Era, m *mends) error {
		p, err := Get(t, parent, from)
		if err != nil || !p.Living(from) {
			m.add("parent", "请选择上级单位。")
			return nil
		}
		e.Parent = p.ID
		m.add("parent", parentFits(u.Kind, p.Kind))
		return nil
	})
}

func (r *Room) changeEra(ctx context.Context, actor access.Actor, row act.Row, id string, from time.Time,
	change func(*store.Tx, Unit, *Era, *mends) error) error {
	_, err := r.Door.Do(ctx, actor, row, unitObject(id), func(t *act.Tx) error {
		u, err := loadUnit(t, id)
		if err != nil {
			return err
		}
		eras, err := Eras(t.Tx, id)
		if err != nil {
			return err
		}
		var m mends
		era := eras[len(eras)-1]
		if m.add("from", dateFits(from, u, eras)); len(m) > 0 {
			return m.err()
		}
		era.From = from
		if err := change(t.Tx, u, &era, &m); err != nil {
			return err
		}
		if err := m.err(); err != nil {
			return err
		}
		return saveEra(t, id, era)
	})
	return err
}

// loadUnit reads a unit for an act upon it: what the actor may not see does not exist for him.
func loadUnit(t *act.Tx, id string) (Unit, error) {
	u, err := Get(t.Tx, id, t.Now())
	if err != nil {
		return u, err
	}
	if err := t.Allow(maySee(t.Actor, u)); err != nil {
		return u, err
	}
	return u, t.Allow(maySetUp(t.Actor, u.Kind))
}

// Close ends a unit now: nothing may stand below it, and its accounts are closed with it.
func (r *Room) Close(ctx context.Context, actor access.Actor, id string) error {
	_, err := r.Door.Do(ctx, actor, rowClose, unitObject(id), func(t *act.Tx) error {
		u, err := loadUnit(t, id)
		if err != nil {
			return err
		}
		below, err := Children(t.Tx, id, "", t.Now())
		if err != nil {
			return err
		}
		switch {
		case u.Kind == Office:
			return fault.Conflict("", "省科协办公室不能撤销。")
		case !u.To.IsZero():
			return fault.Conflict("", "单位已经撤销。")
		case len(below) > 0:
			return fault.Conflict("", "还有 "+itoa(len(below))+" 个下级单位，请先撤销或调整它们的隶属。")
		}
		u.To = t.Now()
		if err := saveUnit(t, u); err != nil {
			return err
		}
		if err := stopAll(t, id); err != nil {
			return err
		}
		return t.Move(Open, Closed)
	})
	return err
}

func stopAll(t *act.Tx, unit string) error {
	accounts, err := AccountsOf(t.Tx, unit)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := stop(t, a); err != nil {
			return err
		}
	}
	return nil
}
