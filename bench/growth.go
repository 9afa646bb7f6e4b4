package main

import (
	"fmt"
	"strings"

	"shidian/bench/house"
	"shidian/bench/load"
)

// growthRow is how pages fare at a number of applications.
type growthRow struct {
	n     int
	pages []growthPage
}

type growthPage struct {
	words string
	m     *load.Measured
}

// grown are the pages that are looked at as the list grows.
var grown = []struct{ words, path string }{
	{"list, first page", "/applications"}, {"list, page 15", "/applications?page=15"},
	{"list, newest first", "/applications?sort=newest"}, {"search for a unit", "/applications?q=%E7%AC%AC77"}, {"desk", "/desk"},
}

// grow inserts applications straight into the tables and measures the office's pages, 4 connections.
func (r *runner) grow() error {
	if !r.wants("growth") {
		return nil
	}
	t, err := r.template("sqlite")
	if err != nil {
		return err
	}
	for _, n := range r.growth {
		h, err := t.OpenGrown(r.ctx, n)
		if err != nil {
			return err
		}
		row := growthRow{n: n}
		for _, page := range grown {
			m := load.Closed(h.Server, house.Same(4, house.Page(h.People.Office, h.Addr, page.path), house.Shown), r.warm, r.each)
			if m.Failed > 0 {
				h.Drop()
				return fmt.Errorf("%s at %d applications: %w", page.words, n, m.First)
			}
			fmt.Printf("%-24s %10s/s   p99 %8.2f ms   at %d applications\n", page.words, number(m.Rate()), ms(m.Latency.Quantile(.99)), n)
			row.pages = append(row.pages, growthPage{page.words, m})
		}
		h.Drop()
		r.notes.growth = append(r.notes.growth, row)
	}
	return nil
}

func (r *runner) growthTable(b *strings.Builder) {
	if len(r.notes.growth) == 0 {
		return
	}
	b.WriteString("\n## Pages as the list grows\n\nSubmitted applications inserted straight into the table, not by acts; the office reads over 4 connections, SQLite.\n\n| page |")
	for _, row := range r.notes.growth {
		fmt.Fprintf(b, " %s: a second, p50, p99 ms |", thousands(int64(row.n)))
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(r.notes.growth)) + "\n")
	for i, page := range grown {
		fmt.Fprintf(b, "| %s |", page.words)
		for _, row := range r.notes.growth {
			m := row.pages[i].m
			fmt.Fprintf(b, " %s, %s, %s |", number(m.Rate()), number(ms(m.Latency.Quantile(.5))), number(ms(m.Latency.Quantile(.99))))
		}
		b.WriteString("\n")
	}
}
