package ledger_test

import (
	"context"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// An answer holds until the next entry, to the same question only, and not where the reader says that it does not hold.
func TestAnAnswerHoldsUntilTheNextAct(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var m ledger.Memory[int]
		reads := 0
		ask := func(question string, holds bool) (answer int) {
			t.Helper()
			err := db.Read(context.Background(), func(tx *store.Tx) (err error) {
				answer, err = m.Of(tx, question, func() (int, bool, error) { reads++; return reads, holds, nil })
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return answer
		}
		first := ask("mine", true)
		if again := ask("mine", true); again != first {
			t.Errorf("read anew without an act: %d, %d", first, again)
		}
		if other := ask("another's", true); other == first {
			t.Error("another's question got my answer")
		}
		fill(t, db, 1)
		second := ask("mine", false)
		if second == first {
			t.Error("the answer outlived an act")
		}
		if third := ask("mine", true); third == second {
			t.Error("an answer was kept that does not hold")
		}
	})
}
