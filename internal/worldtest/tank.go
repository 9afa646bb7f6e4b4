package worldtest

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// NewTank builds the province with the test programme of letter review and panel, both blind, from its two files.
func NewTank(t *testing.T, db *store.DB, covers []ledger.Cover) *World {
	t.Helper()
	p, err := programme.Load(tank(t, "think-tank-2020.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	notice, err := programme.LoadNotice(tank(t, "think-tank-2020-notice.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return begin(t, db, covers, p, notice)
}

// tank reads one of the test programme's files, whatever folder the test runs in.
func tank(t testing.TB, name string) []byte {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	data, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../programmes/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
