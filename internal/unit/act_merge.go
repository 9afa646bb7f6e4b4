package unit

import (
	"context"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// Merge ends units and puts one in their place, from a day on. The accounts of those that end are closed with them, and
// the successor's are issued anew: an account speaks for one unit as long as it lives, so that whatever it did keeps
// its sender.
func (r *Room) Merge(ctx context.Context, actor access.Actor, m Merge) (string, error) {
	id := store.NewID()
	m.Ends = slices.Compact(slices.Sorted(slices.Values(m.Ends)))
	_, err := r.Door.Do(ctx, actor, rowMerge, unitObject(id), func(t *act.Tx) error {
		ends, err := loadEnds(t, m.Ends)
		if err != nil {
			return err
		}
		if m.Short == "" {
			m.Short = shortName(m.Name)
		}
		if err := checkMerge(t.Tx, m, ends); err != nil {
			return err
		}
		n := NewUnit{Kind: ends[0].Kind, Region: m.Region, Name: m.Name, Short: m.Short, Parent: ends[0].Parent, From: m.From}
		if err := writeUnit(t, id, n); err != nil {
			return err
		}
		salt := t.Because(m.Reason)
		for _, u := range ends {
			if err := endIn(t, u, Succession{Unit: u.ID, Successor: id, At: m.From, Reason: m.Reason}, salt); err != nil {
				return err
			}
		}
		if err := tellMerged(t.Tx, ends, n, id); err != nil {
			return err
		}
		return t.Move("", Open)
	})
	return id, err
}

// loadEnds reads the units that are to end, as far as the actor may set them up.
func loadEnds(t *act.Tx, ids []string) ([]Unit, error) {
	if len(ids) == 0 {
		if err := t.Allow(maySetUp(t.Actor, County)); err != nil {
			return nil, err
		}
		return nil, fault.InvalidField("ends", "请勾选要并入新单位的原单位。")
	}
	var ends []Unit
	for _, id := range ids {
		u, err := loadUnit(t, id)
		if err != nil {
			return nil, err
		}
		ends = append(ends, u)
	}
	return ends, nil
}

// checkMerge runs the rules over a merge.
func checkMerge(t *store.Tx, m Merge, ends []Unit) error {
	var mends mends
	mends.add("ends", endsFit(ends))
	for _, u := range ends {
		below, err := Children(t, u.ID, "", t.Now())
		if err != nil {
			return err
		}
		if len(below) > 0 {
			mends.add("ends", u.Short+"还有 "+itoa(len(below))+" 个下级单位，请先调整它们的隶属。")
		}
		eras, err := Eras(t, u.ID)
		if err != nil {
			return err
		}
		mends.add("from", dateFits(m.From, u, eras))
	}
	if m.From.IsZero() || m.From.After(t.Now()) {
		mends.add("from", "请填写新单位设立的日期，不晚于今天。")
	}
	mends.add("name", mendText("单位全称", m.Name, maxName))
	mends.add("short", mendText("单位简称", m.Short, maxShort))
	mends.add("region", regionFits(ends[0].Kind, m.Region))
	mends.add("reason", mendText("依据", m.Reason, maxReason))
	if err := othersLike(t, &mends, m); err != nil {
		return err
	}
	return mends.err()
}

// endsFit says whether these units may end in one.
func endsFit(ends []Unit) string {
	for _, u := range ends {
		switch {
		case u.Kind == Office:
			return "省科协办公室不能合并。"
		case !u.To.IsZero():
			return u.Short + "已经撤销，不能再合并。"
		case u.Kind != ends[0].Kind:
			return "合并的单位须是同一类别。"
		case u.Parent != ends[0].Parent:
			return "合并的单位须有同一个上级单位；不同的，请先调整隶属。"
		}
	}
	return ""
}

// othersLike looks for a unit that stays and bears the new one's name or code already.
func othersLike(t *store.Tx, mends *mends, m Merge) error {
	units, err := List(t, Filter{}, t.Now())
	for _, u := range units {
		if slices.Contains(m.Ends, u.ID) {
			continue
		}
		if u.Name == m.Name {
			mends.add("name", "已有同名的单位（"+KindTitles[u.Kind]+"）。")
		}
		if m.Region != "" && u.Region == m.Region && u.Kind != Office {
			mends.add("region", "这个行政区划代码已有单位："+u.Name+"。")
		}
	}
	return err
}

// endIn ends a unit in another, with its accounts.
func endIn(t *act.Tx, u Unit, s Succession, salt string) error {
	u.To = s.At
	if err := saveUnit(t, u); err != nil {
		return err
	}
	if err := saveSuccession(t, s, salt); err != nil {
		return err
	}
	return stopAll(t, u.ID)
}

// tellMerged tells who issues the new unit's accounts that he has to: the city of counties, else the office.
func tellMerged(t *store.Tx, ends []Unit, n NewUnit, id string) error {
	var names []string
	for _, u := range ends {
		names = append(names, u.Short)
	}
	issuers, err := AccountsOf(t, n.Parent, access.Recommender)
	if err != nil {
		return err
	}
	for _, a := range issuers {
		err := notify.Send(t, notify.Message{Account: a.ID, Kind: "unit", Title: n.Short + "设立，请为它开通账号",
			Text: strings.Join(names, "、") + "自" + day(n.From) + "起由" + n.Short + "承继，原单位的账号已停用。请为" + n.Short + "开通账号，原单位的申报由它接着办理。", Link: "/units/" + id})
		if err != nil {
			return err
		}
	}
	return nil
}
