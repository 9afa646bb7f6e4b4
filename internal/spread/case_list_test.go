package spread

import (
	"slices"
	"testing"

	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The list shows to each exactly the cases that he may see one by one.
func TestTheListOfCasesIsWhatEachMaySee(t *testing.T) {
	each(t, 2, func(w *world) {
		department := w.Issue(w.Add("department", "", "学会部", ""), "xhb", access.Department)
		w.moved(1, run.Running)
		w.Must(w.run.Follow(w.Ctx, w.Handler, w.pilots[1], department.Unit, ""))
		w.moved(1, run.Ended)
		ids := []string{w.begun(0), w.handedIn(0, body("甲")), w.published(1, body("乙")), w.begun(1)}
		offices, err := w.room.Begin(w.Ctx, w.Handler, w.pilots[0], true)
		w.Must(err)
		ids = append(ids, offices)
		for name, who := range map[string]access.Actor{"clerk": w.bids[0].Clerk, "other clerk": w.bids[1].Clerk, "handler": w.Handler, "approver": w.Approver, "city": w.City,
			"supervisor": w.Supervisor(), "department": department, "finance": {Account: "f", Unit: "f", Roles: []access.Role{access.Finance}}, "visitor": {}} {
			var want, got []string
			w.Must(w.DB.Read(w.Ctx, func(t *store.Tx) error {
				for _, id := range ids {
					c, err := Get(t, id)
					if err != nil {
						return err
					}
					pilot, err := run.CaseOf(t, c.Pilot)
					if err != nil {
						return err
					}
					if MaySeeCase(who, c, pilot).Allowed {
						want = append(want, id)
					}
				}
				list, counts, err := Work(t, who, "", 0, 100)
				total := 0
				for _, c := range counts {
					total += c
				}
				for _, one := range list {
					got = append(got, one.ID)
				}
				if total != len(list) {
					w.T.Errorf("%s: %d counted, %d listed", name, total, len(list))
				}
				return err
			}))
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s sees %d in the list and %d one by one", name, len(got), len(want))
			}
		}
		list := worldtest.Get(w.World, func(t *store.Tx) ([]Worked, error) {
			list, _, err := Work(t, w.Handler, HandedIn, 0, 1)
			return list, err
		})
		if len(list) != 1 || list[0].Title != "甲" {
			t.Errorf("handed in: %+v", list)
		}
	})
}
