package apply

import (
	"slices"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// A unit that came in the place of another goes on with what that one began, under the old name; it does not apply again.
func TestASuccessorGoesOnWithWhatWasBegun(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.clerk, "county")
		second := w.add(unit.County, "370103", "丙县科学技术协会", w.city.Unit)
		w.at("2020-05-14 09:00")
		merged, err := w.units.Merge(w.ctx, access.SystemActor, unit.Merge{Ends: []string{w.clerk.Unit, second}, Name: "甲区科学技术协会",
			From: time.Date(2020, 5, 14, 0, 0, 0, 0, clock.Zone), Reason: "区划调整"})
		w.must(err)
		clerk := w.issue(merged, "new-clerk", access.Clerk, access.Head)
		if a := get(w, func(t *store.Tx) (Application, error) { return See(t, clerk, id) }); a.UnitName != "甲县科学技术协会" {
			t.Errorf("the name it had: %q", a.UnitName)
		}
		mine := get(w, func(t *store.Tx) ([]Application, error) { return Mine(t, clerk, w.cohort) })
		list := get(w, func(t *store.Tx) (Listing, error) { return List(t, clerk, Filter{Cohort: w.cohort}) })
		for _, text := range []string{"甲县", "甲区"} {
			if found := w.list(w.handler, Filter{Search: text}).Applications; len(found) != 1 || found[0].ID != id {
				t.Errorf("a search for %s finds %+v", text, found)
			}
		}
		if len(mine) != 1 || mine[0].ID != id || list.Total != 1 {
			t.Errorf("mine %v, list %d", mine, list.Total)
		}
		_, err = w.room.Start(w.ctx, clerk, w.cohort)
		w.refused(err, fault.KindConflict, "")
		w.must(w.room.Return(w.ctx, w.city, id, asked, day(t, "2020-05-16")))
		if got := w.titles(clerk.Account); !slices.Contains(got, "申报书退回修改") {
			t.Errorf("told: %v", got)
		}
		w.save(clerk, id, map[string]string{"expected_results": "新成果"})
		_, err = w.room.Submit(w.ctx, clerk, id, signed)
		w.must(err)
		if _, err := w.room.Start(w.ctx, w.neighbour, w.cohort); err != nil {
			t.Errorf("another unit: %v", err)
		}
		w.clean()
	})
}
