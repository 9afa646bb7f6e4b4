package unit

import (
	"slices"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func TestNamesAndParentsKeepTheirDates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		other := h.add(NewUnit{Kind: City, Region: "370200", Name: "青岛市科学技术协会"})
		h.must(h.room.Rename(ctx, h.handler, h.county, "历下区科学技术协会（新）", "", dayAt("2020-06-05")))
		h.must(h.room.Reparent(ctx, h.handler, h.county, other, dayAt("2020-07-01")))

		for _, c := range []struct{ day, name, parent string }{
			{"2019-01-01", "历下区科学技术协会", h.city},
			{"2020-06-04", "历下区科学技术协会", h.city},
			{"2020-06-05", "历下区科学技术协会（新）", h.city},
			{"2020-07-01", "历下区科学技术协会（新）", other},
		} {
			u := read(h, func(t *store.Tx) (Unit, error) { return Get(t, h.county, dayAt(c.day)) })
			if u.Name != c.name || u.Parent != c.parent || u.Region != "370102" {
				t.Errorf("%s: %+v", c.day, u)
			}
		}
		if eras := read(h, func(t *store.Tx) ([]Era, error) { return Eras(t, h.county) }); len(eras) != 3 {
			t.Errorf("eras %+v", eras)
		}
		below := read(h, func(t *store.Tx) ([]Unit, error) { return Children(t, h.city, County, dayAt("2020-06-30")) })
		after := read(h, func(t *store.Tx) ([]Unit, error) { return Children(t, h.city, County, dayAt("2020-07-02")) })
		if len(below) != 1 || len(after) != 0 {
			t.Errorf("children before %v, after %v", below, after)
		}
		h.mended(h.room.Rename(ctx, h.handler, h.county, "又一名", "", dayAt("2020-06-06")), "from")
		h.mended(h.room.Rename(ctx, h.handler, h.county, "青岛市科学技术协会", "", dayAt("2020-08-01")), "name")
		h.mended(h.room.Reparent(ctx, h.handler, h.county, h.society, dayAt("2020-08-01")), "parent")
		h.mended(h.room.Reparent(ctx, h.handler, h.county, "nowhere", dayAt("2020-08-01")), "parent")
		h.verified()
	})
}

func TestUnitsAreAddedAndClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		zone := h.add(NewUnit{Kind: County, Name: "济南高新区科学技术协会", Parent: h.city}) // no code: a development zone
		for _, c := range []struct {
			key string
			n   NewUnit
		}{
			{"name", NewUnit{Kind: Society, Name: "山东甲学会"}},
			{"region", NewUnit{Kind: County, Region: "370102", Name: "乙", Parent: h.city}},
			{"region", NewUnit{Kind: County, Region: "370100", Name: "乙", Parent: h.city}},
			{"region", NewUnit{Kind: Society, Region: "370102", Name: "乙"}},
			{"parent", NewUnit{Kind: County, Name: "乙"}},
			{"parent", NewUnit{Kind: City, Name: "乙", Parent: h.city}},
			{"kind", NewUnit{Kind: "club", Name: "乙"}},
			{"name", NewUnit{Kind: Society, Name: ""}},
		} {
			_, err := h.room.Add(ctx, h.handler, c.n)
			h.mended(err, c.key)
		}
		h.refused(h.room.Close(ctx, h.handler, h.city), fault.KindConflict) // counties below
		h.refused(h.room.Close(ctx, h.handler, h.root), fault.KindForbidden)
		h.refused(h.room.Close(ctx, h.admin, h.root), fault.KindConflict)
		clerk := h.issue(h.recommender, NewAccount{Unit: zone, Login: "gaoxin", Name: "郑填报", Roles: []access.Role{access.Clerk}})
		h.must(h.room.Close(ctx, h.handler, zone))
		h.refused(h.room.Close(ctx, h.handler, zone), fault.KindConflict)
		if a := read(h, func(t *store.Tx) (Account, error) { return AccountByID(t, clerk.Account) }); a.State != Closed {
			t.Errorf("the closed unit's account is %s", a.State)
		}
		units := read(h, func(t *store.Tx) ([]Unit, error) { return Children(t, h.city, County, db.Clock.Now()) })
		if len(units) != 1 || units[0].ID != h.county {
			t.Errorf("after the closing %+v", units)
		}
		closed := read(h, func(t *store.Tx) ([]Unit, error) {
			return List(t, Filter{Parent: h.city, Closed: true}, db.Clock.Now())
		})
		if len(closed) != 2 {
			t.Errorf("with closed ones %+v", closed)
		}
		_, err := h.room.Issue(ctx, h.recommender, NewAccount{Unit: zone, Login: "neu", Name: "某", Roles: []access.Role{access.Clerk}})
		h.refused(err, fault.KindConflict)
		h.verified()
	})
}

func TestAccountsAreIssuedByTheLevelAbove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		clerk := h.issue(h.recommender, NewAccount{Unit: h.county, Login: " LiXia ", Name: "郑填报", Phone: "13800000000", Roles: []access.Role{access.Head, access.Clerk, access.Head}})
		a := read(h, func(t *store.Tx) (Account, error) { return AccountByID(t, clerk.Account) })
		if a.Login != "lixia" || !slices.Equal(a.Roles, []access.Role{access.Clerk, access.Head}) || a.State != Issued {
			t.Errorf("issued %+v", a)
		}
		issue := func(by access.Actor, unit, login string, roles ...access.Role) error {
			_, err := h.room.Issue(ctx, by, NewAccount{Unit: unit, Login: login, Name: "某某", Roles: roles})
			return err
		}
		h.refused(issue(h.handler, h.county, "x01", access.Clerk), fault.KindForbidden)
		h.refused(issue(h.recommender, h.society, "x01", access.Clerk), fault.KindNotFound)
		h.refused(issue(clerk, h.county, "x01", access.Clerk), fault.KindForbidden)
		h.refused(issue(h.handler, h.root, "x01", access.Handler), fault.KindForbidden)
		h.refused(issue(h.handler, "nowhere", "x01", access.Handler), fault.KindNotFound)
		h.mended(issue(h.recommender, h.county, "lixia", access.Clerk), "login")
		h.mended(issue(h.recommender, h.county, "李霞", access.Clerk), "login")
		h.mended(issue(h.recommender, h.county, "x01", access.Recommender), "roles")
		h.mended(issue(h.recommender, h.county, "x01"), "roles")

		h.mended(h.room.Amend(ctx, h.recommender, a.ID, Amendment{Name: "郑填报"}), "roles")
		h.must(h.room.Amend(ctx, h.recommender, a.ID, Amendment{Name: "郑新", Roles: []access.Role{access.Clerk}}))
		h.refused(h.room.Amend(ctx, h.handler, a.ID, Amendment{Name: "郑新", Roles: []access.Role{access.Clerk}}), fault.KindForbidden)
		h.must(h.room.SetOwn(ctx, clerk, Own{Name: "郑新", Phone: "0531-86060000", Email: "a@b.cn"}))
		h.mended(h.room.SetOwn(ctx, clerk, Own{Name: "郑新", Email: "a@b"}), "email")

		speakers := read(h, func(t *store.Tx) ([]Account, error) { return Speakers(t, h.county) })
		heads := read(h, func(t *store.Tx) ([]Account, error) { return AccountsOf(t, h.county, access.Head) })
		if len(speakers) != 1 || speakers[0].Phone != "0531-86060000" || len(heads) != 0 {
			t.Errorf("speakers %+v, heads %+v", speakers, heads)
		}
		h.refused(h.room.Stop(ctx, h.handler, a.ID), fault.KindForbidden)
		h.must(h.room.Stop(ctx, h.recommender, a.ID))
		h.refused(h.room.Stop(ctx, h.recommender, a.ID), fault.KindConflict)
		_, err := h.room.Reset(ctx, h.recommender, a.ID)
		h.refused(err, fault.KindConflict)
		h.refused(h.room.Stop(ctx, h.admin, h.admin.Account), fault.KindForbidden)
		h.refused(h.room.Stop(ctx, access.SystemActor, h.admin.Account), fault.KindConflict) // the last system administrator
		h.verified()
	})
}

func TestTheThreeAdministratorsStayApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		issue := func(unit, login, name string, roles ...access.Role) error {
			_, err := h.room.Issue(ctx, h.admin, NewAccount{Unit: unit, Login: login, Name: name, Roles: roles})
			return err
		}
		h.mended(issue(h.root, "bao", "孙系统", access.Security), "roles")                 // the same person as sys
		h.mended(issue(h.root, "bao", "李保密", access.Security, access.Auditor), "roles") // two in one account
		h.mended(issue(h.root, "bao", "李保密", access.Security, access.Handler), "roles") // an administrator sees no content
		h.must(issue(h.root, "bao", "李保密", access.Security))                            // two of the three in one office
		h.mended(issue(h.root, "shen", "王审计", access.Auditor), "roles")                 // the third is elsewhere
		supervision := h.add(NewUnit{Kind: Supervision, Name: "机关纪委"})
		h.must(issue(supervision, "shen", "王审计", access.Auditor))
		h.refused(issue(supervision, "jian", "赵监督", access.Supervisor), fault.KindForbidden) // the office's to make
		h.verified()
	})
}

func TestFirstAdministrator(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := &house{t: t, db: db}
		h.room = New(act.NewDoor(db, Covers()), Options{})
		h.room.Cheap = true
		code, err := h.room.CreateFirstAdmin(ctx, "Admin", "孙系统")
		h.must(err)
		_, err = h.room.CreateFirstAdmin(ctx, "another", "钱某")
		h.refused(err, fault.KindConflict)
		again, err := h.room.CreateFirstAdmin(ctx, "admin", "")
		h.must(err)
		_, err = h.room.Begin(ctx, FirstLogIn{Try: Try{Login: "admin", Secret: code}, Password: "一句记得住的话写在这里"})
		h.mended(err, "code")
		_, err = h.room.Begin(ctx, FirstLogIn{Try: Try{Login: "admin", Secret: again}, Password: "一句记得住的话写在这里"})
		h.must(err)
		_, err = h.room.LogIn(ctx, Try{Login: "ADMIN", Secret: "一句记得住的话写在这里"})
		h.must(err)
		h.verified()
	})
}

func TestVerifyFindsEveryCoveredColumn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, cover := range Covers() {
			if cover.Table == "unit_successor" {
				continue // no unit of this house has ended in another: see TestTamperingWithSuccessionsIsFound
			}
			for _, column := range cover.Columns {
				report := ledger.Report{}
				h.must(db.Write(ctx, func(tx *store.Tx) error {
					return tx.Try(func() error { return tamper(tx, cover, column, &report) })
				}))
				if len(report.Problems) != 1 || report.Problems[0].Table != cover.Table {
					t.Errorf("%s.%s changed by hand: %v", cover.Table, column, report.Problems)
				}
			}
		}
		h.verified()
	})
}

// tamper changes one column of one row by hand.
func tamper(tx *store.Tx, cover ledger.Cover, column string, report *ledger.Report) error {
	value := any("x-" + column)
	if slices.Contains([]string{"from_at", "to_at", "code_until", "changed_at"}, column) {
		value = int64(1234567)
	}
	id := cover.Key[0]
	where := id + " = (SELECT MIN(" + id + ") FROM " + cover.Table + ")"
	if column == "unit" { // a foreign key: the other unit
		value, _, _ = store.One(tx, store.Scalar[string], "SELECT MAX(id) FROM unit")
	}
	if _, err := tx.Exec("UPDATE "+cover.Table+" SET "+column+" = $1 WHERE "+where, value); err != nil {
		return err
	}
	var err error
	*report, err = ledger.Verify(tx, Covers(), Checks(), nil)
	return err
}
