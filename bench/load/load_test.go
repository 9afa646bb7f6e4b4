package load

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestAStepHoldsWhatItSays(t *testing.T) {
	for us := uint64(0); us < 1<<22; us += 1 + us/97 {
		top := upper(step(us))
		if top < us || float64(top) > float64(us)*1.04+1 {
			t.Fatalf("%d µs counts as up to %d", us, top)
		}
		if top > 0 && step(top) != step(us) {
			t.Fatalf("%d and %d µs are in steps %d and %d", us, top, step(us), step(top))
		}
	}
}

func TestQuantiles(t *testing.T) {
	var h, other Histogram
	for i := 1; i <= 1000; i++ {
		part := &h
		if i%2 == 0 {
			part = &other
		}
		part.Add(time.Duration(i) * time.Millisecond)
	}
	h.Merge(&other)
	for q, want := range map[float64]time.Duration{0.5: 500 * time.Millisecond, 0.99: 990 * time.Millisecond, 1: time.Second} {
		if got := h.Quantile(q); got < want || got > want+want/25 {
			t.Errorf("quantile %v is %v, want about %v", q, got, want)
		}
	}
	if h.Count() != 1000 || new(Histogram).Quantile(0.5) != 0 {
		t.Error("counts")
	}
}

func TestTheTextHasItsSizeAndItsFrequencies(t *testing.T) {
	w := NewWriter(strings.Repeat("科", 50)+strings.Repeat("协", 30)+"一二三四五六七八九十改革试点", 1)
	for _, size := range []int{1024, 5 << 10, 30 << 10} {
		text := w.Text(size)
		if len(text) > size || len(text) < size-3 || !utf8.ValidString(text) {
			t.Errorf("%d bytes, want %d", len(text), size)
		}
		if first, last := strings.Count(text, "科"), strings.Count(text, "点"); first <= last {
			t.Errorf("the most frequent stands %d times, a rare one %d", first, last)
		}
	}
	if a, b := NewWriter("科协改革", 7).Text(300), NewWriter("科协改革", 7).Text(300); a != b {
		t.Error("the same seed writes another text")
	}
}
