package act_test

import (
	"context"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

var listed = act.Row{Name: "test.list", Title: "列入名单", Who: []access.Role{access.Clerk}, From: []act.State{""}, To: []act.State{"made"},
	With: []act.Step{{From: "begun", To: "listed"}}}

func TestAnActCarriesAlongOnlyWhatItsRowAllows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := door(db)
		list := func(from act.State) error {
			_, err := d.Do(context.Background(), clerk, listed, "list/1", func(t *act.Tx) error {
				if err := t.Along("setting/x", from, "listed"); err != nil {
					return err
				}
				return t.Move("", "made")
			})
			return err
		}
		if err := list("ended"); !fault.Is(err, fault.KindConflict) {
			t.Errorf("from a state that the row does not name: %v", err)
		}
		if err := list("begun"); err != nil {
			t.Fatal(err)
		}
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			entries, err := ledger.History(tx, "setting/x")
			if len(entries) != 1 || entries[0].To != "listed" {
				t.Errorf("history: %+v", entries)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
