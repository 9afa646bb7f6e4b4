package apply

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// Lists, tasks and single reads show the same to everyone: what the policy lets him see.
func TestListsAndTasks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		county, _ := w.submitted(w.clerk, "county")
		neighbour, _ := w.submitted(w.neighbour, "county")
		society, _ := w.submitted(w.society, "society")
		city := w.begun(w.city, "city")
		typed, err := w.room.TypeIn(w.ctx, w.handler, w.cohort, w.add(unit.Enterprise, "", "某某集团科学技术协会", ""))
		w.must(err)
		names := map[string]string{county: "county", neighbour: "neighbour", society: "society", city: "city", typed: "typed"}
		for _, c := range []struct {
			who   string
			actor access.Actor
			want  string
		}{
			{"clerk", w.clerk, "county"}, {"head", w.head, "county"}, {"neighbour", w.neighbour, "neighbour"}, {"society", w.society, "society"},
			{"city", w.city, "county city"}, {"other city", w.otherCity, "neighbour"},
			{"handler", w.handler, "county neighbour society typed"}, {"approver", w.approver, "county neighbour society"}, {"visitor", access.Actor{}, ""},
		} {
			list := w.list(c.actor, Filter{})
			if got := w.named(list, names); got != c.want || list.Total != len(strings.Fields(c.want)) {
				t.Errorf("%s sees %s (%d), want %s", c.who, got, list.Total, c.want)
			}
			for id, name := range names {
				err := w.db.Read(w.ctx, func(t *store.Tx) error { _, err := See(t, c.actor, id); return err })
				if listed := strings.Contains(" "+c.want+" ", " "+name+" "); listed != (err == nil) || (err != nil && !fault.Is(err, fault.KindNotFound)) {
					t.Errorf("%s opens %s: %v, listed %v", c.who, name, err, listed)
				}
			}
		}
		w.filters(names)
		w.tasks(names)
		w.clean()
	})
}

func (w *world) list(actor access.Actor, f Filter) Listing {
	w.t.Helper()
	return get(w, func(t *store.Tx) (Listing, error) { return List(t, actor, f) })
}

func (w *world) named(list Listing, names map[string]string) string {
	var got []string
	for _, a := range list.Applications {
		got = append(got, names[a.ID])
	}
	return strings.Join(got, " ")
}

func (w *world) filters(names map[string]string) {
	w.t.Helper()
	for _, c := range []struct {
		f    Filter
		want string
	}{
		{Filter{Kind: "county"}, "county neighbour"}, {Filter{City: w.city.Unit}, "county"}, {Filter{Content: 6}, "county neighbour society"},
		{Filter{Content: 2}, ""}, {Filter{State: StateSubmitted}, "county neighbour society"}, {Filter{State: StateDraft}, "typed"},
		{Filter{Search: "甲县"}, "county"}, {Filter{Search: "sd-2020-0002"}, "neighbour"}, {Filter{Search: "乙市"}, "neighbour"}, {Filter{Search: "%"}, ""},
		{Filter{Cohort: w.cohort, Kind: "society", State: StateSubmitted, Search: "学会", Content: 1}, "society"},
		{Filter{Newest: true}, "society neighbour county typed"},
		{Filter{Cohort: "other"}, ""}, {Filter{Page: 99}, "county neighbour society typed"}, {Filter{Page: -1}, "county neighbour society typed"},
	} {
		if got := w.named(w.list(w.handler, c.f), names); got != c.want {
			w.t.Errorf("%+v lists %s, want %s", c.f, got, c.want)
		}
	}
	counts := w.list(w.handler, Filter{State: StateDraft}).Counts
	if len(counts) != 2 || counts[StateSubmitted] != 3 || counts[StateDraft] != 1 {
		w.t.Errorf("counts %v", counts)
	}
}

func (w *world) tasks(names map[string]string) {
	w.t.Helper()
	for _, c := range []struct {
		actor access.Actor
		want  string
	}{
		{w.clerk, ""}, {w.city, "city:填写并提交申报书"},
		{w.otherCity, ""}, {w.approver, ""}, {access.Actor{}, ""},
		{w.handler, "typed:继续代录，录完请申报单位确认"},
	} {
		var got []string
		for _, task := range get(w, func(t *store.Tx) ([]Task, error) { return Waiting(t, c.actor) }) {
			got = append(got, names[task.Application.ID]+":"+task.What)
		}
		if strings.Join(got, " ") != c.want {
			w.t.Errorf("%s has %v, want %s", c.actor.UnitName, got, c.want)
		}
	}
	begun := get(w, func(t *store.Tx) ([]string, error) { return Begun(t, w.cohort) })
	if fmt.Sprint(begun) != fmt.Sprint([]string{w.city.Account}) {
		w.t.Errorf("begun and not submitted: %v", begun)
	}
	all := get(w, func(t *store.Tx) ([]string, error) { return Applicants(t, w.cohort) })
	for _, account := range []string{w.city.Account, w.society.Account} {
		if !slices.Contains(all, account) {
			w.t.Errorf("an applicant is missing among %v", all)
		}
	}
	if slices.Contains(all, w.handler.Account) {
		w.t.Errorf("the office is named among the applicants: %v", all)
	}
}

func TestPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id, _ := w.submitted(w.society, "society")
		for n := range 119 { // withdrawn, for of the others a unit has but one
			w.exec(`INSERT INTO application (id, cohort, definition, unit, unit_name, kind, city, city_name, number, state, version,
				contents, typed_in, confirmed, started_at, submitted_at, salt, saved_at, revision) SELECT id || $2, cohort, definition, unit, unit_name, kind, city, city_name, 'SD-2019-' || $2,
				'withdrawn', version, contents, typed_in, confirmed, started_at, submitted_at, salt, saved_at, revision
				FROM application WHERE id = $1`, id, fmt.Sprintf("%04d", n))
		}
		for page, want := range map[int]int{0: PageSize, 1: PageSize, 2: PageSize, 3: 20, 9: 20, -1: 120} {
			list := w.list(w.approver, Filter{Page: page})
			if len(list.Applications) != want || list.Total != 120 || (page >= 0 && list.Pages != 3) {
				t.Errorf("page %d has %d of %d, %d pages", page, len(list.Applications), list.Total, list.Pages)
			}
		}
		if last := w.list(w.approver, Filter{Page: 3}).Applications; last[19].ID != id {
			t.Errorf("the highest number comes last: %s", last[19].Number)
		}
	})
}
