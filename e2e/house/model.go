package house

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"shidian/internal/app"
	"shidian/internal/store"
	"shidian/internal/testenv"
)

// model is a scene that was set once; every house with that scene begins as a copy of it. Setting it anew takes seconds.
type model struct {
	set      sync.Once
	dir      string // with the files, and on SQLite the database
	database string // of PostgreSQL
	err      error
}

type modelKey struct {
	engine store.Engine
	scene  string
}

var models sync.Map // of *model by modelKey

// Clean removes the models; a package calls it when its tests are over.
func Clean() {
	models.Range(func(_, m any) bool {
		os.RemoveAll(m.(*model).dir)
		return true
	})
}

// settled is a house, not opened yet, in which the scene is set.
func settled(t testing.TB, engine store.Engine, scene string) *House {
	t.Helper()
	found, _ := models.LoadOrStore(modelKey{engine, scene}, new(model))
	m := found.(*model)
	m.set.Do(func() { m.err = m.make(engine, scene) })
	if m.err != nil {
		t.Fatal(m.err)
	}
	h := &House{t: t, config: app.Config{Dir: filepath.Join(t.TempDir(), "demo"), Addr: "127.0.0.1:0"}}
	if err := os.CopyFS(h.config.Dir, os.DirFS(m.dir)); err != nil {
		t.Fatal(err)
	}
	if engine == store.Postgres {
		h.config.DB = testenv.PostgresFrom(t, m.database)
	}
	return h
}

func (m *model) make(engine store.Engine, scene string) (err error) {
	if m.dir, err = os.MkdirTemp("", "house"); err != nil {
		return err
	}
	config := app.Config{Dir: m.dir, Scene: scene}
	if engine == store.SQLite {
		return set(config)
	}
	m.database, err = testenv.PostgresModel(func(address string) error {
		config.DB = address
		return set(config)
	})
	return err
}

// set sets the scene and leaves the house.
func set(config app.Config) error {
	if err := config.Complete(); err != nil {
		return err
	}
	h, err := app.OpenDemo(context.Background(), config, quiet)
	if err != nil {
		return err
	}
	return h.Close()
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))
