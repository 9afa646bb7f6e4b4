package unit

import (
	"slices"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// penglai is the province of 12 May 2020 on 8 June 2020: 蓬莱市 and 长岛县 still stand here, each with a clerk.
type penglai struct {
	*house
	yantai, penglai, changdao Unit
	clerk                     access.Actor
	recommender               access.Actor
}

func newPenglai(t *testing.T, db *store.DB) *penglai {
	t.Helper()
	h := newHouse(t, db)
	_, err := h.room.LoadRegions(ctx, h.handler, dayAt("2020-05-12"))
	h.must(err)
	p := &penglai{house: h, yantai: h.byRegion("370600"), penglai: h.byRegion("370684"), changdao: h.byRegion("370634")}
	p.recommender = h.issue(h.handler, NewAccount{Unit: p.yantai.ID, Login: "yantai", Name: "吴推荐", Roles: []access.Role{access.Recommender}})
	p.clerk = h.issue(p.recommender, NewAccount{Unit: p.penglai.ID, Login: "penglai", Name: "某填报", Roles: []access.Role{access.Clerk}})
	db.Clock.SetOffset(time.Until(dayAt("2020-06-08")))
	return p
}

func (h *house) byRegion(code string) Unit {
	h.t.Helper()
	return read(h, func(t *store.Tx) (Unit, error) { return ByRegion(t, code, h.db.Clock.Now()) })
}

// merge is the change as it was, on a day.
func (p *penglai) merge(from string) Merge {
	return Merge{Ends: []string{p.penglai.ID, p.changdao.ID}, Name: "蓬莱区科学技术协会", Region: "370614", From: dayAt(from), Reason: "国函〔2020〕71号"}
}

// The real change of June 2020, as the table of divisions knows it: proposed, confirmed, and today's list adds up.
func TestRule_N2_PenglaiAndChangdao(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := newPenglai(t, db)
		for day, want := range map[string]int{"2020-06-04": 0, "2020-06-05": 1, "2026-11-24": 1} {
			merges, err := p.room.RegionMerges(ctx, dayAt(day))
			p.must(err)
			lines, err := p.room.RegionLines(ctx, dayAt(day))
			p.must(err)
			if len(merges) != want || len(lines) != 0 {
				t.Errorf("%s: %d changes, %d new", day, len(merges), len(lines))
			}
		}
		merges, err := p.room.RegionMerges(ctx, dayAt("2026-11-24"))
		p.must(err)
		m := merges[0]
		if m.Region != "370614" || m.Name != "蓬莱区科学技术协会" || m.Short != "蓬莱区科协" || !m.Day.Equal(dayAt("2020-06-05")) ||
			len(m.Ends) != 2 || m.Ends[0].Short != "长岛县科协" || m.Ends[1].Short != "蓬莱市科协" {
			t.Fatalf("proposed %+v", m)
		}
		id, err := p.room.Merge(ctx, p.handler, Merge{Ends: []string{m.Ends[0].ID, m.Ends[1].ID}, Name: m.Name, Short: m.Short, Region: m.Region, From: m.Day, Reason: "国函〔2020〕71号"})
		p.must(err)

		counties := func(day string) (n int, names map[string]bool) {
			names = map[string]bool{}
			for _, u := range read(p.house, func(t *store.Tx) ([]Unit, error) { return List(t, Filter{Kind: County}, dayAt(day)) }) {
				names[u.Short] = true
			}
			return len(names), names
		}
		if n, names := counties("2020-06-04"); n != 137 || !names["蓬莱市科协"] || !names["长岛县科协"] || names["蓬莱区科协"] {
			t.Errorf("the day before: %d counties", n)
		}
		if n, names := counties("2020-06-05"); n != 136 || names["蓬莱市科协"] || names["长岛县科协"] || !names["蓬莱区科协"] {
			t.Errorf("from the day on: %d counties", n)
		}
		u := p.byRegion("370614")
		if u.ID != id || u.Kind != County || u.Parent != p.yantai.ID || u.Name != "蓬莱区科学技术协会" {
			t.Errorf("the successor: %+v", u)
		}
		if left, err := p.room.RegionMerges(ctx, dayAt("2026-11-24")); len(left) != 0 || err != nil {
			t.Errorf("still proposed: %+v %v", left, err)
		}
		if more, err := p.room.LoadRegions(ctx, p.handler, dayAt("2026-11-24")); more != 0 || err != nil {
			t.Errorf("%d more units, %v", more, err)
		}
		p.verified()
	})
}

// Who came in whose place, on each day, over more than one change.
func TestSuccessors(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := newPenglai(t, db)
		id, err := p.room.Merge(ctx, p.handler, p.merge("2020-06-05"))
		p.must(err)
		at := func(of, day string) string {
			return read(p.house, func(t *store.Tx) (string, error) { return SuccessorOf(t, of, dayAt(day)) })
		}
		if at(p.penglai.ID, "2020-06-04") != p.penglai.ID || at(p.penglai.ID, "2020-06-05") != id || at(p.changdao.ID, "2020-06-05") != id || at(id, "2020-06-05") != id {
			t.Error("the successor is not whom it should be, or not from its day on")
		}
		db.Clock.SetOffset(time.Until(dayAt("2021-03-01")))
		last, err := p.room.Merge(ctx, p.handler, Merge{Ends: []string{id}, Name: "蓬莱新区科学技术协会", From: dayAt("2021-02-01"), Reason: "演练"})
		p.must(err)
		if at(p.changdao.ID, "2021-01-31") != id || at(p.changdao.ID, "2021-02-01") != last {
			t.Error("the line is not followed to its end")
		}
		all := read(p.house, func(t *store.Tx) (map[string]string, error) { return Successors(t, t.Now()) })
		if len(all) != 3 || all[p.penglai.ID] != last || all[p.changdao.ID] != last || all[id] != last {
			t.Errorf("successors %v", all)
		}
		ancestry := read(p.house, func(t *store.Tx) ([]string, error) { return Ancestry(t, last) })
		if len(ancestry) != 3 || !slices.Contains(ancestry, p.penglai.ID) || !slices.Contains(ancestry, p.changdao.ID) || ancestry[0] != id {
			t.Errorf("ancestry %v", ancestry)
		}
		for _, text := range []string{"长岛", "蓬莱市", "蓬莱区"} {
			if found := read(p.house, func(t *store.Tx) ([]Unit, error) { return List(t, Filter{Search: text}, t.Now()) }); len(found) != 1 || found[0].ID != last {
				t.Errorf("a search for %s finds %+v", text, found)
			}
		}
		meant := read(p.house, func(t *store.Tx) ([]string, error) { return Formerly(t, "蓬莱新区") })
		if none := read(p.house, func(t *store.Tx) ([]string, error) { return Formerly(t, "芝罘") }); len(meant) != 3 || slices.Contains(meant, last) || len(none) != 0 {
			t.Errorf("meant by the new name: %v, by one that never changed: %v", meant, none)
		}
		before := read(p.house, func(t *store.Tx) ([]Unit, error) { return Predecessors(t, id) })
		if len(before) != 2 || before[0].Short != "长岛县科协" || before[1].Short != "蓬莱市科协" {
			t.Errorf("predecessors %+v", before)
		}
		clerk := p.issue(p.recommender, NewAccount{Unit: last, Login: "xinqu", Name: "新填报", Roles: []access.Role{access.Clerk}})
		if !clerk.Of(p.penglai.ID) || !clerk.Of(last) || clerk.Of(p.county) || clerk.Of("") {
			t.Errorf("whose the successor's clerk is: %v", clerk.Before)
		}
		p.verified()
	})
}

// The accounts of the old units end with them; who issues the new ones is told.
func TestMergeClosesTheOldAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := newPenglai(t, db)
		id, err := p.room.Merge(ctx, p.handler, p.merge("2020-06-05"))
		p.must(err)
		a := read(p.house, func(t *store.Tx) (Account, error) { return AccountByID(t, p.clerk.Account) })
		if a.State != Closed || a.Unit != p.penglai.ID {
			t.Errorf("the old account: %s, of %s", a.State, a.Unit)
		}
		_, err = p.room.Issue(ctx, p.recommender, NewAccount{Unit: p.penglai.ID, Login: "again", Name: "某某", Roles: []access.Role{access.Clerk}})
		p.refused(err, fault.KindConflict)
		box := read(p.house, func(t *store.Tx) (list []notify.Message, err error) {
			list, _, err = notify.Inbox(t, p.recommender.Account, 0, 5)
			return list, err
		})
		if len(box) != 1 || box[0].Link != "/units/"+id || box[0].Title != "蓬莱区科协设立，请为它开通账号" {
			t.Errorf("the city was told %+v", box)
		}
		p.verified()
	})
}

func TestMergeRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := newPenglai(t, db)
		for key, spoil := range map[string]func(*Merge){
			"ends":   func(m *Merge) { m.Ends = nil },
			"name":   func(m *Merge) { m.Name = "历下区科学技术协会" },
			"region": func(m *Merge) { m.Region = "370102" },
			"from":   func(m *Merge) { m.From = dayAt("2020-06-09") },
			"reason": func(m *Merge) { m.Reason = "" },
		} {
			m := p.merge("2020-06-05")
			spoil(&m)
			_, err := p.room.Merge(ctx, p.handler, m)
			p.mended(err, key)
		}
		for what, ends := range map[string][]string{"of two cities": {p.penglai.ID, p.county}, "of two kinds": {p.penglai.ID, p.society}, "with counties below": {p.city}} {
			m := p.merge("2020-06-05")
			m.Ends = ends
			if what == "with counties below" {
				m.Region = "370199"
			}
			_, err := p.room.Merge(ctx, p.handler, m)
			if err == nil {
				t.Errorf("merged %s", what)
			}
			p.mended(err, "ends")
		}
		m := p.merge("2020-06-05")
		m.From = time.Time{}
		_, err := p.room.Merge(ctx, p.handler, m)
		p.mended(err, "from")
		_, err = p.room.Merge(ctx, p.recommender, p.merge("2020-06-05"))
		p.refused(err, fault.KindForbidden)
		m.Ends = []string{"none"}
		_, err = p.room.Merge(ctx, p.handler, m)
		p.refused(err, fault.KindNotFound)
		_, err = p.room.Merge(ctx, p.handler, p.merge("2020-06-05"))
		p.must(err)
		_, err = p.room.Merge(ctx, p.handler, p.merge("2020-06-06"))
		p.mended(err, "ends")
		p.verified()
	})
}

// Every covered column of a succession, changed by hand, is found; and so is one taken away.
func TestTamperingWithSuccessionsIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		p := newPenglai(t, db)
		_, err := p.room.Merge(ctx, p.handler, p.merge("2020-06-05"))
		p.must(err)
		p.must(db.Write(ctx, func(tx *store.Tx) error {
			for _, statement := range []string{"DELETE FROM unit_successor", "UPDATE unit_successor SET successor = '" + p.county + "'",
				"UPDATE unit_successor SET at = at + 1", "UPDATE unit_successor SET reason = reason || 'x'", "UPDATE unit_successor SET salt = salt || 'x'"} {
				p.must(tx.Try(func() error {
					if _, err := tx.Exec(statement); err != nil {
						return err
					}
					report, err := ledger.Verify(tx, Covers(), nil, nil)
					if !slices.ContainsFunc(report.Problems, func(found ledger.Problem) bool { return found.Table == "unit_successor" }) {
						t.Errorf("not found: %s", statement)
					}
					return err
				}))
			}
			return nil
		}))
	})
}
