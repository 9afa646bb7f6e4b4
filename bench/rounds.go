package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"shidian/bench/house"
	"shidian/bench/load"
	"shidian/bench/peer"
	"shidian/internal/testenv"
)

// emptyHandlers: what HTTP itself costs here.
func (r *runner) emptyHandlers() error {
	if !r.wants(cellEmpty, cellBody) {
		return nil
	}
	c, err := startChild(r.self, "-child", "empty")
	if err != nil {
		return err
	}
	defer c.Kill()
	if r.wants(cellEmpty) {
		if err := r.closed(cellEmpty, c.Server, house.Same(connections, house.Page(nil, c.Addr, "/"), house.Shown)); err != nil {
			return err
		}
	}
	if !r.wants(cellBody) {
		return nil
	}
	raw := load.Request("POST", "/", c.Addr, []byte(r.texts[0]))
	return r.closed(cellBody, c.Server, house.Same(connections, raw, house.Shown))
}

// bareCommits: what the driver itself can make durable here.
func (r *runner) bareCommits() error {
	if !r.wants(cellGrouped) {
		return nil
	}
	dir, err := os.MkdirTemp(r.dir, "bare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	m, pragmas, err := peer.Grouped(r.ctx, dir, r.texts, 20, r.warm, r.each)
	if err != nil {
		return err
	}
	r.notes.pragmas = pragmas
	return r.keep(cellGrouped, m)
}

func (r *runner) pocketBase() error {
	return r.withPocketBase(false, []string{cellPatch, cellPost, cellPBList, cellPB100}, func(c *child, owners []peer.Owner) error {
		r.notes.peerPlain = c.said
		if r.wants(cellPBList) {
			if err := r.closed(cellPBList, c.Server, peer.Lists(c.Addr, owners, connections)); err != nil {
				return err
			}
		}
		if r.wants(cellPB100) {
			workers := peer.Patches(c.Addr, owners, connections, r.texts, false)
			open := load.Open(c.Server, []load.Stream{{Name: cellPB100, Rate: 100, Workers: workers}}, r.each)
			if err := r.keep(cellPB100, open[cellPB100]); err != nil {
				return err
			}
		}
		return r.patchAndPost(c, owners, cellPatch, cellPost)
	})
}

func (r *runner) pocketBaseFull() error {
	return r.withPocketBase(true, []string{cellFullPatch, cellFullPost}, func(c *child, owners []peer.Owner) error {
		r.notes.peerFull = c.said
		return r.patchAndPost(c, owners, cellFullPatch, cellFullPost)
	})
}

func (r *runner) patchAndPost(c *child, owners []peer.Owner, patch, post string) error {
	for cell, create := range map[string]bool{patch: false, post: true} {
		if !r.wants(cell) {
			continue
		}
		if err := r.closed(cell, c.Server, peer.Patches(c.Addr, owners, connections, r.texts, create)); err != nil {
			return err
		}
	}
	return nil
}

// withPocketBase serves a fresh copy of PocketBase's prepared folder.
func (r *runner) withPocketBase(full bool, cells []string, work func(*child, []peer.Owner) error) error {
	if !r.wants(cells...) {
		return nil
	}
	template := filepath.Join(r.dir, "pocketbase")
	if _, err := os.Stat(template); err != nil {
		if err := r.preparePocketBase(template); err != nil {
			return err
		}
	}
	dir := template + "-copy"
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
		return err
	}
	owners, err := peer.ReadOwners(dir)
	if err != nil {
		return err
	}
	c, err := startChild(r.peer, "-dir", dir, fmt.Sprintf("-full=%v", full))
	if err != nil {
		return err
	}
	defer c.Kill()
	return work(c, owners)
}

// owners is how many accounts PocketBase has: a form each, as the product's applicants.
const owners = 200

// preparePocketBase builds the peer from its module and makes its records.
func (r *runner) preparePocketBase(dir string) error {
	r.peer = filepath.Join(r.dir, "peer")
	build := exec.CommandContext(r.ctx, "go", "build", "-o", r.peer, ".")
	build.Dir = filepath.Join(testenv.Root(), "bench", "pocketbase")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building PocketBase: %w\n%s", err, out)
	}
	prepare := exec.CommandContext(r.ctx, r.peer, "-dir", dir, "-prepare", fmt.Sprint(owners))
	prepare.Stdin = strings.NewReader(r.texts[0])
	if out, err := prepare.CombinedOutput(); err != nil {
		return fmt.Errorf("preparing PocketBase: %w\n%s", err, out)
	}
	return nil
}

// sqlite: the product on its embedded database.
func (r *runner) sqlite() error {
	if !r.wants(cellList, cellSave, cellSave1, cell100, cellOpen, cellSubmit) {
		return nil
	}
	t, err := r.template("sqlite")
	if err != nil {
		return err
	}
	h, err := t.Open(r.ctx)
	if err != nil {
		return err
	}
	defer h.Drop()
	r.notes.ready = append(r.notes.ready, h.Ready)
	for _, step := range []func(*house.Running) error{r.list, r.drafts, r.saves, r.open, r.submits} {
		if err := step(h); err != nil {
			return err
		}
	}
	return nil
}

// list: everything is submitted, as the office finds it.
func (r *runner) list(h *house.Running) error {
	if !r.wants(cellList) {
		return nil
	}
	raw := house.Page(h.People.Office, h.Addr, "/applications")
	return r.profiled(cellList, h, func() error {
		return r.closed(cellList, h.Server, house.Same(connections, raw, house.Shown))
	})
}

// drafts takes all applications back, so that they can be typed into.
func (r *runner) drafts(h *house.Running) error {
	return load.Once(h.Server, house.TakingBack(h.Addr, h.People.Applicants, connections)).First
}

func (r *runner) saves(h *house.Running) error {
	for _, cell := range []struct {
		name   string
		forms  house.Forms
		fields []string
	}{{cellSave, r.forms, nil}, {cellSave1, small(), house.LongFields[:1]}} {
		if !r.wants(cell.name) {
			continue
		}
		workers := house.Savers(h.Addr, h.People.Applicants, connections, cell.forms, cell.fields)
		if err := r.profiled(cell.name, h, func() error { return r.closed(cell.name, h.Server, workers) }); err != nil {
			return err
		}
		if err := house.Settle(h.Addr, h.People.Applicants); err != nil {
			return err
		}
	}
	if !r.wants(cell100) {
		return nil
	}
	workers := house.Savers(h.Addr, h.People.Applicants, connections, r.forms, nil)
	m := load.Open(h.Server, []load.Stream{{Name: cell100, Rate: 100, Workers: workers}}, r.each)[cell100]
	if err := r.keep(cell100, m); err != nil {
		return err
	}
	return house.Settle(h.Addr, h.People.Applicants)
}

// small are texts of 1 KB a field.
func small() house.Forms {
	size := 1024 * len(house.LongFields)
	return house.NewForms(load.NewWriter(house.Sample(), 2), 3, size, size)
}

// openRates are saves, submits and pages a second each, tried in turn until the goals hold.
var openRates = []float64{500, 250, 125}

// open: saves, submits and pages side by side, whether or not the server keeps up.
func (r *runner) open(h *house.Running) error {
	if !r.wants(cellOpen) {
		return nil
	}
	for _, rate := range openRates {
		crowd, err := house.Crowd(r.ctx, h, int(rate*r.each.Seconds()))
		if err != nil {
			return err
		}
		streams := []load.Stream{
			{Name: "saves", Rate: rate, Workers: house.Savers(h.Addr, h.People.Applicants, connections, r.forms, nil)},
			{Name: "submits", Rate: rate, Workers: house.Handing(h.Addr, crowd, connections)},
			{Name: "pages", Rate: rate, Workers: house.Same(connections, house.Page(h.People.Office, h.Addr, "/applications"), house.Shown)},
		}
		var parts map[string]*load.Measured
		err = r.profiled(cellOpen, h, func() error { parts = load.Open(h.Server, streams, r.each); return nil })
		if err != nil {
			return err
		}
		held := true
		for name, m := range parts {
			key := cellOpen + " " + name
			if rate != openRates[0] {
				key = fmt.Sprintf("%s at %.0f", key, rate)
			}
			if err := r.keep(key, m); err != nil {
				return err
			}
			held = held && m.Latency.Quantile(.99) <= 40*time.Millisecond
		}
		if err := house.Settle(h.Addr, h.People.Applicants); err != nil {
			return err
		}
		if held {
			break
		}
	}
	return nil
}

// submits: a crowd with ready drafts, everybody once, as fast as 64 connections can.
func (r *runner) submits(h *house.Running) error { return r.submitted(cellSubmit, h) }

// submitsASecond sizes the crowd: more than can be submitted within a cell's time.
const submitsASecond = 1000

func (r *runner) submitted(cell string, h *house.Running) error {
	if !r.wants(cell) {
		return nil
	}
	crowd, err := house.Crowd(r.ctx, h, int(submitsASecond*r.each.Seconds()))
	if err != nil {
		return err
	}
	return r.profiled(cell, h, func() error {
		return r.keep(cell, load.Once(h.Server, house.Handing(h.Addr, crowd, connections)))
	})
}

// postgres: the product on PostgreSQL, and the bare statement there.
func (r *runner) postgres() error {
	if !r.wants(cellPGBare, cellPGSave, cellPGSubmit) {
		return nil
	}
	if r.wants(cellPGBare) {
		if err := r.barePostgres(); err != nil {
			return err
		}
	}
	if !r.wants(cellPGSave, cellPGSubmit) {
		return nil
	}
	t, err := r.template("postgres")
	if err != nil {
		return err
	}
	h, err := t.Open(r.ctx)
	if err != nil {
		return err
	}
	defer h.Drop()
	if err := r.drafts(h); err != nil {
		return err
	}
	if r.wants(cellPGSave) {
		workers := house.Savers(h.Addr, h.People.Applicants, connections, r.forms, nil)
		if err := r.profiled(cellPGSave, h, func() error { return r.closed(cellPGSave, h.Server, workers) }); err != nil {
			return err
		}
	}
	return r.submitted(cellPGSubmit, h)
}

func (r *runner) barePostgres() error {
	if err := r.startPostgres(); err != nil {
		return err
	}
	url, err := r.pg.Create(r.ctx, fmt.Sprintf("bare_%d", len(r.rounds_)), "")
	if err != nil {
		return err
	}
	m, err := peer.BarePostgres(r.ctx, url, r.texts, r.warm, r.each)
	if err != nil {
		return err
	}
	return r.keep(cellPGBare, m)
}
