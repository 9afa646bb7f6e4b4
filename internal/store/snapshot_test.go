package store_test

import (
	"context"
	"testing"

	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// A reading transaction sees one instant, whatever is written meanwhile: what is proved over many statements holds.
func TestAReadingIsOneSnapshot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		write := func(value string) {
			if err := db.Write(ctx, func(tx *store.Tx) error { return store.Set(tx, "snapshot", value) }); err != nil {
				t.Fatal(err)
			}
		}
		write("before")
		err := db.Read(ctx, func(tx *store.Tx) error {
			first, _, err := store.Setting(tx, "snapshot")
			if err != nil {
				return err
			}
			write("after")
			second, _, err := store.Setting(tx, "snapshot")
			if first != "before" || second != "before" {
				t.Errorf("read %q, then %q", first, second)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
