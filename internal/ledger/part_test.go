package ledger_test

import (
	"context"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// For every size of a small tree each entry and each earlier head is proven, and none with a byte, a number or a root changed.
func TestAPartIsProvenWithoutTheHouse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 13)
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			for size := int64(1); size <= 13; size++ {
				head, err := ledger.At(tx, size)
				if err != nil {
					return err
				}
				numbers := make([]int64, size)
				for i := range numbers {
					numbers[i] = int64(i)
				}
				part, err := ledger.Prove(tx, numbers, size)
				if err != nil {
					return err
				}
				for _, p := range part {
					tryProven(t, p, head)
					earlier, err := ledger.ProveHead(tx, p.N+1, size)
					if err != nil {
						return err
					}
					tryEarlier(t, earlier, head)
				}
			}
			numbers, err := ledger.NumbersOf(tx, "setting/k1")
			if err != nil || len(numbers) != 2 || numbers[0] != 1 || numbers[1] != 8 {
				t.Errorf("the entries of an object: %v %v", numbers, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func tryProven(t *testing.T, p ledger.Proven, head ledger.Head) {
	t.Helper()
	if err := p.Under(head); err != nil {
		t.Fatalf("entry %d under %d: %v", p.N, head.Size, err)
	}
	changed := p
	changed.Bytes = append([]byte{'x'}, p.Bytes...)
	if changed.Under(head) == nil {
		t.Fatalf("entry %d under %d with a byte more", p.N, head.Size)
	}
	for _, n := range []int64{p.N + 1, p.N - 1, -1, head.Size} {
		if moved := (ledger.Proven{N: n, Bytes: p.Bytes, Proof: p.Proof}); moved.Under(head) == nil {
			t.Fatalf("entry %d under %d as number %d", p.N, head.Size, n)
		}
	}
	for _, root := range []string{"", "00", "xyz", head.Root[2:] + "00"} {
		if p.Under(ledger.Head{Size: head.Size, Root: root}) == nil {
			t.Fatalf("entry %d under the root %q", p.N, root)
		}
	}
}

func tryEarlier(t *testing.T, e ledger.Earlier, head ledger.Head) {
	t.Helper()
	if err := e.Under(head); err != nil {
		t.Fatalf("head %d under %d: %v", e.Size, head.Size, err)
	}
	e.Root = e.Root[2:] + "00"
	if e.Under(head) == nil {
		t.Fatalf("head %d under %d with another root", e.Size, head.Size)
	}
}
