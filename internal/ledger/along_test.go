package ledger_test

import (
	"context"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// carry appends one act about a list that carries two things along.
func carry(t *testing.T, db *store.DB, from, to string) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error {
		_, err := ledger.Append(tx, ledger.Entry{Account: "a", Act: "test.carry", Object: "list/1", To: "made", Along: []ledger.Move{
			{Object: "setting/k1", From: from, To: to}, {Object: "setting/k2", From: from, To: to}}})
		return err
	})
}

func TestAThingThatWentAlongHasTheActInItsHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 7)
		carry(t, db, "here", "listed")
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			own, err := ledger.History(tx, "setting/k1")
			if err != nil || len(own) != 2 || own[1].Act != "test.carry" || own[1].From != "here" || own[1].To != "listed" {
				t.Errorf("the thing's own: %+v %v", own, err)
			}
			list, err := ledger.History(tx, "list/1")
			if err != nil || len(list) != 1 || list[0].From != "" || list[0].To != "made" {
				t.Errorf("the list's: %+v %v", list, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if report := verify(t, db, nil); len(report.Problems) > 0 {
			t.Errorf("verify: %v", report.Problems)
		}
	})
}

func TestVerifyFollowsWhatWentAlong(t *testing.T) {
	cases := []struct{ name, sql, want string }{
		{"a way back dropped", "DELETE FROM ledger_along WHERE object = 'setting/k1'", "第 7 号：检索栏缺少"},
		{"a way back added", "INSERT INTO ledger_along (object, n) VALUES ('setting/k3', 2)", "第 2 号：检索栏列有"},
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, c := range cases {
			write(t, db, clear)
			fill(t, db, 7)
			carry(t, db, "here", "listed")
			write(t, db, func(tx *store.Tx) error { _, err := tx.Exec(c.sql); return err })
			if report := verify(t, db, nil); len(report.Problems) != 1 || !strings.Contains(report.Problems[0].String(), c.want) {
				t.Errorf("%s: got %v, want %q", c.name, report.Problems, c.want)
			}
		}
		write(t, db, clear)
		fill(t, db, 7)
		carry(t, db, "elsewhere", "listed")
		if report := verify(t, db, nil); len(report.Problems) != 2 {
			t.Errorf("two things that left from where they were not: %v", report.Problems)
		}
	})
}
