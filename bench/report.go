package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"shidian/bench/load"
	"shidian/internal/testenv"
)

// report prints the tables and writes docs/bench.md; a run of some cells, or a quick one, only prints.
func (r *runner) report() error {
	var b strings.Builder
	r.head(&b)
	r.goalTable(&b)
	r.cellTable(&b)
	r.sceneTable(&b)
	r.growthTable(&b)
	r.factList(&b)
	fmt.Println("\n" + b.String())
	if r.quick || r.only != nil || r.profile != "" {
		return nil
	}
	return os.WriteFile(filepath.Join(testenv.Root(), "docs", "bench.md"), []byte(b.String()), 0o644)
}

func (r *runner) head(b *strings.Builder) {
	fmt.Fprintf(b, `# The deadline hour, measured

Written by `+"`make bench`"+`, %s; %s, %d cores shared by server and load, loopback, temporary folder on disk. %d rounds in turn
(every cell once, then again), %.0f s a cell after %.0f s of warm-up; median [least-most] of the rounds. **Read the ratios**:
they are taken within a round; absolute numbers move with the machine. 64 keep-alive connections; texts of 30 KB drawn
from the characters of the notice by Zipf's law. The product is its own binary's `+"`serve`"+` with real units, accounts, first
log-ins, sessions, roles, programme and published call (%s); each peer is a process of its own.

`, r.notes.started.Format("2006-01-02 15:04"), runtime.Version(), runtime.NumCPU(), len(r.rounds_), r.each.Seconds(), r.warm.Seconds(),
		strings.Join(r.notes.house, "; "))
	if r.notes.pragmas != "" {
		fmt.Fprintf(b, "- The product's SQLite, read back: %s.\n", r.notes.pragmas)
	}
	for _, said := range []string{r.notes.peerPlain, r.notes.peerFull} {
		if said != "" {
			fmt.Fprintf(b, "- PocketBase, read back: %s.\n", said)
		}
	}
}

func (r *runner) goalTable(b *strings.Builder) {
	b.WriteString("\n## Goals\n\n| goal | want | measured | |\n|---|---|---|---|\n")
	for _, g := range goals {
		s, ok := over(r.rounds_, g.ratio)
		if !ok {
			continue
		}
		mark := "✗"
		if g.met(s) {
			mark = "✓"
		}
		fmt.Fprintf(b, "| %s | %s | %s%s | %s |\n", g.words, g, s, g.unit, mark)
	}
}

func (r *runner) cellTable(b *strings.Builder) {
	b.WriteString("\n## Cells\n\n| cell | a second | p50 ms | p99 ms | p99.9 ms | server cores | memory MB |\n|---|---|---|---|---|---|---|\n")
	for _, cell := range cellNames {
		for _, at := range []string{"", " at 250", " at 125"} {
			r.cellRow(b, cell.key+at, cell.words+at)
		}
	}
	b.WriteString("\nIn the submit cells and in the open loop everybody submits once: applicants with a draft of 30 KB who were put straight\n" +
		"into the tables beforehand.\n")
}

func (r *runner) cellRow(b *strings.Builder, key, words string) {
	row := []string{}
	for _, value := range []func(*load.Measured) float64{
		func(m *load.Measured) float64 { return m.Rate() },
		func(m *load.Measured) float64 { return ms(m.Latency.Quantile(.5)) },
		func(m *load.Measured) float64 { return ms(m.Latency.Quantile(.99)) },
		func(m *load.Measured) float64 { return ms(m.Latency.Quantile(.999)) },
		func(m *load.Measured) float64 { return m.Cores },
		func(m *load.Measured) float64 { return float64(m.Memory >> 20) }} {
		s, ok := over(r.rounds_, func(r round) float64 {
			if r[key] == nil {
				return math.NaN()
			}
			return value(r[key])
		})
		if !ok {
			return
		}
		row = append(row, s.String())
	}
	fmt.Fprintf(b, "| %s | %s |\n", words, strings.Join(row, " | "))
}

func (r *runner) factList(b *strings.Builder) {
	b.WriteString("\n## Sizes and times\n\n")
	if len(r.notes.ready) > 0 {
		var all []round // a spread wants rounds
		for _, d := range r.notes.ready {
			all = append(all, round{"ready": {Seconds: d.Seconds() * 1000}})
		}
		s, _ := over(all, func(r round) float64 { return r["ready"].Seconds })
		fmt.Fprintf(b, "- From the start of the process to the first page, on a prepared folder: %s ms.\n", s)
	}
	if r.notes.idle > 0 {
		fmt.Fprintf(b, "- Resident memory at rest, three seconds after the first page: %d MB.\n", r.notes.idle>>20)
	}
	fmt.Fprintf(b, "- The binary, with what it embeds: %d MB.\n", r.notes.size>>20)
	if r.notes.cold > 0 {
		fmt.Fprintf(b, "- A build with an empty build cache: %.0f s.\n", r.notes.cold.Seconds())
	}
}

// facts are what is measured once: memory at rest, and a cold build if that was asked for.
func (r *runner) facts() error {
	if t := r.houses["sqlite"]; t != nil {
		h, err := t.Open(r.ctx)
		if err != nil {
			return err
		}
		time.Sleep(3 * time.Second)
		r.notes.idle = h.Memory()
		h.Drop()
	}
	if !r.cold {
		return nil
	}
	start := time.Now()
	err := r.goBuild("GOCACHE=" + filepath.Join(r.dir, "cold"))
	r.notes.cold = time.Since(start)
	return err
}
