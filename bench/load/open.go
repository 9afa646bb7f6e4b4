package load

import (
	"sync"
	"sync/atomic"
	"time"
)

// Stream is one kind of request in an open loop: so many a second, whether or not the server keeps up.
type Stream struct {
	Name    string
	Rate    float64 // requests a second
	Workers []Worker
}

// Open sends all streams side by side for a time. The latency of a request counts from the instant at which it was
// meant to start, so that a server that stops is not excused.
func Open(s Server, streams []Stream, measure time.Duration) map[string]*Measured {
	begin := time.Now().Add(100 * time.Millisecond)
	ended := s.Watch()
	results := map[string]*Measured{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, stream := range streams {
		wg.Go(func() {
			m := stream.run(s.Addr, begin, measure)
			mu.Lock()
			results[stream.Name] = m
			mu.Unlock()
		})
	}
	wg.Wait()
	took := max(measure, time.Since(begin))
	cores, memory := ended()
	for _, m := range results {
		m.Seconds, m.Cores, m.Memory = took.Seconds(), cores, memory
	}
	return results
}

func (s Stream) run(addr string, begin time.Time, measure time.Duration) *Measured {
	var next atomic.Int64
	total := int64(s.Rate * measure.Seconds())
	all := workers(addr, s.Workers, func(_ int, c *Conn, w Worker) *Measured {
		m := &Measured{}
		for i := next.Add(1) - 1; i < total; i = next.Add(1) - 1 {
			at := begin.Add(time.Duration(float64(i) / s.Rate * float64(time.Second)))
			time.Sleep(time.Until(at))
			a, err := c.Do(w.Next())
			if err == nil {
				err = w.Answered(a)
			}
			if err != nil {
				m.fail(err)
				continue
			}
			m.Latency.Add(time.Since(at))
		}
		return m
	})
	return &all
}
