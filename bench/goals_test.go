package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"shidian/bench/load"
)

func cell(n int, each time.Duration) *load.Measured {
	m := &load.Measured{Seconds: 1}
	for range n {
		m.Latency.Add(each)
	}
	return m
}

func TestARatioIsTakenWithinItsRound(t *testing.T) {
	rounds := []round{
		{cellSave: cell(300, time.Millisecond), cellPatch: cell(10, 50*time.Millisecond)},
		{cellSave: cell(40, time.Millisecond), cellPatch: cell(2, 50*time.Millisecond)}, // a slow machine, the same ratio
		{cellSave: cell(300, time.Millisecond)},                                         // not measured: no ratio
	}
	s, ok := over(rounds, goals[0].ratio)
	if !ok || s != (spread{30, 20, 30}) || !goals[0].met(s) {
		t.Errorf("got %v, %v", s, ok)
	}
	if s, _ := over(rounds, goals[1].ratio); s.median > 1./20+0.001 || !goals[1].most {
		t.Errorf("p99: %v", s)
	}
	if _, ok := over(rounds, goals[4].ratio); ok {
		t.Error("a ratio of cells that were not measured")
	}
}

func TestAMissedGoalIsMarked(t *testing.T) {
	r := &runner{rounds_: []round{{cellSave: cell(100, time.Millisecond), cellPatch: cell(10, time.Millisecond)}}}
	var b strings.Builder
	r.goalTable(&b)
	if !strings.Contains(b.String(), "| ≥ 15.0x | 10.0x | ✗ |") {
		t.Errorf("%s", b.String())
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 12345.6: "12,346", 15.04: "15.0", 0.7: "0.70", 0.05: "0.050", 999: "999"} {
		if got := number(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
	if !math.IsNaN(per(1, 0)) || per(6, 3) != 2 {
		t.Error("per")
	}
}
