package app

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/board"
	"shidian/internal/store"
	"shidian/internal/unit"
)

func itoa(n int) string { return strconv.Itoa(n) }

func config(t *testing.T, dir string) Config {
	t.Helper()
	c := Config{Dir: dir, Brand: "试点"}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	return c
}

func demoIn(t *testing.T, dir string) *House {
	t.Helper()
	h, err := OpenDemo(context.Background(), config(t, dir), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A backup taken while people work is whole: it verifies, its files are there, and its papers are still recognised.
func TestABackupTakenWhilePeopleWorkIsWhole(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	source := filepath.Join(dir, "d")
	h := demoIn(t, source)
	defer h.Close()
	id := fill(t, h)
	stop, working := make(chan struct{}), make(chan error, 1)
	go func() { working <- keepTyping(h, id, stop) }()
	target, fresh := filepath.Join(dir, "backup"), filepath.Join(dir, "new")
	if err := Backup(ctx, config(t, source), target); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if err := <-working; err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, fresh, target); err != nil {
		t.Fatal(err)
	}
	restored := demoIn(t, fresh)
	defer restored.Close()
	sound(t, restored)
	if err := Backup(ctx, config(t, source), target); err == nil {
		t.Error("a backup over another one")
	}
	if err := Restore(ctx, fresh, target); err == nil {
		t.Error("restored into a folder that is not empty")
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	source, target := filepath.Join(dir, "d"), filepath.Join(dir, "backup")
	h := demoIn(t, source)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Backup(ctx, config(t, source), target); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(target, "shidian.db")
	raw, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(raw) && i < 40*4096; i++ {
		raw[i] ^= 0x5a
	}
	if err := os.WriteFile(db, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, filepath.Join(dir, "new"), target); err == nil || !strings.Contains(err.Error(), "损坏") {
		t.Errorf("got %v", err)
	}
	if err := Restore(ctx, filepath.Join(dir, "none"), filepath.Join(dir, "empty")); err == nil {
		t.Error("restored from nothing")
	}
}

// fill lets the demo's county fill in its form.
func fill(t *testing.T, h *House) string {
	t.Helper()
	ctx := context.Background()
	actor := actorOf(t, h, "jiaxian")
	var id string
	cohort, err := h.cohort(ctx)
	if err == nil {
		id, err = h.FillDemoForm(ctx, actor, cohort)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func actorOf(t *testing.T, h *House, login string) access.Actor {
	t.Helper()
	actor, err := h.actorBy(context.Background(), login)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// keepTyping saves until it is told to stop.
func keepTyping(h *House, id string, stop <-chan struct{}) error {
	ctx := context.Background()
	for n := 0; ; n++ {
		select {
		case <-stop:
			return nil
		default:
		}
		err := h.DB.Write(ctx, func(t *store.Tx) error { return store.Set(t, "typed", fmt.Sprint(id, n)) })
		if err != nil {
			return err
		}
	}
}

func sound(t *testing.T, h *House) {
	t.Helper()
	var said bytes.Buffer
	ok, err := h.Verify(context.Background(), &said, nil)
	if err != nil || !ok {
		t.Fatalf("verify: %v\n%s", err, said.String())
	}
}

// Every receipt's head can be held against the house, whatever happened since; a false one is refused.
func TestAReceiptCanBeHeldAgainstTheHouse(t *testing.T) {
	ctx := context.Background()
	h := demoIn(t, filepath.Join(t.TempDir(), "d"))
	defer h.Close()
	id, actor := fill(t, h), actorOf(t, h, "jiaxian")
	n, err := h.Apply.Submit(ctx, actor, id, apply.Ticks{Head: true, HeadName: "演示负责人㛃", Secrecy: true, SecrecyName: "演示"})
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := h.Apply.Receipt(ctx, id, n)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Apply.TakeBack(ctx, actor, id); err != nil {
		t.Fatal(err)
	}
	head, err := ParseHead(fmt.Sprintf("%d:%s", receipt.Ledger.Size, receipt.Ledger.Root))
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if ok, err := h.Verify(ctx, &said, head); err != nil || !ok {
		t.Fatalf("%v\n%s", err, said.String())
	}
	head.Size += 1000
	said.Reset()
	if ok, _ := h.Verify(ctx, &said, head); ok || !strings.Contains(said.String(), "末尾被截去") {
		t.Errorf("a head from beyond the end passed:\n%s", said.String())
	}
	for _, bad := range []string{"12", "x:ab", "0:" + receipt.Ledger.Root, "3:" + receipt.Ledger.Root[:10]} {
		if _, err := ParseHead(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// A demo goes on where it stopped; serve does not take its folder, and demo takes no other.
func TestADemoIsNoInstallationAndTheOtherWayRound(t *testing.T) {
	ctx, quiet := context.Background(), slog.New(slog.DiscardHandler)
	dir := filepath.Join(t.TempDir(), "d")
	h := demoIn(t, dir)
	stopped := h.Clock.Now()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	again := demoIn(t, dir)
	if gap := again.Clock.Now().Sub(stopped); gap < -60e9 || gap > 3600e9 {
		t.Errorf("the demo's clock went %v while it stood still", gap)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Serve(ctx, config(t, dir), quiet, nil); err == nil {
		t.Error("serve took a demo's folder")
	}
	real := config(t, filepath.Join(t.TempDir(), "real"))
	house, err := Open(ctx, real, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := house.Unit.CreateFirstAdmin(ctx, "guanli", "系统管理员"); err != nil {
		t.Fatal(err)
	}
	if house.Unit.Cheap {
		t.Error("the secrets of a real house are hashed as cheaply as a demo's")
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenDemo(ctx, real, quiet); err == nil {
		t.Error("demo took a real folder")
	}
}

// The first administrator of a new installation is told what comes next, until it is done.
func TestANewInstallationSaysWhatComesNext(t *testing.T) {
	ctx := context.Background()
	h, err := Open(ctx, config(t, filepath.Join(t.TempDir(), "d")), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if _, err := h.Unit.CreateFirstAdmin(ctx, "guanli", "系统管理员"); err != nil {
		t.Fatal(err)
	}
	admin := actorOf(t, h, "guanli")
	for _, want := range []int{2, 1, 0} {
		var desk board.Desk
		err := h.DB.Read(ctx, func(t *store.Tx) (err error) { desk, err = board.DeskOf(t, h.Door, admin); return err })
		if err != nil || len(desk.Tasks) != want {
			t.Fatalf("%d tasks, want %d: %v %v", len(desk.Tasks), want, desk.Tasks, err)
		}
		if want == 0 {
			return
		}
		role := map[int]access.Role{2: access.Handler, 1: access.Approver}[want]
		_, err = h.Unit.Issue(ctx, admin, unit.NewAccount{Unit: admin.Unit, Login: "office-" + itoa(want), Name: "经办" + itoa(want), Roles: []access.Role{role}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestADemoHasThePlacesOfThatDay(t *testing.T) {
	h := demoIn(t, filepath.Join(t.TempDir(), "d"))
	defer h.Close()
	count := map[string]int{}
	err := h.DB.Read(context.Background(), func(tx *store.Tx) error {
		all, err := unit.List(tx, unit.Filter{}, tx.Now())
		for _, u := range all {
			if u.Region != "" {
				count[u.Kind]++
			}
		}
		return err
	})
	if err != nil || count[unit.City] != 16 || count[unit.County] != 137 {
		t.Errorf("%v %v", count, err)
	}
	sound(t, h)
}
