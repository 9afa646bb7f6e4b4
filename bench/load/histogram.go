package load

import (
	"math/bits"
	"time"
)

// Histogram counts latencies in steps of at most 1/32 of their size, so that it needs no memory that grows.
type Histogram struct {
	steps [64 * 32]int64
	n     int64
	most  time.Duration
}

// step is the place of a latency: microseconds below 64 have one each, above that 32 steps to every power of two.
func step(us uint64) int {
	if us < 64 {
		return int(us)
	}
	shift := bits.Len64(us) - 6
	return shift*32 + int(us>>shift)
}

// upper is the greatest latency of a step, in microseconds.
func upper(step int) uint64 {
	if step < 64 {
		return uint64(step)
	}
	shift := step/32 - 1
	return (uint64(step-shift*32)+1)<<shift - 1
}

// Add counts one latency.
func (h *Histogram) Add(d time.Duration) {
	h.steps[step(uint64(max(d.Microseconds(), 0)))]++
	h.n++
	h.most = max(h.most, d)
}

// Merge adds what another histogram counted.
func (h *Histogram) Merge(other *Histogram) {
	for i, n := range other.steps {
		h.steps[i] += n
	}
	h.n += other.n
	h.most = max(h.most, other.most)
}

// Count is how many latencies were counted.
func (h *Histogram) Count() int64 { return h.n }

// Quantile is the latency that the share q of all does not exceed, as the upper end of its step; 0 when none was counted.
func (h *Histogram) Quantile(q float64) time.Duration {
	if h.n == 0 {
		return 0
	}
	want := int64(q*float64(h.n-1)) + 1
	for i, n := range h.steps {
		if want -= n; want <= 0 {
			return min(time.Duration(upper(i))*time.Microsecond, h.most)
		}
	}
	return h.most
}
