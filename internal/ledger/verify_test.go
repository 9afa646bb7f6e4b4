package ledger_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// The table that these tests cover stands in for a room's.
var cover = ledger.Cover{Table: "setting", Key: []string{"key"}, Columns: []string{"value"}}

func fill(t *testing.T, db *store.DB, n int) {
	t.Helper()
	for i := range n {
		write(t, db, func(tx *store.Tx) error {
			key := fmt.Sprint("k", i%7)
			if err := store.Set(tx, key, fmt.Sprint("v", i)); err != nil {
				return err
			}
			digest, err := cover.Digest(tx, key)
			if err != nil {
				return err
			}
			from, to := "", "here"
			if i >= 7 {
				from = "here"
			}
			_, err = ledger.Append(tx, ledger.Entry{At: int64(i), Account: "a", Act: "test.set", Object: "setting/" + key, From: from, To: to,
				Rows: []ledger.Row{{Table: "setting", Key: key, Digest: digest}}})
			return err
		})
	}
}

func write(t *testing.T, db *store.DB, work func(*store.Tx) error) {
	t.Helper()
	if err := db.WriteInOrder(context.Background(), work, nil); err != nil {
		t.Fatal(err)
	}
}

func verify(t *testing.T, db *store.DB, outside *ledger.Head) ledger.Report {
	t.Helper()
	var report ledger.Report
	err := db.Read(context.Background(), func(tx *store.Tx) (err error) {
		report, err = ledger.Verify(tx, []ledger.Cover{cover}, nil, outside)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func head(t *testing.T, db *store.DB) (h ledger.Head) {
	t.Helper()
	err := db.Read(context.Background(), func(tx *store.Tx) (err error) { h, err = ledger.Now(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAnUntouchedLedgerVerifies(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, n := range []int{0, 1, 2, 13} {
			fill(t, db, n)
			h := head(t, db)
			report := verify(t, db, &h)
			if len(report.Problems) > 0 || report.Head != h {
				t.Fatalf("after %d more: %v; %v, want %v", n, report.Problems, report.Head, h)
			}
			if n == 1 || n == 2 { // keep the chain of states whole for the next round
				write(t, db, func(tx *store.Tx) error { return clear(tx) })
			}
		}
	})
}

func clear(tx *store.Tx) error {
	for _, table := range []string{"ledger_along", "ledger_entry", "ledger_hash", "setting"} {
		if _, err := tx.Exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	_, err := tx.Exec("UPDATE ledger_head SET size = 0")
	return err
}

// Each row: what somebody with the database in his hands does, and what verify must name.
func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	cases := []struct {
		name, sql string
		want      string // part of the first problem
	}{
		{"a row changed", "UPDATE setting SET value = 'forged' WHERE key = 'k3'", "表 setting 的行 k3"},
		{"a row dropped", "DELETE FROM setting WHERE key = 'k3'", "表 setting 的行 k3：已不存在"},
		{"a row added", "INSERT INTO setting (key, value) VALUES ('x', 'y')", "表 setting 的行 x：没有任何办理记录"},
		{"an entry dropped", "DELETE FROM ledger_entry WHERE n = 5", "第 5 号：缺失"},
		{"an entry's time changed", "UPDATE ledger_entry SET at = at + 1 WHERE n = 4", "第 4 号：检索栏与内容不符"},
		{"an entry's account changed", "UPDATE ledger_entry SET account = 'b' WHERE n = 4", "第 4 号"},
		{"an entry's act changed", "UPDATE ledger_entry SET act = 'b' WHERE n = 4", "第 4 号"},
		{"an entry's object changed", "UPDATE ledger_entry SET object = 'b' WHERE n = 4", "第 4 号"},
		{"an entry's bytes taken from another", "UPDATE ledger_entry SET bytes = (SELECT bytes FROM ledger_entry WHERE n = 6) WHERE n = 4", "第 4 号"},
		{"two entries swapped", `UPDATE ledger_entry SET bytes = CASE n WHEN 4 THEN (SELECT bytes FROM ledger_entry WHERE n = 5)
			ELSE (SELECT bytes FROM ledger_entry WHERE n = 4) END WHERE n IN (4, 5)`, "第 4 号"},
		{"a hash changed", "UPDATE ledger_hash SET hash = (SELECT hash FROM ledger_hash WHERE idx = 1) WHERE idx = 0", "第 0 号：哈希不符"},
		{"a hash dropped", "DELETE FROM ledger_hash WHERE idx = 0", "第 0 号：哈希缺失"},
		{"the size changed", "UPDATE ledger_head SET size = 9", "账首记有 9 条，实有 13 条"},
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, c := range cases {
			write(t, db, clear)
			fill(t, db, 13)
			write(t, db, func(tx *store.Tx) error { _, err := tx.Exec(c.sql); return err })
			report := verify(t, db, nil)
			if len(report.Problems) == 0 || !strings.Contains(report.Problems[0].String(), c.want) {
				t.Errorf("%s: got %v, want %q first", c.name, report.Problems, c.want)
			}
		}
	})
}

// Whoever cuts the end off consistently, rows included, is found only by a head from outside: that is what receipts carry.
func TestAReceiptFindsAnEndThatWasCutOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 9)
		before := head(t, db)
		var stored int64
		write(t, db, func(tx *store.Tx) error {
			return tx.QueryRow("SELECT COUNT(*) FROM ledger_hash").Scan(&stored)
		})
		fill(t, db, 1)
		after := head(t, db)
		write(t, db, func(tx *store.Tx) error {
			for _, sql := range []string{"DELETE FROM ledger_entry WHERE n = 9", fmt.Sprintf("DELETE FROM ledger_hash WHERE idx >= %d", stored),
				"UPDATE ledger_head SET size = 9", "UPDATE setting SET value = 'v7' WHERE key = 'k0'"} {
				if _, err := tx.Exec(sql); err != nil {
					return err
				}
			}
			return nil
		})
		if report := verify(t, db, nil); len(report.Problems) > 0 {
			t.Fatalf("the cut is not consistent: %v", report.Problems)
		}
		if report := verify(t, db, &before); len(report.Problems) > 0 {
			t.Errorf("an older receipt must still hold: %v", report.Problems)
		}
		report := verify(t, db, &after)
		if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].String(), "末尾被截去") {
			t.Errorf("got %v", report.Problems)
		}
		after.Size = 5
		if report := verify(t, db, &after); len(report.Problems) != 1 {
			t.Errorf("a false root passed: %v", report.Problems)
		}
	})
}
