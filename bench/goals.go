package main

import (
	"fmt"
	"math"
	"slices"
)

// goal is a ratio within one round, and what it should be.
type goal struct {
	words string
	ratio func(round) float64 // NaN: not measured
	want  float64
	most  bool // at most want; else at least
	unit  string
}

// per divides, NaN when either is missing.
func per(a, b float64) float64 {
	if a == 0 || b == 0 {
		return math.NaN()
	}
	return a / b
}

func known(a float64) float64 {
	if a == 0 {
		return math.NaN()
	}
	return a
}

// goals are the goals of the deadline hour.
var goals = []goal{
	{"durable saves of 30 KB / PocketBase's PATCH at its default (not durable)", func(r round) float64 { return per(r.rate(cellSave), r.rate(cellPatch)) }, 15, false, "x"},
	{"p99 of a save / PocketBase's", func(r round) float64 { return per(r.quantile(cellSave, .99), r.quantile(cellPatch, .99)) }, 1. / 20, true, ""},
	{"saves / bare grouped commits (20 a commit)", func(r round) float64 { return per(r.rate(cellSave), r.rate(cellGrouped)) }, 0.7, false, ""},
	{"saves / reading a 30 KB body only", func(r round) float64 { return per(r.rate(cellSave), r.rate(cellBody)) }, 0.30, false, ""},
	{"submits / PocketBase's POST at its default", func(r round) float64 { return per(r.rate(cellSubmit), r.rate(cellPost)) }, 5, false, "x"},
	{"p99 of a submit / PocketBase's POST", func(r round) float64 { return per(r.quantile(cellSubmit, .99), r.quantile(cellPost, .99)) }, 1. / 10, true, ""},
	{"list page of 50 rows / empty handler", func(r round) float64 { return per(r.rate(cellList), r.rate(cellEmpty)) }, 0.10, false, ""},
	{"list page of 50 rows / PocketBase's list", func(r round) float64 { return per(r.rate(cellList), r.rate(cellPBList)) }, 4, false, "x"},
	{"open loop: p99 of saves", func(r round) float64 { return known(r.quantile(cellOpen+" saves", .99)) }, 40, true, " ms"},
	{"open loop: p99 of submits", func(r round) float64 { return known(r.quantile(cellOpen+" submits", .99)) }, 40, true, " ms"},
	{"open loop: p99 of pages", func(r round) float64 { return known(r.quantile(cellOpen+" pages", .99)) }, 15, true, " ms"},
	{"server CPU at 100 saves a second / PocketBase's", func(r round) float64 { return per(r.cores(cell100), r.cores(cellPB100)) }, 1. / 3, true, ""},
	{"resident memory under full load of saves / PocketBase's", func(r round) float64 { return per(r.memory(cellSave), r.memory(cellPatch)) }, 1, true, "x"},
	{"PostgreSQL: saves / bare statement over 8 connections (lz4)", func(r round) float64 { return per(r.rate(cellPGSave), r.rate(cellPGBare)) }, 0.7, false, ""},
}

// spread is a value over the rounds.
type spread struct{ median, least, most float64 }

// over is the spread of what the rounds have; false when none has it.
func over(rounds []round, value func(round) float64) (spread, bool) {
	var all []float64
	for _, r := range rounds {
		if v := value(r); !math.IsNaN(v) {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return spread{}, false
	}
	slices.Sort(all)
	return spread{all[len(all)/2], all[0], all[len(all)-1]}, true
}

// met tells whether the median reaches the goal.
func (g goal) met(s spread) bool {
	if g.most {
		return s.median <= g.want
	}
	return s.median >= g.want
}

// String writes the goal: ≥ 15x.
func (g goal) String() string {
	sign := "≥"
	if g.most {
		sign = "≤"
	}
	return fmt.Sprintf("%s %s%s", sign, number(g.want), g.unit)
}

// number writes three digits that count.
func number(v float64) string {
	switch {
	case v == 0:
		return "0"
	case math.Abs(v) >= 100:
		return thousands(int64(math.Round(v)))
	case math.Abs(v) >= 10:
		return fmt.Sprintf("%.1f", v)
	case math.Abs(v) >= 0.1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

func thousands(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// String writes median and range: 15.2 [14.0-16.1].
func (s spread) String() string {
	if s.least == s.most {
		return number(s.median)
	}
	return number(s.median) + " [" + number(s.least) + "-" + number(s.most) + "]"
}
