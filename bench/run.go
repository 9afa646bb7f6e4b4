package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"shidian/bench/house"
	"shidian/bench/load"
	"shidian/internal/testenv"
)

// connections is how many requests are under way at once in a closed loop.
const connections = 64

// formSize is the bytes of a form's long texts.
const formSize = 30 << 10

// runner is one run of the whole bench.
type runner struct {
	settings
	ctx     context.Context
	dir     string // everything it writes but docs/bench.md; removed at the end
	self    string // this program
	peer    string // PocketBase's, built when it is first asked for
	binary  string // the product, built as `make build` builds it
	forms   house.Forms
	texts   []string // whole forms as one text, for the peers
	pg      *house.Postgres
	houses  map[string]*house.Template
	rounds_ []round
	notes   notes
}

// notes are what is said beside the tables.
type notes struct {
	started             time.Time
	built               time.Duration
	cold                time.Duration
	size                int64
	pragmas             string
	peerFull, peerPlain string
	house               []string
	scene               []*sceneResult
	growth              []*growth
	ready               []time.Duration
	idle                int64
}

func bench(ctx context.Context, s settings) (err error) {
	r := &runner{settings: s, ctx: ctx, houses: map[string]*house.Template{}}
	r.notes.started = time.Now()
	if r.self, err = os.Executable(); err != nil {
		return err
	}
	if r.dir, err = os.MkdirTemp("", "shidian-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(r.dir)
	w := load.NewWriter(house.Sample(), 1)
	r.forms = house.NewForms(w, 3, formSize, formSize)
	for range 3 {
		r.texts = append(r.texts, w.Text(formSize))
	}
	if err := r.build(); err != nil {
		return err
	}
	if err := r.all(); err != nil {
		return err
	}
	return r.report()
}

func (r *runner) all() error {
	defer func() {
		if r.pg != nil {
			r.pg.Stop()
		}
	}()
	for n := range r.rounds {
		r.rounds_ = append(r.rounds_, round{})
		for _, group := range []func() error{r.emptyHandlers, r.bareCommits, r.pocketBase, r.pocketBaseFull, r.sqlite, r.postgres} {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if err := group(); err != nil {
				return fmt.Errorf("round %d: %w", n+1, err)
			}
		}
	}
	for _, step := range []func() error{r.scenes, r.grow, r.facts} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// build makes the product's binary from the tree.
func (r *runner) build() error {
	r.binary = filepath.Join(r.dir, "shidian")
	start := time.Now()
	if err := r.goBuild(); err != nil {
		return err
	}
	r.notes.built = time.Since(start)
	info, err := os.Stat(r.binary)
	if err != nil {
		return err
	}
	r.notes.size = info.Size()
	return nil
}

func (r *runner) goBuild(env ...string) error {
	build := exec.CommandContext(r.ctx, "go", "build", "-trimpath", "-o", r.binary, "./cmd/shidian")
	build.Dir, build.Env = testenv.Root(), append(os.Environ(), env...)
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// wants tells whether any of these cells is asked for.
func (r *runner) wants(cells ...string) bool {
	for _, cell := range cells {
		if r.only == nil || r.only.MatchString(cell) {
			return true
		}
	}
	return false
}

// keep notes what a cell gave; a failed request ends the run, for then the numbers mean nothing.
func (r *runner) keep(cell string, m *load.Measured) error {
	r.rounds_[len(r.rounds_)-1][cell] = m
	fmt.Printf("%-24s %10s/s   p50 %7.2f  p99 %8.2f ms   %.2f cores  %4d MB\n", cell, number(m.Rate()),
		ms(m.Latency.Quantile(.5)), ms(m.Latency.Quantile(.99)), m.Cores, m.Memory>>20)
	if m.Failed > 0 {
		return fmt.Errorf("%s: %d requests failed, the first: %w", cell, m.Failed, m.First)
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// closed measures one cell in a closed loop.
func (r *runner) closed(cell string, s load.Server, workers []load.Worker) error {
	return r.keep(cell, load.Closed(s, workers, r.warm, r.each))
}

// template is a prepared house, made at the first call: on SQLite, or on PostgreSQL.
func (r *runner) template(engine string) (*house.Template, error) {
	if t := r.houses[engine]; t != nil {
		return t, nil
	}
	binary := []string{r.binary, "serve"}
	if r.profile != "" {
		binary = []string{r.self, "-child", "serve"}
	}
	var pg *house.Postgres
	people := r.people
	if engine == "postgres" {
		if err := r.startPostgres(); err != nil {
			return nil, err
		}
		pg, people = r.pg, min(people, connections)
	}
	start := time.Now()
	t, err := house.Prepare(r.ctx, binary, filepath.Join(r.dir, engine), people, pg)
	if err != nil {
		return nil, fmt.Errorf("preparing a house on %s: %w", engine, err)
	}
	said := fmt.Sprintf("%s: %d applicants, prepared and logged in within %.0f s", engine, people, time.Since(start).Seconds())
	fmt.Println(said)
	r.notes.house = append(r.notes.house, said)
	r.houses[engine] = t
	return t, nil
}

func (r *runner) startPostgres() (err error) {
	if r.pg == nil {
		r.pg, err = house.StartPostgres()
	}
	return err
}

// profiled takes a CPU profile of the product while work runs, if that was asked for.
func (r *runner) profiled(cell string, h *house.Running, work func() error) error {
	if r.profile == "" {
		return work()
	}
	addr, err := os.ReadFile(profileAddress(h.Dir))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.profile, 0o755); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		seconds := fmt.Sprintf("seconds=%d", max(1, int((r.warm+r.each)/time.Second)))
		file := filepath.Join(r.profile, strings.ReplaceAll(cell, " ", "-")+".pprof")
		done <- exec.Command("curl", "-s", "-o", file, "http://"+string(addr)+"/debug/pprof/profile?"+seconds).Run()
	}()
	err = work()
	if failed := <-done; err == nil {
		err = failed
	}
	return err
}
