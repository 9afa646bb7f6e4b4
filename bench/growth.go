package main

import (
	"context"
	"fmt"
	"strings"

	"shidian/bench/house"
	"shidian/bench/load"
)

// growth is how pages fare as what they list grows.
type growth struct {
	cell, title, words string
	sizes              []int
	open               func(*house.Template, context.Context, int) (*house.Running, error)
	pages              []struct{ words, path string }
	rows               []growthRow
}

// growthRow is how the pages fare at one size.
type growthRow struct {
	n     int
	pages []*load.Measured
}

// growths are what is grown: applications to the sizes given, and the pilots at work.
func growths(applications []int) []*growth {
	return []*growth{
		{cell: "growth", title: "Pages as the list grows", words: "Submitted applications inserted straight into the table, not by acts; the office reads over 4 connections, SQLite.",
			sizes: applications, open: (*house.Template).OpenGrown, pages: []struct{ words, path string }{
				{"list, first page", "/applications"}, {"list, page 15", "/applications?page=15"},
				{"list, newest first", "/applications?sort=newest"}, {"search for a unit", "/applications?q=%E7%AC%AC77"}, {"desk", "/desk"},
			}},
		{cell: "pilots", title: "Overviews as the pilots grow", words: "Living pilots with a report each, inserted straight into the tables, not by acts; the office reads over 4 connections, SQLite. " +
			"The figures over all pilots are counted once after each act and kept until the next; the list shows 50 at a time.",
			sizes: []int{100, 10_000}, open: (*house.Template).OpenPilots, pages: []struct{ words, path string }{
				{"overview of the pilots", "/overview/pilots"}, {"time line, first page", "/pilots"}, {"time line, by state", "/pilots?state=running"},
			}},
	}
}

// grow measures the office's pages at each size, 4 connections.
func (r *runner) grow() error {
	for _, g := range growths(r.growth) {
		if !r.wants(g.cell) {
			continue
		}
		t, err := r.template("sqlite")
		if err != nil {
			return err
		}
		for _, n := range g.sizes {
			h, err := g.open(t, r.ctx, n)
			if err != nil {
				return err
			}
			row := growthRow{n: n}
			for _, page := range g.pages {
				m := load.Closed(h.Server, house.Same(4, house.Page(h.People.Office, h.Addr, page.path), house.Shown), r.warm, r.each)
				if m.Failed > 0 {
					h.Drop()
					return fmt.Errorf("%s at %d: %w", page.words, n, m.First)
				}
				fmt.Printf("%-24s %10s/s   p99 %8.2f ms   at %d\n", page.words, number(m.Rate()), ms(m.Latency.Quantile(.99)), n)
				row.pages = append(row.pages, m)
			}
			h.Drop()
			g.rows = append(g.rows, row)
		}
		r.notes.growth = append(r.notes.growth, g)
	}
	return nil
}

func (r *runner) growthTable(b *strings.Builder) {
	for _, g := range r.notes.growth {
		b.WriteString("\n## " + g.title + "\n\n" + g.words + "\n\n| page |")
		for _, row := range g.rows {
			fmt.Fprintf(b, " %s: a second, p50, p99 ms |", thousands(int64(row.n)))
		}
		b.WriteString("\n|---|" + strings.Repeat("---|", len(g.rows)) + "\n")
		for i, page := range g.pages {
			fmt.Fprintf(b, "| %s |", page.words)
			for _, row := range g.rows {
				m := row.pages[i]
				fmt.Fprintf(b, " %s, %s, %s |", number(m.Rate()), number(ms(m.Latency.Quantile(.5))), number(ms(m.Latency.Quantile(.99))))
			}
			b.WriteString("\n")
		}
	}
}
