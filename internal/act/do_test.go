package act_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

var (
	cover = ledger.Cover{Table: "setting", Key: []string{"key"}, Columns: []string{"value"}}
	begin = act.Row{Name: "test.begin", Title: "开始", Who: []access.Role{access.Clerk}, From: []act.State{""}, To: []act.State{"begun"}}
	grave = act.Row{Name: "test.grave", Title: "结束", Who: []access.Role{access.Handler}, From: []act.State{"begun"}, To: []act.State{"ended"}, Two: true}

	clerk    = access.Actor{Account: "clerk-1", Unit: "u1", Roles: []access.Role{access.Clerk}}
	handler  = access.Actor{Account: "handler-1", Unit: "o", Roles: []access.Role{access.Handler, access.Approver}, Fresh: true}
	approver = access.Actor{Account: "approver-1", Unit: "o", Roles: []access.Role{access.Approver}, Fresh: true}
)

func door(db *store.DB) *act.Door {
	d := act.NewDoor(db, []ledger.Cover{cover})
	d.Second(grave, func(t *act.Tx, params json.RawMessage) error {
		var want string
		if err := json.Unmarshal(params, &want); err != nil {
			return err
		}
		if want == "" {
			return fault.InvalidField("value", "请填写")
		}
		if err := store.Set(t.Tx, t.Object, want); err != nil {
			return err
		}
		t.Touch("setting", t.Object)
		return t.Move("begun", "ended")
	})
	return d
}

func start(d *act.Door, who access.Actor, object string) error {
	_, err := d.Do(context.Background(), who, begin, object, func(t *act.Tx) error {
		if err := store.Set(t.Tx, object, "begun"); err != nil {
			return err
		}
		t.Touch("setting", object)
		return t.Move("", "begun")
	})
	return err
}

func problems(t *testing.T, db *store.DB) (list []ledger.Problem) {
	t.Helper()
	err := db.Read(context.Background(), func(tx *store.Tx) error {
		report, err := ledger.Verify(tx, append(act.Covers(), cover), nil, nil)
		list = report.Problems
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func count(t *testing.T, db *store.DB, query string) (n int) {
	t.Helper()
	if err := db.Read(context.Background(), func(tx *store.Tx) error { return tx.QueryRow(query).Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnActAndItsEntryAreOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := door(db)
		var wg sync.WaitGroup
		for _, object := range strings.Split("abcdefghijklmnopqrst", "") {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if err := start(d, clerk, object); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if n := count(t, db, "SELECT COUNT(*) FROM ledger_entry"); n != 20 {
			t.Errorf("%d entries", n)
		}
		if list := problems(t, db); len(list) > 0 {
			t.Errorf("verify: %v", list)
		}
	})
}

func TestARefusedActLeavesOnlyItsRefusal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := door(db)
		if err := start(d, approver, "x"); !fault.Is(err, fault.KindForbidden) {
			t.Errorf("without the role: %v", err)
		}
		if err := start(d, access.Actor{}, "x"); !fault.Is(err, fault.KindUnauthorized) {
			t.Errorf("nobody: %v", err)
		}
		_, err := d.Do(context.Background(), clerk, begin, "x", func(t *act.Tx) error {
			store.Set(t.Tx, "x", "half")
			return t.Move("begun", "begun")
		})
		if !fault.Is(err, fault.KindConflict) {
			t.Errorf("a move that the table does not know: %v", err)
		}
		_, err = d.Do(context.Background(), clerk, begin, "x", func(t *act.Tx) error { return fault.InvalidField("a", "b") })
		if !fault.Is(err, fault.KindInvalid) {
			t.Errorf("field error: %v", err)
		}
		if n := count(t, db, "SELECT COUNT(*) FROM setting WHERE key = 'x'"); n != 0 {
			t.Error("refused work was kept")
		}
		if n := count(t, db, "SELECT COUNT(*) FROM ledger_entry"); n != 0 {
			t.Error("a refusal stands in the tree")
		}
		if n := count(t, db, "SELECT COUNT(*) FROM refusal"); n != 2 {
			t.Errorf("%d refusals written, want the role's and the move's", n)
		}
	})
}

func TestRefusalsOfOneAccountAreBounded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := door(db)
		for range 70 {
			start(d, approver, "x")
		}
		if n := count(t, db, "SELECT COUNT(*) FROM refusal"); n != 60 {
			t.Errorf("%d refusals", n)
		}
	})
}

func TestAGraveActNeedsTwo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d, ctx := door(db), context.Background()
		if err := start(d, clerk, "x"); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Do(ctx, handler, grave, "x", func(*act.Tx) error { return nil }); err == nil {
			t.Error("done by one")
		}
		if _, err := d.Propose(ctx, handler, grave, "x", "", "why"); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("the rehearsal let pass: %v", err)
		}
		id, err := d.Propose(ctx, handler, grave, "x", "over", "why")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Propose(ctx, handler, grave, "x", "over", "why"); !fault.Is(err, fault.KindConflict) {
			t.Errorf("proposed twice: %v", err)
		}
		if _, err := d.Confirm(ctx, handler, id); !fault.Is(err, fault.KindForbidden) {
			t.Errorf("confirmed by the proposer: %v", err)
		}
		stale := approver
		stale.Fresh = false
		if _, err := d.Confirm(ctx, stale, id); !fault.Is(err, fault.KindUnauthorized) {
			t.Errorf("without a fresh log-in: %v", err)
		}
		if _, err := d.Confirm(ctx, clerk, id); !fault.Is(err, fault.KindForbidden) {
			t.Errorf("by a clerk: %v", err)
		}
		if value := count(t, db, "SELECT COUNT(*) FROM setting WHERE value = 'over'"); value != 0 {
			t.Error("performed before it was confirmed")
		}
		entry, err := d.Confirm(ctx, approver, id)
		if err != nil || entry.By != handler.Account || entry.To != "ended" {
			t.Fatalf("confirm: %+v %v", entry, err)
		}
		if _, err := d.Confirm(ctx, approver, id); !fault.Is(err, fault.KindConflict) {
			t.Errorf("confirmed twice: %v", err)
		}
		if list := problems(t, db); len(list) > 0 {
			t.Errorf("verify: %v", list)
		}
	})
}

func TestARejectedProposalMayBeMadeAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d, ctx := door(db), context.Background()
		if err := start(d, clerk, "x"); err != nil {
			t.Fatal(err)
		}
		id, err := d.Propose(ctx, handler, grave, "x", "over", "why")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Reject(ctx, approver, id, " "); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("without a reason: %v", err)
		}
		if _, err := d.Reject(ctx, approver, id, "not yet"); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Propose(ctx, handler, grave, "x", "over", "again"); err != nil {
			t.Fatal(err)
		}
		if list := problems(t, db); len(list) > 0 {
			t.Errorf("verify: %v", list)
		}
	})
}
