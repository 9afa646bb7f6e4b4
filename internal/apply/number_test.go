package apply

import (
	"fmt"
	"sync"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
)

// Many submit at once, one of them with a fault in the form: the numbers are 1 to n without a gap, on both engines.
func TestNumbersHaveNoGaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		clerks := []access.Actor{w.society, w.clerk, w.neighbour, w.city}
		for n := range 2 {
			clerks = append(clerks, w.issue(w.add(unit.Society, "", fmt.Sprintf("第%d学会", n), ""), fmt.Sprintf("society-%d", n), access.Clerk))
		}
		ids := make([]string, len(clerks))
		for i, clerk := range clerks {
			ids[i] = w.begun(clerk, "society")
		}
		bad := w.issue(w.add(unit.Society, "", "未填完学会", ""), "society-bad", access.Clerk)
		badID, err := w.room.Start(w.ctx, bad, w.cohort)
		w.must(err)
		numbers := make([]string, len(clerks))
		var group sync.WaitGroup
		for i, clerk := range clerks {
			group.Go(func() {
				if _, err := w.room.Submit(w.ctx, clerk, ids[i], signed); err != nil {
					t.Errorf("submit: %v", err)
				}
				numbers[i] = w.application(ids[i]).Number
			})
		}
		group.Go(func() {
			if _, err := w.room.Submit(w.ctx, bad, badID, signed); !fault.Is(err, fault.KindInvalid) {
				t.Errorf("an empty form: %v", err)
			}
		})
		group.Wait()
		given := map[string]bool{}
		for _, number := range numbers {
			given[number] = true
		}
		for n := range clerks {
			if want := formatNumber("SD", 2020, n+1); !given[want] {
				t.Errorf("%s is missing among %v", want, numbers)
			}
		}
		w.clean()
	})
}
